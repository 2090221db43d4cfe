"""Whether rates have a base, lie where rates can lie, and can be recomputed."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from lawgov_lib.base.severity import Severity
from lawgov_lib.base.wording import number
from lawgov_lib.checks.claims import claims, place, spot
from lawgov_lib.checks.finding import Finding
from lawgov_lib.measuring.metric import State, share
from lawgov_lib.telling.amounts import said as told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.base.errors import Place
    from lawgov_lib.checks.subject import Subject, Written
    from lawgov_lib.measuring.metric import Metric

_HUNDRED = Decimal(100)
_WRITTEN = re.compile(
    r"(?P<rate>\d+(?:\.\d+)?)[%％][（(](?P<part>\d+)\s*[/／÷]\s*(?P<whole>\d+)[)）]"
)


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
    """Find rates that are not numerator over denominator, as measured or as written (C06)."""
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
    for said in subject.said:
        for found in _WRITTEN.finditer(said.text):
            part, whole = Decimal(found["part"]), Decimal(found["whole"])
            rate, right = Decimal(found["rate"]), share(part, whole)
            if part <= whole and right is not None and _rounds(part * 100 / whole, rate):
                continue
            real = "未发生" if right is None else f"{number(right)}%"
            yield Finding(
                "C06",
                Severity.ERROR,
                f"正文写作“{found[0]}”，按所列分子、分母为{real}",
                tuple(place(said)),
                "改正比率，或改正分子、分母。",
                said.section,
                said.position,
                f"{said.section}/{found[0]}",
            )


def nothing_over_nothing(subject: Written) -> Iterator[Finding]:
    """Find rates written as a number although their base is zero (C06)."""
    for claim in claims(subject):
        metric = claim.metric
        if metric.is_rate and metric.value is None and metric.state is State.ZERO:
            yield Finding(
                "C06",
                Severity.ERROR,
                f"“{metric.name}”的分母为0，正文写作“{claim.text}”",
                tuple(place(claim.said)),
                "分母为0的比率写作“未发生”，不写100%。",
                claim.said.section,
                claim.said.position,
                metric.id,
            )


def _rounds(right: Decimal, written: Decimal) -> bool:
    """Tell whether a rate rounds to what is written; all and nothing are no rounded values."""
    if written in {0, _HUNDRED}:
        return right == written
    return right.quantize(written, ROUND_HALF_UP) == written


def _places(metric: Metric) -> tuple[Place, ...]:
    return tuple(source.place for source in metric.sources)
