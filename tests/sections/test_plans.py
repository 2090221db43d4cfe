"""The directions of next year's work."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder


def test_published_plans(published_year: YearFolder) -> None:
    """Three directions are counted 一是、二是、三是."""
    assert published_year.value("plans") == "3"
    assert published_year.statement("plans") == (
        "一是加强法制宣传教育、提高干部职工法律知识。二是完善依法推进机制。三是加大督查与责任追究。"
    )


def test_nothing_kept(folder: YearFolder) -> None:
    """Without a register nothing is said."""
    assert folder.statement("plans") == ""
