"""Text with markup in it: HTML, drawings, Markdown, code; how it reads, and how it is masked."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from functools import partial
from html import escape, unescape
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from lawgov_lib.base.expressions import compiled
from lawgov_lib.privacy.disclosure import MASKED, Watch
from lawgov_lib.privacy.readingorder import masked_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DRAWING = "image/svg+xml"


@dataclass(frozen=True)
class Form:
    """A kind of text with markup: how it reads without, and how plain text is put into it."""

    plain: Callable[[str], str]
    put: Callable[[str], str]


_TAG = compiled(r"<[^>]*>")
_COMMENT = compiled(r"<!--.*?-->", re.DOTALL)
_APART = compiled(
    r"</?(?:address|article|aside|blockquote|body|br|caption|dd|desc|div|dl|dt|fig\w+|footer|form|g"
    r"|h[1-6r]|head|header|html|img|input|li|main|nav|ol|option|p|path|pre|rect|script|section"
    r"|select|style|svg|table|tbody|td|text|textarea|textPath|tfoot|th|thead|title|tr|ul|use)\b[^>]*>"
)
"""Tags that part what is read; all others stand within it."""
_BESIDE = compiled(r"<!--.*?-->|\^?\[\^[^\[\]]*\]|\^\[[^\[\]]*\]|(?<=\])\([^()\n]*\)", re.DOTALL)
"""What Markdown holds that is read elsewhere or not at all: comments, footnotes, addresses."""
_EMPHASIS = compiled(r"[*_`~\\]")
# Coordinates and pictures are no text, and long.
_HELD = compiled(r"(data:image/svg\+xml[^,\"')\s]*,)([^\"'()<>\s]*)")
"""A drawing within an address, in base64 or quoted."""
_DRAWN = compiled(r"""(\s(?:d|points|transform|viewBox|values)="[^"]*"|["'(]data:[^"')]*["')])""")


def untagged(text: str) -> str:
    """Return the text of HTML or SVG as it reads, a line for each element that makes one."""
    return unescape(_TAG.sub("", _APART.sub("\n", _COMMENT.sub("", text))))


def _unmarked(text: str) -> str:
    """Return Markdown as its words are read, one after the other."""
    return unescape(_EMPHASIS.sub("", re.sub(r"[\[\]]", "", _BESIDE.sub("", text))))


def said_in(picture: str) -> str:
    """Return all that a drawing holds of text: as it reads, then what its tags say."""
    tags = [tag for tag in _TAG.findall(picture) if "=" in tag or "!" in tag]
    return "\n".join((untagged(picture), *(_DRAWN.sub("", tag) for tag in tags)))


def drawing(data: str) -> str:
    """Return the text of a drawing in base64; blank where it is none, which exporters refuse."""
    try:
        return base64.b64decode("".join(data)).decode("utf-8-sig")
    except (binascii.Error, ValueError):
        return ""


def _masks(text: str) -> Iterator[str]:
    """Yield each mask of a text once, in order."""
    yield from dict.fromkeys(found[0] for found in MASKED.finditer(text))


def _picture(text: str) -> str:
    kinds = " ".join(_masks(text))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="40">'
        f'<text x="8" y="24">{escape(kinds)}</text></svg>'
    )


HYPERTEXT = Form(untagged, lambda text: f"<pre>{escape(text)}</pre>")
MARKDOWN = Form(_unmarked, lambda text: text)
PICTURE = Form(untagged, _picture)
CODE = Form(
    lambda text: _EMPHASIS.sub("", untagged(text)),
    lambda text: "".join(f"# {each}\n" for each in _masks(text)),
)
FORMS = {"text/html": HYPERTEXT, "text/markdown": MARKDOWN, DRAWING: PICTURE}


def marked(text: str, watch: Watch, form: Form) -> str:
    """Mask text with markup; what only shows without the markup costs the markup.

    Args:
        text: The text.
        watch: What is looked for.
        form: Which markup is in it.
    """
    text = _HELD.sub(partial(_held, watch=watch), text)
    lines = form is MARKDOWN
    is_source = form not in (HYPERTEXT, PICTURE)
    plain = form.plain(text)
    is_cut = masked_lines(plain, watch) != plain
    if not (is_cut or watch.spans(text, lines=lines) or watch.spans(plain, lines=lines)):
        return text
    masked = text
    if is_source:
        masked = watch.masked(text, lines=lines)
    elif "<" in text:
        pieces = re.split(f"({_TAG.pattern})", text)
        masked = "".join(
            _tag(piece, watch) if number % 2 else watch.masked(piece, lines=False)
            for number, piece in enumerate(pieces)
        )
    plain = form.plain(masked)
    clean = masked_lines(watch.masked(plain, lines=lines), watch)
    return masked if clean == plain else form.put(clean)


def _held(address: re.Match[str], watch: Watch) -> str:
    """Mask the text of a drawing that an address holds."""
    head, data = address.groups()
    is_base64 = head.lower().endswith(";base64,")
    drawn = drawing(unquote(data)) if is_base64 else unquote(data)
    masked = marked(drawn, watch, PICTURE)
    if masked == drawn:
        return address[0]
    return head + (base64.b64encode(masked.encode()).decode() if is_base64 else quote(masked))


def _tag(tag: str, watch: Watch) -> str:
    if "=" not in tag and "!" not in tag:
        return tag
    pieces = _DRAWN.split(tag)
    return "".join(
        piece if number % 2 else watch.masked(piece, lines=False)
        for number, piece in enumerate(pieces)
    )
