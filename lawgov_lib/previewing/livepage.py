"""The review page as the preview serves it: the same page, which may ask its own server."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled

if TYPE_CHECKING:
    import re

_POLICY = compiled('(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)')
_SCRIPT = compiled("script-src ([^;]*)")
_LIVE = """\
<meta name="lawgov-state" content="{number}">
<link rel="stylesheet" href="live.css">
<script type="module" src="live.js"></script>
"""
_WAITING = """\
<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>预览：{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
</head>
<body><main id="report"><h1>{title}</h1><p>正在生成……</p></main></body>
</html>
"""


def live(page: str, number: int) -> str:
    """Return a review page with the script that follows its server, and leave to ask it.

    Args:
        page: The page as it is published.
        number: That of the state which it shows, by which the script knows a later one.
    """
    following = _LIVE.format(number=number)
    return _POLICY.sub(_allowed, page, count=1).replace("</head>", f"{following}</head>", 1)


def _allowed(policy: re.Match[str]) -> str:
    own = _SCRIPT.search(policy[2])
    scripts = f"script-src {own[1]} 'self'; " if own else "script-src 'self'; "
    rest = _SCRIPT.sub("", policy[2]).replace("style-src ", "style-src 'self' ")
    return f"{policy[1]}{rest}; {scripts}connect-src 'self'{policy[3]}"


def waiting(year: int) -> str:
    """Return the page that stands while no state of the year could be shown yet."""
    return live(_WAITING.format(title=escape(f"{year}年度报告")), 0)
