"""A total that a register states is what its rows give, or a finding names both."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder

HEADER = "考试名称,应考人数,参考人数,合格人数,优秀人数\n"
ROWS = "年度考试,67,67,67,58\n执法考试,26,26,26,22\n"


def found(folder: YearFolder, total: str) -> list[str]:
    """Return what is found of a total below two rows."""
    folder.write("registers/exams.csv", HEADER + ROWS + total + "\n")
    return [finding.message for finding in folder.findings("C07") if "合计行" in finding.message]


def test_total_that_differs(folder: YearFolder) -> None:
    """Both numbers are named, and the cell."""
    assert found(folder, "合计,93,92,93,80") == [
        "「学法考试台账」的合计行「参考人数」为92，各行相加为93"
    ]


def test_total_that_agrees(folder: YearFolder) -> None:
    """A total that its rows bear out is no finding."""
    assert found(folder, "合计,93,93,93,80") == []
