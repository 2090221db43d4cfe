"""Registers that were not filled in, although the year before had their figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lawgov_lib.measuring.metric import TOLD, State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lawgov_lib.measuring.history import History, Past
    from lawgov_lib.measuring.metric import Metric


@dataclass(frozen=True)
class Absence:
    """A register without rows, what is missing for it, and what of that the year before had."""

    register: str
    missing: list[Metric] = field(default_factory=list)
    before: list[tuple[Metric, Past]] = field(default_factory=list)

    @property
    def sections(self) -> tuple[str, ...]:
        """The sections that told it."""
        return tuple(dict.fromkeys(metric.section for metric, _ in self.before))


def absences(metrics: Mapping[str, Metric], history: History) -> dict[str, Absence]:
    """Return the registers without rows of which the year before had figures, by name.

    What hangs on one of them is one finding; other checks of missing figures leave it out.
    """
    found: dict[str, Absence] = {}
    for metric in metrics.values():
        if metric.state is not State.MISSING or not metric.awaits:
            continue
        absence = found.setdefault(metric.awaits, Absence(metric.awaits))
        absence.missing.append(metric)
        past = history.past(metric.id)
        if past and past.previous.state in TOLD:
            absence.before.append((metric, past))
    return {name: each for name, each in found.items() if each.before}
