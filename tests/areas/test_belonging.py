"""Declared figures are brought to the metric or the section that they name in Chinese."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.areas import AREAS
from lawgov_lib.base.errors import InputError
from lawgov_lib.document.texts import runs_of
from lawgov_lib.document.tree import plain
from lawgov_lib.measuring.metric import State
from lawgov_lib.report.yearreport import Report
from tests.yearfolder import REPORT, YearFolder, report_of

if TYPE_CHECKING:
    from pathlib import Path

    from lawgov_lib.measuring.metric import Definition

HEADER = "名称,领域,数值,单位"
EVERY = [definition for area in AREAS.values() for definition in area.metrics]
TOLD = "37"


def told(folder: YearFolder) -> str:
    """Return the text of the report."""
    blocks = (block for told in folder.report().told.values() for block in told)
    return "\n".join(plain(tuple(runs_of(block))) for block in blocks)


@pytest.mark.parametrize(
    "area", ["responsibility", "第一责任人", "党政主要负责人履行推进法治建设第一责任人职责有关情况"]
)
def test_area_by_name(folder: YearFolder, area: str) -> None:
    """The key, the name of the area and a heading of an outline all mean the section."""
    folder.write("figures.csv", f"{HEADER}\n减免租金,{area},46.7,万元\n")

    assert folder.report().metrics["减免租金"].section == "responsibility"


def test_area_by_the_heading_of_the_year(folder: YearFolder) -> None:
    """So does the heading that the year gives it."""
    folder.write("report.yaml", REPORT + "headings: {decisions: 决策更加规范}\n")
    folder.write("figures.csv", f"{HEADER}\n听证会,决策更加规范,2,次\n")

    assert folder.report().metrics["听证会"].section == "decisions"


def test_unknown_area_offers_the_nearest(folder: YearFolder) -> None:
    """What there is stands in the message, the nearest first."""
    folder.write("figures.csv", f"{HEADER}\n听证会,行政决测,2,次\n")

    _, (problem,) = Report.survey(folder.year, str(folder.params))

    assert str(problem.place) == "params/2020/figures.csv:2 列「领域」"
    assert problem.hint.startswith("最接近的是“行政决策”；可填：")


def test_name_that_is_nearly_that_of_a_metric(folder: YearFolder) -> None:
    """A figure without an area may be meant for a metric that there is: it is offered."""
    folder.write("figures.csv", f"{HEADER}\n行政处罚决定,,5,件\n")

    _, (problem,) = Report.survey(folder.year, str(folder.params))

    assert problem.hint.startswith("是已有指标的，名称最接近的是“行政处罚”；可填：")


def test_metric_by_its_chinese_name(folder: YearFolder) -> None:
    """A total of a metric that there is needs neither code nor area."""
    folder.write("figures.csv", f"{HEADER}\n行政处罚,,5,件\n")

    report = folder.report()

    assert report.metrics["pun_total"].value == 5
    assert report.year_inputs.figures["pun_total"].row.name == "行政处罚"


def test_metric_declared_by_code_and_by_name(folder: YearFolder) -> None:
    """One of the two is too many."""
    folder.write("figures.csv", f"编号,{HEADER}\npun_total,,,5,件\n,行政处罚,,6,件\n")

    assert folder.problems() == ["E423 params/2020/figures.csv:3 列「名称」"]


@pytest.mark.parametrize(("state", "refused"), [("无此职责", False), ("零", True)])
def test_unit_of_what_has_no_number(folder: YearFolder, state: str, *, refused: bool) -> None:
    """A duty that the agency has not needs no unit; none of something does."""
    folder.write("figures.csv", f"名称,领域,状态\n行政征用,行政执法,{state}\n")

    with pytest.raises(InputError) if refused else nullcontext():
        folder.report()


def test_text_for_a_metric_that_is_counted(folder: YearFolder) -> None:
    """A metric that there is has a number."""
    folder.write("figures.csv", "名称,内容\n行政处罚,较少\n")

    assert folder.problems() == ["E434 params/2020/figures.csv:2 列「内容」"]


@pytest.mark.parametrize("definition", EVERY, ids=lambda definition: definition.id)
def test_every_total_is_told(tmp_path: Path, definition: Definition) -> None:
    """Whatever metric is declared alone, its value is in the text."""
    folder = YearFolder(tmp_path / "params", 2024)
    folder.write("report.yaml", report_of(2024))
    folder.figure(definition.id, "数值", value=TOLD)

    assert TOLD in told(folder)


def test_section_without_a_duty_is_not_asked_for_numbers(folder: YearFolder) -> None:
    """Whoever does not have a duty has told no work of it."""
    folder.write("figures.csv", "名称,领域,状态\n行政征用,行政执法,无此职责\n")

    report = folder.report()

    assert "不承担行政征用职责。" in told(folder)
    assert not [each for each in report.findings if each.code == "C05"]


def test_section_with_nothing_but_a_duty_it_has_not(folder: YearFolder) -> None:
    """It says so in a sentence, of a rate too."""
    folder.figures(("pun_total", "无此职责", {}), ("info_ontime", "无此职责", {}))

    text = told(folder)

    assert "按照职责分工，本局不承担行政处罚职责。" in text
    assert "按照职责分工，本局不承担政府信息公开申请按期答复职责。" in text
    assert folder.report().metrics["pun_total"].state is State.NO_DUTY


def test_own_figure_keeps_the_name_of_what_is_not_asked_of_everyone(folder: YearFolder) -> None:
    """An agency that told 行政强制 as its own figure tells it so still, and refers to it so."""
    folder.write("figures.csv", f"{HEADER}\n行政强制,行政执法,3,次\n")
    folder.write("text/enforcement.md", "采取强制手段{{ 行政强制 }}。")

    report = folder.report()

    assert report.metrics["行政强制"].value == 3
    assert not report.metrics["cpl_total"].is_listed
    assert "采取强制手段3次。" in told(folder)
    assert folder.findings("C28") == []


def test_name_without_an_area_is_that_of_the_metric(folder: YearFolder) -> None:
    """Who names no area means the metric, in its unit."""
    folder.write("figures.csv", "名称,数值\n行政强制,3\n")

    assert folder.report().metrics["cpl_total"].value == 3


def test_what_was_told_last_year_is_missed(folder: YearFolder) -> None:
    """What nobody is asked for is asked for once it was told: the year after has it as 未提供."""
    folder.register("compulsions", "1,查封,2020-03-01")
    year = folder.of(2021)

    metric = year.report().metrics["cpl_total"]

    assert metric.state is State.MISSING
    assert metric.is_listed
    assert "行政强制台账没有数据" in "".join(each.message for each in year.findings("C09"))


def test_own_figure_of_last_year_is_compared_with_the_register(folder: YearFolder) -> None:
    """What the agency told under a name of its own is the year before of the register's count."""
    folder.write("figures.csv", f"{HEADER}\n行政强制,行政执法,3,件\n")
    year = folder.of(2021)
    year.register("compulsions", "1,查封,2021-03-01", "2,查封,2021-03-02")

    assert "实施行政强制措施2件" in told(year)
    previous = year.report().metrics["cpl_total"].previous
    assert previous is not None
    assert previous.value == 3
