"""Read a text (md, txt): paragraphs by lines, headings by their marks, tables by theirs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled
from lawgov_lib.document.pieces import (
    INDENTS,
    NUMBERED,
    TITLE,
    Content,
    Piece,
    Sheaf,
    goes_on,
    joined,
    run,
    table_of,
    tidy,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LARGEST = 4 << 20
"""The bytes of the largest text: a million Chinese characters."""
_HEADING = compiled(r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_ROW = compiled(r"\s*\|.*\|\s*$")
_RULE = compiled(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?$")
_BULLET = compiled(r"\s*[-*+]\s+")
_NOTE = compiled(r"\[\^[^\]]+\]:?")
_MARKS = compiled(r"(\*\*|__)(.+?)\1")
_COMMENT = compiled("<!--.*?-->", re.DOTALL)
_TAG = compiled(r"</?[A-Za-z][^<>]*>")
_PICTURE = compiled(r"!\[([^\]]*)\]\([^)]*\)")
_LINK = compiled(r"(?<!!)\[([^\]]*)\]\([^)]*\)")
_TOP = 1
_WIDEST = 240
_ROOM = (4, 8)
"""Broken lines are at most so wide, and each but the last of a paragraph nearly so."""
_INDENT = "　　"
_OFTEN = 5


def read_plain(text: str, name: str, *, is_markdown: bool) -> Content:
    """Read a text.

    Args:
        text: The text of the file.
        name: The name to show in messages.
        is_markdown: Whether what stands between marks is read without them.

    Raises:
        InputError: The text is longer than any report.
    """
    sheaf = Sheaf(name)
    for piece in _pieces((_bare(text) if is_markdown else text).split("\n")):
        sheaf.add(piece)
    return Content(tuple(sheaf.pieces), "行")


def _bare(text: str) -> str:
    """Return Markdown without the marks that no reader sees; the lines stay where they are."""
    text = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    for pattern, by in ((_PICTURE, r"\1"), (_LINK, r"\1"), (_NOTE, ""), (_MARKS, r"\2")):
        text = pattern.sub(by, text)
    return _TAG.sub("", text)


def _pieces(lines: Sequence[str]) -> Iterator[Piece]:
    """Yield headings, tables and paragraphs; lines in the midst of a sentence are joined."""
    line, place = "", 0
    rows: list[list[str]] = []
    widest = tuple(max(sizes, default=0) for sizes in zip(*map(_sizes, lines), strict=True))
    before, begun = (0, 0), 0
    has_indents = _has_indents(lines)
    tops = sum(found is not None and len(found[1]) == _TOP for found in map(_HEADING.match, lines))
    for number, raw in enumerate([*lines, ""], start=1):
        is_row = bool(_ROW.match(raw))
        if rows and not is_row:
            if (table := table_of(rows)) is not None:
                yield Piece(begun, table=table)
            rows = []
        heading = _HEADING.match(raw)
        fresh = not raw.strip() or is_row or heading or _BULLET.match(raw)
        broken = _is_full(before, widest) and (
            goes_on(line, raw) or (has_indents and _is_rest(line, raw))
        )
        before = _sizes(raw)
        if line and (fresh or not broken):
            yield Piece(place, run(tidy(line)))
            line = ""
        if heading:
            depth = len(heading[1])
            level = TITLE if depth == _TOP and tops == 1 else depth
            yield Piece(number, run(tidy(heading[2])), level)
        elif is_row:
            begun = begun if rows else number
            if not _RULE.match(raw):
                rows.append([cell.strip() for cell in raw.strip().strip("|").split("|")])
        elif raw.strip():
            said = raw if NUMBERED.match(raw.strip()) else _BULLET.sub("", raw)
            line, place = (joined(line, said), place) if line else (said.strip(), number)


def _has_indents(lines: Sequence[str]) -> bool:
    """Tell whether an indent shows where a paragraph begins."""
    written = [line for line in lines if line.strip()]
    return _OFTEN * sum(line.startswith(INDENTS) for line in written) > len(written)


def _is_full(line: tuple[int, int], widest: tuple[int, ...]) -> bool:
    """Tell whether a line reaches so far that it may be broken there: by characters or width."""
    return widest[1] <= _WIDEST and any(
        size >= most - room for size, most, room in zip(line, widest, _ROOM, strict=True)
    )


def _is_rest(before: str, after: str) -> bool:
    """Tell whether a line goes on with a heading, where every paragraph is indented."""
    is_plain = after.strip() and not after.startswith(INDENTS) and not NUMBERED.match(after.strip())
    return bool(is_plain and NUMBERED.match(before.strip()) and not before.endswith("。"))


def _sizes(line: str) -> tuple[int, int]:
    """Return how many characters a line has, and how wide it is, a Chinese character two.

    What centres a line does not count.
    """
    bare = line.strip()
    count = len(bare) + (len(_INDENT) if line[:1].isspace() else 0)
    return count, 2 * count - sum(map(str.isascii, bare))
