"""Major decisions: rules, procedures, archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.metric import State

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
