"""``report.yaml`` chooses what is attached and which charts are shown where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lawgov_lib.base.errors import InputError
from lawgov_lib.document.tree import Annex, Figure, Table, plain
from tests.yearfolder import REPORT, report_of

if TYPE_CHECKING:
    from lawgov_lib.report.yearreport import Report
    from tests.yearfolder import YearFolder


@pytest.fixture
def year(folder: YearFolder) -> YearFolder:
    """Return a year with grants and a count that two published years and last year knew."""
    for value, of in ((3, 2017), (5, 2018), (2, 2019)):
        folder.of(of).publish(f"rec,数值,{value},件")
    folder.figure("rec", "数值", value="4")
    folder.register("funds", "防控,甲项目,,12.50", "防控,乙项目,,20")
    folder.write("text/disputes.md", "行政复议案件{{ rec }}。")
    return folder


def wished(year: YearFolder, annex: str) -> Report:
    """Return the report with a setting of ``annex``."""
    year.write("report.yaml", REPORT + f"annex: {{{annex}}}\n")
    return year.report()


def captions(report: Report, key: str) -> list[str]:
    """Return the captions of the figures at the end of a section or in the annex."""
    shown = report.annex() if key == "annex" else report.section(key)
    assert shown is not None
    return [block.caption for block in shown.section.blocks if isinstance(block, Figure)]


def heads(report: Report) -> list[str]:
    """Return the heads of the attachments."""
    blocks = report.annex().section.blocks
    return [f"{each.label} {each.title}" for each in blocks if isinstance(each, Annex)]


CASES, FUNDS = "2017至2020年行政复议和行政诉讼情况\uff08单位\uff1a件\uff09", "专项资金安排情况"
TABLE, CHARTS = "法治政府建设主要指标表", "法治政府建设主要指标图"


@pytest.mark.parametrize(
    ("annex", "disputes", "functions"),
    [
        ("", [CASES], []),
        ("charts: trends", [CASES], []),
        ("charts: all", [CASES], [FUNDS]),
        ("charts: none", [], []),
        ("charts: [funds]", [], [FUNDS]),
        ("charts: [cases_yearly, funds]", [CASES], [FUNDS]),
        ("charts: all, charts_in: annex", [], []),
    ],
)
def test_charts(year: YearFolder, annex: str, disputes: list[str], functions: list[str]) -> None:
    """By default the years are shown beside the section; everything else is asked for."""
    report = wished(year, annex)

    assert captions(report, "disputes") == disputes
    assert captions(report, "functions") == functions


@pytest.mark.parametrize(
    ("annex", "expected"),
    [
        ("", [f"附件 {TABLE}"]),
        ("table: full", [f"附件 {TABLE}"]),
        ("table: none", []),
        ("charts: all, charts_in: annex", [f"附件1 {TABLE}", f"附件2 {CHARTS}"]),
        ("table: none, charts: all, charts_in: annex", [f"附件 {CHARTS}"]),
        ("table: none, charts: none, charts_in: annex", []),
    ],
)
def test_attachments(year: YearFolder, annex: str, expected: list[str]) -> None:
    """Each attachment is there because it is wished for and has something to show."""
    report = wished(year, annex)
    listed = [
        plain(block.runs)
        for block in report.closing().section.blocks
        if block.kind == "paragraph" and block.role == "attachments"
    ]

    assert heads(report) == expected
    assert len(listed) == len(expected)


def test_charts_of_the_annex_are_numbered(year: YearFolder) -> None:
    """There they stand in the order of the sections."""
    report = wished(year, "charts: all, charts_in: annex")

    assert captions(report, "annex") == [f"图1\u3000{FUNDS}", f"图2\u3000{CASES}"]


def test_working_table(published_year: YearFolder, folder: YearFolder) -> None:
    """The full table tells gaps, formulas and rows, the public one none of them."""
    folder.figure("rec", "未提供")
    folder.figures(("rec", "未提供", {}), ("lit", "数值", {"value": "2"}))
    full = wished(folder, "table: full")
    (table,) = [block for block in full.annex().section.blocks if isinstance(block, Table)]

    assert [plain(row[2]) for row in table.rows] == ["未提供", "2件"]
    assert "申报数第3行" in plain(table.rows[1][4])
    assert "未提供" not in published_year.report().annex()._repr_mimebundle_()["text/markdown"]


def test_year_that_tells_no_metric(folder: YearFolder) -> None:
    """Where nothing is told nothing is attached; the data go along all the same."""
    report = folder.report()

    assert heads(report) == []
    assert report.annex().section.datasets
    assert "没有附件" in report.annex()._repr_mimebundle_()["text/markdown"]


def test_unknown_chart(folder: YearFolder) -> None:
    """A misspelt name is told with its line and the names there are."""
    folder.write("report.yaml", REPORT + "annex:\n  charts:\n    - funds\n    - fund\n")

    assert folder.problems() == ["E447 params/2020/report.yaml:11"]


def test_word_among_names(folder: YearFolder) -> None:
    """``all`` stands alone."""
    folder.write("report.yaml", REPORT + "annex: {charts: [all, funds]}\n")

    assert [each.split()[0] for each in folder.problems()] == ["E447"]


def test_a_wrong_choice(folder: YearFolder) -> None:
    """The choices are told."""
    folder.write("report.yaml", REPORT + "annex: {table: public_}\n")
    with pytest.raises(InputError) as error:
        folder.report()

    (problem,) = error.value.problems
    assert problem.code == "E412"
    assert "public" in problem.hint


def test_empty_headings_fall_away(folder: YearFolder) -> None:
    """Where the year says so, neither an empty section nor a part left without any is there."""
    folder.write("report.yaml", REPORT + "arrange: {empty: drop}\n")
    folder.write("text/capacity.md", "组织学法。")
    folder.write("text/plans.md", "加强培训。")
    report = folder.report()
    capacity, plans = report.section("capacity"), report.section("plans")

    assert list(report.spots) == ["capacity", "plans"]
    assert capacity is not None
    assert plans is not None
    numbers = [
        block.number
        for shown in (capacity, plans)
        for block in shown.section.blocks
        if block.kind == "heading"
    ]
    assert numbers == ["一、", "\uff08一\uff09", "二、"]
    assert folder.findings("C26") == []
    assert len(folder.findings("C01")) == 3


def test_guest_keeps_its_empty_host(folder: YearFolder) -> None:
    """A heading under which another section is told stays."""
    arrange = "arrange: {empty: drop, fold: {responsibility: leadership}}\n"
    folder.write("report.yaml", report_of(2020) + arrange)
    folder.write("text/responsibility.md", "带头学法。")

    assert list(folder.report().spots) == ["leadership", "responsibility"]
