"""Internal rules and the rules on normative documents are counted and named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lawgov_lib.measuring.metric import State

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder


def test_published_internal_rules(published_year: YearFolder) -> None:
    """The sixteen internal rules of 2020 are counted and named side by side."""
    said = published_year.statement("internal_rules")

    assert published_year.value("internal_rules") == "16"
    assert said.startswith("现行内部管理制度16项，分别为《行政首长问责制》《内部控制基本制度》")
    assert said.endswith("《网站信息发布管理办法》。")
    assert said.count("《") == 16
    assert "、" not in said


def test_published_rules_on_normative_documents(published_year: YearFolder) -> None:
    """Three rules and three unifications govern normative documents."""
    assert published_year.value("norm_rules") == "3"
    assert published_year.value("norm_unified") == "3"
    assert published_year.statement("norm_rules") == (
        "现行规范性文件管理制度3项，分别为《阳江市科技局规范性文件管理制度》《阳江市科技局规范性文件“三统一”制度》"
        "《阳江市科学技术局公平竞争审查制度》。"
    )


def test_rule_of_two_kinds_is_one_rule(published_year: YearFolder) -> None:
    """Thirty-five rows are thirty-two rules: three rules serve two purposes."""
    assert len(published_year.load().registers["rules"].rows) == 35
    assert published_year.value("rules_total") == "32"


def test_chart_begins_with_the_largest_kind(published_year: YearFolder) -> None:
    """Kinds are drawn by falling number; equal ones in the order of the register."""
    (chart,) = published_year.charts("institutions")

    assert chart is not None
    assert chart.alt.startswith("在行制度分类情况。内部管理制度16项、重大行政决策制度8项、")


def test_two_rules(folder: YearFolder) -> None:
    """Two rules read 两项."""
    kind = "制度建设,规范性文件管理制度"
    folder.register("rules", f"{kind},甲办法", f"{kind},乙办法")

    assert (
        folder.statement("norm_rules") == "现行规范性文件管理制度2项，分别为《甲办法》《乙办法》。"
    )


def test_no_rule_of_the_kind(folder: YearFolder) -> None:
    """A kind without a rule is zero and makes no sentence."""
    folder.register("rules", "行政决策,重大行政决策制度,甲制度")

    assert folder.value("internal_rules") == "0"
    assert folder.statement("internal_rules") == ""


def test_no_register(folder: YearFolder) -> None:
    """Without a register nothing is counted, said or drawn."""
    assert folder.value("internal_rules") == ""
    assert folder.statement("internal_rules") == ""
    assert folder.statement("documents") == ""
    assert folder.charts("institutions") == [None]


MADE = "甲办法,制定,2020-03-02,已审核,已审核,是,已征求,31,已报备,2020-03-17,2020-03-17"
CHANGED = "乙办法,修改,2020-03-02,未审核,未审核,是,已征求,30,已报备,2020-03-18,2020-03-17"
REPEALED = "丙办法,废止,2020-03-02,不适用,不适用,否,未征求,,未报备,,2020-03-17"


def test_documents(folder: YearFolder) -> None:
    """Each rate is taken from the documents that the duty concerns."""
    folder.register("documents", MADE, CHANGED, REPEALED)

    assert folder.statement("documents") == (
        "制定规范性文件1件，修改1件、废止1件，应履行合法性审核程序的2件中履行1件，"
        "应履行公平竞争审查程序的2件中履行1件，应履行公开征求意见程序的3件中履行2件，"
        "涉及市场主体的文件征求意见不少于30日，应报备的3件中报备2件，按期报备1件。"
    )


def test_documents_in_force_are_declared(folder: YearFolder) -> None:
    """How many documents are in force no register of one year can tell."""
    folder.register("documents", MADE)
    folder.figure("norm_valid", "数值", value="12")

    assert "制定规范性文件1件，现行有效规范性文件12件，" in folder.statement("documents")


def test_document_may_be_changed_and_repealed(folder: YearFolder) -> None:
    """One document changed and repealed in a year is two rows, the same act twice is a fault."""
    folder.register("documents", MADE, MADE.replace("制定", "修改"))

    assert folder.value("norm_changed") == "1"

    folder.register("documents", MADE, MADE)

    assert folder.refusal() == ["「文件名称」“甲办法”、「动作」“制定”与第2行重复"]


def test_only_repealed(folder: YearFolder) -> None:
    """A year without a new document says so; a duty that concerned nothing has no rate."""
    folder.register("documents", REPEALED.replace("未征求,,未报备,,2020-03-17", "不适用,,不适用,,"))

    assert folder.statement("documents") == "全年未制定规范性文件，废止1件。"
    assert folder.metric("norm_filed").state is State.ZERO
    assert folder.metric("norm_comment_days").state is State.MISSING


def test_consultation_is_short_only_where_firms_are_concerned(folder: YearFolder) -> None:
    """The thirty days are asked of documents that concern market players."""
    folder.register("documents", MADE, CHANGED.replace("是,已征求,30", "否,已征求,7"))

    metric = folder.metric("norm_comment_days")

    assert metric.value == 31
    assert str(metric.basis) == "《优化营商环境条例》第六十二条"
    assert str(metric.threshold) == "≥30"


def test_filing_without_its_last_day(folder: YearFolder) -> None:
    """Whether a document was filed in time is not known without the local limit."""
    folder.register("documents", MADE, "丁办法,制定,2020-03-02,已审核,已审核,否,不适用,,未报备,,")

    assert folder.value("norm_filed") == "50.00"
    assert folder.metric("norm_filed_ontime").remark == "1行未填「报备期限」，不计算"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("未征求,7,不适用,,", "「公开征求意见」为未征求，「征求意见天数」应留空"),
        ("不适用,,已报备,,2020-03-17", "「报备」为已报备，应填「报备日期」"),
        ("不适用,,不适用,2020-03-05,", "「报备」为不适用，「报备日期」应留空"),
        ("不适用,,已报备,2020-03-01,", "「报备日期」早于「印发日期」"),
        ("不适用,,未报备,,2020-03-01", "「报备期限」早于「印发日期」"),
    ],
)
def test_impossible_document(folder: YearFolder, cells: str, expected: str) -> None:
    """No step precedes the document, and none has a result without having been taken."""
    folder.register("documents", f"甲办法,制定,2020-03-02,已审核,不适用,否,{cells}")

    assert folder.refusal() == [expected]
