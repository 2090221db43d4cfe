"""Limits of local documents hold where an agency sets them, each with its basis."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.yearfolder import REPORT

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder

LOCAL = ("study_board", "court", "staff_train", "staff_rev")


def test_local_limits_are_off(folder: YearFolder) -> None:
    """What no law fixes is not held against an agency that has not set it."""
    assert [folder.metric(metric_id).threshold for metric_id in LOCAL] == [None] * len(LOCAL)


@pytest.mark.parametrize("name", ["study_board", "领导班子学法场次"])
def test_limit_of_the_agency(folder: YearFolder, name: str) -> None:
    """It is missed like any other, told with its basis, and can be answered."""
    folder.write("report.yaml", REPORT + f"limits: {{{name}: {{value: 4, basis: 年度学法计划}}}}\n")
    folder.figure("study_board", "数值", value="3")

    (finding,) = folder.findings("C16")

    assert "未达到≥4次（年度学法计划）" in finding.message
    assert finding.is_answerable


def test_limit_of_a_figure_of_ones_own(folder: YearFolder) -> None:
    """An agency's own figure has no other limit than its own."""
    folder.write("report.yaml", REPORT + "limits: {走访企业: {value: 20, basis: 工作方案}}\n")
    folder.write("figures.csv", "名称,领域,数值,单位\n走访企业,政府职能,12,家\n")

    (finding,) = folder.findings("C16")

    assert finding.about == "走访企业"


def test_limit_of_nothing(folder: YearFolder) -> None:
    """A name that no metric bears is told with its line."""
    folder.write("report.yaml", REPORT + "limits:\n  学法次数: {value: 4, basis: 计划}\n")

    assert folder.problems() == ["E453 params/2020/report.yaml:9"]


def test_limit_that_asks_for_less_than_the_law(folder: YearFolder) -> None:
    """An agency may ask for more than the law, not for less."""
    folder.write("report.yaml", REPORT + "limits:\n  dec_comment_days: {value: 20, basis: 计划}\n")

    assert folder.problems() == ["E453 params/2020/report.yaml:9"]


@pytest.mark.parametrize(
    ("metric_id", "value", "answerable"),
    [("dec_comment_days", "15", True), ("norm_review", "90", True), ("pun_legalrev", "90", False)],
)
def test_only_an_unconditional_law_takes_no_answer(
    folder: YearFolder,
    metric_id: str,
    value: str,
    answerable: bool,  # noqa: FBT001  a case of the table
) -> None:
    """What the law asks in the usual case leaves room for a reason."""
    year = folder.of(2024)
    year.figure(metric_id, "数值", value=value)

    (finding,) = year.findings("C16")

    assert finding.is_answerable is answerable
