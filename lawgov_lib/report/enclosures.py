"""What a year encloses: the charts beside its sections and the attachments behind its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.report.strays import ALL, TRENDS
from lawgov_lib.telling.annex import CHARTS, TABLE, Attachment, gallery, working_table
from lawgov_lib.telling.charts import DECLARED
from lawgov_lib.telling.publictable import public_table, told_metrics
from lawgov_lib.telling.trends import trend

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lawgov_lib.areas.area import Area
    from lawgov_lib.document.tree import Blocks
    from lawgov_lib.inputs import YearInputs
    from lawgov_lib.measuring.history import History
    from lawgov_lib.report.yearreport import Report
    from lawgov_lib.telling.charts import Bars, Trend
    from lawgov_lib.telling.narrative import Teller


def labels_of(year_inputs: YearInputs) -> dict[str, str]:
    """Return what each file of a year is called, by its name."""
    labels = {book.file: book.label for book in year_inputs.registers.values()}
    return labels | {figure.file: DECLARED for figure in year_inputs.figures.values()}


def charts_of(
    areas: Mapping[str, Area], teller: Teller, history: History, year_inputs: YearInputs
) -> dict[str, tuple[Bars | Trend, ...]]:
    """Return the charts that the year asks for and that say something, by section.

    Args:
        areas: The areas of the report, by key.
        teller: What the charts speak from.
        history: What the years before say.
        year_inputs: The year.

    Raises:
        TellingError: A chart has a character that its face cannot show.
    """
    report, labels = year_inputs.report, labels_of(year_inputs)
    wanted = report.annex.charts

    def drawn(area: Area) -> Iterator[Bars | Trend | None]:
        for yearly in area.trends:
            if {yearly.name, TRENDS, ALL} & {*wanted}:
                yield trend(yearly, teller.metrics, history, report.year, labels)
        for chart in area.charts:
            if {chart.name, ALL} & {*wanted}:
                yield chart.draw(teller)

    return {key: tuple(each for each in drawn(area) if each) for key, area in areas.items()}


def beside(report: Report, key: str) -> Blocks:
    """Draw the charts that stand at the end of a section."""
    if report.year_inputs.report.annex.charts_in != "section":
        return ()
    return tuple(chart.figure() for chart in report.charts.get(key, ()))


def attached_to(report: Report) -> tuple[Attachment, ...]:
    """Make the attachments that the year asks for; one with nothing to show is none."""
    wanted = report.year_inputs.report.annex
    every = [Attachment(TABLE, _table(report))] if wanted.table != "none" else []
    if wanted.charts_in == "annex":
        figures = [chart.figure() for charts in report.charts.values() for chart in charts]
        every.append(Attachment(CHARTS, gallery(figures)))
    return tuple(each for each in every if each.blocks)


def _table(report: Report) -> Blocks:
    said = report.year_inputs.report
    if said.annex.table == "full":
        spoken = [metric for metric in report.metrics.values() if metric.is_spoken_of]
        reporter = f"{'、'.join(said.signatories)}（{said.agency.region}，{said.agency.level}）"
        labels = labels_of(report.year_inputs)
        return working_table(spoken, labels, reporter) if spoken else ()
    entries = told_metrics(report.metrics, report.told, report.spots)
    return public_table(entries, report.spots, said.year, said.counted_until) if entries else ()
