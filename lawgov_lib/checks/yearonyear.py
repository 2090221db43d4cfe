"""Whether the text tells a change against the year before as it is, and explains a large one."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.agreement import contradicted
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import around, place, quoted
from lawgov_lib.grounding.moves import turned
from lawgov_lib.grounding.tendencies import worded
from lawgov_lib.reading.mentions import Period
from lawgov_lib.telling.amounts import changed, said, value_or_state

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lawgov_lib.checks.subject import Said, Subject, Written
    from lawgov_lib.grounding.verdict import Turned
    from lawgov_lib.measuring.metric import Metric

_NOTHING = "(?!)"
"""The pattern of an empty list of words."""


def changes_told(subject: Written) -> Iterator[Finding]:
    """Find growth worded as a fall, a change worded as none, and wrong amounts of it (C09).

    A change is compared with the figures of both years.
    """
    level = Decimal(str(subject.settings["C09"]["level"]))
    found: set[tuple[str, int, str]] = set()
    for block, each in contradicted(subject):
        metric = each.figures[0].metric
        if metric and (each.change or each.figures[0].period is Period.LAST):
            found.add((block.section, block.position, metric.id))
            yield _wrong(block, around(block, each.mention), metric)
    for block, other in _turned(subject, level):
        metric = other.figure.metric
        if metric and (block.section, block.position, metric.id) not in found:
            yield _wrong(block, quoted(block, other.relation), metric)


def _turned(subject: Written, level: Decimal) -> Iterator[tuple[Said, Turned]]:
    """Yield the changes in words that go another way than their figure, plans left out."""
    for block, grounded in subject.grounded:
        for other in turned(block.reading, grounded, level):
            yield block, other
    for block in subject.said:
        place = subject.spots.get(block.section)
        if place is None or place.serves != "plans":
            for other in worded(block.reading, subject.figures, level):
                yield block, other


def _wrong(block: Said, words: str, metric: Metric) -> Finding:
    before = metric.previous
    last = value_or_state(before.state, before.value, metric.unit) if before else ""
    return Finding(
        "C09",
        Severity.ERROR,
        f"正文写作“{words}”，“{metric.name}”上年为{last}，本年为{said(metric)}"
        f"，应为{changed(metric)}",
        place(block),
        f"改为引用：{{{{ {metric.id} | 同比 }}}}。",
        block.section,
        block.position,
        f"{metric.id}/同比",
    )


def unexplained_jumps(subject: Subject) -> Iterator[Finding]:
    """Find counts that moved by more than half without a reason in their paragraph (C09)."""
    settings = subject.settings["C09"]
    reasons = compiled("|".join(settings["reasons"]) or _NOTHING)
    for metric in subject.metrics.values():
        jump = _jump(metric, settings)
        blocks = [
            block
            for block in subject.said
            if jump and any(run.metric == metric.id for run in block.runs)
        ]
        if not blocks or any(reasons.search(block.text) for block in blocks):
            continue
        yield Finding(
            "C09",
            Severity.WARNING,
            f"“{metric.name}”{changed(metric)}，变动较大，同段没有说明原因",
            place(blocks[0]),
            "在同一段中说明原因，并核对两年的统计口径。",
            blocks[0].section,
            blocks[0].position,
            f"{metric.id}/变动",
        )


def _jump(metric: Metric, settings: Mapping[str, Any]) -> bool:
    before = metric.previous
    if metric.is_rate or before is None or not before.value or not metric.value:
        return False
    if max(before.value, metric.value) < settings["floor"]:
        return False
    moved = abs(metric.value - before.value) * 100
    return moved > Decimal(settings["jump"]) * before.value
