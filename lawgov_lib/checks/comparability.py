"""Whether this year can be compared with the year before, and with which numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.finding import Finding
from lawgov_lib.measuring.metric import TOLD, State
from lawgov_lib.telling.amounts import value_or_state

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.checks.subject import Subject
    from lawgov_lib.measuring.history import Past


def published_and_recounted(subject: Subject) -> Iterator[Finding]:
    """Find metrics whose published value is not what last year's folder counts today (C09)."""
    history = subject.history
    for metric in subject.metrics.values():
        published, counted = history.published.get(metric.id), history.counted.get(metric.id)
        if published and counted and _value(published, metric.unit) != _value(counted, metric.unit):
            yield Finding(
                "C09",
                Severity.WARNING,
                f"“{metric.name}”上年公布{_told(published)}，按上年台账为{_told(counted)}，"
                "同比按公布数计算",
                (*published.places, *counted.places),
                "核对上年台账；公布数有误的，在正文中说明。",
                metric.section,
                about=metric.id,
            )


def other_unit(subject: Subject) -> Iterator[Finding]:
    """Find metrics that the year before told in another unit, so that nothing compares (C09)."""
    for metric in subject.metrics.values():
        past = subject.history.past(metric.id)
        if past and metric.unit_before:
            yield Finding(
                "C09",
                Severity.WARNING,
                f"“{metric.name}”上年以“{past.unit}”为单位，本年为“{metric.unit}”，不计算同比",
                past.places,
                "统一计量单位；口径确有调整的，在正文中说明。",
                metric.section,
                about=metric.id,
            )


def no_longer_told(subject: Subject) -> Iterator[Finding]:
    """Find what the year before told and this year leaves open, whole registers apart (C09)."""
    caused = {each.id for absence in subject.absences.values() for each in absence.missing}
    for metric_id in (each for each in subject.history.ids if each not in caused):
        past, metric = subject.history.past(metric_id), subject.metrics.get(metric_id)
        if past is None or past.previous.state not in TOLD:
            continue
        if metric is None or metric.state is State.MISSING:
            yield Finding(
                "C09",
                Severity.WARNING,
                f"“{past.name}”上年为{_told(past)}，本年未提供",
                past.places,
                "补报本年数据；不再统计的，在正文中说明。",
                metric.section if metric else "",
                about=metric_id,
            )


def unread(subject: Subject) -> Iterator[Finding]:
    """Find a last year that cannot be read, so that nothing compares with it (C09)."""
    for name, problems in subject.history.unread.items():
        yield Finding(
            "C09",
            Severity.WARNING,
            f"上年数据{name}有{len(problems)}处问题，不能读取：{problems[0].message}",
            tuple(problem.place for problem in problems if problem.place),
            "改正后重新检查。",
            about=name,
        )


def _value(past: Past, unit: str) -> tuple[object, ...]:
    """Return state and value in the unit, or in the past's own where that does not compare."""
    told = past.in_unit(unit)
    return (
        (told.state, told.value) if told else (past.previous.state, past.previous.value, past.unit)
    )


def _told(past: Past) -> str:
    return value_or_state(past.previous.state, past.previous.value, past.unit)
