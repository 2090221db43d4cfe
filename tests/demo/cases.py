"""Cases that are opened in one year and closed in the same or a later one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from chinese_calendar import is_workday

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Cells = dict[str, object]
"""A row by field; a field left out is a blank cell."""

YEARS = range(2020, 2025)
_DUE = "due_on"


def seen_by_year(
    cases: Iterable[Cells], pending: Mapping[str, object], years: range = YEARS
) -> dict[int, list[Cells]]:
    """Enter each case in every year in which it was open.

    Args:
        cases: The cases with all that became of them in the end. The first day among the cells is
            the one on which a case was opened.
        pending: How cells read while a case is not closed; the first names the day of closing.
            Other days that are yet to come are blank too, but for the day by which it is due.
        years: The years of the agency.
    """
    closing = next(iter(pending))
    seen: dict[int, list[Cells]] = {year: [] for year in years}
    for case in cases:
        opened = next(cell for cell in case.values() if isinstance(cell, date))
        closed = case[closing]
        last = closed.year if isinstance(closed, date) else years[-1]
        for year in range(max(opened.year, years[0]), min(last, years[-1]) + 1):
            is_closed = closed is not None and year == last
            seen[year].append(case if is_closed else {**_known(case, year), **pending})
    return seen


def _known(case: Cells, year: int) -> Cells:
    """Leave blank the days that lie after a year."""
    return {
        field: None if isinstance(cell, date) and cell.year > year and field != _DUE else cell
        for field, cell in case.items()
    }


def workdays_after(day: date, count: int) -> date:
    """Return the last day of a period of so many working days that begins after a day."""
    while count:
        day += timedelta(days=1)
        count -= is_workday(day)
    return day


def workdays_between(first: date, last: date) -> list[date]:
    """Return the working days from one day to another."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if is_workday(day)]
