"""Whether one quantity has one value wherever the year's inputs tell it."""

from __future__ import annotations

from decimal import ROUND_HALF_UP
from typing import TYPE_CHECKING

from lawgov_lib.errors import Place
from lawgov_lib.finding import Finding, Severity
from lawgov_lib.metric import State, with_figure
from lawgov_lib.narrative import said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.checks.subject import Subject
    from lawgov_lib.metric import Metric

_ABSOLUTE = (0, 100)


def counted_and_declared(subject: Subject) -> Iterator[Finding]:
    """Find metrics that a register and a declared figure tell differently (C08)."""
    for metric in subject.metrics.values():
        figure = subject.year_inputs.figures.get(metric.id)
        if figure is None or metric.declared or metric.state is State.MISSING:
            continue
        declared = with_figure(metric, figure)
        if declared.state is State.MISSING or _agree(metric, declared):
            continue
        books = tuple(source.place for source in metric.sources)
        yield Finding(
            "C08",
            Severity.ERROR,
            f"“{metric.name}”按台账为{_told(metric)}，申报数为{_told(declared)}",
            (*books, Place(figure.file, figure.line)),
            "核对两处；以台账为准的，删去申报数一行。",
            metric.section,
        )


def _agree(counted: Metric, declared: Metric) -> bool:
    """Compare values.

    A rate declared with fewer decimals agrees if the count rounds to it; all and nothing are no
    rounded values.
    """
    if declared.denominator is not None:
        base = (counted.numerator, counted.denominator)
        return base == (declared.numerator, declared.denominator)
    if counted.value is None or declared.value is None:
        return counted.state is declared.state and counted.value is declared.value
    if counted.is_rate and declared.value not in _ABSOLUTE:
        return counted.value.quantize(declared.value, ROUND_HALF_UP) == declared.value
    return counted.value == declared.value


def _told(metric: Metric) -> str:
    """Say a value, of a rate with its base: two rates can be equal over different bases."""
    if metric.numerator is None or metric.denominator is None:
        return said(metric)
    return f"{said(metric)}（{metric.numerator:f}/{metric.denominator:f}）"
