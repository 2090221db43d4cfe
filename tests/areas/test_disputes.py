"""Mechanisms against disputes, and cases of all kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lawgov_lib.measuring.metric import State

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder


def test_published_mechanisms(published_year: YearFolder) -> None:
    """Five mechanisms are named and counted."""
    assert published_year.statement("dispute_rules") == (
        "健全行政首长问责制、行政调解工作制度、矛盾纠纷排查调节工作机制、"
        "劳动人事争议仲裁处理规定及程序和信访工作制度等五项矛盾纠纷化解机制。"
    )


def test_published_cases(published_year: YearFolder) -> None:
    """The numbers of cases were not published, which is not the same as no cases."""
    assert published_year.metric("rec").state is State.MISSING
    assert published_year.metric("lit").state is State.MISSING


def test_nothing_kept(folder: YearFolder) -> None:
    """Without registers nothing is said."""
    names = ("dispute_rules", "med", "comp", "rec", "lit", "publicity")

    assert [folder.statement(name) for name in names] == [""] * 6


def test_mediations(folder: YearFolder) -> None:
    """Cases of the year are taken up, also those of last year are closed; the rate is of these."""
    folder.register(
        "mediations",
        "1,2019-12-30,2020-01-05,达成协议",
        "2,2020-03-01,2020-03-02,达成协议",
        "3,2020-04-01,2020-05-06,未达成协议",
        "4,2020-12-31,,办理中",
    )

    assert folder.statement("med") == (
        "全年受理行政调解案件3件，连同上年结转1件，办结3件，其中达成协议2件，结转下年度继续办理1件。"
    )


def test_mediation_not_closed(folder: YearFolder) -> None:
    """Over no closed case there is no rate."""
    folder.register("mediations", "1,2020-12-30,,办理中")

    assert folder.metric("med_rate").state is State.ZERO
    assert folder.statement("med") == "全年受理行政调解案件1件，结转下年度继续办理1件。"


def test_complaints(folder: YearFolder) -> None:
    """Kinds are told apart; only what has a deadline and is closed can be in time."""
    folder.register(
        "complaints",
        "1,信访,2019-12-20,2020-02-20,2020-02-20",
        "2,信访,2020-03-01,2020-05-01,2020-05-02",
        "3,投诉,2020-03-01,,2020-05-02",
        "4,投诉,2020-12-30,2021-02-28,",
        "5,举报,2020-06-01,2020-08-01,2020-06-30",
    )

    assert folder.statement("comp") == (
        "全年收到信访、投诉、举报事项4件，其中信访1件、投诉2件、举报1件，连同上年结转1件，办结4件，"
        "有办理期限的3件中按期办结2件，结转下年度继续办理1件。"
    )
    assert folder.metric("comp_ontime").denominator == 3


def test_complaints_of_one_kind(folder: YearFolder) -> None:
    """Where all are of one kind, the sentence names that kind alone."""
    folder.register("complaints", "1,举报,2020-03-01,,2020-05-02")

    assert folder.statement("comp") == "全年收到举报1件，办结1件。"


def test_complaints_declared_by_kind(folder: YearFolder) -> None:
    """Without a total the kinds that are known are told; zeros among them are not."""
    folder.figures(
        ("comp_petitions", "数值", {"value": "3"}),
        ("comp_complaints", "零", {}),
        ("comp_reports", "数值", {"value": "2"}),
        ("comp_done", "数值", {"value": "5"}),
    )

    assert folder.statement("comp") == "全年收到信访3件、举报2件，办结5件。"


def test_reviews(folder: YearFolder) -> None:
    """A correction is a decision against the act under review; the rate is of closed cases."""
    folder.register(
        "reviews",
        "1,2019-12-01,2020-01-20,撤销",
        "2,2020-03-01,2020-04-20,维持",
        "3,2020-05-01,2020-06-20,终止",
        "4,2020-12-01,,未审结",
    )

    assert folder.statement("rec") == (
        "全年作为被申请人的行政复议案件3件，连同上年结转1件，审结3件，"
        "其中维持1件、撤销1件、终止1件，未审结1件，被纠错1件。"
    )


@pytest.mark.parametrize("outcome", ["撤销", "变更", "确认违法或无效", "责令履行"])
def test_correction(folder: YearFolder, outcome: str) -> None:
    """Four outcomes are corrections."""
    folder.register("reviews", f"1,2020-03-01,2020-04-20,{outcome}")

    assert folder.value("rec_corrected") == "1"
    assert folder.value("rec_rate") == "100.00"


@pytest.mark.parametrize("outcome", ["维持", "驳回", "调解", "终止"])
def test_no_correction(folder: YearFolder, outcome: str) -> None:
    """A case closed otherwise is none; the result says so."""
    folder.register("reviews", f"1,2020-03-01,2020-04-20,{outcome}")

    assert folder.statement("rec") == (
        f"全年作为被申请人的行政复议案件1件，审结1件，结果为{outcome}。"
    )


def test_no_new_review(folder: YearFolder) -> None:
    """A year that only closes an old case has no new one."""
    folder.register("reviews", "1,2019-12-01,2020-01-20,维持")

    assert folder.statement("rec") == (
        "全年未发生作为被申请人的行政复议案件，上年结转1件，审结1件，结果为维持。"
    )


def test_declared_cases(folder: YearFolder) -> None:
    """Declared zeros read naturally, and carry their metric; what is missing is left out."""
    folder.figures(("rec", "零", {}), ("lit", "零", {}), ("lit_done", "零", {}))

    assert folder.statement("rec") == "全年未发生作为被申请人的行政复议案件。"
    assert folder.statement("lit") == "全年未发生行政诉讼案件。"


def test_cases_without_their_number(folder: YearFolder) -> None:
    """Where only the closed cases are declared, the sentence still says of what."""
    folder.figure("rec_done", "数值", value="3")

    assert folder.statement("rec") == "作为被申请人的行政复议案件审结3件。"


def test_no_duty(folder: YearFolder) -> None:
    """Of a duty that the agency does not have nothing is told."""
    folder.figure("med", "无此职责")

    assert folder.statement("med") == ""


def test_lawsuits(folder: YearFolder) -> None:
    """Instances are counted apart, closings and defeats together; heads count where due."""
    folder.register(
        "lawsuits",
        "1,一审,2019-11-01,2020-02-20,撤销,是,是",
        "2,一审,2020-03-01,2020-06-20,驳回诉讼请求,是,否",
        "3,一审,2020-03-02,2020-06-21,撤诉,否,否",
        "4,二审,2020-07-01,2020-09-20,驳回诉讼请求,否,是",
        "5,再审,2020-10-01,,未审结,否,否",
    )

    assert folder.statement("lit") == (
        "全年作为被告的一审行政诉讼案件2件，二审案件1件，再审案件1件，连同上年结转1件，审结4件，"
        "其中驳回诉讼请求2件、撤诉1件、撤销1件，未审结1件，败诉1件，负责人应出庭的2件中出庭1件。"
    )


def test_head_not_due(folder: YearFolder) -> None:
    """Where no head had to come to court, nothing is told of it."""
    folder.register("lawsuits", "1,一审,2020-03-01,2020-06-20,驳回起诉,否,否")

    assert folder.metric("lit_head").state is State.ZERO
    assert folder.statement("lit") == (
        "全年作为被告的一审行政诉讼案件1件，审结1件，结果为驳回起诉，没有败诉案件。"
    )


def test_second_instance_only(folder: YearFolder) -> None:
    """A year whose only case is an appeal says so."""
    folder.register("lawsuits", "1,二审,2020-03-01,,未审结,否,否")

    assert folder.statement("lit") == "全年未发生一审行政诉讼案件，二审案件1件，未审结1件。"
