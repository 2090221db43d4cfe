"""Whether every numeral of the text leads to a metric or to a row of a register."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import Place
from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.finding import Finding
from lawgov_lib.document.tree import Paragraph, Run
from lawgov_lib.reading.tracing import Tracing, trace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.checks.subject import Subject, Written


def names_of(subject: Written) -> tuple[str, ...]:
    """Return the names of a year in which numerals are no quantities."""
    agency = subject.office
    metrics = (metric.name for metric in subject.metrics.values())
    return (agency.name, *agency.short_names, agency.region, *metrics)


def tracing_of(subject: Written) -> Tracing:
    """Trace the text of a year with its headings; names, also of metrics, are no quantities.

    The annex is not asked: it is made of the metrics alone.
    """
    names = names_of(subject)
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
        file, _, line = source.rpartition(":")
        words = "”“".join(each.words for each in found)
        yield Finding(
            "C22",
            Severity.WARNING,
            f"{len(found)}个数字没有出处：“{words}”",
            (Place(file, int(line)),) if line else () if paragraph is not None else heading,
            "改为引用指标；没有相应指标的，填写台账或改写文字，确属固定提法的作出答复。",
            section,
            paragraph,
            about=f"{section}/{'、'.join(each.text for each in found)}",
        )
