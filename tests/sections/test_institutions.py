"""Internal rules and the rules on normative documents are counted and named."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
        "制定《阳江市科技局规范性文件管理制度》《阳江市科技局规范性文件“三统一”制度》"
        "《阳江市科学技术局公平竞争审查制度》等三项制度。"
    )


def test_rule_of_two_kinds_is_one_rule(published_year: YearFolder) -> None:
    """Thirty-five rows are thirty-two rules: three rules serve two purposes."""
    assert len(published_year.load().registers["rules"].frame) == 35
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

    assert folder.statement("norm_rules") == "制定《甲办法》《乙办法》等两项制度。"


def test_no_rule_of_the_kind(folder: YearFolder) -> None:
    """A kind without a rule is zero and makes no sentence."""
    folder.register("rules", "行政决策,重大行政决策制度,甲制度")

    assert folder.value("internal_rules") == "0"
    assert folder.statement("internal_rules") == ""


def test_no_register(folder: YearFolder) -> None:
    """Without a register nothing is counted, said or drawn."""
    assert folder.value("internal_rules") == ""
    assert folder.statement("internal_rules") == ""
    assert folder.charts("institutions") == [None]
