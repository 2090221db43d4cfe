"""The tables of a year folder: each a CSV file or a sheet of ``registers.xlsx``, never both."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import InputError, Place, Problem
from lawgov_lib.base.layout import REGISTERS, WORKBOOK
from lawgov_lib.inputs.cells import plain
from lawgov_lib.inputs.csvfile import csv_lines
from lawgov_lib.inputs.sourcefile import is_there
from lawgov_lib.inputs.table import Table, read_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from lawgov_lib.inputs.columns import Row
    from lawgov_lib.inputs.xlsxfile import Sheet

NOTES = "说明"
"""The title of a sheet that explains the others and is not read."""


@dataclass(frozen=True)
class Tables:
    """The tables of a year by key, one without rows where nothing was given.

    ``problems`` are those of the workbook as a whole; ``unread`` the keys of the tables that it may
    hold, or does hold, and that could not be read.
    """

    by_key: Mapping[str, Table]
    problems: tuple[Problem, ...]
    unread: frozenset[str]


def tables_of(folder: Path, name: str, models: Mapping[str, type[Row]], year: int) -> Tables:
    """Read the tables of one year.

    Args:
        folder: The year folder.
        name: Its name to show in messages, relative to the root.
        models: The row models by key; the tables beside ``figures`` lie in ``registers/``.
        year: The report year.
    """
    book = _workbook(folder, name, models, year)
    tables = {}
    for key, model in models.items():
        inner = f"{key}.csv" if key == "figures" else f"{REGISTERS}/{key}.csv"
        path, file = folder / inner, f"{name}/{inner}"
        found = book.tables.get(key, [])
        if is_there(path):
            found = [read_table(csv_lines(path, file), file, model, year), *found]
        absent = replace(_empty(model), file=file)  # known by then to forks of a warmed-up process
        tables[key] = _joined(found or [absent], model)
    return Tables(tables, tuple(book.problems), frozenset(book.unread))


@cache
def _empty(model: type[Row]) -> Table:
    return replace(read_table((), "", model, year=0), problems=())


@dataclass
class _Book:
    """What was read of a workbook so far."""

    tables: dict[str, list[Table]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)


def _workbook(folder: Path, name: str, models: Mapping[str, type[Row]], year: int) -> _Book:
    path, file = folder / WORKBOOK, f"{name}/{WORKBOOK}"
    book = _Book()
    if not is_there(path):
        return book
    # A year of CSV files need not wait for the library that reads workbooks.
    from lawgov_lib.inputs.xlsxfile import sheets_of  # noqa: PLC0415

    titles = {title: key for key, model in models.items() for title in (key, plain(model.label))}
    try:
        with sheets_of(path, file) as sheets:
            for sheet in sheets:
                key = titles.get(plain(sheet.title))
                problem = _unfit(sheet, key, models)
                if problem:
                    book.problems.append(problem)
                    book.unread |= {key} if key else set()
                elif key:
                    table = read_table(sheet.lines(), sheet.file, models[key], year, sheet.shift)
                    book.tables.setdefault(key, []).append(table)
    except InputError as error:
        book.problems += error.problems
        book.unread |= models.keys()
    return book


def _unfit(sheet: Sheet, key: str | None, models: Mapping[str, type[Row]]) -> Problem | None:
    place = Place(sheet.file)
    if sheet.is_hidden:
        return Problem("E428", "是隐藏的工作表", place, "取消隐藏，或删去该工作表。")
    if key is None and plain(sheet.title) != NOTES:
        names = "、".join(model.label for model in models.values())
        return Problem(
            "E428", "没有这个台账，工作表不会被读取", place, f"可用的名称：{names}、{NOTES}。"
        )
    return None


def _joined(tables: list[Table], model: type[Row]) -> Table:
    """Make one table of those that were given; two with rows contradict each other."""
    filled = [table for table in tables if table.has_rows]
    problems = tuple(problem for table in tables for problem in table.problems)
    if len(filled) > 1:
        files = "和".join(table.file for table in filled)
        twice = Problem(
            "E424",
            f"{files}都有「{model.label}」的行",
            Place(filled[1].file),
            "只在一处填写，删去另一处的行。",
        )
        problems = (*problems, twice)
    return replace((filled or tables)[0], problems=problems)
