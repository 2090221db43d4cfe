"""Whether every numeral of the text leads to a metric or to a row of a register."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import Place
from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import place_of
from lawgov_lib.document.tree import Paragraph, Run
from lawgov_lib.reading.tracing import Tracing, told_of, trace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lawgov_lib.checks.subject import Subject
    from lawgov_lib.inputs import YearInputs
    from lawgov_lib.measuring.metric import Metric

HINT = "改为引用指标；没有相应指标的，填写台账或改写文字，确属固定提法的作出答复。"


def names_of(year_inputs: YearInputs, metrics: Mapping[str, Metric]) -> tuple[str, ...]:
    """Return the names of a year in which numerals are no quantities."""
    agency = year_inputs.report.agency
    named = (metric.name for metric in metrics.values())
    return (agency.name, *agency.short_names, agency.region, *named)


def tracing_of(subject: Subject) -> Tracing:
    """Trace the text of a year with its headings; names, also of metrics, are no quantities.

    The annex is not asked: it is made of the metrics alone.
    """
    names = names_of(subject.year_inputs, subject.metrics)
    headings = {
        key: tuple(Paragraph(runs=(Run(text=head.text),)) for head in spot.headings)
        for key, spot in subject.spots.items()
    }
    above = (replace(each, paragraph=None) for each in trace(headings, names).numerals)
    return Tracing((*trace(subject.told, names).numerals, *above))


def untraced(subject: Subject) -> Iterator[Finding]:
    """Find numerals that were typed by hand, a paragraph each (C22)."""
    numerals = tracing_of(subject).untraced
    heading = (Place(subject.file),)
    for (section, paragraph, source), group in groupby(
        numerals, lambda each: (each.section, each.paragraph, each.source)
    ):
        found = list(group)
        message, about = told_of(found)
        yield Finding(
            "C22",
            Severity.WARNING,
            message,
            place_of(section, source) if paragraph is not None else heading,
            HINT,
            section,
            paragraph,
            about=about,
        )
