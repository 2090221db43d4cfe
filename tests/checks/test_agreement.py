"""One quantity has one value, whether a register or a declared figure tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lawgov_lib.base.severity import Severity

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder

EXAM = "年度学法考试,150,146,140,70"
"""参考率 97.33 %."""


def test_counted_and_declared_differ(folder: YearFolder) -> None:
    """Both places are named; the count is what is told."""
    folder.register("plans", "完善机制,,", "加强培训,,")
    folder.figure("plans", "数值", value="3")

    (finding,) = folder.findings("C08")

    assert finding.severity is Severity.ERROR
    assert finding.message == "“下一年度主要安排”按台账为2项，申报数为3项"
    assert [str(place) for place in finding.places] == [
        "params/2020/registers/plans.csv",
        "params/2020/figures.csv:2",
    ]
    assert finding.section == "plans"
    assert folder.value("plans") == "2"


@pytest.mark.parametrize(
    ("state", "cells"),
    [("数值", {"value": "2"}), ("数值", {"value": "2.0"}), ("未提供", {})],
)
def test_counted_and_declared_agree(folder: YearFolder, state: str, cells: dict[str, str]) -> None:
    """The same value twice is no finding, nor is a figure that declares nothing."""
    folder.register("plans", "完善机制,,", "加强培训,,")
    folder.figure("plans", state, **cells)

    assert folder.findings("C08") == []


@pytest.mark.parametrize("state", ["零", "无此职责"])
def test_declared_as_nothing(folder: YearFolder, state: str) -> None:
    """A count against a declared zero or no duty contradicts it."""
    folder.register("plans", "完善机制,,")
    folder.figure("plans", state)

    assert len(folder.findings("C08")) == 1


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"value": "97.33"}, []),
        ({"value": "97.3"}, []),
        ({"value": "97"}, []),
        ({"value": "97.4"}, [("97.33%（146/150）", "97.4%")]),
        ({"value": "100"}, [("97.33%（146/150）", "100%")]),
        ({"numerator": "146", "denominator": "150"}, []),
        ({"numerator": "73", "denominator": "75"}, [("97.33%（146/150）", "97.33%（73/75）")]),
    ],
)
def test_rates(folder: YearFolder, cells: dict[str, str], found: list[tuple[str, str]]) -> None:
    """A rate may be declared with fewer decimals, but not over another base, and never as all."""
    folder.register("exams", EXAM)
    folder.figure("exam_rate", "数值", **cells)

    said = [finding.message for finding in folder.findings("C08")]

    assert said == [f"“学法考试参考率”按台账为{a}，申报数为{b}" for a, b in found]


def test_all_but_one_is_not_all(folder: YearFolder) -> None:
    """A rate that would round to 100 % is not 100 %."""
    folder.register("exams", "年度学法考试,1000,999,999,9")
    folder.figure("exam_rate", "数值", value="100")

    assert len(folder.findings("C08")) == 1


def test_figure_alone(folder: YearFolder) -> None:
    """A figure that no register tells contradicts nothing."""
    folder.figure("rec", "数值", value="3")

    assert folder.findings("C08") == []
