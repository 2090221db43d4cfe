"""Where a new item of a list, a new row of a table or a filled cell goes in the agency's prose."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from lawgov_lib.base.expressions import compiled
from lawgov_lib.merging.rewriting import as_paragraph, escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lawgov_lib.merging.alignment import Pair
    from lawgov_lib.merging.filerows import FileRows
    from lawgov_lib.merging.origins import Origin, Unit
    from lawgov_lib.merging.wordedits import WordParagraph

TABLE = "table"
_LISTS = {"bullet_list", "ordered_list"}
_NUMBER = compiled(r"(\s*)(\d+)([.)]\s+)")
_PARTED = compiled(r"^\S", re.MULTILINE)
"""What parts two lists: a line that belongs to neither, such as a comment."""
_RULE = compiled(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*(?:\r?\n|\Z)")
"""The line between the head of a table and its rows."""


class Added(NamedTuple):
    """What was put into a section: its key, and the words."""

    section: str
    shown: str


class Additions:
    """Puts what is new in lists and tables beside what was there."""

    def __init__(
        self,
        old: Sequence[WordParagraph],
        new: Sequence[WordParagraph],
        origins: Sequence[Origin],
        rows: Mapping[str, FileRows],
        pairs: Iterable[Pair],
    ) -> None:
        """Know which paragraphs of the corrected file are new."""
        self._old, self._new, self._origins, self._rows = old, new, origins, rows
        self._was = {place: pair.old[0] for pair in pairs if pair.old for place in pair.new}
        self._counted: list[tuple[int, str]] = []
        self._at = {place: each.cell for place, each in enumerate(new) if each.cell}
        self._cells: dict[tuple[int, int], list[int]] = {}
        for place, (table, row, _) in self._at.items():
            self._cells.setdefault((table, row), []).append(place)

    # Lists

    def item(self, text: str, level: int, anchor: int | None, source: str = "") -> Added | None:
        """Put an item into the list that it stands in.

        Args:
            text: Its words.
            level: Its level in the list.
            anchor: The paragraph of the report that it follows.
            source: Its source; blank for words that are all new.

        Returns:
            Where it went; None where there is no list that it belongs to.
        """
        if anchor is None:
            return None
        line = source or as_paragraph(text).replace("\n\n", "<br>")
        unit = self._listed(anchor)
        if unit:
            rows = self._rows[unit.section]
            mark, at = self._mark(anchor, level), rows.line_end(unit)
            source = f"\n{mark}{line}"
        else:
            unit = self._listed(anchor + 1)
            if not unit or self._level(anchor + 1) != level:
                return None
            rows = self._rows[unit.section]
            mark, at = self._own_mark(unit), unit.stretch.begin
            source = f"{mark}{line}\n"
        if not mark:
            return None
        rows.put(anchor, (at, at), source, text)
        if _NUMBER.fullmatch(mark):
            self._counted.append((anchor, mark))
        return Added(unit.section, text)

    def count_on(self) -> None:
        """Give the numbered items behind new ones the numbers that follow."""
        more: dict[int, int] = {}
        for anchor, mark in self._counted:
            for place in range(anchor + 1, len(self._old)):
                unit = self._listed(place)
                own = self._own_mark(unit) if unit else ""
                if not unit or _depth(own) < _depth(mark) or not self._is_one_list(anchor, place):
                    break
                if _depth(own) == _depth(mark):
                    more[place] = more.get(place, 0) + 1
        for place, count in more.items():
            unit = self._listed(place)
            if unit and (found := _NUMBER.fullmatch(self._own_mark(unit))):
                start, end = (unit.stretch.begin + at for at in found.span(2))
                self._rows[unit.section].renumber((start, end), str(int(found[2]) + count))

    def _is_one_list(self, one: int, other: int) -> bool:
        """Tell whether two items stand in the same list: nothing but items lies between."""
        units = [self._listed(place) for place in range(min(one, other), max(one, other) + 1)]
        if self._listed(one) is None:  # a new item that goes before all others
            units = units[1:]
        return all(
            before
            and after
            and before.section == after.section
            and before.stretch.kind == after.stretch.kind
            and not _PARTED.search(
                self._rows[after.section].between(before.stretch.stop, after.stretch.begin)
            )
            for before, after in pairwise(units)
        )

    def _listed(self, place: int) -> Unit | None:
        unit = self._origins[place].unit if place < len(self._origins) else None
        return unit if unit and unit.stretch.kind in _LISTS else None

    def _level(self, place: int) -> int:
        return self._old[place].list_level

    def _own_mark(self, unit: Unit) -> str:
        return self._rows[unit.section].between(unit.stretch.begin, unit.stretch.start)

    def _mark(self, anchor: int, level: int) -> str:
        """Return the mark of an item behind another one: that of the last of its level."""
        for place in range(anchor, -1, -1):
            unit = self._listed(place)
            if not unit or self._level(place) < level:
                break
            if self._level(place) == level:
                own = self._own_mark(unit)
                more = sum(
                    _depth(mark) == _depth(own) and self._is_one_list(other, place)
                    for other, mark in self._counted
                )
                return _next_mark(own, more)
        unit = self._listed(anchor)
        if unit and self._level(anchor) == level - 1:
            return f"{' ' * len(self._own_mark(unit))}- "
        return ""

    # Tables

    def is_made(self, place: int) -> bool:
        """Tell whether a new cell stands in a table that the program makes."""
        units = [self._origins[each].unit for each in self._known(place)]
        return bool(units) and not any(units)

    def row(self, place: int) -> Added | None:
        """Put the row of a cell into its table, or a cell into its row, in the prose.

        Returns:
            What went where, without words where the row is in already; None where the table is
            none of the agency's own prose.
        """
        table, row, column = self._at[place]
        mine = self._cells[table, row]
        if any(each in self._was for each in mine):
            return self._fill(place, column, [each for each in mine if each in self._was])
        above = self._above(table, row)
        unit = self._tabled(above)
        if not unit:
            return None
        rows = self._rows[unit.section]
        if place != mine[0]:
            return Added(unit.section, "")
        columns = list(_cells_in(rows.between(unit.stretch.begin, unit.stretch.stop)))
        words: dict[int, list[str]] = {}
        for each in mine:
            words.setdefault(self._at[each][2], []).append(self._new[each].text)
        if max(words) >= len(columns):
            return None
        line = f"| {' | '.join(_in_cell(words.get(n, ())) for n in range(len(columns)))} |"
        at = unit.stretch.stop
        if rule := _RULE.match(rows.between(at, None)):
            at += rule.end()
        shown = "\n".join(self._new[each].text for each in mine)
        anchor = max(self._was[each] for each in above)
        rows.put(anchor, (at, at), rows.as_line(at, line), shown)
        return Added(unit.section, shown.replace("\n", "，"))

    def _fill(self, place: int, column: int, known: list[int]) -> Added | None:
        """Write into a cell that was empty."""
        unit = self._tabled(known)
        if not unit:
            return None
        rows, begin = self._rows[unit.section], unit.stretch.begin
        cells = list(_cells_in(rows.between(begin, unit.stretch.stop)))
        if column >= len(cells) or rows.between(*(begin + at for at in cells[column])).strip():
            return None
        before = [each for each in self._known(place) if each < place]
        text = self._new[place].text
        start, end = (begin + at for at in cells[column])
        anchor = self._was[before[-1]] if before else None
        rows.put(anchor, (start, end), f" {_in_cell([text])} ", text)
        return Added(unit.section, text)

    def _known(self, place: int) -> list[int]:
        """Return the cells of the table of a new one that were there before."""
        table = self._at[place][0]
        mine = (each for key, cells in self._cells.items() if key[0] == table for each in cells)
        return [each for each in mine if each in self._was]

    def _above(self, table: int, row: int) -> list[int]:
        """Return the cells of the next row above that was there before."""
        for number in range(row - 1, -1, -1):
            known = [each for each in self._cells.get((table, number), ()) if each in self._was]
            if known:
                return known
        return []

    def _tabled(self, places: Iterable[int]) -> Unit | None:
        units = (self._origins[self._was[each]].unit for each in places)
        return next((unit for unit in units if unit and unit.stretch.kind == TABLE), None)


def _next_mark(mark: str, between: int) -> str:
    """Return the mark of an item behind another one and those that are new between them."""
    found = _NUMBER.fullmatch(mark)
    return f"{found[1]}{int(found[2]) + 1 + between}{found[3]}" if found else mark


def _depth(mark: str) -> int:
    return len(mark) - len(mark.lstrip())


def _cells_in(line: str) -> Iterator[tuple[int, int]]:
    """Yield where the cells of a row begin and end; the bars at its ends close no cell."""
    text = line.rstrip()
    start = len(text) - len(text.lstrip(" \t")) if text else 0
    start += text.startswith("|", start)
    end = len(text) - (text.endswith("|") and not text.endswith("\\|") and len(text) > start)
    at = start
    for place in range(start, end):
        if text[place] == "|" and text[place - 1] != "\\":
            yield at, place
            at = place + 1
    yield at, end


def _in_cell(lines: Iterable[str]) -> str:
    return "<br>".join(escaped(line).replace("\n\n", "<br>") for line in lines)
