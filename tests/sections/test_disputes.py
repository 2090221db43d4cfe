"""Mechanisms against disputes, cases, and making the law known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.metric import State

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder


def test_published_mechanisms(published_year: YearFolder) -> None:
    """Five mechanisms are named and counted."""
    assert published_year.statement("dispute_rules") == (
        "健全行政首长问责制、行政调解工作制度、矛盾纠纷排查调节工作机制、"
        "劳动人事争议仲裁处理规定及程序和信访工作制度等五项矛盾纠纷化解机制。"
    )


def test_published_events(published_year: YearFolder) -> None:
    """Four events made the law known."""
    assert published_year.statement("publicity") == (
        "利用科技活动周、科技活动月、七五普法日和12.4国家宪法日等时间节点，开展集中普法活动4项。"
    )


def test_published_cases(published_year: YearFolder) -> None:
    """The numbers of cases were not published, which is not the same as no cases."""
    assert published_year.metric("rec").state is State.MISSING
    assert published_year.metric("lit").state is State.MISSING


def test_one_event(folder: YearFolder) -> None:
    """A single event is named alone."""
    folder.register("publicity", "国家宪法日,2020-12-04,200")

    assert folder.statement("publicity") == "利用国家宪法日等时间节点，开展集中普法活动1项。"


def test_nothing_kept(folder: YearFolder) -> None:
    """Without registers nothing is said."""
    assert folder.statement("dispute_rules") == ""
    assert folder.statement("publicity") == ""
