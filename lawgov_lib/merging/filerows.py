"""The text of one prose file while it is corrected, beside the paragraphs that it is to say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lawgov_lib.merging.origins import Unit

_GAP = "\n\n"
_EMPTIED = "\0"
"""Stands where the words of an item or a cell were, while the file is being corrected."""
_BARE = compiled(rf"^[ \t>|*+\-]*{_EMPTIED}[ \t|{_EMPTIED}]*(?:\r?\n|\Z)", re.MULTILINE)
"""A line of a list or a table on which nothing stays but its marks."""
_COUNTED = compiled(r"\d+[.)]\s*\Z")


@dataclass
class _Row:
    """A paragraph of the section: its position in the report, and what it is to say."""

    place: int | None
    shown: str
    unit: Unit | None = None


class FileRows:
    """The file and its section; edits are kept apart until the text is asked for."""

    def __init__(self, text: str) -> None:
        """Begin with a file as it is."""
        self._text = text
        self._rows: list[_Row] = []
        self._edits: list[tuple[int, int, str]] = []
        self._cited = set[int]()
        self._behind = ""

    @property
    def is_changed(self) -> bool:
        """Whether anything is to be written."""
        return bool(self._edits or self._behind)

    @property
    def is_told(self) -> bool:
        """Whether the section has any text."""
        return bool(self._rows)

    def add(self, place: int, shown: str, unit: Unit | None) -> None:
        """Add a paragraph as it is, in the order of the report."""
        self._rows.append(_Row(place, shown, unit))

    def line(self, unit: Unit) -> int:
        """Return the line on which a stretch begins."""
        return self._text.count("\n", 0, unit.stretch.start) + 1

    def is_counted(self, unit: Unit) -> bool:
        """Tell whether a stretch is an item with a number, on which those behind it depend."""
        return bool(_COUNTED.search(self._text[unit.stretch.begin : unit.stretch.start]))

    def are_neighbours(self, first: Unit, second: Unit) -> bool:
        """Tell whether nothing but blank lines parts two paragraphs of this file."""
        return (
            first.section == second.section
            and first.stretch.is_whole
            and second.stretch.is_whole
            and first.stretch.kind == second.stretch.kind
            and not self._text[first.stretch.end : second.stretch.start].strip()
        )

    def rewrite(self, units: Sequence[Unit], source: str, shown: str) -> None:
        """Put a new source in the place of neighbouring stretches; a blank one takes them out."""
        if not shown and all(unit.stretch.is_whole for unit in units):
            self.remove(units)
            return
        span = units[0].stretch.start, units[-1].stretch.end
        self._edits.append((*span, source if shown else _EMPTIED))
        self._say(units, shown)

    def remove(self, units: Sequence[Unit]) -> None:
        """Take stretches out, with the blank lines behind them."""
        for unit in units:
            rest = self._text[unit.stretch.stop :]
            end = unit.stretch.stop + len(rest) - len(rest.lstrip())
            self._edits.append((unit.stretch.begin, end, ""))
        self._say(units, "")

    def _say(self, units: Sequence[Unit], shown: str) -> None:
        places = [place for unit in units for place in unit.shown]
        for row in self._rows:
            if row.place in places:
                row.shown = shown if row.place == places[0] else ""

    def line_end(self, unit: Unit) -> int:
        """Return where the last line of a stretch ends."""
        return len(self._text[: unit.stretch.stop].rstrip("\r\n"))

    def between(self, start: int, end: int | None) -> str:
        """Return a part of the file as it is."""
        return self._text[start:end]

    def as_line(self, at: int, source: str) -> str:
        """Return a source as a line of its own at a place of the file."""
        begins = at == 0 or self._text.endswith("\n", 0, at)
        return f"{source}\n" if begins else f"\n{source}"

    def put(self, anchor: int | None, span: tuple[int, int], source: str, shown: str) -> None:
        """Put a source into a part of the file.

        Args:
            anchor: The paragraph of the report that it is told behind.
            span: Where the part begins and ends.
            source: The source.
            shown: What it says.
        """
        self._edits.append((*span, source))
        self._stand(anchor, shown)

    def renumber(self, span: tuple[int, int], number: str) -> None:
        """Put another number into the mark of an item."""
        self._edits.append((*span, number))

    def insert(self, anchor: int | None, source: str, shown: str) -> None:
        """Put a paragraph behind another one and what was put there before; else at the top."""
        row = self._stand(anchor, shown)
        if row is None:
            self._edits.append((0, 0, source + (_GAP if self._text.strip() else "\n")))
        elif row.unit:
            end = self._end(row.unit)
            self._edits.append((end, end, _GAP + source))
        else:
            self._behind += _GAP + source

    def _stand(self, anchor: int | None, shown: str) -> _Row | None:
        """Tell a text behind a paragraph and what was put there before; return that one's row."""
        at = next((n for n, row in enumerate(self._rows) if row.place == anchor), None)
        row = None if at is None or anchor is None else self._rows[at]
        first = 0 if at is None or row is None else at + 1
        while first < len(self._rows) and self._rows[first].place is None:
            first += 1
        self._rows.insert(first, _Row(None, shown))
        return row

    def cite(self, names: Mapping[int, str]) -> None:
        """Place statements by reference at the end of the file, so that prose can follow them."""
        for place, name in names.items():
            if place not in self._cited:
                self._cited.add(place)
                self._behind += f"{_GAP}{{{{ statement.{name} }}}}"

    def _end(self, unit: Unit) -> int:
        """Return where the lines of a stretch end, of a list or table those of the whole."""
        stop = unit.stretch.stop
        if not unit.stretch.is_whole:
            blank = self._text.find(_GAP, unit.stretch.end)
            stop = len(self._text) if blank < 0 else blank
        return len(self._text[:stop].rstrip("\r\n"))

    def text(self) -> str:
        """Return the file with all edits, its line ends as they were."""
        parts, at = [], 0
        for _, (start, end, source) in sorted(
            enumerate(self._edits), key=lambda each: (*each[1][:2], each[0])
        ):
            parts += [self._text[at:start], self._own_ends(source)]
            at = max(at, end)
        joined = _BARE.sub("", "".join([*parts, self._text[at:]])).replace(_EMPTIED, "")
        joined = joined.rstrip("\r\n")
        joined += self._own_ends(self._behind)
        joined = joined.strip("\r\n")
        return joined + self._own_ends("\n") if joined else ""

    def _own_ends(self, text: str) -> str:
        return text.replace("\n", "\r\n") if "\r\n" in self._text else text

    def expected(self) -> list[str]:
        """Return the paragraphs that the section is to say."""
        return [line for row in self._rows for line in row.shown.split("\n") if line.strip()]
