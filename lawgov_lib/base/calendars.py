"""Count days: calendar days (日), and working days (工作日) by China's public-holiday calendar.

A period of days begins on the day after the event, so that a count from one day to the next is 1.
Public holidays and make-up workdays are those of the State Council's yearly notices, as the
package chinesecalendar holds them, and those of further years as whoever counts gives them; a year
that neither knows is an error, never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

import chinese_calendar
import numpy as np

from lawgov_lib.base.readonly import ReadOnly

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

_SATURDAY = 5


class UnknownYearError(ValueError):
    """The public holidays of years are not known; ``rows`` are the positions that need them."""

    def __init__(self, years: tuple[int, ...], rows: NDArray[np.int64]) -> None:
        """Keep the years, in order, and the rows."""
        super().__init__(years)
        self.years = years
        self.rows = rows


@dataclass(frozen=True)
class Calendar:
    """Which days are workdays.

    ``further`` are the years that the package does not hold: of each the days on which it is not
    the weekday that decides, with whether they are workdays.
    """

    further: Mapping[int, Mapping[date, bool]] = field(default_factory=lambda: ReadOnly({}))

    def knows(self, year: int) -> bool:
        """Tell whether the public holidays of a year are known."""
        return year in self.further or is_published(year)

    def workdays(self, year: int) -> NDArray[np.int64]:
        """Tell for each day of a year that is known whether it is a workday, as 1 or 0."""
        if year not in self.further:
            return _published(year)
        said = self.further[year]
        days = (said.get(day, day.weekday() < _SATURDAY) for day in _days(year))
        return np.fromiter(days, dtype=np.int64)


PUBLISHED = Calendar()
"""The years that the package holds."""


def is_published(year: int) -> bool:
    """Tell whether the package holds a year."""
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


def is_workday(day: date) -> bool:
    """Tell whether a day of a year that the package holds is a workday."""
    return bool(chinese_calendar.is_workday(day))


def calendar_days(starts: Iterable[date], ends: Iterable[date]) -> NDArray[np.int64]:
    """Count the calendar days from each start to its end."""
    return _ordinals(ends) - _ordinals(starts)


def working_days(
    starts: Iterable[date], ends: Iterable[date], calendar: Calendar = PUBLISHED
) -> NDArray[np.int64]:
    """Count the working days after each start up to and including its end.

    Raises:
        UnknownYearError: The public holidays of a year in between are not known.
    """
    first, last = _ordinals(starts), _ordinals(ends)
    if not len(first):
        return first
    low, high = (_year(day) for day in (min(first.min(), last.min()), max(first.max(), last.max())))
    years = range(low, high + 1)
    if unknown := tuple(year for year in years if not calendar.knows(year)):
        raise UnknownYearError(unknown, _touching(unknown, first, last))
    counts: NDArray[np.int64] = np.cumsum(np.concatenate([*map(calendar.workdays, years)]))
    origin = date(low, 1, 1).toordinal()
    passed: NDArray[np.int64] = counts[last - origin] - counts[first - origin]
    return passed


def _touching(
    years: tuple[int, ...], first: NDArray[np.int64], last: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the positions of the spans that have a day in one of the years."""
    low, high = np.minimum(first, last), np.maximum(first, last)
    touched = np.zeros(len(first), dtype=bool)
    for year in years:
        begin, end = (date(each, 1, 1).toordinal() for each in (year, year + 1))
        touched |= (low < end) & (high >= begin)
    return np.flatnonzero(touched)


@cache
def _published(year: int) -> NDArray[np.int64]:
    return np.fromiter(map(is_workday, _days(year)), dtype=np.int64)


def _days(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += timedelta(1)


def _year(ordinal: np.int64) -> int:
    return date.fromordinal(int(ordinal)).year


def _ordinals(days: Iterable[date]) -> NDArray[np.int64]:
    return np.fromiter((day.toordinal() for day in days), dtype=np.int64)
