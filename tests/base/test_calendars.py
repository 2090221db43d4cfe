"""Days are counted by the calendar that a law names, with China's public holidays."""

from __future__ import annotations

from datetime import date

import pytest

from lawgov_lib.base.calendars import Calendar, UnknownYearError, calendar_days, working_days


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ((2023, 3, 1), (2023, 3, 1), 0),
        ((2023, 3, 1), (2023, 3, 2), 1),
        ((2023, 2, 28), (2023, 3, 1), 1),
        ((2024, 2, 28), (2024, 3, 1), 2),
        ((2023, 1, 1), (2023, 4, 1), 90),
    ],
)
def test_calendar_days(
    start: tuple[int, int, int], end: tuple[int, int, int], expected: int
) -> None:
    """The day of the event is not counted, the last day is; a leap day counts."""
    assert calendar_days([date(*start)], [date(*end)]).tolist() == [expected]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ((2023, 3, 6), (2023, 3, 6), 0),
        ((2023, 3, 6), (2023, 3, 7), 1),
        ((2023, 3, 3), (2023, 3, 6), 1),
        ((2023, 9, 28), (2023, 10, 6), 0),
        ((2023, 9, 28), (2023, 10, 8), 2),
        ((2023, 9, 18), (2023, 10, 20), 20),
        ((2023, 12, 29), (2024, 1, 2), 1),
    ],
)
def test_working_days(
    start: tuple[int, int, int], end: tuple[int, int, int], expected: int
) -> None:
    """Weekends and the National Day of 2023 are left out, its make-up Saturday and Sunday not."""
    assert working_days([date(*start)], [date(*end)]).tolist() == [expected]


def test_many_rows_are_counted_each_by_itself() -> None:
    """Rows of different years are counted in one pass."""
    starts = [date(2019, 12, 31), date(2023, 9, 28)]
    ends = [date(2020, 1, 2), date(2023, 10, 7)]

    assert working_days(starts, ends).tolist() == [1, 1]


def test_no_row() -> None:
    """Nothing is counted for no rows, whatever the year."""
    assert working_days([], []).tolist() == []


@pytest.mark.parametrize("year", [2003, 2100])
def test_unknown_year(year: int) -> None:
    """A year without known holidays is named, not guessed."""
    with pytest.raises(UnknownYearError) as error:
        working_days([date(year, 3, 1)], [date(year, 3, 2)])

    assert error.value.years == (year,)


def test_unknown_years_and_the_rows_that_need_them() -> None:
    """Every unknown year is named, and which spans have a day in one of them."""
    starts = [date(2023, 3, 1), date(2098, 12, 30), date(2023, 12, 1)]
    ends = [date(2023, 3, 2), date(2099, 1, 5), date(2024, 1, 5)]
    known = Calendar({year: {} for year in range(2027, 2098)})

    with pytest.raises(UnknownYearError) as error:
        working_days(starts, ends, known)

    assert error.value.years == (2098, 2099)
    assert error.value.rows.tolist() == [1]


def test_a_further_year() -> None:
    """A year that is given counts by its weekdays, except on the days that are named."""
    friday, sunday, monday = date(2099, 1, 2), date(2099, 1, 4), date(2099, 1, 5)
    calendar = Calendar({2099: {friday: False, sunday: True}})

    assert working_days([date(2099, 1, 1)], [monday], calendar).tolist() == [2]
    assert calendar.knows(2099)
    assert not calendar.knows(2100)
