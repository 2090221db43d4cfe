"""The fictional agencies of other levels: their registers, checks, and their city's roll-up."""

from __future__ import annotations

import shutil
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.approval import finalslog
from lawgov_lib.base.layout import MANIFEST
from lawgov_lib.base.severity import Severity
from lawgov_lib.document.tree import Paragraph, plain
from lawgov_lib.publishing import publication
from lawgov_lib.publishing.manifest import Approval, Manifest
from lawgov_lib.report.yearreport import Report
from lawgov_lib.rollup.cityfigures import Figures
from lawgov_lib.rollup.collection import collect
from lawgov_lib.rollup.submissions import Standing
from tests.demo.generate import AGENCIES, AGENCY_YEARS, registers
from tests.readback import pdf_margins, pdf_text, squeezed
from tests.rollup.town import approvals

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

YEARS = [(agency, year) for agency in AGENCIES for year in AGENCY_YEARS]
LAST = AGENCY_YEARS[-1]
TITLES = {
    "county": "中共样山县委 样山县人民政府关于2026年度法治政府建设情况的报告",
    "justice": "示例市司法局2026年度法治政府建设年度报告",
    "township": "样山县例溪镇人民政府2026年度法治政府建设年度报告",
}
NO_OUTLINE = "尚无2026年适用的提纲"


@pytest.fixture(scope="module")
def reports() -> dict[tuple[str, int], Report]:
    """Open every year of every agency once."""
    return {
        (agency, year): Report.open(year, str(AGENCIES[agency] / "params"))
        for agency, year in YEARS
    }


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the final reports of the last year, each in a root of its own."""
    folder = tmp_path_factory.mktemp("city")
    for agency, root in AGENCIES.items():
        shutil.copytree(root / "params", folder / agency / "params")
        final = folder / agency / "outputs" / str(LAST) / "final"
        final.mkdir(parents=True)
        made = publication.make(folder / agency, LAST, folder / "failed.ipynb")
        files = made.final(
            tuple(
                Approval(**{**each, "content": made.document.content})
                for each in approvals(f"{LAST + 1}-01-28")
            )
        )
        for name, data in files.items():
            (final / name).write_bytes(data)
        manifest = Manifest.model_validate_json(files[MANIFEST])
        finalslog.append(folder / agency, manifest, files[MANIFEST])
    return folder


def paragraphs(report: Report) -> Iterator[str]:
    """Yield the paragraphs of a report's sections."""
    for blocks in report.told.values():
        for block in blocks:
            if isinstance(block, Paragraph):
                yield plain(block.runs)


@pytest.mark.parametrize("agency", AGENCIES)
def test_the_registers_are_the_generators(agency: str) -> None:
    """Generating again gives the committed files, byte for byte and no file more."""
    kept = {
        (int(path.parts[-3]), path.stem): path.read_text(encoding="utf-8")
        for path in sorted((AGENCIES[agency] / "params").glob("*/registers/*"))
    }

    assert registers(agency) == kept


@pytest.mark.parametrize(("agency", "year"), YEARS)
def test_every_year_says_that_it_is_fictional(
    agency: str, year: int, reports: dict[tuple[str, int], Report]
) -> None:
    """The agencies are marked as fictional, and so is all evidence of declared figures."""
    told = reports[agency, year].year_inputs

    assert told.report.agency.fictional
    assert all("虚构" in (figure.row.evidence or "") for figure in told.figures.values())


@pytest.mark.parametrize(("agency", "year"), YEARS)
def test_nothing_is_found_but_that_the_outline_is_of_the_years_before(
    agency: str, year: int, reports: dict[tuple[str, int], Report]
) -> None:
    """A report of realistic size and prose raises no error and no warning."""
    report = reports[agency, year]
    left = [each for each in report.findings if NO_OUTLINE not in each.message]

    assert [str(each) for each in left] == []
    assert all(each.severity is Severity.INFO for each in report.findings)


@pytest.mark.parametrize("agency", AGENCIES)
def test_the_second_year_is_compared_with_the_first(
    agency: str, reports: dict[tuple[str, int], Report]
) -> None:
    """Each agency of 2026 tells how its figures have changed, and of 2025 none."""
    first, second = (
        sum("比上年" in text for text in paragraphs(reports[agency, year])) for year in AGENCY_YEARS
    )

    assert first == 0
    assert second >= 8


@pytest.mark.parametrize("agency", AGENCIES)
def test_the_years_are_written_anew(agency: str, reports: dict[tuple[str, int], Report]) -> None:
    """No paragraph of prose stands in both years."""
    first, second = (
        {
            text
            for prose in reports[agency, year].year_inputs.prose.values()
            for text in prose.text.split("\n\n")
        }
        for year in AGENCY_YEARS
    )

    assert not first & second


def test_a_city_gathers_agencies_of_every_level(
    city: Path, reports: dict[tuple[str, int], Report]
) -> None:
    """Finals of a county, a bureau and a township add up; the one that is absent is named."""
    absent = city / "示例市科学技术局"
    roots = [*(city / agency for agency in AGENCIES), absent]

    submissions = collect(roots, LAST, None, "").submissions
    standings = Counter(each.standing for each in submissions.agencies)
    inspections = Figures(submissions).summaries["insp"].total.value

    assert standings == {Standing.IN_TIME: len(AGENCIES), Standing.ABSENT: 1}
    assert inspections == sum(
        reports[agency, LAST].metrics["insp"].value or 0 for agency in AGENCIES
    )


def test_every_level_is_printed_as_what_it_is(city: Path) -> None:
    """Each final has the title of its kind, and says that the agency does not exist."""
    last = f"outputs/{LAST}/final/report.pdf"
    finals = {agency: city / agency / last for agency in AGENCIES}

    assert all(squeezed(TITLES[agency]) in pdf_text(file) for agency, file in finals.items())
    assert all("虚构机关，仅供演示" in margin for margin in pdf_margins(finals["township"]))
