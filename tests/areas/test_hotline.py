"""Orders of the 12345 hot line are added up over months, or told for the whole year."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder


def test_months_are_added_up(folder: YearFolder) -> None:
    """Rates are those of the sums, never means of months."""
    folder.register("hotline", "1月,40,38,38,20,19", "2月,80,80,79,30,30")

    assert folder.statement("hotline") == (
        "全年收到12345政务服务便民热线工单120件，办结118件，按期办结率99.15%，满意率98%。"
    )


def test_whole_year_and_months(folder: YearFolder) -> None:
    """Months beside the whole year would be counted twice, so nothing is."""
    folder.register("hotline", "1月,40,40,40,0,0", "全年,120,118,117,50,49")

    assert folder.statement("hotline") == ""
    assert folder.metric("hot").remark == "「期间」既有全年又有月份，重复计数，不计算"


def test_small_numbers_are_told_as_counts(folder: YearFolder) -> None:
    """Of five orders a percentage says less than the number."""
    folder.register("hotline", "全年,5,5,5,2,2")

    assert folder.statement("hotline") == (
        "全年收到12345政务服务便民热线工单5件，办结5件，全部按期办结，参加评价的2件全部满意。"
    )


def test_parts_greater_than_the_whole(folder: YearFolder) -> None:
    """More in time than closed cannot be, nor more content than asked."""
    folder.register("hotline", "全年,5,4,5,2,3")

    refused = "".join(folder.refusal())
    assert "「按期办结」5大于「办结工单」4" in refused
    assert "「满意工单」3大于「参评工单」2" in refused


def test_no_order(folder: YearFolder) -> None:
    """A year without an order reads as a sentence."""
    folder.figure("hot", "零")

    assert folder.statement("hotline") == "全年未收到12345政务服务便民热线工单。"
