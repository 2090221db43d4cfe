"""Major decisions: rules, procedures, archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lawgov_lib.measuring.metric import State

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder


def test_published_rules(published_year: YearFolder) -> None:
    """Eight rules govern major decisions."""
    said = published_year.statement("dec_rules")

    assert said.startswith("建立健全《行政决策监督制度》《行政决策责任追究制度》")
    assert said.endswith("等八项制度。")


def test_published_procedures(published_year: YearFolder) -> None:
    """A decision goes through five procedures."""
    assert published_year.statement("dec_procedures") == (
        "履行公众参与、专家论证、风险评估、合法性审核和集体讨论决定五个法定程序。"
    )


def test_published_archive(published_year: YearFolder) -> None:
    """All was archived by the agency's own statement; how many items there were is not known."""
    assert published_year.metric("dec_archive").lacks_base
    assert published_year.metric("dec_items").state is State.MISSING


def test_no_decision_in_the_catalogue(folder: YearFolder) -> None:
    """Nothing to archive is no rate, least of all 100 %."""
    folder.figure("dec_archive", "数值", numerator="0", denominator="0")

    assert folder.metric("dec_archive").state is State.ZERO
    assert folder.value("dec_archive") == ""


def test_two_procedures(folder: YearFolder) -> None:
    """Two procedures read 两个."""
    kind = "行政决策,重大行政决策程序"
    folder.register("mechanisms", f"{kind},公众参与", f"{kind},专家论证")

    assert folder.statement("dec_procedures") == "履行公众参与和专家论证两个法定程序。"


def test_nothing_kept(folder: YearFolder) -> None:
    """Without registers nothing is said."""
    assert folder.statement("dec_rules") == ""
    assert folder.statement("dec_procedures") == ""
    assert folder.statement("dec_items") == ""


DONE = "甲规划,2020-05-01,已履行,已履行,不适用,已履行,未履行,30,7,是"
OPEN = "乙规划,,,,,,,,,否"


def test_items(folder: YearFolder) -> None:
    """Procedures are asked of what was decided; one that no item needed is not told."""
    folder.register("decisions", DONE, OPEN)

    assert folder.statement("dec_items") == (
        "列入年度目录的重大行政决策事项2件，完成1件，"
        "应当履行的公众参与、专家论证、合法性审查程序全部履行，应履行集体讨论程序的1件未履行，"
        "公开征求意见不少于30日，归档1件。"
    )
    assert folder.metric("dec_risk").state is State.ZERO


def test_one_procedure(folder: YearFolder) -> None:
    """A single procedure stands alone."""
    folder.register("decisions", "甲规划,2020-05-01,不适用,不适用,不适用,已履行,不适用,,,是")

    assert folder.statement("dec_items") == (
        "列入年度目录的重大行政决策事项1件，完成1件，应当履行的合法性审查程序全部履行，已归档。"
    )


def test_no_item_is_done(folder: YearFolder) -> None:
    """Without a decision there is no procedure to ask for."""
    folder.register("decisions", OPEN)

    assert folder.statement("dec_items") == (
        "列入年度目录的重大行政决策事项1件，均未完成，未归档。"
    )
    assert folder.metric("dec_legality").state is State.ZERO


def test_no_item(folder: YearFolder) -> None:
    """A catalogue without an item reads as a sentence."""
    folder.figure("dec_items", "零")

    assert folder.statement("dec_items") == "年度目录未列入重大行政决策事项。"


def test_shortest_periods(folder: YearFolder) -> None:
    """The shortest consultation and the shortest review stand against their limits."""
    folder.register("decisions", DONE, DONE.replace("甲规划", "乙规划").replace("30,7", "45,6"))

    assert folder.value("dec_comment_days") == "30"
    assert folder.value("dec_review_days") == "6"
    assert str(folder.metric("dec_comment_days").threshold) == "≥30"
    assert str(folder.metric("dec_review_days").basis) == "《重大行政决策程序暂行条例》第二十六条"


def test_procedure_left_blank(folder: YearFolder) -> None:
    """What a decided item does not say about a procedure is not taken for a breach."""
    folder.register("decisions", DONE.replace("未履行", ""))

    assert folder.metric("dec_discussion").state is State.MISSING
    assert folder.metric("dec_discussion").remark == "1行未填「集体讨论」，不计算"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (",,,,,,,,是", "「归档」为是，应填「完成日期」"),
        ("2020-05-01,未履行,,,,,30,,否", "「公众参与」为未履行，「征求意见天数」应留空"),
        ("2020-05-01,,,,不适用,,,7,否", "「合法性审查」为不适用，「合法性审查天数」应留空"),
    ],
)
def test_impossible_item(folder: YearFolder, cells: str, expected: str) -> None:
    """Nothing is archived before it is decided, and no period belongs to a step not taken."""
    folder.register("decisions", f"甲规划,{cells}")

    assert folder.refusal() == [expected]
