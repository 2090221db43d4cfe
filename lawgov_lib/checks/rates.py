"""Whether rates have a base, lie where rates can lie, and can be recomputed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.agreement import contradicted
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import around, place, spot
from lawgov_lib.measuring.metric import State, share
from lawgov_lib.reading.mentions import Kind, Link
from lawgov_lib.telling.amounts import said as told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.base.errors import Place
    from lawgov_lib.checks.subject import Subject, Written
    from lawgov_lib.measuring.metric import Metric

_HUNDRED = Decimal(100)
_SHARE = compiled(
    "(?:覆盖|合格|办结|及时|满意|参考|参训|持证|公开|报备|备案|好评|出庭|审查|审核|公示|归档|整改|到位)率$"
)
"""Ends the names of shares that are at most all."""


def rates_without_base(subject: Subject) -> Iterator[Finding]:
    """Find rates whose numerator and denominator nobody gave (C06)."""
    for metric in subject.metrics.values():
        if metric.lacks_base:
            yield Finding(
                "C06",
                Severity.WARNING,
                f"“{metric.name}”为{told(metric)}，没有分子和分母，无法核算",
                _places(metric),
                "在申报数中填「分子」和「分母」；确实无法取得的，在正文中标明为申报数并答复。",
                *spot(subject, metric),
                metric.id,
            )


def rates_out_of_range(subject: Subject) -> Iterator[Finding]:
    """Find rates below 0 or above 100 that are none of growth or compression (C06)."""
    settings = subject.settings["C06"]
    for metric in subject.metrics.values():
        if not metric.is_rate or metric.value is None:
            continue
        low = metric.value < 0 and metric.id not in settings["negative"]
        high = metric.value > _HUNDRED and not any(
            word in metric.name for word in settings["unbounded"]
        )
        if low or high:
            yield Finding(
                "C06",
                Severity.ERROR,
                f"“{metric.name}”为{told(metric)}，不在0至100%之间",
                _places(metric),
                "核对分子和分母的口径：分子应是分母的一部分。",
                *spot(subject, metric),
                metric.id,
            )


def rates_not_recomputed(subject: Written) -> Iterator[Finding]:
    """Find rates that are not numerator over denominator, as measured (C06)."""
    for metric in subject.metrics.values():
        if metric.numerator is None or metric.denominator is None or not metric.is_rate:
            continue
        if metric.value != share(metric.numerator, metric.denominator):
            yield Finding(
                "C06",
                Severity.ERROR,
                f"“{metric.name}”为{told(metric)}，"
                f"与{metric.numerator:f}/{metric.denominator:f}不符",
                _places(metric),
                "重新计算该比率。",
                *spot(subject, metric),
                metric.id,
            )


def rates_over_all(subject: Written) -> Iterator[Finding]:
    """Find shares above 100% that the text tells, targets and growth left out (C06)."""
    for said in subject.said:
        changes = {each.whole for each in said.reading.relations if each.link is not Link.RATE}
        for position, mention in enumerate(said.reading.mentions):
            if (
                mention.kind is Kind.RATE
                and mention.low > _HUNDRED
                and _SHARE.search(mention.noun)
                and position not in changes
                and position not in said.placed
            ):
                words = around(said, mention)
                yield Finding(
                    "C06",
                    Severity.ERROR,
                    f"正文写作“{words}”，部分不会多于整体",
                    place(said),
                    "核对分子和分母的口径：分子应是分母的一部分。",
                    said.section,
                    said.position,
                    f"{said.section}/{words}",
                )


def nothing_over_nothing(subject: Written) -> Iterator[Finding]:
    """Find rates written as a number although their base is zero (C06)."""
    for said, each in contradicted(subject):
        metric = each.figures[0].metric
        if metric and metric.is_rate and metric.value is None and metric.state is State.ZERO:
            yield Finding(
                "C06",
                Severity.ERROR,
                f"“{metric.name}”的分母为0，正文写作“{around(said, each.mention)}”",
                place(said),
                "分母为0的比率写作“未发生”，不写100%。",
                said.section,
                said.position,
                metric.id,
            )


def _places(metric: Metric) -> tuple[Place, ...]:
    return tuple(source.place for source in metric.sources)
