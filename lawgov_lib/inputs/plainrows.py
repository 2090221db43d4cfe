"""The rows of a sheet's XML that hold nothing but values, read without a parser of XML.

A row is taken only if every byte of it is of the form that programs write; whatever else it holds
(a formula, rich text, a comment), it is left to the parser, and so is a part that holds comments,
other namespaces or another encoding.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from openpyxl.utils import column_index_from_string

from lawgov_lib.base.expressions import compiled
from lawgov_lib.inputs.cellmeaning import BLANK, REMEMBERED, TEXTS, CellMeaning, Shown

if TYPE_CHECKING:
    from collections.abc import Sequence

END = b"</row>"
"""What ends a row."""
_ROW = b"<row"
_CELL = b'<c r="'
_HEAD = compiled(rb'<row r="([1-9]\d{0,6})"([^<>/]*)>')
_CONTENT = rb"([^<>\x00-\x08\x0b-\x1f]*)"
_TAIL = compiled(
    rb'(?: s="(\d+)")?(?: t="(\w+)")?(?:/>|>(?:<v>%b</v>'
    rb'|<is><t(?: xml:space="preserve")?>%b</t></is>)?</c>)' % (_CONTENT, _CONTENT)
)
_REFERENCE = compiled("&(?:#([0-9]{2,7})|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_CHARACTERS = (range(32, 0xD800), range(0xE000, 0xFFFE), range(0x10000, 0x110000))
"""The characters of XML that are no breaks."""
_WRONG = "\0"
"""Stands for what is no character."""
_LETTERS = compiled(b"[A-Z]{1,3}")
_DECLARED = compiled(
    rb'(?:<\?xml version="1\.0"(?: encoding="UTF-8")?(?: standalone="(?:yes|no)")? ?\?>)?',
    re.IGNORECASE,
)
_NAMESPACE = compiled(rb"xmlns\s*=")
_STRANGE = compiled(rb"<[!?]|xmlns\s*=")
_NO_CHARACTER = b"\xef\xbf"
"""What begins U+FFFE and U+FFFF, which are none in XML."""
_MOST_HEADS = 1000


class PlainRows:
    """Reads rows that look like those before; begun anew for every sheet."""

    def __init__(self, meaning: CellMeaning) -> None:
        """Begin above the first row.

        Args:
            meaning: What the cells of the sheet show.
        """
        self._meaning = meaning
        self._heads: set[bytes] = set()
        self._columns: dict[bytes, int] = {}
        self._known: dict[bytes, Shown] = {}
        self._is_begun = False

    def read(self, row: bytes) -> tuple[int, list[Shown]] | None:
        """Return the number of a row and its cells; None where the parser has to read it.

        Args:
            row: The row, up to its end tag.
        """
        head, *cells = row.split(_CELL)
        found = _HEAD.fullmatch(head)
        if found is None or found[2] not in self._heads:
            return None
        shown = self._cells(cells, found[1])
        return None if shown is None else (int(found[1]), shown)

    def learn(self, row: bytes, *, is_hidden: bool) -> bool:
        """Learn from a row that the parser has read what is said of rows like it.

        Args:
            row: The row, up to its end tag, with all that stands before it.
            is_hidden: Whether nobody sees it.

        Returns:
            Whether what follows may be read as plain rows.
        """
        if not self._is_begun:
            self._is_begun = True
            declared = _DECLARED.match(row)
            top = row[declared.end() :] if declared else row
            return b"<!" not in top and b"<?" not in top and len(_NAMESPACE.findall(top)) == 1
        if _STRANGE.search(row):
            return False
        found = _HEAD.match(row)
        is_alone = row.count(_ROW) == 1
        if found and is_alone and not is_hidden and len(self._heads) < _MOST_HEADS:
            self._heads.add(found[2])
        return True

    def _cells(self, cells: Sequence[bytes], number: bytes) -> list[Shown] | None:
        row: list[Shown] = []
        for cell in cells:
            reference, _, tail = cell.partition(b'"')
            letters = reference.removesuffix(number)
            column = self._columns.get(letters) or self._column(letters)
            shown = self._known.get(tail) or self._shown(tail)
            gap = column - 1 - len(row)
            if shown is None or gap < 0:
                return None
            if gap:
                row.extend([BLANK] * gap)
            row.append(shown)
        return row

    def _column(self, letters: bytes) -> int:
        """Return the place of a column from 1; 0 where these are not its letters."""
        if not _LETTERS.fullmatch(letters):
            return 0
        self._columns[letters] = column_index_from_string(letters.decode())
        return self._columns[letters]

    def _shown(self, tail: bytes) -> Shown | None:
        """Say what a cell shows, by what stands behind its reference."""
        found = _TAIL.fullmatch(tail)
        if found is None or _NO_CHARACTER in tail:
            return None
        style, kind = (found[1] or b"").decode(), (found[2] or b"n").decode()
        other, content = found[3], found[4]
        if kind != "inlineStr":
            other, content = content, other
        if other is not None:
            return None
        text = _resolved((content or b"").decode())
        if text is None:
            return None
        shown = self._meaning.of(kind, style, text if kind in TEXTS else text.strip())
        if kind != "inlineStr" and len(self._known) < REMEMBERED:
            self._known[tail] = shown
        return shown


def _resolved(text: str) -> str | None:
    """Put characters in place of the references to them; None where one is not plain."""
    if "&" not in text:
        return text
    resolved, count = _REFERENCE.subn(_character, text)
    return None if count != text.count("&") or _WRONG in resolved else resolved


def _character(found: re.Match[str]) -> str:
    return _meant(found[1], found[2])


@cache
def _meant(code: str | None, name: str | None) -> str:
    if name:
        return _NAMED[name]
    number = int(code or 0)
    return chr(number) if any(number in known for known in _CHARACTERS) else _WRONG
