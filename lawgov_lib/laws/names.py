"""How laws are named: titles with and without what surrounds them, editions, document numbers."""

from __future__ import annotations

import re
from functools import lru_cache

from lawgov_lib.base.expressions import compiled

STATE = "中华人民共和国"
_SPAN = "(?:[0-9]{4}年?[—－–~～至-]+)+[0-9]{4}年?"
_EDITION = compiled("[（(](?P<year>[0-9]{4})年?(?:修订|修正|修改|版|本)?[^（）()]*[）)]$")
_SPANNED = compiled(f"[（(]{_SPAN}[）)]$")
_TRIAL = compiled("[（(](?:暂行|试行|草案|修订草案|征求意见稿)[）)]$")
_ISSUER = compiled("^(?:中共中央|国务院)[^关]{0,20}(?=关于)")
_ORDER = compiled(
    "(?P<who>主席令|国务院令|国令)第?(?P<number>[0-9]+|[〇一二三四五六七八九十百]+)号?"
)
_ISSUE = compiled(
    r"(?P<who>(?:中|国|厅|司)[一-鿿]{1,8}?)[〔\[【（(](?P<year>[0-9]{4})[〕\]】）)]第?(?P<number>[0-9]+)号?"
)


@lru_cache(maxsize=4096)
def bare(title: str) -> str:
    """Return a title without 中华人民共和国, who issued it, and what names its edition."""
    ending = _TRIAL.sub("", _EDITION.sub("", title))
    return _ISSUER.sub("", ending.removeprefix(STATE))


def edition(title: str) -> int | None:
    """Return the year of the edition that a title names, as （2017年修正）; a span is none."""
    found = _EDITION.search(title)
    return int(found["year"]) if found and not _SPANNED.search(title) else None


def numbers_in(text: str) -> tuple[str, ...]:
    """Return the document numbers that a text names, each as the table writes it.

    国令711, 国务院令第711号 and 中华人民共和国国务院令（第711号） are one number.
    """
    plain = text.replace("令（第", "令第").replace("令(第", "令第")
    orders = [(found.start(), _order(found)) for found in _ORDER.finditer(plain)]
    issues = [
        (found.start(), f"{found['who']}〔{found['year']}〕{found['number']}号")
        for found in _ISSUE.finditer(plain)
    ]
    return tuple(number for _, number in sorted(orders + issues))


def series(number: str) -> str:
    """Return what numbers of one kind have in common: 国务院令, 主席令, 国办发."""
    return re.split("[第〔]", number)[0]


def _order(found: re.Match[str]) -> str:
    who = "国务院令" if found["who"] == "国令" else found["who"]
    return f"{who}第{found['number']}号"
