"""The figures of a roll-up, held against a plain calculation over the published tables."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import TYPE_CHECKING

import numpy as np
import pytest

from lawgov_lib.measuring.metric import State
from lawgov_lib.rollup.cityfigures import Kind, kind_of, ranks, spread_of
from lawgov_lib.rollup.exactnumbers import Quantities
from lawgov_lib.rollup.submissions import Submissions
from tests.rollup.town import approvals, count, rate, state

if TYPE_CHECKING:
    from tests.rollup.town import Town

CENT = Decimal("0.01")
ROOTS = ("a", "b", "c", "d", "e")


@pytest.fixture
def five(town: Town) -> Town:
    """Return a town of five agencies that differ in counts, rates, states and outlines."""
    town.hands_in("a", "甲局")
    changed = {
        "lic_granted": count("320"),
        "svc_online": rate("88.89", "40", "45"),
        "pun_money": {"数值": "0.35"},
    }
    town.hands_in("b", "乙局", changed, dropped=("emergency", "digital"))
    town.hands_in("c", "丙局", {"lic_granted": state("未提供"), "svc_online": rate("97.5")})
    town.hands_in("d", "丁局", {"lic_granted": count("0"), "insp": state("无此职责")})
    town.hands_in("e", "戊局", {"staff_cert": rate("96", "24", "25"), "insp": count("640")})
    town.hands_in("a", "甲局", year=2023)
    town.hands_in("b", "乙局", {"lic_granted": count("290")}, year=2023)
    return town


def given(town: Town, metric: str, column: str) -> list[Decimal]:
    """Return the cells that agencies filled in, in the order of the agencies."""
    rows = (town.rows(root).get(metric) for root in ROOTS)
    return [Decimal(row[column]) for row in rows if row and row[column]]


@pytest.mark.parametrize("metric", ["lic_granted", "pun_money", "insp", "drills", "dig_systems"])
def test_counts_and_amounts_are_summed(five: Town, metric: str) -> None:
    """The sum is that of the cells, to the last decimal, whatever outline an agency uses."""
    summary = five.figures().summaries[metric]

    assert summary.kind is Kind.SUM
    assert summary.total.value == sum(given(five, metric, "数值"))


@pytest.mark.parametrize("metric", ["svc_online", "staff_cert", "lic_ontime"])
def test_a_rate_is_made_from_summed_numerators_and_denominators(five: Town, metric: str) -> None:
    """The rate over agencies is no mean of rates; a rate without base is no part of it."""
    above, below = (sum(given(five, metric, column), Decimal(0)) for column in ("分子", "分母"))
    expected = (above * 100 / below).quantize(CENT, ROUND_HALF_UP)

    assert five.figures().summaries[metric].total.value == expected


def test_a_mean_is_made_from_its_base_too(five: Town) -> None:
    """Hours of training a head: all hours over all officers."""
    bases = ("分子", "分母")
    above, below = (sum(given(five, "staff_train", each), Decimal(0)) for each in bases)
    summary = five.figures().summaries["staff_train"]

    assert summary.kind is Kind.MEAN
    assert summary.total.value == (above / below).quantize(CENT, ROUND_HALF_UP)


def test_spans_of_time_make_no_sum(five: Town) -> None:
    """The shortest period of each agency: median and range, no total."""
    summary = five.figures().summaries["dec_comment_days"]

    assert summary.kind is Kind.SPAN
    assert summary.total.value is None
    assert summary.spread is not None


def test_a_rate_without_base_is_counted_apart(five: Town) -> None:
    """The agency that declared only the rate is named, and still part of the median."""
    figures = five.figures()
    summary = figures.summaries["svc_online"]

    assert [figures.submissions.agencies[at].name for at in summary.baseless] == ["丙局"]
    assert summary.total.agencies == 4
    assert summary.spread is not None
    assert summary.spread.median == median(given(five, "svc_online", "数值"))


def test_the_four_states_are_never_folded(five: Town) -> None:
    """A number, zero, no duty, not provided, and no such metric at all are counted apart."""
    summaries = five.figures().summaries
    granted, inspected, drills = (summaries[key] for key in ("lic_granted", "insp", "drills"))

    assert [granted.states[each] for each in State] == [3, 1, 0, 1]
    assert [inspected.states[each] for each in State] == [4, 0, 1, 0]
    assert drills.unlisted == 1
    assert granted.missing == (2,)


def test_a_year_before_is_compared_over_the_same_agencies(five: Town) -> None:
    """Only the two agencies that published both years are in either sum."""
    change = five.figures().summaries["lic_granted"].change
    now = sum(Decimal(five.rows(root)["lic_granted"]["数值"]) for root in "ab")
    before = sum(Decimal(five.rows(root, 2023)["lic_granted"]["数值"]) for root in "ab")

    assert (change.comparable, change.now, change.before) == (2, now, before)


def test_another_unit_is_never_added(five: Town) -> None:
    """An amount in 元 is told apart from amounts in 万元."""
    five.hands_in("f", "己局", {"pun_money": {"数值": "35000", "单位": "元"}})
    summary = five.figures().summaries["pun_money"]

    assert summary.odd == (5,)
    assert summary.total.value == sum(given(five, "pun_money", "数值"))


def test_findings_are_counted_by_agency_and_number(five: Town) -> None:
    """The check that concerns most agencies comes first."""
    remarks = ({"C02": 5, "C09": 1}, {"C09": 2})
    for root, own in zip(("g", "h"), remarks, strict=True):
        five.hands_in(root, f"{root}局", remarks=own, approvals=approvals("2025-01-10"))

    assert five.figures().remarks == {"C09": (2, 3), "C02": (1, 5)}


def values(*numbers: str) -> Quantities:
    """Return one value an agency."""
    signs = [Decimal(number).as_tuple() for number in numbers]
    places = [-int(each.exponent) for each in signs]
    digits = [int(Decimal(number).scaleb(at)) for number, at in zip(numbers, places, strict=True)]
    return Quantities(
        np.arange(len(numbers), dtype=np.int32),
        np.array(digits, dtype=np.int64),
        np.array(places, dtype=np.int8),
    )


def test_outliers_lie_beyond_three_deviations_from_the_median() -> None:
    """10 11 12 13 14 31: median 12.5, deviation 1.5, limits 8 and 17."""
    spread = spread_of(values("10", "11", "12", "13", "14", "31"))

    assert spread.limits == (Decimal(8), Decimal(17))
    assert [each.value for each in spread.outliers] == [31]


@pytest.mark.parametrize("numbers", [("5", "5", "5", "5", "90"), ("1", "2", "3", "90")])
def test_there_is_no_judging_without_deviation_or_with_few_agencies(
    numbers: tuple[str, ...],
) -> None:
    """Half of the agencies alike, or fewer than five: no outliers."""
    spread = spread_of(values(*numbers))

    assert spread.limits is None
    assert spread.outliers == ()


def test_equal_values_share_a_rank() -> None:
    """100 100 98 gives the ranks 1, 1, 3."""
    ranked = ranks(values("98", "100", "100"))

    assert [(rank.rank, rank.agencies) for rank in ranked] == [(1, (1, 2)), (3, (0,))]


def test_equal_values_are_one_however_they_are_written() -> None:
    """A rank shows the value as the first agency wrote it; digits beyond 64 bits still count."""
    many = values("1.50", "999999999999999999", "1.5", "-2", "0.000000001")
    from_top = ranks(many)

    assert [(rank.rank, str(rank.value), rank.agencies) for rank in from_top] == [
        (1, "999999999999999999", (1,)),
        (2, "1.50", (0, 2)),
        (4, "1E-9", (4,)),
        (5, "-2", (3,)),
    ]
    assert [rank.agencies for rank in ranks(many, from_top=False)] == [(3,), (4,), (0, 2), (1,)]
    assert ranks(values()) == ()


def test_the_columnar_file_reads_back_to_the_same(five: Town) -> None:
    """Nothing is lost, no decimal either, and the same content gives the same bytes."""
    submissions = five.collected()
    back = Submissions.from_bytes(submissions.data)

    assert back.agencies == submissions.agencies
    for key in submissions.now.ids:
        assert list(back.now.of_metric(key)) == list(submissions.now.of_metric(key))
    assert five.collected().data == submissions.data


def test_another_file_is_refused() -> None:
    """What is no roll-up's file is not half read."""
    with pytest.raises(ValueError, match="roll-up"):
        Submissions.from_bytes(b"PK\x03\x04")


def test_ranks_make_no_sum() -> None:
    """The third and the fifth place are no eighth."""
    assert kind_of("位") is Kind.SPAN


def test_sums_and_medians_are_exact_beyond_64_bits() -> None:
    """Eighteen digits of nine decimals beside eighteen without: no digit is lost."""
    many = values("999999999999999999", "0.000000001", "0.5")

    assert many.total() == Decimal("999999999999999999.500000001")
    assert spread_of(many).median == Decimal("0.50")
    assert spread_of(many).most.value == Decimal(999999999999999999)
