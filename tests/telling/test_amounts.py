"""One metric is written in one way: this year, the year before, and the change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from lawgov_lib.measuring.manner import Manner
from lawgov_lib.measuring.metric import Metric, Previous, State
from lawgov_lib.telling.amounts import changed, said, said_before

YEAR_END, NOVEMBER = date(2024, 12, 31), date(2024, 11, 30)
LAST_END, LAST_NOVEMBER = date(2023, 12, 31), date(2023, 11, 30)


def metric(now: str, before: str, until: date, last: date, unit: str = "件") -> Metric:
    """Return a metric of two years, each with the day until which it counts."""
    return Metric(
        *("lic_applied", "行政许可申请", "functions", unit, "", State.NUMBER, Decimal(now)),
        as_of=until,
        previous=Previous(State.NUMBER, Decimal(before), "", as_of=last),
    )


@pytest.mark.parametrize(
    ("until", "last", "expected"),
    [
        (YEAR_END, LAST_END, "比上年下降20%"),
        (NOVEMBER, LAST_NOVEMBER, "比上年下降20%"),
        (date(2025, 1, 10), LAST_END, "比上年下降20%"),
        (NOVEMBER, LAST_END, "上年为150件"),
        (YEAR_END, LAST_NOVEMBER, "上年为150件"),
    ],
)
def test_unequal_parts_of_years_have_no_growth(until: date, last: date, expected: str) -> None:
    """Eleven months are not compared with twelve; the value of the year before is told instead."""
    assert changed(metric("120", "150", until, last)) == expected


def test_rates_of_unequal_parts_of_years_compare() -> None:
    """A rate does not grow with the time that it covers."""
    assert changed(metric("98", "97", NOVEMBER, LAST_END, "%")) == "比上年提高1个百分点"


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [("", "约", "上年为约150件"), ("余", "以上", "上年为150件以上"), ("约", "", "上年为150件")],
)
def test_what_was_no_exact_number_stays_none(now: str, before: str, expected: str) -> None:
    """About 150 of last year are told as about 150, and nothing has grown from them."""
    told = metric("120", "150", YEAR_END, LAST_END)
    past = replace(told.previous, degree=before) if told.previous else None

    assert changed(replace(told, manner=Manner(degree=now), previous=past)) == expected


def test_text_of_last_year_stands_beside_that_of_this() -> None:
    """An award is told for both years and compared for neither."""
    award = replace(
        metric("0", "0", YEAR_END, LAST_END, ""),
        value=None,
        manner=Manner(kind="文字", words="良好"),
        previous=Previous(State.NUMBER, None, "", words="优秀"),
    )

    assert (said(award), said_before(award), changed(award)) == ("良好", "优秀", "")


def test_averages_of_both_years_have_one_decimal() -> None:
    """71.13 hours of last year are written as 71.1 beside the 73.5 of this year."""
    hours = replace(metric("73.50", "71.13", YEAR_END, LAST_END, "学时"), denominator=Decimal(26))

    assert (said(hours), said_before(hours)) == ("73.5学时", "71.1学时")


def test_change_of_an_average_is_that_of_what_is_written() -> None:
    """From 12.1 to 12.4 hours is 0.3 more, whatever stands behind the decimal."""
    hours = replace(metric("12.44", "12.06", YEAR_END, LAST_END, "学时"), denominator=Decimal(26))

    assert changed(hours) == "比上年增加0.3学时"
