"""The tables of a year folder: each a CSV file or a sheet of ``registers.xlsx``, never both."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lawgov_lib.errors import InputError, Place, Problem
from lawgov_lib.inputs.cells import plain
from lawgov_lib.inputs.csvfile import csv_lines
from lawgov_lib.inputs.table import Table, read_table
from lawgov_lib.inputs.workbook import Sheet, sheets_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from lawgov_lib.inputs.columns import Row

WORKBOOK = "registers.xlsx"
NOTES = "说明"
"""The title of a sheet that explains the others and is not read."""


def tables_of(
    folder: Path, name: str, models: Mapping[str, type[Row]], year: int
) -> tuple[dict[str, Table], tuple[Problem, ...]]:
    """Read the tables of one year.

    Args:
        folder: The year folder.
        name: Its name to show in messages, relative to the root.
        models: The row models by key; the tables beside ``figures`` lie in ``registers/``.
        year: The report year.

    Returns:
        The tables by key in the order of the models, one without rows where nothing was given, and
        the problems of the workbook as a whole.
    """
    sheets, problems = _from_workbook(folder, name, models, year)
    tables = {}
    for key, model in models.items():
        inner = f"{key}.csv" if key == "figures" else f"registers/{key}.csv"
        path, file = folder / inner, f"{name}/{inner}"
        found = sheets.get(key, [])
        if path.exists():
            found = [read_table(csv_lines(path, file), file, model, year), *found]
        tables[key] = _joined(found or [read_nothing(file, model, year)], model)
    return tables, problems


def read_nothing(file: str, model: type[Row], year: int) -> Table:
    """Return the table of a file that is absent: without rows and without problems."""
    return replace(read_table((), file, model, year), problems=())


def _from_workbook(
    folder: Path, name: str, models: Mapping[str, type[Row]], year: int
) -> tuple[dict[str, list[Table]], tuple[Problem, ...]]:
    path, file = folder / WORKBOOK, f"{name}/{WORKBOOK}"
    if not path.exists():
        return {}, ()
    titles = {title: key for key, model in models.items() for title in (key, plain(model.label))}
    tables: dict[str, list[Table]] = {}
    problems: list[Problem] = []
    try:
        with sheets_of(path, file) as sheets:
            for sheet in sheets:
                key = titles.get(plain(sheet.title))
                problem = _unfit(sheet, key, models)
                if problem:
                    problems.append(problem)
                elif key:
                    table = read_table(sheet.lines(), sheet.file, models[key], year, sheet.shift)
                    tables.setdefault(key, []).append(table)
    except InputError as error:
        problems += error.problems
    return tables, tuple(problems)


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
