"""How one metric is written: its value, that of the year before, and the change between them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from lawgov_lib.base import wording
from lawgov_lib.base.usage import usage
from lawgov_lib.inputs.rows.degrees import AFTER, WITHIN
from lawgov_lib.measuring.metric import TOLD, State

if TYPE_CHECKING:
    from lawgov_lib.measuring.metric import Metric

_BOUNDS = (0, 100)


def said(metric: Metric) -> str:
    """Write a metric's value with its unit and its degree, or its state where it has none."""
    value, manner = _shortened(metric, metric.value), metric.manner
    if value is None:
        return manner.words or value_or_state(metric.state, None, metric.unit)
    return _to_degree(_written(value, manner.decimals), metric.unit, manner.degree)


def _to_degree(number: str, unit: str, degree: str) -> str:
    """Put the word of degree where it stands: 约30件, 30余件, 30件以上."""
    if degree in WITHIN:
        return f"{number}{degree}{unit}"
    return f"{number}{unit}{degree}" if degree in AFTER else f"{degree}{number}{unit}"


def numeral(metric: Metric) -> str:
    """Write a metric's value as it is, without its unit; blank where it has none."""
    return "" if metric.value is None else _written(metric.value, metric.manner.decimals)


def said_before(metric: Metric) -> str:
    """Write the value of the year before in the same way; blank where it is not known."""
    before = metric.previous
    if before is None or before.state not in TOLD:
        return ""
    value = _shortened(metric, before.value)
    if value is None:
        return before.words or value_or_state(before.state, None, metric.unit)
    return _to_degree(wording.number(value), metric.unit, before.degree)


def _shortened(metric: Metric, value: Decimal | None) -> Decimal | None:
    """Keep one decimal of an average, unless that would lift it over what it must reach."""
    if value is None or not metric.is_average:
        return value
    short, limit = round(value, usage().average_decimals.value), metric.threshold
    return value if limit and (value < limit.value) != (short < limit.value) else short


def _written(value: Decimal, decimals: int | None) -> str:
    """Write a number with so many decimals, unless that would make it nothing or all falsely."""
    if decimals is None:
        return wording.number(value)
    short = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return wording.number(value) if short != value and short in _BOUNDS else f"{short:f}"


def value_or_state(state: State, value: Decimal | None, unit: str) -> str:
    """Write a value with its unit, or the state where there is none."""
    if value is not None:
        return wording.quantity(value, unit)
    return "未发生" if state is State.ZERO else state.value


def changed(metric: Metric) -> str:
    """Write how a metric changed against the year before, blank where either is not known.

    What covers a part of this year and the whole of the last, or the other way round, has not
    grown or fallen: the value of the year before is told beside it. So is that of a figure that is
    no exact one. Texts are not compared.
    """
    before = metric.previous
    if before is None or not {metric.state, before.state} <= TOLD or metric.manner.words:
        return ""
    if before.value is None and before.state is State.NUMBER:
        return ""
    if metric.is_set_beside:
        return f"上年为{said_before(metric)}"
    return wording.change(
        _shortened(metric, before.value),
        _shortened(metric, metric.value),
        metric.unit,
        in_points=metric.is_rate,
        in_ranks=metric.is_rank,
        decimals=_given(metric),
    )


def _given(metric: Metric) -> int | None:
    """Return the decimals that both years of a figure were given with; of counts none is known."""
    before, decimals = metric.previous, metric.manner.decimals
    if before is None or before.value is None or decimals is None or not metric.is_own:
        return None
    return max(decimals, -int(before.value.normalize().as_tuple().exponent))
