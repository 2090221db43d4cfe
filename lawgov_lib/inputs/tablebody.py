"""The rows of one table, taken one after the other: data, or left out and said."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import ValidationError

from lawgov_lib.base.characters import is_plain
from lawgov_lib.base.errors import InputError, Place, Problem
from lawgov_lib.inputs.columns import CONFIRMATION, UNCONFIRMED
from lawgov_lib.inputs.csvfile import SEPARATORS
from lawgov_lib.inputs.header import field_of
from lawgov_lib.inputs.leftout import why_left_out
from lawgov_lib.inputs.lostcharacters import doubts, may_be_lost
from lawgov_lib.inputs.problems import Faults, problems_of
from lawgov_lib.inputs.repetition import Repetition
from lawgov_lib.inputs.rowreader import RowReader
from lawgov_lib.inputs.rowsabove import refuse_rows_above
from lawgov_lib.inputs.sheetcell import is_sheet, place_of
from lawgov_lib.inputs.strangers import strangers_in
from lawgov_lib.inputs.tableblock import columns_of
from lawgov_lib.inputs.tablehead import is_ordinals
from lawgov_lib.inputs.tablerows import TableRows
from lawgov_lib.inputs.tabletotals import Total, Totals
from lawgov_lib.inputs.tablewords import BELOW, SUM, total_in
from lawgov_lib.inputs.understanding import Noted, TotalGap

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from lawgov_lib.inputs.cells import Flaw, Line, Note
    from lawgov_lib.inputs.columns import Row
    from lawgov_lib.inputs.tableblock import Block
    from lawgov_lib.inputs.tablehead import Head

LONGEST_CELL = 32_767
"""The characters that a cell of Excel holds."""


@dataclass
class Body:
    """The rows read so far of one register, by column."""

    file: str
    model: type[Row]
    year: int
    shift: int = 0
    count: int = 0
    lines: array[int] = field(default_factory=lambda: array("q"))
    columns: dict[str, list[Any]] = field(default_factory=dict)
    unconfirmed: list[int] = field(default_factory=list)
    absent: frozenset[str] = frozenset()
    noted: Noted = field(default_factory=Noted)
    header_lines: list[int] = field(default_factory=list)
    aside: dict[str, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin without rows."""
        self.columns = {name: [] for name in self.model.headers()}
        self._appends = [(name, column.append) for name, column in self.columns.items()]
        self.faults = Faults(self.file)
        self.repetition = Repetition(self.file, self.model, self.lines, self.columns)
        self.totals = Totals(self.model)
        self._covered = 0
        self._after_end = False

    def begin(self, head: Head) -> None:
        """Go on under a header.

        Raises:
            InputError: Whatever is wrong with the header.
        """
        if problems := [
            problem
            for line in head.lines
            if not is_sound(line.cells)
            for problem in unsound(line, self.file, line.cells)
        ]:
            raise InputError(tuple(problems))
        self.header = header = head.header(self.file)
        self.reader = RowReader(self.model, header, self.year, self.shift)
        refuse_rows_above(head.above, header, self.reader, self.file)
        self.anchor = min(header.positions.values())
        absent = frozenset(self.columns.keys() - header.positions.keys())
        self.absent = absent & self.absent if self.header_lines else absent
        for line in (*head.above, *head.lines):
            self._remark(line.notes)
        for line in head.above:
            self.noted.leave(line.number, "表格上方的文字", _words(line))
        self.header_lines += [line.number for line in head.lines]
        self.aside |= dict.fromkeys(header.titles[at] for at in header.aside)
        self.repeats = {"".join(line.cells) for line in (*head.above, *head.lines)}
        self._first = head.lines[-1].number + 1
        self._after_end = self._told_beyond = False
        self._may_number = True
        self._untitled = [at for at, title in enumerate(header.titles) if not title]
        self._required = [
            header.positions[column.field] for column in self.model.columns() if column.required
        ]

    def take(self, line: Line, text: str) -> bool:
        """Take in one line, or tell what is wrong with it.

        Args:
            line: The line.
            text: Its cells, joined.

        Returns:
            Whether it is a sound row, or one that is left out.
        """
        if line.number <= self._covered and not line.flaws:
            return True
        if self._is_left_out(line, text):
            return True
        self._may_number = False
        self.count += 1
        header, cells = self.header, line.cells
        width = len(header.titles)
        if not (is_plain(text) and (len(text) <= LONGEST_CELL or is_sound(cells))):
            strange = list(unsound(line, self.file, header.titles, header.aside))
            self.faults.add(strange)
            if strange:
                return False
        if flaws := [flaw for flaw in line.flaws if flaw.at not in header.aside]:
            self._covered = max(self._covered, *(flaw.reach for flaw in flaws))
            self.faults.add(self._flawed(line.number, flaws))
            return False
        if len(cells) != width:
            if self._is_uneven(line, width):
                return False
            cells = cells + [""] * (width - len(cells))
        if self._untitled:
            self._tell_untitled(line.number, cells)
        if header.confirmation is not None:
            self.faults.add(self._confirmation(line, cells[header.confirmation].strip()))
        try:
            values = vars(self.reader.read(cells))
        except ValidationError as error:
            self._refuse(line, cells, error)
            return False
        return self._keep(line, values)

    def take_all(self, block: Block, titles: frozenset[str]) -> bool:
        """Take in many lines, if every one is a row with which nothing is wrong; else none.

        Args:
            block: The lines.
            titles: The names of columns, by which a further table may begin.
        """
        if self._may_number or self._after_end or block.numbers[0] <= self._covered:
            return False
        if not self.repeats.isdisjoint(block.texts):
            return False
        columns = columns_of(block, self.header, self._required, LONGEST_CELL)
        if columns is None or not titles.isdisjoint(columns[self.anchor]):
            return False
        values = self.reader.read_all(columns)
        if values is None or any(map(may_be_lost, block.texts)):
            return False
        if not self.repetition.are_new(values, block.numbers):
            return False
        self._remark(block.notes)
        self.count += len(block.rows)
        self.lines.extend(block.numbers)
        for name, column in self.columns.items():
            column.extend(values[name])
        return True

    def _keep(self, line: Line, values: Mapping[str, Any]) -> bool:
        """Keep a row whose key no other has."""
        if repeated := self.repetition.find(values, line.number):
            self.faults.add([repeated])
            return False
        self.lines.append(line.number)
        for name, append in self._appends:
            append(values[name])
        self._remark(line.notes)
        if may_be_lost("\n".join(line.cells)):
            for at in self.header.positions.values():
                for kind, said in doubts(line.cells[at] if at < len(line.cells) else "").items():
                    place = place_of(self.file, line.number, at, self.header.titles[at])
                    self.noted.remark(kind, place, said)
        return True

    def _remark(self, notes: Iterable[Note]) -> None:
        """Remark on cells that are not as they look, where they are read, and on the sheet."""
        for note in notes:
            if note.at is None:
                self.noted.remark(note.kind, Place(self.file, note.line or None), note.message)
            elif note.at in self.header.positions.values():
                place = place_of(self.file, note.line, note.at, self.header.titles[note.at])
                self.noted.remark(note.kind, place, note.message)

    def refuse_title(self, line: Line) -> bool:
        """Refuse a row that begins with the name of a column, if it does: the table lies across."""
        title = line.cells[self.anchor].strip()
        if field_of(title, self.model)[0] is None:
            return False
        place = place_of(self.file, line.number, self.anchor, self.header.titles[self.anchor])
        message = f"这一行写的是列的名称「{title}」，表格像是横着排的"
        hint = "把各列的名称排成一行，下面一行写一项。"
        self.faults.add([Problem("E421", message, place, hint)])
        return True

    def rows(self) -> TableRows:
        """Return the good rows, at the end: a column is let go of as soon as it is taken over."""
        self.repetition.end()
        count = len(self.lines)
        return TableRows(
            np.fromiter(self.lines, np.int64, count),
            {
                name: np.fromiter(self.columns.pop(name), np.object_, count)
                for name in [*self.columns]
            },
        )

    def gaps(self) -> tuple[TotalGap, ...]:
        """Return the totals that differ from their columns."""
        return tuple(self.totals.gaps(self.columns, self._cell))

    def _tell_untitled(self, number: int, cells: Sequence[str]) -> None:
        """Tell of content under no header, once a column."""
        for at in [at for at in self._untitled if cells[at].strip()]:
            self._untitled.remove(at)
            title = None if is_sheet(self.file) else f"第{at + 1}列"
            place = place_of(self.file, number, at, title)
            message = "这里有内容，上方却没有表头"
            self.faults.add([Problem("E429", message, place, "补上表头，或删去该列的内容。")])

    def _flawed(self, number: int, flaws: Iterable[Flaw]) -> list[Problem]:
        title = self.header.title
        return [
            Problem(
                "E429",
                flaw.message,
                place_of(self.file, number, flaw.at, title(flaw.at) or None),
                flaw.hint,
            )
            for flaw in flaws
        ]

    def _is_left_out(self, line: Line, text: str) -> bool:
        """Leave out a row that is no data, and note why."""
        why = ""
        if text in self.repeats:
            why = "重复的表头"
        elif self._may_number and is_ordinals(line.cells):
            why = "栏次行"
        elif self._after_end or SUM.search(text) or BELOW.match(text):
            why = why_left_out(
                line.cells,
                self.header,
                self._required,
                after_end=self._after_end,
                adds_up=self.model.adds_up,
            )
            self._after_end = self._after_end or why in {"空白标记", "表尾签署", "注释"}
        if not why and self.header.aside and self._only_aside(line.cells):
            why = "只有不读取的列有内容"
        if not why:
            return False
        if why == "合计行":
            self._total(line)
        self.noted.leave(line.number, why, _words(line))
        return True

    def _only_aside(self, cells: Sequence[str]) -> bool:
        first = self.header.aside[0]
        if first < len(cells) and not cells[first].strip():
            return False
        read = self.header.positions.values()
        return not any(at < len(cells) and cells[at].strip() for at in read) and not any(
            map(str.strip, cells[len(self.header.titles) :])
        )

    def _total(self, line: Line) -> None:
        word = next(filter(None, map(total_in, line.cells)))
        width = len(self.header.titles)
        cells = [*line.cells, *[""] * (width - len(line.cells))]
        written = self.reader.canonical(cells)
        headers = self.model.headers()
        self.totals.stated.append(
            Total(
                line.number,
                word,
                len(self.lines),
                {
                    name: written[headers[name]]
                    for name in self.header.positions
                    if headers[name] in written
                },
            )
        )

    def _is_uneven(self, line: Line, width: int) -> bool:
        """Refuse a row that has other cells than the header; a sheet has none at a row's end.

        What stands in a sheet beyond the header is told once.
        """
        cells, separator = line.cells, line.separator
        beyond = any(map(str.strip, cells[width:]))
        if not beyond and (len(cells) > width or not separator):
            return False
        if not separator:
            if self._told_beyond:
                return True
            self._told_beyond = True
            place = place_of(self.file, line.number, width, None)
            message = "这里或其右侧有内容，上方却没有表头"
            self.faults.add([Problem("E429", message, place, "删去该内容，或补上表头。")])
            return True
        told = SEPARATORS[separator].removeprefix("英文")
        message = f"这一行有{len(cells)}格，表头有{width}列"
        hint = f"检查多余或缺少的{told}，含{told}的文字加英文双引号。"
        for mark, name in SEPARATORS.items():
            if len(cells) == 1 < width and mark != separator and cells[0].count(mark) == width - 1:
                message = f"这一行用{name}分隔，表头用{SEPARATORS[separator]}"
                hint = f"把这一行的分隔符改为{SEPARATORS[separator]}。"
                break
        self.faults.add([Problem("E422", message, Place(self.file, line.number), hint)])
        return True

    def _refuse(self, line: Line, cells: list[str], error: ValidationError) -> None:
        if self.faults.is_full:
            self.faults.count(error.error_count())
            return
        titles = self._titles()
        at = partial(self._place, line.number, titles)
        problems = problems_of(error, at, self.reader.written(cells))
        self.faults.add(_as_titled(problem, titles) for problem in problems)

    def _confirmation(self, line: Line, word: str) -> list[Problem]:
        if word == UNCONFIRMED:
            self.unconfirmed.append(line.number)
        if word in {"", UNCONFIRMED}:
            return []
        place = place_of(self.file, line.number, self.header.confirmation, CONFIRMATION)
        message = f"「{CONFIRMATION}」的值“{word}”不在可选范围内"
        return [Problem("E412", message, place, f"已确认的留空，未确认的写“{UNCONFIRMED}”。")]

    def _titles(self) -> dict[str, str]:
        headers = self.model.headers()
        positions = self.header.positions
        return {
            headers[name]: self.header.titles[at]
            for name, at in positions.items()
            if name in headers
        }

    def _place(self, line: int, titles: dict[str, str], path: tuple[int | str, ...]) -> Place:
        """Name the column as the file does."""
        if not path:
            return Place(self.file, line)
        title = titles.get(str(path[0]), str(path[0]))
        at = self.header.titles.index(title) if title in self.header.titles else None
        return place_of(self.file, line, at, title)

    def _cell(self, line: int, name: str) -> Place:
        at = self.header.positions[name]
        return place_of(self.file, line, at, self.header.titles[at])


def _as_titled(problem: Problem, titles: dict[str, str]) -> Problem:
    """Name the columns that a message speaks of as the file does."""
    message = problem.message
    for name, title in titles.items():
        message = message.replace(f"「{name}」", f"「{title}」")
    return replace(problem, message=message)


def _words(line: Line) -> str:
    return "，".join(filter(None, map(str.strip, line.cells)))


def is_sound(cells: list[str]) -> bool:
    """Tell whether no cell is longer than it may be or holds what no text may hold."""
    return is_plain("".join(cells)) and max(map(len, cells), default=0) <= LONGEST_CELL


def unsound(
    line: Line, file: str, titles: Iterable[str], aside: Collection[int] = ()
) -> Iterator[Problem]:
    """Name the cells of a line that is not sound; those that are not read are no matter."""
    named = dict(enumerate(titles))
    for at, cell in enumerate(line.cells):
        if at in aside:
            continue
        place = place_of(file, line.number, at, named.get(at) or f"第{at + 1}列")
        if len(cell) > LONGEST_CELL:
            message = f"这一格有{len(cell)}个字符，超过{LONGEST_CELL}个"
            yield Problem("E444", message, place, "检查该行起的英文双引号是否成对，或缩短文字。")
        else:
            yield from strangers_in(cell, place)
