"""The report covers the five legal parts, under the outline of its period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.base.severity import Severity
from lawgov_lib.inputs.outline import load_outlines
from tests.yearfolder import REPORT, report_of

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder

PROSE = ("functions", "shortcomings", "responsibility", "plans", "other")


def tell_all(folder: YearFolder, *left_out: str) -> None:
    """Write a sentence for a section of every legal part, except some."""
    for key in PROSE:
        if key not in left_out:
            folder.write(f"text/{key}.md", "正文。")


def said(folder: YearFolder, code: str) -> list[str]:
    """Return what is found."""
    return [f"{finding.severity} {finding.message}" for finding in folder.findings(code)]


def test_all_parts_are_told(folder: YearFolder) -> None:
    """One section of each part is enough for the part."""
    tell_all(folder)

    assert said(folder, "C01") == []


def test_part_that_says_nothing(folder: YearFolder) -> None:
    """A heading over nothing covers no part; a register counts as much as prose."""
    tell_all(folder, "plans", "other")
    folder.register("plans", "完善机制,,")

    assert said(folder, "C01") == ["错误 “其他需要报告的情况”部分没有内容"]
    assert folder.findings("C01")[0].section == "other"


def test_part_that_no_section_serves(folder: YearFolder) -> None:
    """What a year drops is missed by the law."""
    tell_all(folder, "plans")
    folder.write("report.yaml", REPORT + "arrange: {drop: [plans]}\n")

    assert said(folder, "C01") == ["错误 报告缺少“下一年度主要安排”部分"]
    assert str(folder.findings("C01")[0].places[0]) == "params/2020/report.yaml"


def test_part_under_another_heading(folder: YearFolder) -> None:
    """A part that is told under another heading is told."""
    tell_all(folder)
    folder.write("report.yaml", REPORT + "arrange: {fold: {responsibility: leadership}}\n")

    assert said(folder, "C01") == []


def test_year_past_the_newest_outline(folder: YearFolder) -> None:
    """The newest outline is used until there is another, and that is said."""
    newest = load_outlines()[-1]
    year = folder.of(newest.last + 1)

    (finding,) = year.findings("C12")

    assert year.report().outline.id == newest.id
    assert finding.severity is Severity.INFO
    assert f"尚无{newest.last + 1}年适用的提纲，暂沿用" in finding.message


def test_outline_of_a_past_period(folder: YearFolder) -> None:
    """An old outline that the year asks for is used, and found where there is a newer one."""
    year = folder.of(2022)
    year.write("report.yaml", report_of(2022) + 'outline: "2015-2020"\n')

    (finding,) = year.findings("C12")

    assert finding.severity is Severity.WARNING
    assert "2021-2025" in finding.hint


def test_outline_of_the_year(folder: YearFolder) -> None:
    """The outline of the period is no finding."""
    assert folder.findings("C12") == []
    assert folder.of(2025).findings("C12") == []
