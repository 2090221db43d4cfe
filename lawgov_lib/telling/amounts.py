"""How one metric is written: its value, that of the year before, and the change between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.base import wording
from lawgov_lib.base.usage import is_rank, usage
from lawgov_lib.measuring.metric import TOLD, State

if TYPE_CHECKING:
    from decimal import Decimal

    from lawgov_lib.measuring.metric import Metric


def said(metric: Metric) -> str:
    """Write a metric's value with its unit, or its state where it has none."""
    return value_or_state(metric.state, _shortened(metric, metric.value), metric.unit)


def said_before(metric: Metric) -> str:
    """Write the value of the year before in the same way; blank where it is not known."""
    before = metric.previous
    if before is None or before.state not in TOLD:
        return ""
    return value_or_state(before.state, _shortened(metric, before.value), metric.unit)


def _shortened(metric: Metric, value: Decimal | None) -> Decimal | None:
    """Keep one decimal of an average, unless that would lift it over what it must reach."""
    if value is None or not metric.is_average:
        return value
    short, limit = round(value, usage().average_decimals.value), metric.threshold
    return value if limit and (value < limit.value) != (short < limit.value) else short


def value_or_state(state: State, value: Decimal | None, unit: str) -> str:
    """Write a value with its unit, or the state where there is none."""
    if value is not None:
        return wording.quantity(value, unit)
    return "未发生" if state is State.ZERO else state.value


def changed(metric: Metric) -> str:
    """Write how a metric changed against the year before, blank where either is not known.

    What covers a part of this year and the whole of the last, or the other way round, has not
    grown or fallen: the value of the year before is told beside it.
    """
    before = metric.previous
    if before is None or not {metric.state, before.state} <= TOLD:
        return ""
    if metric.spans_differ:
        return f"上年为{said_before(metric)}"
    return wording.change(
        _shortened(metric, before.value),
        _shortened(metric, metric.value),
        metric.unit,
        in_points=metric.is_rate,
        in_ranks=is_rank(metric.name),
    )
