"""The sister reports (相关年报) of a year: what stands in ``sister/``.

Every CSV file and workbook, whatever its name, holds figures as they were published elsewhere, to
be compared; ``cells.csv`` alone holds cells of the sister reports that are made from the year
folder itself, and texts named as in :data:`TEXTS` are their prose.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from lawgov_lib.base.characters import strangers
from lawgov_lib.base.errors import InputError, Place, Problem
from lawgov_lib.base.layout import SISTERS
from lawgov_lib.inputs.csvfile import csv_lines
from lawgov_lib.inputs.rows.sistercells import SisterCellRow
from lawgov_lib.inputs.rows.sisterfigures import SisterRow
from lawgov_lib.inputs.sourcefile import is_there
from lawgov_lib.inputs.table import Table, read_table
from lawgov_lib.inputs.tablehead import title_words
from lawgov_lib.inputs.tablenames import is_notes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lawgov_lib.inputs.understanding import Understood

    _Given = TypeVar("_Given")
    _Read = tuple[tuple[_Given, ...], list[Problem], tuple[Understood, ...]]

INFORMATION = "信息公开"
ENFORCEMENT = "执法数据"
"""The reports that are made from the year folder, as people call them."""
PATTERNS = ("*.csv", "*.xlsx")
CELLS_FILE = "cells.csv"
TEXTS = (
    "published",
    "requests",
    "management",
    "platform",
    "assurance",
    "improvement",
    "other",
    "enforcement",
)
"""The parts of the sister reports that the agency writes itself, a file ``<part>.md`` each."""


def report_of(about: str) -> str:
    """Return the sister report that a finding speaks of; blank is the annual report."""
    head = about.partition("/")[0]
    return head if head in {INFORMATION, ENFORCEMENT} else ""


@dataclass(frozen=True)
class Sister:
    """A figure of a sister report and the line it stands on."""

    row: SisterRow
    file: str
    line: int


@dataclass(frozen=True)
class SisterCell:
    """A declared cell of a sister report and the line it stands on."""

    row: SisterCellRow
    file: str
    line: int


def cells_of(folder: Path, name: str, year: int) -> _Read[SisterCell]:
    """Read the declared cells of one year; a year without any has no such file.

    Args:
        folder: The year folder.
        name: Its name to show in messages, relative to the root.
        year: The report year.

    Returns:
        The cells, what is wrong with the file, and what was understood of it.
    """
    path, file = folder / SISTERS / CELLS_FILE, f"{name}/{SISTERS}/{CELLS_FILE}"
    if not is_there(path):
        return (), [], ()
    try:
        lines = csv_lines(path, file, title_words(frozenset({SisterCellRow})))
        table = read_table(lines, file, SisterCellRow, year)
    except InputError as error:
        return (), list(error.problems), ()
    cells = (
        SisterCell(SisterCellRow.model_construct(**row), file, line)
        for line, row in table.rows.records()
    )
    return tuple(cells), list(table.problems), (table.understood,)


def sisters_of(folder: Path, name: str, year: int) -> _Read[Sister]:
    """Read the sister reports of one year.

    Args:
        folder: The year folder.
        name: Its name to show in messages, relative to the root.
        year: The report year.

    Returns:
        The figures in the order of the files, what is wrong with the files, and what was
        understood of each table.
    """
    found: list[Sister] = []
    problems: list[Problem] = []
    understood: list[Understood] = []
    for path in sorted((folder / SISTERS).glob("[!.~]*")):
        if path.name != CELLS_FILE and any(path.match(pattern) for pattern in PATTERNS):
            file = f"{name}/{SISTERS}/{path.name}"
            if hidden := [each for each in strangers(path.name) if each.is_hidden]:
                message = f"文件名{'；'.join(map(str, hidden))}"
                problems.append(Problem("E442", message, Place(file), "重新命名该文件。"))
                continue
            try:
                for table in _tables(path, file, year):
                    found += _figures(table)
                    problems += table.problems
                    understood.append(table.understood)
            except InputError as error:
                problems += error.problems
    return tuple(found), problems, tuple(understood)


def _tables(path: Path, file: str, year: int) -> Iterator[Table]:
    if path.suffix.lower() == ".csv":
        yield read_table(
            csv_lines(path, file, title_words(frozenset({SisterRow}))), file, SisterRow, year
        )
        return
    # A year of CSV files need not wait for the library that reads workbooks.
    from lawgov_lib.inputs.workbookfile import sheets_of  # noqa: PLC0415

    with sheets_of(path, file) as sheets:
        for sheet in sheets:
            if sheet.is_hidden:
                place = Place(sheet.file)
                raise InputError.of("E428", "是隐藏的工作表", place, "取消隐藏，或删去该工作表。")
            if not is_notes(sheet.title):
                yield read_table(sheet.lines(), sheet.file, SisterRow, year, sheet.shift)


def _figures(table: Table) -> Iterator[Sister]:
    for line, cells in table.rows.records():
        yield Sister(SisterRow.model_construct(**cells), table.file, line)
