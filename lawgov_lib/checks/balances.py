"""Whether sums and balances hold: parts and whole, the stock of documents, cases carried over.

Which metrics belong together is data: ``settings.yaml``, C07. Where the law does not require the
two sides to be equal, only more out than in is a fault.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from lawgov_lib.base.severity import Severity
from lawgov_lib.base.wording import number, quantity
from lawgov_lib.checks.finding import Finding
from lawgov_lib.measuring.metric import TOLD, State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lawgov_lib.checks.subject import Subject
    from lawgov_lib.measuring.metric import Metric

_HINT = "核对台账和申报数的口径，改正有误的一处。"


@dataclass(frozen=True)
class _Side:
    """One side of a balance: its terms, their sum, and whether every term is known."""

    metrics: tuple[Metric, ...]
    total: Decimal
    complete: bool

    def __str__(self) -> str:
        known = [metric for metric in self.metrics if metric.value]
        sum_ = "＋".join(f"{metric.name}{number(metric.value or Decimal(0))}" for metric in known)
        return sum_ if len(known) == 1 else f"{sum_ or self.metrics[0].name}为{number(self.total)}"


def parts_and_whole(subject: Subject) -> Iterator[Finding]:
    """Find parts that do not add up to their whole, or exceed it (C07)."""
    for rule in subject.settings["C07"]["sums"]:
        whole, parts = _side(subject, [rule["whole"]]), _side(subject, rule["parts"])
        if not whole.complete:
            continue
        if parts.total > whole.total or (parts.complete and parts.total != whole.total):
            yield _uneven(whole, f"各项合计{number(parts.total)}", parts, Severity.ERROR)


def no_more_out_than_in(subject: Subject) -> Iterator[Finding]:
    """Find more decided than taken up, more found than looked at (C07)."""
    for rule in subject.settings["C07"]["limits"]:
        whole, parts = _side(subject, rule["within"]), _side(subject, rule["parts"])
        if whole.complete and parts.total > whole.total:
            severity = Severity.WARNING if rule.get("usual") else Severity.ERROR
            yield _uneven(whole, f"少于{parts}", parts, severity)


def carried_over(subject: Subject) -> Iterator[Finding]:
    """Find cases that came in and are neither closed nor carried over (C07)."""
    for rule in subject.settings["C07"]["flows"]:
        coming, going = _side(subject, rule["in"]), _side(subject, rule["out"])
        if coming.complete and going.complete and coming.total != going.total:
            yield _uneven(coming, f"不等于{going}", going, Severity.ERROR)


def rolled_forward(subject: Subject) -> Iterator[Finding]:
    """Find a stock that is not last year's, with what came and without what went (C07)."""
    for rule in subject.settings["C07"]["stocks"]:
        stock, before = (_side(subject, [rule[key]]) for key in ("stock", "before"))
        last = before.metrics[0].previous if before.metrics else None
        come, gone = _side(subject, rule["plus"]), _side(subject, rule["minus"])
        known = stock.complete and come.complete and gone.complete
        if not known or last is None or last.state not in TOLD or last.value is None:
            continue
        expected = last.value + come.total - gone.total
        if stock.total != expected:
            metric = stock.metrics[0]
            moves = "".join(
                f"，{each.name}{_said(each)}" for each in (*come.metrics, *gone.metrics)
            )
            base, right = (quantity(value, metric.unit) for value in (last.value, expected))
            yield Finding(
                "C07",
                Severity.ERROR,
                f"“{metric.name}”为{_said(metric)}；上年{before.metrics[0].name}{base}{moves}，"
                f"应为{right}",
                tuple(source.place for source in metric.sources),
                "核对上年数和本年增减，改正有误的一处；口径有调整的，在正文中说明。",
                metric.section,
                about=metric.id,
            )


def _uneven(whole: _Side, saying: str, parts: _Side, severity: Severity) -> Finding:
    metrics = (*whole.metrics, *parts.metrics)
    places = dict.fromkeys(source.place for metric in metrics for source in metric.sources)
    first = whole.metrics[0]
    return Finding(
        "C07", severity, f"{whole}，{saying}", tuple(places), _HINT, first.section, about=first.id
    )


def _side(subject: Subject, ids: Sequence[str]) -> _Side:
    """Add up metrics; a duty that the agency does not have counts nothing."""
    metrics: Mapping[str, Metric] = subject.metrics
    known = tuple(metrics[key] for key in ids if key in metrics)
    told = [metric for metric in known if metric.state in TOLD]
    total = sum((metric.value or Decimal(0) for metric in told), Decimal(0))
    complete = not ids or (bool(told) and all(each.state is not State.MISSING for each in known))
    return _Side(known, total, complete)


def _said(metric: Metric) -> str:
    return quantity(metric.value or Decimal(0), metric.unit)
