"""Penalties, inspections and officers are counted, or declared where only a total is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lawgov_lib.measuring.metric import State

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder


@pytest.mark.parametrize("metric_id", ["staff_cert", "staff_review", "insp", "permit_checks"])
def test_published_gaps(published_year: YearFolder, metric_id: str) -> None:
    """None of these was published for 2020."""
    assert published_year.metric(metric_id).state is State.MISSING


def test_certified_officers(folder: YearFolder) -> None:
    """Nineteen certified officers of twenty are 95 %, below the limit that the metric names."""
    folder.figure("staff_cert", "数值", numerator="19", denominator="20")

    metric = folder.metric("staff_cert")

    assert metric.value == 95
    assert str(metric.threshold) == "≥100"


def test_no_enforcement_duty(folder: YearFolder) -> None:
    """An agency without officers has no duty, not zero inspections."""
    folder.figure("insp", "无此职责")

    assert folder.metric("insp").state is State.NO_DUTY


def test_nothing_kept(folder: YearFolder) -> None:
    """Without registers nothing is said or drawn."""
    names = ("penalties", "inspections", "officers")

    assert [folder.statement(name) for name in names] == ["", "", ""]
    assert folder.charts("enforcement") == [None]


PENALTIES = (
    "1,警告,2020-01-01,2020-03-31,0,已审核,2",
    "2,罚款,2019-12-31,2020-03-31,3.5,未审核,1",
    "3,,2020-12-01,,,不适用,",
)


def test_penalties(folder: YearFolder) -> None:
    """Only decided cases are penalties; each counts under its heaviest kind."""
    folder.register("penalties", *PENALTIES)

    assert folder.statement("penalties") == (
        "作出行政处罚决定2件，其中警告1件、罚款1件，罚没金额3.5万元，"
        "应经法制审核的2件中审核1件，90日内结案1件。"
    )
    assert folder.value("pun_two") == "50.00"
    assert folder.value("pun_detention") == "0"


def test_kinds_add_up_to_all_penalties(folder: YearFolder) -> None:
    """Every penalty has one kind, so that the kinds add up."""
    folder.register("penalties", *PENALTIES, "4,其他,2020-06-01,2020-06-02,0,不适用,3")
    kinds = [
        metric for metric in folder.report().metrics.values() if metric.name.endswith("类行政处罚")
    ]

    assert len(kinds) == 13
    assert sum(kind.value or 0 for kind in kinds) == folder.metric("pun_total").value == 3


def test_penalties_undecided(folder: YearFolder) -> None:
    """A case under way is no penalty yet, and no rate has a base."""
    folder.register("penalties", PENALTIES[2])

    assert folder.statement("penalties") == "全年未作出行政处罚决定。"
    assert folder.metric("pun_term").state is State.ZERO
    assert folder.value("pun_money") == "0"


def test_no_penalty(folder: YearFolder) -> None:
    """A declared zero reads as a sentence."""
    folder.figure("pun_total", "零")

    assert folder.statement("penalties") == "全年未作出行政处罚决定。"


def test_blanks_of_a_penalty(folder: YearFolder) -> None:
    """Unknown money is no sum, unknown officers are no rate."""
    folder.register("penalties", "1,罚款,2020-01-01,2020-03-31,,不适用,")

    assert folder.metric("pun_money").state is State.MISSING
    assert folder.metric("pun_two").remark == "1行未填「持证办案人数」，不计算"
    assert folder.statement("penalties") == "作出行政处罚决定1件，为罚款，已在90日内结案。"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("罚款,2020-03-02,2020-03-01,1", "「决定日期」早于「立案日期」"),
        (",2020-03-01,2020-03-02,1", "已填「决定日期」，应填「处罚种类」"),
        ("罚款,2020-03-01,,", "已填「处罚种类」，应填「决定日期」"),
        (",2020-03-01,,1", "「决定日期」留空，「罚没金额」也应留空"),
    ],
)
def test_impossible_penalty(folder: YearFolder, cells: str, expected: str) -> None:
    """A decision follows the opening of the case, and kind and money follow a decision."""
    folder.register("penalties", f"1,{cells},不适用,2")

    assert folder.refusal() == [expected]


def test_chart_of_the_penalties(folder: YearFolder) -> None:
    """The kind most often met is on top; kinds that did not occur are not drawn."""
    warning = "9,警告,2020-01-01,2020-03-31,0,已审核,2"
    folder.register("penalties", *reversed(PENALTIES), warning)

    (chart,) = folder.charts("enforcement")

    assert chart is not None
    assert chart.alt == "行政处罚种类构成情况。警告2件、罚款1件。"
    assert chart.origin == "数据来源：行政处罚台账"


def test_one_kind_of_penalty_is_not_drawn(folder: YearFolder) -> None:
    """A single bar says nothing that the sentence does not."""
    folder.register("penalties", PENALTIES[0])

    assert folder.charts("enforcement") == [None]


IN_TIME = "1,罚款,2020-01-01,{decided},1,不适用,2,{limit},{excluded}"


@pytest.mark.parametrize(
    ("decided", "excluded", "expected"),
    [
        ("2020-04-10", "10", "扣除依法不计入的时间，已在90日内结案"),
        ("2020-04-11", "10", "扣除依法不计入的时间，未在90日内结案"),
        ("2020-03-31", "0", "已在90日内结案"),
        ("2020-03-31", "", "已在90日内结案"),
    ],
)
def test_penalty_without_the_days_that_do_not_count(
    folder: YearFolder, decided: str, excluded: str, expected: str
) -> None:
    """A case in which a hearing took ten days may take a hundred, and the sentence says why."""
    folder.register("penalties", IN_TIME.format(decided=decided, limit="", excluded=excluded))

    assert folder.statement("penalties").endswith(f"，{expected}。")


def test_more_days_left_out_than_passed(folder: YearFolder) -> None:
    """What does not count is a part of what passed."""
    folder.register("penalties", IN_TIME.format(decided="2020-01-11", limit="", excluded="11"))

    assert any("「扣除天数」11多于立案至决定的天数" in message for message in folder.refusal())


def test_remark_on_days_that_do_not_count(folder: YearFolder) -> None:
    """The table of metrics says of how many cases days were left out."""
    folder.register(
        "penalties",
        IN_TIME.format(decided="2020-04-10", limit="", excluded="10"),
        IN_TIME.format(decided="2020-03-10", limit="", excluded="").replace("1,罚款", "2,罚款"),
    )

    assert folder.metric("pun_term").remark == "其中1件已扣除依法不计入期限的时间"
    assert folder.metric("pun_term").value == 100


@pytest.mark.parametrize(
    ("decided", "limit", "expected"),
    [
        ("2020-06-29", "180", "已按期结案"),
        ("2020-06-30", "180", "未按期结案"),
        ("2020-03-02", "60", "未按期结案"),
    ],
)
def test_penalty_with_a_limit_of_its_own(
    folder: YearFolder, decided: str, limit: str, expected: str
) -> None:
    """Where a rule sets another limit than ninety days, the case is held against that."""
    folder.register("penalties", IN_TIME.format(decided=decided, limit=limit, excluded=""))

    assert folder.statement("penalties").endswith(f"，{expected}。")


PENALTY = "1,{kind},2020-01-01,2020-02-01,1,不适用,2,,,{beside},{unvalued},{annulled}"


def test_penalty_annulled_still_counts(folder: YearFolder) -> None:
    """A decision that was annulled later is told as such and remains a penalty."""
    folder.register("penalties", PENALTY.format(kind="罚款", beside="", unvalued="", annulled="是"))

    assert folder.value("pun_total") == "1"
    assert "作出后被撤销、变更或者确认违法的1件" in folder.statement("penalties")


def test_kinds_imposed_beside_the_heaviest(folder: YearFolder) -> None:
    """Their names may hold a 、 of their own."""
    beside = "警告；没收违法所得、没收非法财物"
    folder.register(
        "penalties", PENALTY.format(kind="罚款", beside=beside, unvalued="是", annulled="")
    )

    assert folder.value("pun_total") == folder.value("pun_fine") == "1"


@pytest.mark.parametrize(
    ("beside", "fault"),
    [
        ("警告、罚款", "「并处种类」中的“警告、罚款”不是处罚种类"),
        ("罚款", "「并处种类」不再填「处罚种类」已填的一种"),
    ],
)
def test_kind_beside_that_is_none(folder: YearFolder, beside: str, fault: str) -> None:
    """What is no kind, or the kind already told, is refused."""
    folder.register(
        "penalties", PENALTY.format(kind="罚款", beside=beside, unvalued="", annulled="")
    )

    assert any(fault in message for message in folder.refusal())


def test_discretion_declared(folder: YearFolder) -> None:
    """How many matters have a public scale of discretion is a declared figure."""
    folder.figure("discretion", "数值", value="36")

    assert folder.statement("discretion") == "公布行政裁量权基准的事项36项。"


def test_officers(folder: YearFolder) -> None:
    """Officers are counted with their certificates, their training and the reviewers."""
    folder.register("officers", "1,执法,是,60", "2,法制审核,是,61", "3,执法,否,40")

    assert (
        folder.statement("officers")
        == "现有行政执法人员3人，持证2人，人均培训53.7学时，法制审核人员1人。"
    )


def test_officers_without_reviewer(folder: YearFolder) -> None:
    """Where nobody reviews, the sentence ends earlier; the rate is 0 %."""
    folder.register("officers", "1,执法,是,")

    assert folder.statement("officers") == "现有行政执法人员1人，已持证。"
    assert folder.metric("staff_rev").value == 0
    assert folder.metric("staff_train").state is State.MISSING
