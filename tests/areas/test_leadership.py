"""Meetings on law-based government."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.measuring.metric import State

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder


def test_published_meetings(published_year: YearFolder) -> None:
    """How many meetings should be held is known, how many were held is not."""
    assert published_year.value("meet_required") == "1"
    assert published_year.metric("meet").state is State.MISSING


def test_meetings(folder: YearFolder) -> None:
    """Meetings are counted and their kinds named."""
    folder.register(
        "meetings",
        "2020-03-01,第3次党组会议,党组会议,年度报告",
        "2020-05-01,法治建设工作会议,专题会议,年度计划",
        "2020-06-01,第7次党组会议,党组会议,学习习近平法治思想",
    )

    assert folder.value("meet") == "3"
    assert folder.statement("meet") == "召开党组会议和专题会议研究法治政府建设工作3次。"


def test_declared_meetings(folder: YearFolder) -> None:
    """Where only their number is known, no kind is named."""
    folder.figure("meet", "数值", value="2")

    assert folder.statement("meet") == "召开会议研究法治政府建设工作2次。"


def test_nothing_kept(folder: YearFolder) -> None:
    """Without a register nothing is said."""
    assert folder.statement("meet") == ""


def test_no_meeting(folder: YearFolder) -> None:
    """A year without a meeting is a zero, and the metric names the limit."""
    folder.figure("meet", "零")

    assert folder.metric("meet").state is State.ZERO
    assert folder.value("meet") == "0"
    assert str(folder.metric("meet").threshold) == "≥1"
    assert folder.statement("meet") == "全年未召开会议研究法治政府建设工作。"
