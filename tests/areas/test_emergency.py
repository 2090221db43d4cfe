"""Emergency plans, drills and incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lawgov_lib.measuring.metric import State

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            ["总体预案,综合,是,2020-03-01", "防汛预案,自然灾害,否,2018-03-01"],
            "现有应急预案2个，本年度制定修订1个。",
        ),
        (["防汛预案,自然灾害,否,"], "现有应急预案1个。"),
    ],
)
def test_plans(folder: YearFolder, rows: list[str], expected: str) -> None:
    """Plans in force are counted, and those revised in the year if there are any."""
    folder.register("emergency_plans", *rows)

    assert folder.statement("em_plans") == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["消防演练,2020-06-01,80", "防汛演练,2020-07-01,40"], "开展应急演练2次，参加120人次。"),
        (["消防演练,2020-06-01,80", "防汛演练,2020-07-01,"], "开展应急演练2次。"),
        (["消防演练,2020-06-01,0"], "开展应急演练1次。"),
    ],
)
def test_drills(folder: YearFolder, rows: list[str], expected: str) -> None:
    """Drills are counted; how many took part is told where every drill says it."""
    folder.register("drills", *rows)

    assert folder.statement("drills") == expected


@pytest.mark.parametrize(
    ("state", "cells", "expected"),
    [
        ("数值", {"value": "2"}, "发生突发事件2起。"),
        ("零", {}, "全年未发生突发事件。"),
        ("未提供", {}, ""),
        ("无此职责", {}, ""),
    ],
)
def test_incidents(folder: YearFolder, state: str, cells: dict[str, str], expected: str) -> None:
    """Incidents are declared; the four states are told apart."""
    folder.figure("em_incidents", state, **cells)

    assert folder.statement("em_incidents") == expected


def test_no_drill(folder: YearFolder) -> None:
    """A year without a drill is a zero that is declared."""
    folder.figures(("drills", "零", {}), ("drill_people", "零", {}))

    assert folder.statement("drills") == "全年未开展应急演练。"


def test_nothing_kept(folder: YearFolder) -> None:
    """Without registers nothing is said, and nothing is zero."""
    names = ("em_plans", "drills", "em_incidents")

    assert [folder.statement(name) for name in names] == [""] * 3
    assert folder.metric("em_revised").state is State.MISSING
