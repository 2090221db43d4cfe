"""Limits that an agency sets itself, by local documents or its own plans, with their basis."""

from __future__ import annotations

import difflib
from dataclasses import replace
from typing import TYPE_CHECKING

from lawgov_lib.areas.belonging import ids_by_name
from lawgov_lib.inputs.cells import likened
from lawgov_lib.measuring.requirements import Threshold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lawgov_lib.inputs.reportfile import OwnLimit
    from lawgov_lib.measuring.metric import Metric

_UPWARD = frozenset({"≥", ">"})


def limited(metrics: Mapping[str, Metric], limits: Mapping[str, OwnLimit]) -> dict[str, Metric]:
    """Return the metrics, each with the limit that the agency sets for it.

    Args:
        metrics: The metrics by id.
        limits: The limits by the name or the id of their metric; one that is misplaced sets none.
    """
    wrong = {name for name, _, _ in misplaced_limits(metrics, limits)}
    found = dict(metrics)
    for name, limit in limits.items():
        if name not in wrong:
            key = _meant(name, metrics)
            found[key] = replace(found[key], threshold=_threshold(limit, found[key].unit))
    return found


def misplaced_limits(
    metrics: Mapping[str, Metric], limits: Mapping[str, OwnLimit]
) -> Iterator[tuple[str, str, str]]:
    """Yield the limits that name no single metric, or ask for less than the law.

    Yields:
        The name, what is wrong with it, and what to do.
    """
    for name, limit in limits.items():
        key = _meant(name, metrics)
        if not key:
            known = [metric.handle for metric in metrics.values()]
            known += [metric.name for metric in metrics.values()]
            near = difflib.get_close_matches(name, known, n=1, cutoff=0)
            hint = f"名称最接近的是“{near[0]}”。" if near else "删去该项。"
            yield name, f"没有指标“{name}”，或几个指标都叫这个名称", hint
            continue
        law = metrics[key].threshold
        if law and law.source != limit.basis and _is_laxer(limit, law):
            message = f"“{name}”要求{limit.sign}{limit.value:f}，宽于{law.source}的{law}"
            yield name, message, "按法定要求改正，或删去该项。"


def _meant(name: str, metrics: Mapping[str, Metric]) -> str:
    """Return the id of the metric that a name means; blank for none, or one of several."""
    if name in metrics:
        return name
    listed = ((each.id, each.name) for each in metrics.values() if each.is_listed)
    return ids_by_name(listed).get(likened(name), "")


def _is_laxer(limit: OwnLimit, law: Threshold) -> bool:
    if (limit.sign in _UPWARD) != (law.sign in _UPWARD):
        return True
    return limit.value < law.value if limit.sign in _UPWARD else limit.value > law.value


def _threshold(limit: OwnLimit, unit: str) -> Threshold:
    return Threshold(sign=limit.sign, value=limit.value, unit=unit, source=limit.basis)
