"""Every numeral leads to a metric or a row, or is excepted by the table; the rest is found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from ruamel.yaml import YAML

from lawgov_lib.base.datafile import load_data
from lawgov_lib.base.severity import Severity
from lawgov_lib.reading.kinds import Phrase
from tests.places import TESTS
from tests.reading.corpus import stage
from tests.yearfolder import REPORT, YearFolder

if TYPE_CHECKING:
    from typing import Any

DEMO = TESTS / "demo" / "params"
FAULTS: dict[str, Any] = YAML(typ="safe").load((TESTS / "data" / "faults_tracing.yaml").read_text())


@pytest.mark.parametrize("text", FAULTS["find"])
def test_numeral_without_source_is_found(folder: YearFolder, text: str) -> None:
    """A numeral typed by hand is found, in whatever script and block."""
    folder.write("text/plans.md", text)

    (finding,) = folder.findings("C22")
    assert finding.section == "plans"
    assert finding.paragraph == 0


@pytest.mark.parametrize("text", FAULTS["leave"])
def test_numeral_that_needs_no_source_is_left_alone(folder: YearFolder, text: str) -> None:
    """References, dates, names, numbering and set phrases are no fault."""
    folder.register(
        "study", "领导班子集体学法,2020-03-02,民法典,", "领导班子集体学法,2020-06-02,宪法,"
    )
    folder.write("text/plans.md", text)

    assert folder.findings("C22") == []


def test_numeral_of_a_heading_is_found(folder: YearFolder) -> None:
    """A heading worded for the year is text too; its own number and set phrases are none."""
    folder.write("report.yaml", REPORT + "headings:\n  plans: 下一年度20项安排\n")

    (finding,) = folder.findings("C22")

    assert (finding.section, finding.paragraph) == ("plans", None)
    assert finding.message == "1个数字没有出处：“下一年度20项安排”"
    assert [str(place) for place in finding.places] == ["params/2020/report.yaml"]


def test_finding_names_its_place_and_words(folder: YearFolder) -> None:
    """The analyst is led to the line, and sees the numeral among its words."""
    folder.write("text/plans.md", "# 标题\n\n全年检查20次，培训30场。")

    (finding,) = folder.findings("C22")
    assert str(finding.places[0]) == "params/2020/text/plans.md:3"
    assert finding.message == "2个数字没有出处：“全年检查20次”“培训30场”"
    assert finding.about == "plans/20、30"


@pytest.mark.parametrize("year", range(2020, 2025))
def test_fictional_agency_is_traced_whole(year: int) -> None:
    """All numerals of the fictional agency's reports lead somewhere."""
    tracing = YearFolder(DEMO, year).report().tracing

    assert tracing.untraced == ()
    assert tracing.traced == tracing.told > 100


def test_report_of_2020_is_traced_whole(published_year: YearFolder) -> None:
    """All numerals of the published report of 2020 lead somewhere."""
    tracing = published_year.report().tracing

    assert tracing.untraced == ()
    assert tracing.traced == tracing.told > 30


def test_table_of_exceptions_is_explained() -> None:
    """Each exception is a valid pattern with a reason and a source."""
    for entry in load_data("reading/phrases.yaml"):
        phrase = Phrase.model_validate(entry)
        re.compile(phrase.pattern)

        assert phrase.reason
        assert phrase.source


def test_number_is_not_offered_a_metric_that_its_words_do_not_name() -> None:
    """What was received is not told to refer to what was answered, though the values agree."""
    added = stage("demo", 2024, "", "").added([("disputes", "收到申请19件。")])

    offers = [each.message for each in added if each.severity is Severity.INFO]
    assert not any("info_done" in each for each in offers)
