"""The catalogue names every metric before there is any report."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from lawgov_lib import inputs
from lawgov_lib.areas import AREAS
from lawgov_lib.base.errors import ParameterError
from lawgov_lib.cli import cli
from lawgov_lib.inputs.rows import ROWS
from lawgov_lib.report.metriccatalogue import (
    HEADERS,
    SHEET,
    catalogue,
    own_quantities,
    to_json,
    to_text,
)
from lawgov_lib.report.yearreport import Report
from lawgov_lib.telling.narrative import Teller
from lawgov_lib.telling.references import References
from tests.demo.generate import ROOT

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder

ENTRIES = {entry.id: entry for entry in catalogue()}


def test_every_metric_is_there_once() -> None:
    """All metrics of all areas, in their order."""
    defined = [definition.id for area in AREAS.values() for definition in area.metrics]

    assert [entry.id for entry in catalogue()] == defined


def test_an_entry_says_where_the_number_comes_from() -> None:
    """Name, area, unit, register, formula, and what prose writes."""
    entry = ENTRIES["exam_rate"]

    assert (entry.name, entry.unit, entry.area) == ("学法考试参考率", "%", "capacity")
    assert entry.origin == "学法考试台账；没有台账的填申报数"
    assert entry.formula == "参考人数÷应考人数"
    assert entry.reference == "{{ 学法考试参考率 }}"
    assert "行政许可法》第四十二条" in ENTRIES["lic_ontime"].basis
    assert ENTRIES["lic_ontime"].threshold == "≥100%"


def test_every_reference_means_its_metric() -> None:
    """What the catalogue says to write is found by the report, and names the same metric."""
    report = Report.open(2024, str(ROOT / "params"))
    resolve = References(
        Teller(report.metrics, report.year_inputs.registers, {}), {}, all_known=True
    ).resolver("text.md")
    references = {each.id: each.reference for each in catalogue(own=own_quantities(ROOT, 2024))}

    assert report.metrics.keys() <= references.keys()
    for metric in report.metrics.values():
        expression = references[metric.id].strip("{ }")
        assert {run.metric for run in resolve(expression, 1) if run.metric} <= {metric.id}


def test_own_quantities_stand_behind_those_of_their_area(folder: YearFolder) -> None:
    """A root with a year has them; what bears the name of a metric is referred to by its code."""
    area = {"area": "行政执法", "unit": "件"}
    folder.figures(
        ("", "数值", {"name": "夜间检查", "value": "3", **area}),
        ("night", "数值", {"name": "学法考试参考率", "value": "4", **area}),
    )
    own = own_quantities(folder.params.parent)

    entries = [entry for entry in catalogue("enforcement", own=own) if entry.id not in ENTRIES]

    assert [entry.name for entry in entries] == ["夜间检查", "学法考试参考率"]
    assert [entry.reference for entry in entries] == ["{{ 夜间检查 }}", "{{ night }}"]
    assert entries[0].origin == "申报数"
    assert own_quantities(folder.params) == ()


def test_every_register_gives_some_metric() -> None:
    """No register is kept for nothing; a metric without one is a declared figure."""
    counted = {key for entry in ENTRIES.values() for key in entry.registers}

    assert counted == ROWS.keys()
    assert ENTRIES["credit_cases"].origin == "申报数"


def test_area_and_word_choose() -> None:
    """An area by key or by words of its heading, metrics by any word they are described with."""
    by_key, by_words = catalogue("capacity"), catalogue(word="学法考试台账")

    assert {entry.area for entry in by_key} == {"capacity"}
    assert catalogue("行政执法") == catalogue("enforcement")
    assert {entry.registers for entry in by_words} == {("exams",)}
    assert "exam_rate" in to_text(by_words)
    assert "penalties" not in to_text(by_words)


@pytest.mark.parametrize(("area", "word", "code"), [("火星", "", "E325"), ("", "火星", "E326")])
def test_what_chooses_nothing_is_refused(area: str, word: str, code: str) -> None:
    """An empty list would look like an agency without metrics."""
    with pytest.raises(ParameterError) as caught:
        catalogue(area, word)

    assert caught.value.problems[0].code == code


def test_programs_get_the_same() -> None:
    """JSON has every entry with its reference."""
    told = json.loads(to_json(catalogue("capacity")))

    assert [entry["reference"] for entry in told] == [
        entry.reference for entry in catalogue("capacity")
    ]


def test_the_workbook_has_it_as_a_sheet_that_nobody_reads(folder: YearFolder) -> None:
    """The sheet stands last, and the year reads as before."""
    root = folder.params.parent
    cli(["workbook", "2020", "--root", str(root)], standalone_mode=False)

    sheet = load_workbook(folder.params / "2020" / "registers.xlsx")[SHEET]
    assert [cell.value for cell in sheet[1]] == list(HEADERS)
    assert sheet.max_row == len(ENTRIES) + 1
    assert not inputs.survey(folder.params, 2020).problems
