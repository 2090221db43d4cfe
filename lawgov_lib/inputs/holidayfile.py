"""``params/holidays.csv``: the public holidays of years that the program does not know by itself.

It serves every year of the agency. A year that is in it is whole or refused: a holiday left out
would make a rate wrong without a word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawgov_lib.base.calendars import PUBLISHED, Calendar, is_published, is_workday
from lawgov_lib.base.errors import Place, Problem
from lawgov_lib.base.layout import HOLIDAYS_FILE
from lawgov_lib.base.readonly import ReadOnly
from lawgov_lib.base.wording import day as worded
from lawgov_lib.inputs.csvfile import csv_blocks
from lawgov_lib.inputs.rows.holidays import OFF, ON, HolidayRow
from lawgov_lib.inputs.sourcefile import is_there
from lawgov_lib.inputs.table import read_table
from lawgov_lib.inputs.tablehead import title_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from lawgov_lib.inputs.understanding import Understood

_LEAST = {
    "元旦": 1,
    "春节": 4,
    "清明": 1,
    "劳动": 2,
    "端午": 1,
    "中秋": 1,
    "国庆": 3,
}
"""The days that each holiday has at least: 全国年节及纪念日放假办法, as revised from 2025-01-01."""
_COPY = "照国务院办公厅的放假通知补全；连续几天的，「截止日期」填最后一天。"


@dataclass(frozen=True)
class _Entry:
    """A day of the file, with the row that it comes from and the line of that row."""

    day: date
    row: HolidayRow
    line: int

    @property
    def is_workday(self) -> bool:
        return self.row.kind == ON


@dataclass(frozen=True)
class Holidays:
    """The calendar of an agency, and what is wrong with its file."""

    calendar: Calendar = PUBLISHED
    problems: tuple[Problem, ...] = ()
    understood: tuple[Understood, ...] = ()


def read_holidays(params_dir: Path) -> Holidays:
    """Read the agency's own calendar; one that has none counts by the published years.

    Args:
        params_dir: The folder of the year folders.
    """
    path, file = params_dir / HOLIDAYS_FILE, f"{params_dir.name}/{HOLIDAYS_FILE}"
    if not is_there(path):
        return Holidays()
    words = title_words(frozenset({HolidayRow}))
    table = read_table(csv_blocks(path, file, words), file, HolidayRow, year=0)
    if table.problems:
        return Holidays(problems=table.problems)
    entries = [
        _Entry(day, row, line)
        for line, cells in table.rows.records()
        for row in [HolidayRow.model_construct(**cells)]
        for day in row.days
    ]
    problems = (*_twice(entries, file), *_contradicting(entries, file), *_gaps(entries, file))
    further: dict[int, ReadOnly[date, bool]] = {
        year: ReadOnly({each.day: each.is_workday for each in entries if each.day.year == year})
        for year in _further_years(entries)
    }
    calendar = Calendar(ReadOnly(further))
    return Holidays(PUBLISHED if problems else calendar, problems, (table.understood,))


def _further_years(entries: list[_Entry]) -> list[int]:
    return sorted({each.day.year for each in entries if not is_published(each.day.year)})


def _twice(entries: list[_Entry], file: str) -> Iterator[Problem]:
    """Name the days that stand in two rows, once a pair of rows."""
    seen: dict[date, _Entry] = {}
    told = set()
    for each in entries:
        other = seen.setdefault(each.day, each)
        if other.line != each.line and (other.line, each.line) not in told:
            told.add((other.line, each.line))
            message = f"{worded(each.day)}在第{other.line}行已填为{other.row.kind}"
            yield Problem(
                "E475", message, Place(file, each.line), "同一天只填一次，核对两行的日期。"
            )


def _contradicting(entries: list[_Entry], file: str) -> Iterator[Problem]:
    """Name the rows that say otherwise than the published year, once a row."""
    told = set()
    for each in entries:
        if each.line in told or not is_published(each.day.year):
            continue
        if is_workday(each.day) != each.is_workday:
            told.add(each.line)
            known = OFF if each.is_workday else ON
            message = (
                f"{worded(each.day)}填为{each.row.kind}，"
                f"与程序已有的{each.day.year}年安排（{known}）不符"
            )
            hint = "程序已有的年度不必填写：核对日期，有误的改正，其余删去该行。"
            yield Problem("E477", message, Place(file, each.line), hint)


def _gaps(entries: list[_Entry], file: str) -> Iterator[Problem]:
    """Name the holidays that a year's arrangement lacks, once a year."""
    for year in _further_years(entries):
        days = [each for each in entries if each.day.year == year and each.row.kind == OFF]
        short = []
        for name, least in _LEAST.items():
            found = sum(name in each.row.name for each in days)
            if found < least:
                has = f"只有{found}天" if found else "没有填"
                short.append(f"{name}{has}（法定{least}天）")
        if short:
            yield Problem("E476", f"{year}年的安排不全：{'，'.join(short)}", Place(file), _COPY)
