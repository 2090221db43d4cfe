"""Nothing is lost in silence: what a disturbed table means is read, or something is said of it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from lawgov_lib.inputs.cells import likened
from lawgov_lib.inputs.holidayfile import read_holidays
from lawgov_lib.inputs.localrulefile import read_local_rules
from lawgov_lib.inputs.rows import FigureRow
from lawgov_lib.inputs.rows.holidays import HolidayRow
from lawgov_lib.inputs.sister import cells_of, sisters_of
from lawgov_lib.inputs.tablesource import tables_of
from lawgov_lib.report.yearreport import Report
from tests.fuzz.disturbance import TABLES, Table, disturbed, sound
from tests.fuzz.sheetwriting import ordered, text_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lawgov_lib.base.errors import Problem
    from lawgov_lib.inputs.understanding import Understood
    from tests.fuzz.sheetwriting import Grid
    from tests.yearfolder import YearFolder

_HOLIDAY_YEAR = 2099
_SPAN = ("日期", "截止日期")


@dataclass(frozen=True)
class Reading:
    """What was read of a table: its rows by header, and what was said."""

    problems: Sequence[Problem]
    understood: Sequence[Understood]
    rows: Sequence[Mapping[str, object]]
    skipped: Sequence[tuple[str, str]] = ()

    @property
    def is_silent(self) -> bool:
        """Tell whether nothing at all is said."""
        return not (self.problems or self.skipped) and not any(
            each.said or each.left_out or each.aside or each.remarks or each.gaps
            for each in self.understood
        )


def check_table(folder: YearFolder, data: bytes) -> Sequence[Problem]:
    """Read a disturbed table, and hold it against what it means.

    Args:
        folder: The year folder to write into.
        data: The disturbance, see :mod:`tests.fuzz.disturbance`.

    Returns:
        What the readers said.
    """
    table, how, grid, content = disturbed(data)
    name = "registers.ods" if how == "ods" else f"{table.file}.{how}"
    with written(folder, name, content):
        reading = _reading(folder, table)
        if not reading.is_silent:
            return reading.problems
        expected, read = _meant(grid, table), _told(reading, table)
        if expected is not None and read == expected:
            return ()
        _, problems = Report.survey(folder.year, str(folder.params))
        findings = set() if problems else _findings(folder)
    assert problems or findings != _findings_of_sound(folder, table), (
        f"没有说明：{data.decode()}\n应为{expected}\n读作{read}"
    )
    return problems


@contextmanager
def written(folder: YearFolder, name: str, content: bytes) -> Iterator[None]:
    """Have a file in the folder for a while."""
    path = (folder.params / str(folder.year) / name).resolve()
    folder.write(name, content)
    try:
        yield
    finally:
        path.unlink()


def _reading(folder: YearFolder, table: Table) -> Reading:
    """Read the one table, as the year's reading does."""
    inner, name, year = folder.params / str(folder.year), f"params/{folder.year}", folder.year
    if table.file == "../laws":
        laws = read_local_rules(folder.params)
        return Reading(laws.problems, laws.understood, [dict(each.row) for each in laws.rules])
    if table.file == "../holidays":
        found = read_holidays(folder.params)
        days = found.calendar.further.get(_HOLIDAY_YEAR, {})
        rows = [{"first": day, "kind": str(works)} for day, works in days.items()]
        return Reading(found.problems, found.understood, rows)
    if table.file.startswith("sister"):
        read = cells_of if table.file == "sister/cells" else sisters_of
        figures, problems, understood = read(inner, name, year)
        return Reading(problems, understood, [dict(each.row) for each in figures])
    key = table.model.register or "figures"
    tables = tables_of(inner, name, {key: table.model}, year)
    one = tables.by_key[key]
    rows = [row for _, row in one.rows.records()]
    return Reading((*tables.problems, *one.problems), tables.understood, rows, tables.skipped)


def _told(reading: Reading, table: Table) -> list[dict[str, str]]:
    """Return the rows that were read, by header, as the oracle writes them."""
    headers, rows = table.model.headers(), reading.rows
    if table.model is FigureRow:
        rows = [
            {**row, "id": None} if row["id"] == likened(str(row["name"] or "")) else row
            for row in rows
        ]
    return ordered(
        {headers[key]: _text(value) for key, value in row.items() if value is not None}
        for row in rows
    )


def _meant(grid: Grid, table: Table) -> list[dict[str, str]] | None:
    """Return what a table means; a calendar means days, as it is kept."""
    rows = grid.expected()
    if rows is not None and table.model is FigureRow:
        return ordered({"状态": "数值", **row} for row in rows)
    if rows is None or table.model is not HolidayRow:
        return rows
    found = {}
    for row in rows:
        try:
            first, last = (date(*map(int, row.get(name, row["日期"]).split("-"))) for name in _SPAN)
        except (KeyError, TypeError, ValueError):
            return None
        for after in range((last - first).days + 1):
            found[str(first + timedelta(after))] = str(row["类别"] == "上班")
    return ordered({"日期": day, "类别": works} for day, works in found.items())


def _text(value: object) -> str:
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return value.isoformat() if isinstance(value, date) else str(value)


def _findings(folder: YearFolder) -> set[str]:
    return {str(finding) for finding in folder.report().findings}


@cache
def _findings_of_sound(folder: YearFolder, table: Table) -> set[str]:
    """Return what is found of the year with the sound table."""
    key = next(key for key, each in TABLES.items() if each is table)
    with written(folder, f"{table.file}.csv", text_bytes(sound(TABLES[key], "csv").grid)):
        return _findings(folder)
