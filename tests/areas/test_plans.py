"""The directions of next year's work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.measuring.metric import State

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder


def test_published_plans(published_year: YearFolder) -> None:
    """Three directions are counted 一是、二是、三是."""
    assert published_year.value("plans") == "3"
    assert published_year.statement("plans") == (
        "一是加强法制宣传教育、提高干部职工法律知识。二是完善依法推进机制。三是加大督查与责任追究。"
    )


def test_published_deadlines(published_year: YearFolder) -> None:
    """No deadline was published, which does not mean that there is none."""
    assert published_year.metric("plans_due").state is State.MISSING


def test_owners_and_deadlines(folder: YearFolder) -> None:
    """Owner and deadline follow the plan where they are known; another year is named."""
    folder.register(
        "plans",
        "修订裁量基准,法规科,2021-06-30",
        "建设执法平台,,2022-12-31",
        "加强培训,人事科,",
        "加强普法。,,",
    )

    assert folder.value("plans_due") == "2"
    assert folder.statement("plans") == (
        "一是修订裁量基准\uff08法规科负责，6月30日前完成\uff09。"
        "二是建设执法平台\uff082022年12月31日前完成\uff09。"
        "三是加强培训\uff08人事科负责\uff09。"
        "四是加强普法。"
    )


def test_nothing_kept(folder: YearFolder) -> None:
    """Without a register nothing is said."""
    assert folder.statement("plans") == ""
