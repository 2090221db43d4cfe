"""Read what was written: every character of the document is in each file, or the place is named.

A file that has been rendered is read as a reader would, without trust in what made it: of the PDF
the text that stands on its pages, of a web page that of its main region. White space, and what has
no width, is not compared. The record is read back where it is written.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from lawgov_lib.base.errors import ExportError
from lawgov_lib.base.expressions import compiled
from lawgov_lib.document.node import Node
from lawgov_lib.document.tree import Annex, Form, Heading, Item, Listing, Table, Title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lawgov_lib.document.tree import Block, Document

_UNSEEN = compiled(
    r"[\s\u00ad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
    r"\U000e0000-\U000e0fff]+"
)
_BETWEEN = "\ufdd2"
"""A noncharacter, which no text holds: stands between passages while they are squeezed."""
_SILENT = {"kind", "anchor", "role", "source", "metric", "cell", "align", "media", "data", "alt"}
"""The fields of blocks that say nothing to whoever reads."""
_SHOWN = 24
_MAIN = compiled(r"<main\b[^>]*>(.*)</main>", re.DOTALL)
_PICTURE = compiled(r"<svg\b.*?</svg>", re.DOTALL)
_TAG = compiled(r"<[^>]*>")
_LIST = compiled(r'<(/?)(ol|ul|li)\b(?:[^>]*?\bstart="(\d+)")?[^>]*>')
_BULLETS = "•–·"
"""Those of a list and of the lists in it."""


class Passage(NamedTuple):
    """A stretch of text of the document, squeezed, and the block that it stands in."""

    text: str
    block: int


def squeezed(text: str) -> str:
    """Return the text without white space and characters of no width, composed."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", "".join(text.split())))


def squeezed_each(texts: Iterable[str]) -> list[str]:
    """Return many texts squeezed, which takes hardly longer than one."""
    return squeezed(_BETWEEN.join(texts)).split(_BETWEEN)


def passages(document: Document) -> list[Passage]:
    """List the texts that must arrive, in reading order."""
    form, last = document.meta.form or Form(), len(document.blocks) - 1
    texts, places = [form.number, *form.signers], [0] * (1 + len(form.signers))
    for place, block in enumerate(document.blocks):
        told = list(_texts(block))
        texts += told
        places += [place] * len(told)
    texts += [form.copies, form.printer, form.printed_on]
    places += [last] * 3
    every = zip(squeezed_each(texts), places, strict=True)
    return [Passage(text, place) for text, place in every if text]


def _texts(node: object) -> Iterator[str]:
    """Yield the texts that a node shows, whatever fields it has."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, tuple):
        for inner in node:
            yield from _texts(inner)
    elif isinstance(node, Heading):
        yield node.number + node.text
    elif isinstance(node, Listing):
        yield from _items(node, 0)
    elif isinstance(node, Table):
        yield node.caption
        yield from (head.text for row in node.heads for head in row)
        yield from _texts(node.rows)
    elif isinstance(node, Node):
        for name, value in node.__dict__.items():
            if name not in _SILENT:
                yield from _texts(value)


def _items(listing: Listing | Item, depth: int) -> Iterator[str]:
    """Yield the texts of the items, each with its number or bullet before it."""
    for number, item in enumerate(listing.items, start=listing.start):
        first, *others = (*_texts(item.runs), "")
        yield (f"{number}." if listing.ordered else _bullet(depth)) + first
        yield from others
        yield from _items(item, depth + (not listing.ordered))


def _bullet(depth: int) -> str:
    return _BULLETS[depth % len(_BULLETS)]


def web_text(content: bytes) -> str:
    """Return the text of a web page's main region; that of its pictures belongs to them.

    Numbers and bullets of lists are what a browser makes of the marks.
    """
    main = _MAIN.search(content.decode())
    if not main:
        return ""
    lists = list[int | None]()

    def mark(tag: re.Match[str]) -> str:
        is_end, name, start = tag.groups()
        if name == "li" and not is_end and lists:
            number = lists[-1]
            if number is None:
                return _bullet(lists.count(None) - 1)
            lists[-1] = number + 1
            return f"{number}."
        if name != "li" and is_end:
            lists.pop()
        elif name != "li":
            lists.append(int(start or 1) if name == "ol" else None)
        return ""

    text = _LIST.sub(mark, _PICTURE.sub("", main[1]))
    return squeezed(unescape(_TAG.sub("", text)))


def refuse_losses(document: Document, told: Sequence[Passage], file: str, read: str) -> None:
    """Compare the text of a file with that of the document.

    What stands in order is found passage by passage. Where a row of a table, or a note, is broken
    over pages, the order is another: then each character must be there as often as it was said.

    Args:
        document: The whole report.
        told: Its passages.
        file: The name of the file.
        read: Its text, as its reader returns it.

    Raises:
        ExportError: A character is missing; it names the first place.
    """
    at, strays = 0, list[Passage]()
    for passage in told:
        found = read.find(passage.text, at)
        if found < 0:
            strays.append(passage)
        else:
            at = found + len(passage.text)
    if not strays:
        return
    missing = Counter("".join(passage.text for passage in told)) - Counter(read)
    if missing:
        lost = next((each for each in strays if missing.keys() & set(each.text)), strays[0])
        raise ExportError.of(
            "E704",
            f"{file}中缺少{missing.total()}个字，最先在{_where(document, lost)}"
            f"：“{_shown(lost.text, read)}”",
            hint="缩短该处内容，或拆成几段、几行后重新生成；仍不能解决的，请报告维护者。",
        )


def _shown(text: str, read: str) -> str:
    """Return the beginning of what was lost of a passage."""
    kept = next((size for size in range(len(text), 0, -1) if text[:size] in read), 0)
    return _short(text[kept:] or text)


def _short(text: str) -> str:
    return text[:_SHOWN] + ("……" if len(text) > _SHOWN else "")


def _where(document: Document, passage: Passage) -> str:
    """Name the heading above a passage, and the row and column of a table."""
    heading = document.meta.title
    for block in document.blocks[: passage.block + 1]:
        match block:
            case Heading(number=number, text=text):
                heading = number + text
            case Annex(label=label, title=title):
                heading = f"{label} {title}"
    return f"“{_short(heading)}”" + _cell(document.blocks[passage.block], passage.text)


def _cell(block: Block, text: str) -> str:
    match block:
        case Title():
            return "标题"
        case Table(columns=columns, rows=rows):
            heads = [column.text for column in columns]
            for number, row in enumerate(rows, start=1):
                for place, runs in enumerate(row):
                    if text in map(squeezed, _texts(runs)):
                        head = f"“{_short(heads[place])}”" if heads[place] else str(place + 1)
                        return f"表格第{number}行{head}列"
            return "表格"
    return ""
