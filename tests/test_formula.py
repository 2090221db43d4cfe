"""Registers are counted, added up and divided; what they do not say stays unsaid."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lawgov_lib import formula

if TYPE_CHECKING:
    from lawgov_lib.formula import Count
    from lawgov_lib.metric import Measured
    from tests.yearfolder import YearFolder

FILE = "params/2020/registers/{}.csv"


@pytest.mark.parametrize(
    "count",
    [
        formula.rows("laws"),
        formula.rows_if_any("laws"),
        formula.distinct("laws", "title"),
        formula.total("funds", "amount"),
        formula.ratio("exams", "sat", "registered"),
    ],
)
def test_register_without_rows_says_nothing(folder: YearFolder, count: Count) -> None:
    """An empty register is no zero: nobody kept it."""
    assert count(folder.load().registers) is None


def test_rows(folder: YearFolder) -> None:
    """Rows of a kind are counted, and the metric knows their lines."""
    folder.register("laws", "甲法,法律", "乙条例,行政法规", "丙法,法律")

    found = measured(folder, formula.rows("laws", rank="法律"))

    assert found.value == 2
    assert [str(source) for source in found.sources] == [f"{FILE.format('laws')}:2,4"]


def test_no_fitting_row_is_zero(folder: YearFolder) -> None:
    """A kept register without a fitting row counts zero, and cites the rows looked at."""
    folder.register("laws", "甲法,法律", "乙法,法律")

    found = measured(folder, formula.rows("laws", rank="规章"))

    assert found.value == 0
    assert [source.spans for source in found.sources] == [[(2, 3)]]


def test_no_fitting_row_may_mean_that_none_was_kept(folder: YearFolder) -> None:
    """Where a register need not hold a kind, its absence says nothing."""
    folder.register("study", "集中学习,,民法典,")

    assert formula.rows_if_any("study", kind="领导班子集体学法")(folder.load().registers) is None
    assert measured(folder, formula.rows_if_any("study", kind="集中学习")).value == 1


def test_distinct(folder: YearFolder) -> None:
    """A rule listed under two kinds is one rule."""
    folder.register(
        "rules", "能力建设,学法用法制度,法律顾问制度", "制度建设,内部管理制度,法律顾问制度"
    )

    assert measured(folder, formula.distinct("rules", "title")).value == 1


def test_total_is_exact(folder: YearFolder) -> None:
    """Amounts add up as decimals, not as floats."""
    folder.register("funds", "防控,甲,,0.1", "防控,乙,,0.2")

    assert measured(folder, formula.total("funds", "amount")).value == Decimal("0.3")


def test_total_with_a_blank_is_unknown(folder: YearFolder) -> None:
    """A blank cell makes the sum unknown instead of too small."""
    folder.register("exams", "春季,20,18,,", "秋季,20,,,")

    assert formula.total("exams", "sat")(folder.load().registers) is None


def test_ratio_divides_sums(folder: YearFolder) -> None:
    """A rate over several rows divides the sums, not the rates."""
    folder.register("exams", "春季,10,10,,", "秋季,30,20,,")

    found = measured(folder, formula.ratio("exams", "sat", "registered"))

    assert found.value == 75
    assert found.numerator == 30
    assert found.denominator == 40


def test_ratio_over_nothing_has_no_value(folder: YearFolder) -> None:
    """Nobody registered: there is a base, zero, but no rate."""
    folder.register("exams", "春季,0,0,,")

    found = measured(folder, formula.ratio("exams", "sat", "registered"))

    assert found.value is None
    assert found.denominator == 0


def measured(folder: YearFolder, count: Count) -> Measured:
    """Count, where the registers say something."""
    found = count(folder.load().registers)
    assert found is not None
    return found
