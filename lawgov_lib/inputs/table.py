"""Read a table, whatever file its lines come from: header, rows, all problems at once."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

import pandas as pd
from pydantic import ValidationError

from lawgov_lib.base.characters import is_plain
from lawgov_lib.base.errors import InputError, Place, Problem
from lawgov_lib.inputs.columns import CONFIRMATION, UNCONFIRMED
from lawgov_lib.inputs.header import Header, header_of
from lawgov_lib.inputs.problems import Faults, problems_of
from lawgov_lib.inputs.repetition import Repetition
from lawgov_lib.inputs.rowreader import RowReader
from lawgov_lib.inputs.strangers import strangers_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lawgov_lib.inputs.cells import Line
    from lawgov_lib.inputs.columns import Row

MOST_ROWS = 1_048_575
"""The rows that a sheet of Excel has below its header."""

LONGEST_CELL = 32_767
"""The characters that a cell of Excel holds."""


@dataclass(frozen=True)
class Table:
    """The good rows of one file or sheet, and the problems of the others.

    The frame is that of :class:`lawgov_lib.inputs.register.Register`. ``has_rows`` tells whether
    there is any row, good or bad; ``unconfirmed`` are the lines marked 待确认, ``absent`` the
    fields that the file has no column for.
    """

    file: str
    frame: pd.DataFrame
    unconfirmed: tuple[int, ...] = ()
    absent: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    has_rows: bool = False


def read_table(
    lines: Iterable[Line], file: str, model: type[Row], year: int, shift: int = 0
) -> Table:
    """Read one table.

    Args:
        lines: Its lines; the first that is not blank is the header.
        file: The name to show in messages, relative to the root.
        model: The row model.
        year: The report year.
        shift: The days to add to date serials, see :mod:`lawgov_lib.inputs.cells`.

    Returns:
        The table; it is told what is wrong with it, never raised.
    """
    body = _Body(file, model)
    filled = (line for line in lines if line.flaws or "".join(line.cells).strip())
    try:
        header = _header(next(filled, None), file, model)
        body.absent = frozenset(body.columns.keys() - header.positions.keys())
        reader = RowReader(model, header, year, shift)
        for line in _as_many_as_fit(filled, file):
            body.take(line, header, reader)
    except InputError as error:
        body.faults.stop(error.problems)
    return body.table()


def _header(line: Line | None, file: str, model: type[Row]) -> Header:
    if line is None:
        raise InputError.of("E407", "没有内容", Place(file), "写上表头，或删去该文件或工作表。")
    if line.flaws:
        raise InputError(tuple(_flaws(line, file, line.cells)))
    if not _is_sound(line.cells):
        raise InputError(tuple(_unsound(line, file, line.cells)))
    return header_of(line, file, model)


def _as_many_as_fit(lines: Iterator[Line], file: str) -> Iterator[Line]:
    yield from islice(lines, MOST_ROWS)
    for line in lines:
        place = Place(file, line.number)
        raise InputError.of("E425", f"超过{MOST_ROWS}行", place, "核对该台账，或按类别汇总。")


@dataclass
class _Body:
    """The rows read so far, by column."""

    file: str
    model: type[Row]
    count: int = 0
    lines: array[int] = field(default_factory=lambda: array("q"))
    columns: dict[str, list[Any]] = field(default_factory=dict)
    unconfirmed: list[int] = field(default_factory=list)
    absent: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.columns = {name: [] for name in self.model.headers()}
        self.faults = Faults(self.file)
        self.repetition = Repetition(self.file, self.model, self.lines, self.columns)

    def take(self, line: Line, header: Header, reader: RowReader) -> None:
        """Take in one line, or tell what is wrong with it."""
        self.count += 1
        cells, width = line.cells, len(header.titles)
        if not _is_sound(cells):
            self.faults.add(_unsound(line, self.file, header.titles))
            return
        if line.flaws:
            self.faults.add(_flaws(line, self.file, header.titles))
            return
        if len(cells) != width and (len(cells) < width or any(map(str.strip, cells[width:]))):
            self.faults.add([_uneven(len(cells), width, Place(self.file, line.number))])
            return
        if header.confirmation is not None:
            self.faults.add(self._confirmation(line, cells[header.confirmation].strip()))
        try:
            values = vars(reader.read(cells))
        except ValidationError as error:
            if self.faults.is_full:
                self.faults.count(error.error_count())
                return
            titles = self._titles(header)
            at = partial(_place, self.file, line.number, titles)
            problems = problems_of(error, at, reader.written(cells))
            self.faults.add(_as_titled(problem, titles) for problem in problems)
            return
        if repeated := self.repetition.find(values, line.number):
            self.faults.add([repeated])
            return
        self.lines.append(line.number)
        for name, column in self.columns.items():
            column.append(values[name])

    def table(self) -> Table:
        """Return what was read."""
        frame = pd.DataFrame(
            self.columns, index=pd.Index(self.lines, name="line", dtype="int64"), dtype=object
        )
        return Table(
            self.file,
            frame,
            tuple(self.unconfirmed),
            self.absent if self.lines else frozenset(),
            self.faults.told(),
            has_rows=self.count > 0,
        )

    def _confirmation(self, line: Line, word: str) -> list[Problem]:
        if word == UNCONFIRMED:
            self.unconfirmed.append(line.number)
        if word in {"", UNCONFIRMED}:
            return []
        place = Place(self.file, line.number, CONFIRMATION)
        message = f"「{CONFIRMATION}」的值“{word}”不在可选范围内"
        return [Problem("E412", message, place, f"已确认的留空，未确认的写“{UNCONFIRMED}”。")]

    def _titles(self, header: Header) -> dict[str, str]:
        headers = self.model.headers()
        return {headers[name]: header.titles[at] for name, at in header.positions.items()}


def _as_titled(problem: Problem, titles: dict[str, str]) -> Problem:
    """Name the columns that a message speaks of as the file does."""
    message = problem.message
    for name, title in titles.items():
        message = message.replace(f"「{name}」", f"「{title}」")
    return replace(problem, message=message)


def _place(file: str, line: int, titles: dict[str, str], path: tuple[int | str, ...]) -> Place:
    """Name the column as the file does."""
    return Place(file, line, titles.get(str(path[0]), str(path[0])) if path else None)


def _is_sound(cells: list[str]) -> bool:
    """Tell whether no cell is longer than it may be or holds what no text may hold."""
    return is_plain("".join(cells)) and max(map(len, cells), default=0) <= LONGEST_CELL


def _unsound(line: Line, file: str, titles: Iterable[str]) -> Iterator[Problem]:
    """Name the cells of a line that is not sound."""
    named = dict(enumerate(titles))
    for at, cell in enumerate(line.cells):
        place = Place(file, line.number, named.get(at) or f"第{at + 1}列")
        if len(cell) > LONGEST_CELL:
            message = f"这一格有{len(cell)}个字符，超过{LONGEST_CELL}个"
            yield Problem("E444", message, place, "检查该行起的英文双引号是否成对，或缩短文字。")
        else:
            yield from strangers_in(cell, place)


def _uneven(cells: int, width: int, place: Place) -> Problem:
    return Problem(
        "E422",
        f"这一行有{cells}格，表头有{width}列",
        place,
        "检查多余或缺少的逗号，含逗号的文字加英文双引号。",
    )


def _flaws(line: Line, file: str, titles: Iterable[str]) -> list[Problem]:
    named = dict(enumerate(titles))
    return [
        Problem(
            "E429",
            flaw.message,
            Place(file, line.number, None if flaw.at is None else named.get(flaw.at) or None),
            flaw.hint,
        )
        for flaw in line.flaws
    ]
