"""Count days: calendar days (日), and working days (工作日) by China's public-holiday calendar.

A period of days begins on the day after the event, so that a count from one day to the next is 1.
Public holidays and make-up workdays are those of the State Council's yearly notices, as the
package chinesecalendar holds them; a year that it does not hold is an error, never a guess.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

import chinese_calendar
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray


class UnknownYearError(ValueError):
    """The public holidays of a year are not known."""

    def __init__(self, year: int) -> None:
        """Keep the year."""
        super().__init__(year)
        self.year = year


def calendar_days(starts: Iterable[date], ends: Iterable[date]) -> NDArray[np.int64]:
    """Count the calendar days from each start to its end."""
    return _ordinals(ends) - _ordinals(starts)


def working_days(starts: Iterable[date], ends: Iterable[date]) -> NDArray[np.int64]:
    """Count the working days after each start up to and including its end.

    Raises:
        UnknownYearError: The public holidays of a year in between are not known.
    """
    first, last = _ordinals(starts), _ordinals(ends)
    if not len(first):
        return first
    low, high = min(first.min(), last.min()), max(first.max(), last.max())
    years = range(date.fromordinal(int(low)).year, date.fromordinal(int(high)).year + 1)
    counts: NDArray[np.int64] = np.cumsum(np.concatenate([_workdays(year) for year in years]))
    origin = date(years[0], 1, 1).toordinal()
    passed: NDArray[np.int64] = counts[last - origin] - counts[first - origin]
    return passed


@cache
def _workdays(year: int) -> NDArray[np.int64]:
    """Tell for each day of a year whether it is a workday, as 1 or 0."""
    day = date(year, 1, 1)
    days = [day + timedelta(n) for n in range((date(year + 1, 1, 1) - day).days)]
    try:
        return np.array([chinese_calendar.is_workday(day) for day in days], dtype=np.int64)
    except NotImplementedError:
        raise UnknownYearError(year) from None


def _ordinals(days: Iterable[date]) -> NDArray[np.int64]:
    return np.fromiter((day.toordinal() for day in days), dtype=np.int64)
