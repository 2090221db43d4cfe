"""Study sessions led by the first responsible person, and the report on law."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder


def test_published_sessions(published_year: YearFolder) -> None:
    """Two sessions are told with day, participants and topic."""
    assert published_year.statement("study_head") == (
        "组织专题学法2次，内容依次是习近平总书记关于全面依法治国的重要论述\uff087月13日\uff09、"
        "民法典\uff088月31日\uff09，参加人员为机关及下属事业单位全体干部职工。"
    )


def test_sessions_of_different_circles(folder: YearFolder) -> None:
    """Where not all sessions had the same participants, each says who came."""
    folder.register(
        "study",
        "第一责任人专题学法,2020-03-26,宪法,机关干部",
        "第一责任人专题学法,2020-07-16,行政处罚法,执法人员",
    )

    assert folder.statement("study_head") == (
        "组织专题学法2次，内容依次是宪法\uff083月26日，机关干部参加\uff09、"
        "行政处罚法\uff087月16日，执法人员参加\uff09。"
    )


def test_session_of_unknown_day_and_participants(folder: YearFolder) -> None:
    """What was not published about a session is left out, not invented."""
    folder.register("study", "第一责任人专题学法,,民法典,")

    assert folder.statement("study_head") == "组织专题学法1次，内容是民法典。"


def test_sessions_of_others_only(folder: YearFolder) -> None:
    """The register knows sessions, but none led in person: zero, and no sentence."""
    folder.register("study", "集中学习,,民法典,")

    assert folder.value("study_head") == "0"
    assert folder.statement("study_head") == ""


@pytest.mark.parametrize(
    ("state", "cells", "expected"),
    [
        ("数值", {"value": "1"}, "主要负责人述法1次。"),
        ("零", {}, "主要负责人未述法。"),
        ("未提供", {}, ""),
    ],
)
def test_report_on_law(
    folder: YearFolder, state: str, cells: dict[str, str], expected: str
) -> None:
    """Whether the heads reported on law in their year-end review is declared."""
    folder.figure("shufa", state, **cells)

    assert folder.statement("shufa") == expected


def test_nothing_kept(folder: YearFolder) -> None:
    """Without a register nothing is said."""
    assert folder.statement("study_head") == ""
    assert folder.statement("shufa") == ""
