"""The days that a text names, and the years that they stand in."""

from __future__ import annotations

from datetime import date

import pytest

from lawgov_lib.reading.dates import days

YEAR = 2024


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12月20日立案、次年1月15日决定", [date(2024, 12, 20), date(2025, 1, 15)]),
        ("2022年10月1日起至翌年4月30日止", [date(2022, 10, 1), date(2023, 4, 30)]),
        ("2022年3月1日受理，当年5月9日答复", [date(2022, 3, 1), date(2022, 5, 9)]),
        ("去年9月启动，今年3月2日验收", [date(2023, 9, 1), date(2024, 3, 2)]),
        ("12月31日夜间至次日1月1日", [date(2024, 12, 31), date(2025, 1, 1)]),
        ("5月29日、31日两次评审", [date(2024, 5, 29), date(2024, 5, 31)]),
        ("4月28—30日培训", [date(2024, 4, 28), date(2024, 4, 30)]),
    ],
)
def test_words_of_time_move_the_year(text: str, expected: list[date]) -> None:
    """次年 and 翌年 are the year after the one told, 当年 that year, 去年 the last."""
    assert [day.in_year(YEAR) for day in days(text)] == expected


@pytest.mark.parametrize("text", ["6月25日至31日", "2023年2月29日", "9999年12月31日至次年1月2日"])
def test_days_that_no_calendar_has(text: str) -> None:
    """A day without a month of its own stands in the month before it; years end with 9999."""
    assert not days(text)[-1].exists(YEAR)
