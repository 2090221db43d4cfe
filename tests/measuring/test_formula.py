"""Registers are counted, added up and divided; what they do not say stays unsaid."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import pytest

from lawgov_lib.inputs.register import AbsentColumnError
from lawgov_lib.measuring import formula

if TYPE_CHECKING:
    from lawgov_lib.measuring.formula import Count, Hit, Limit
    from lawgov_lib.measuring.metric import Measured
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
        formula.average("officers", "hours"),
        formula.least("decisions", "consulted_days"),
        formula.portion("officers", formula.is_in("certified", "是")),
    ],
)
def test_register_without_rows_says_nothing(folder: YearFolder, count: Count) -> None:
    """An empty register is no zero: nobody kept it."""
    assert count(folder.load().registers) is None


@pytest.mark.parametrize(
    "count",
    [
        formula.rows("officers", formula.given("hours")),
        formula.rows("officers", needs=("hours",)),
        formula.rows("officers", formula.not_(formula.at_least("hours", 60))),
        formula.distinct("officers", "hours"),
        formula.total("officers", "hours"),
        formula.average("officers", "hours"),
        formula.least("officers", "hours"),
        formula.portion("officers", formula.is_in("hours", "60")),
        formula.portion("officers", formula.is_in("post", "执法"), needs=("hours",)),
    ],
)
def test_absent_column_is_never_counted_by(folder: YearFolder, count: Count) -> None:
    """A file without the column says nothing of it: neither zero nor all."""
    folder.write("registers/officers.csv", "工号,岗位,持证\n1,执法,是\n")

    with pytest.raises(AbsentColumnError, match="执法人员台账没有「培训学时」列，不计算"):
        count(folder.load().registers)


def test_absent_day_is_never_counted_by(folder: YearFolder) -> None:
    """Neither as a day of the year nor as one before, after or within a time."""
    folder.write("registers/systems.csv", "系统名称,用途,对接上级平台\n甲,其他,是\n")
    registers = folder.load().registers
    day = "used_since"

    for hit in (
        formula.in_year(day),
        formula.before_year(day),
        formula.by_day(day, day),
        formula.within_days(day, day, days_each(1)),
        formula.within_working_days(day, day, days_each(1)),
    ):
        with pytest.raises(AbsentColumnError):
            formula.rows("systems", hit)(registers)


def test_rows_that_leave_blank_what_is_needed(folder: YearFolder) -> None:
    """A count by a column that may be blank waits until every row has it."""
    count = formula.rows("officers", formula.at_least("hours", 60), needs=("hours",))
    folder.register("officers", "1,执法,是,60", "2,执法,是,")

    found = measured(folder, count)
    assert (found.value, found.remark) == (None, "1行未填「培训学时」，不计算")

    folder.register("officers", "1,执法,是,60", "2,执法,是,59")
    assert measured(folder, count).value == 1


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
    """A blank cell makes the sum unknown instead of too small, and a remark says so."""
    folder.register("exams", "春季,20,18,,", "秋季,20,,,")

    found = formula.total("exams", "sat")(folder.load().registers)

    assert found is not None
    assert (found.value, found.remark) == (None, "1行未填「参考人数」，不计算")


def test_total_of_a_column_that_nobody_filled_in_says_nothing(folder: YearFolder) -> None:
    """Where every cell is blank, the register does not speak of the quantity."""
    folder.register("exams", "春季,20,,,", "秋季,20,,,")

    assert formula.total("exams", "sat")(folder.load().registers) is None


def test_ratio_with_a_blank_is_unknown(folder: YearFolder) -> None:
    """The remark is that of the column with the blank."""
    folder.register("exams", "春季,20,18,,", "秋季,,18,,")

    found = formula.ratio("exams", "sat", "registered")(folder.load().registers)

    assert found is not None
    assert (found.value, found.remark) == (None, "1行未填「应考人数」，不计算")


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


def test_average(folder: YearFolder) -> None:
    """The mean is half up to two decimals, and keeps sum and number."""
    folder.register("officers", "1,执法,是,60", "2,执法,是,61", "3,执法,是,40.02")

    found = measured(folder, formula.average("officers", "hours"))

    assert found.value == Decimal("53.67")
    assert (found.numerator, found.denominator) == (Decimal("161.02"), Decimal(3))


def test_average_with_a_blank_is_unknown(folder: YearFolder) -> None:
    """Hours that one person does not tell are not taken for none."""
    folder.register("officers", "1,执法,是,60", "2,执法,是,")

    found = formula.average("officers", "hours")(folder.load().registers)

    assert found is not None
    assert (found.value, found.remark) == (None, "1行未填「培训学时」，不计算")


def test_average_over_nobody_has_no_value(folder: YearFolder) -> None:
    """Where no row fits, there is a base, zero, but no mean."""
    folder.register("officers", "1,执法,是,60")
    reviewers = formula.is_in("post", "法制审核")

    found = measured(folder, formula.average("officers", "hours", reviewers))

    assert found.value is None
    assert found.denominator == 0


def test_least(folder: YearFolder) -> None:
    """The smallest number told is found, and only the rows that tell one are cited."""
    folder.register("decisions", "甲,,,,,,,31,,否", "乙,,,,,,,,,否", "丙,,,,,,,30,,否")

    found = measured(folder, formula.least("decisions", "consulted_days"))

    assert found.value == 30
    assert [source.spans for source in found.sources] == [[(2, 2), (4, 4)]]


def test_portion_of_a_base(folder: YearFolder) -> None:
    """The rate is taken from the base, whose rows it cites."""
    folder.register("officers", "1,执法,是,", "2,执法,否,", "3,法制审核,是,")
    certified, officers = formula.is_in("certified", "是"), formula.is_in("post", "执法")

    found = measured(folder, formula.portion("officers", certified, of=officers))

    assert found.value == 50
    assert (found.numerator, found.denominator) == (Decimal(1), Decimal(2))
    assert [source.spans for source in found.sources] == [[(2, 3)]]


def test_portion_of_nothing_has_no_value(folder: YearFolder) -> None:
    """Where the base has no row there is no rate, and the rows looked at are cited."""
    folder.register("officers", "1,执法,是,")
    certified, reviewers = formula.is_in("certified", "是"), formula.is_in("post", "法制审核")

    found = measured(folder, formula.portion("officers", certified, of=reviewers))

    assert found.value is None
    assert found.denominator == 0
    assert [source.spans for source in found.sources] == [[(2, 2)]]


def test_portion_that_a_blank_makes_unknown(folder: YearFolder) -> None:
    """While a row of the base leaves out what the rate is told by, the remark says so."""
    folder.register(
        "penalties",
        "1,罚款,2020-03-01,2020-03-02,1,不适用,2",
        "2,警告,2020-03-01,2020-03-02,0,不适用,",
    )
    two = formula.at_least("officers", 2)

    found = measured(folder, formula.portion("penalties", two, needs=("officers",)))

    assert found.value is None
    assert found.remark == "1行未填「持证办案人数」，不计算"
    assert [source.spans for source in found.sources] == [[(3, 3)]]


def test_ratio_of_some_rows(folder: YearFolder) -> None:
    """Only the rows that fit are added up, so that the blanks of the others do no harm."""
    folder.register("random_checks", "甲,2020-05-01,100,10,是,是,是", "乙,,50,,,,")
    done = formula.given("completed_on")

    found = measured(folder, formula.ratio("random_checks", "checked", "population", done))

    assert found.value == 10
    assert (found.numerator, found.denominator) == (Decimal(10), Decimal(100))


LICENCES = (
    "1,甲,新办,2019-12-30,2019-12-31,2020-01-02,许可,,",
    "2,甲,变更,2019-12-31,2020-01-01,,在办,,",
    "3,乙,新办,2020-12-31,,,在办,,",
)


@pytest.mark.parametrize(
    ("hit", "expected"),
    [
        (formula.is_in("kind", "变更", "延续"), [2]),
        (formula.given("accepted_on"), [1, 2]),
        (formula.given("accepted_on", "finished_on"), [1]),
        (formula.in_year("applied_on"), [3]),
        (formula.in_year("accepted_on"), [2]),
        (formula.before_year("accepted_on"), [1]),
        (formula.not_(formula.is_in("item", "甲")), [3]),
        (formula.both(formula.given("accepted_on"), kind="新办"), [1]),
        (formula.either(formula.in_year("applied_on"), formula.is_in("kind", "变更")), [2, 3]),
        (formula.by_day("applied_on", "accepted_on"), [1, 2]),
        (formula.by_day("accepted_on", "applied_on"), []),
    ],
)
def test_condition(folder: YearFolder, hit: Hit, expected: list[int]) -> None:
    """A condition tells the rows that fit; blanks fit only where it is blanks that are asked."""
    folder.register("licences", *LICENCES)
    book = folder.load().registers["licences"]

    assert [int(number) for number in book.rows.fitting(hit(book))["number"]] == expected


@pytest.mark.parametrize(("last", "expected"), [("2020-03-31", 1), ("2020-04-01", 0)])
def test_ninety_days(folder: YearFolder, last: str, expected: int) -> None:
    """The ninetieth day after the event is within 90 days, the next is not."""
    folder.register("penalties", f"1,罚款,2020-01-01,{last},1,不适用,2")
    hit = formula.within_days("opened_on", "decided_on", days_each(90))

    assert measured(folder, formula.rows("penalties", hit)).value == expected


def test_days_that_do_not_count(folder: YearFolder) -> None:
    """A row that names days adds them to its limit, one that names none adds none."""
    header = "案号,处罚种类,立案日期,决定日期,罚没金额,法制审核,持证办案人数,扣除天数\n"
    rows = "1,罚款,2020-01-01,2020-04-10,1,不适用,2,10\n2,罚款,2020-01-01,2020-04-10,1,不适用,2,\n"
    folder.write("registers/penalties.csv", header + rows)

    assert formula.left_out(folder.load().registers["penalties"], "excluded_days").tolist() == [
        10,
        0,
    ]


def test_file_without_the_column_leaves_out_no_day(folder: YearFolder) -> None:
    """An older file is counted as it was."""
    folder.register("penalties", "1,罚款,2020-01-01,2020-03-31,1,不适用,2")

    assert formula.left_out(folder.load().registers["penalties"], "excluded_days").tolist() == [0]


def days_each(days: int) -> Limit:
    """Allow every row so many days."""
    return lambda book: np.full(len(book.rows), days, dtype=np.int64)


def measured(folder: YearFolder, count: Count) -> Measured:
    """Count, where the registers say something."""
    found = count(folder.load().registers)
    assert found is not None
    return found
