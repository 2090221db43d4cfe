"""The fictional agency: its registers, its states, and its report under both outlines."""

from __future__ import annotations

import shutil
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from lawgov_lib import inputs
from lawgov_lib.areas import measure
from lawgov_lib.inputs.outline import outline_of
from lawgov_lib.measuring.metric import State
from lawgov_lib.publishing.publication import publish
from tests.demo.cases import YEARS
from tests.demo.generate import ROOT, registers
from tests.readback import pdf_margins, pdf_text, squeezed

if TYPE_CHECKING:
    from pathlib import Path

    from lawgov_lib.inputs import YearInputs
    from lawgov_lib.measuring.metric import Metric

RENDERED = {2020: "2015-2020", 2024: "2021-2025"}


@pytest.fixture(scope="module")
def years() -> dict[int, YearInputs]:
    """Read all years once."""
    return {year: inputs.load(ROOT / "params", year) for year in YEARS}


@pytest.fixture(scope="module")
def metrics(years: dict[int, YearInputs]) -> dict[int, dict[str, Metric]]:
    """Measure all years once."""
    return {year: measure(of, outline_of(year, "", "").places())[0] for year, of in years.items()}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Publish one year of either outline in a root of its own."""
    root = tmp_path_factory.mktemp("demo")
    shutil.copytree(ROOT / "params", root / "params")
    return {year: publish(root, year) for year in RENDERED}


def headings(year: int) -> list[str]:
    """Return the numbered headings of a year's outline in reading order."""
    return [
        heading.number + heading.text
        for spot in outline_of(year, "", "").places().values()
        for heading in spot.headings
    ]


def test_the_registers_are_the_generators() -> None:
    """Generating again gives the committed files, byte for byte and no file more."""
    kept = {
        (int(path.parts[-3]), path.stem): path.read_text(encoding="utf-8")
        for path in sorted((ROOT / "params").glob("*/registers/*"))
    }

    assert registers() == kept


@pytest.mark.parametrize("year", YEARS)
def test_every_year_says_that_it_is_fictional(year: int, years: dict[int, YearInputs]) -> None:
    """The agency is marked as fictional, and so is all evidence of declared figures."""
    told = years[year]

    assert told.report.agency.fictional
    assert told.figures
    assert all("虚构" in (figure.row.evidence or "") for figure in told.figures.values())


def test_every_state_occurs(metrics: dict[int, dict[str, Metric]]) -> None:
    """A number, zero, no duty and missing are all told somewhere."""
    assert {metric.state for of in metrics.values() for metric in of.values()} == set(State)


def test_a_rate_over_nothing_has_no_value(metrics: dict[int, dict[str, Metric]]) -> None:
    """In 2020 no head had to appear in court: the rate did not occur."""
    rate = metrics[2020]["lit_head"]

    assert rate.state is State.ZERO
    assert rate.value is None
    assert rate.denominator == 0


def test_one_licence_of_2021_was_late(metrics: dict[int, dict[str, Metric]]) -> None:
    """One licence took a day too long in 2021; those on the last day or extended did not."""
    late = {
        year: rate.denominator - rate.numerator
        for year, rate in ((year, of["lic_ontime"]) for year, of in metrics.items())
        if rate.numerator is not None and rate.denominator is not None
    }

    assert late == {2020: 0, 2021: 1, 2022: 0, 2023: 0, 2024: 0}


def test_open_cases_are_entered_again(years: dict[int, YearInputs]) -> None:
    """What a year leaves open stands in the next year under the same number and day."""
    for before, after in pairwise(YEARS):
        book = years[before].registers["licences"]
        left = book.where(outcome="在办")
        again = dict(years[after].registers["licences"].rows.tuples(("number", "applied_on")))

        assert len(left)
        assert [again[number] for number in left["number"]] == left["applied_on"].tolist()


def test_valid_documents_roll_forward(metrics: dict[int, dict[str, Metric]]) -> None:
    """The documents in force are last year's, and those made, without those repealed."""
    for before, after in pairwise(YEARS):
        now = {name: metrics[after][f"norm_{name}"].value or 0 for name in ("made", "repealed")}

        assert metrics[after]["norm_valid"].value == (
            (metrics[before]["norm_valid"].value or 0) + now["made"] - now["repealed"]
        )


def test_the_last_year_meets_every_threshold(metrics: dict[int, dict[str, Metric]]) -> None:
    """2024 is the clean year: nothing measured falls short."""
    short = [
        metric.id
        for metric in metrics[2024].values()
        if metric.threshold
        and metric.is_listed
        and (metric.value is None or metric.value < metric.threshold.value)
    ]

    assert short == []


@pytest.mark.parametrize("year", RENDERED)
def test_either_outline_is_rendered(year: int, demo: dict[int, Path]) -> None:
    """Page and PDF carry all headings in the outline's order, and say what they are."""
    page = BeautifulSoup((demo[year] / "report.html").read_text(encoding="utf-8"), "lxml")
    printed = pdf_text(demo[year] / "report.pdf")
    margins = pdf_margins(demo[year] / "report.pdf")
    expected = headings(year)

    shown = [heading.get_text() for heading in page.find_all(["h2", "h3"])]
    found = [printed.find(squeezed(heading)) for heading in expected]

    assert outline_of(year, "", "").id == RENDERED[year]
    assert shown[: len(expected)] == expected
    assert -1 not in found
    assert found == sorted(found)
    assert "虚构机关，仅供演示" in page.get_text()
    assert all("草稿未经签发，不得公开虚构机关，仅供演示" in margin for margin in margins)
    assert "草稿内容指纹" in margins[-1]
    assert "本节内容未提供" not in printed
