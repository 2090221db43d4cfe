"""Study sessions led by the first responsible person, and the report on law."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder


def test_published_sessions(published_year: YearFolder) -> None:
    """Two sessions are told with day, participants and topic."""
    assert published_year.statement("study_head") == (
        "组织专题学法2次\uff1a"
        "7月13日组织机关及下属事业单位全体干部职工学习习近平总书记关于全面依法治国的重要论述；"
        "8月31日组织机关及下属事业单位全体干部职工学习民法典。"
    )


def test_session_of_unknown_day_and_participants(folder: YearFolder) -> None:
    """What was not published about a session is left out, not invented."""
    folder.register("study", "第一责任人专题学法,,民法典,")

    assert folder.statement("study_head") == "组织专题学法1次\uff1a学习民法典。"


def test_sessions_of_others_only(folder: YearFolder) -> None:
    """The register knows sessions, but none led in person: zero, and no sentence."""
    folder.register("study", "集中学习,,民法典,")

    assert folder.value("study_head") == "0"
    assert folder.statement("study_head") == ""


@pytest.mark.parametrize(
    ("state", "cells", "expected"),
    [
        ("数值", {"value": "1"}, "党政主要负责人述法1次。"),
        ("零", {}, "党政主要负责人未述法。"),
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
