"""What the years before say of each metric: the year before as published, or as counted today.

What was published is what readers compare with, so it wins over a count of today; where the two
differ, both are kept for the check that says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lawgov_lib.base.usage import factor
from lawgov_lib.inputs.cells import likened

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from lawgov_lib.base.errors import Place, Problem
    from lawgov_lib.inputs import Prose
    from lawgov_lib.measuring.metric import Metric, Previous


@dataclass(frozen=True)
class Past:
    """A metric of the year before, its name and unit then, and the places that tell it."""

    name: str
    previous: Previous
    unit: str
    places: tuple[Place, ...]

    def in_unit(self, unit: str) -> Previous | None:
        """Return the value in another unit, as 元 in 万元; None where they do not compare."""
        by = factor(self.unit, unit)
        if by is None:
            return None
        value = self.previous.value
        return replace(self.previous, value=None if value is None else value * by)


@dataclass(frozen=True)
class History:
    """The year before, from both its sources.

    ``unread`` holds the problems of what could not be read, by the name of the source; ``prose``
    is the agency's own text of the year before by section, as its folder has it. ``earlier`` is
    what was published in the years before last, for a look over several years.
    """

    published: Mapping[str, Past]
    counted: Mapping[str, Past]
    unread: Mapping[str, tuple[Problem, ...]]
    prose: Mapping[str, Prose] = field(default_factory=dict)
    earlier: Mapping[int, Mapping[str, Past]] = field(default_factory=dict)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all metrics that the year before knew."""
        return tuple(dict.fromkeys((*self.published, *self.counted)))

    def past(self, metric_id: str) -> Past | None:
        """Return a metric of the year before; what was published wins."""
        return self.published.get(metric_id) or self.counted.get(metric_id)

    def joined(self, metrics: Mapping[str, Metric]) -> dict[str, Metric]:
        """Return the metrics, each with its predecessor, or the unit that is not to compare."""
        freed = {key: past for key in self.ids if key not in metrics and (past := self.past(key))}
        return {
            metric_id: self._joined(metric, {} if metric.is_asked and not metric.is_own else freed)
            for metric_id, metric in metrics.items()
        }

    def series(self, metric: Metric, year: int) -> dict[int, Decimal]:
        """Return the values of the years known, the oldest first, in this year's unit.

        Args:
            metric: A metric of the report year, joined with its predecessor.
            year: The report year.
        """
        past = {each: published.get(metric.id) for each, published in self.earlier.items()}
        known = {
            each: told.value
            for each, found in sorted(past.items())
            if found and (told := found.in_unit(metric.unit))
        }
        before = metric.previous.value if metric.previous else None
        every = {**known, year - 1: before, year: metric.value}
        return {each: value for each, value in every.items() if value is not None}

    def _joined(self, metric: Metric, freed: Mapping[str, Past]) -> Metric:
        """Join a metric; what the agency had under a code of its own is known by its name."""
        alike = [each for each in freed.values() if likened(each.name) == likened(metric.name)]
        past = self.past(metric.id) or (alike[0] if len(alike) == 1 else None)
        if past is None:
            return metric
        previous = past.in_unit(metric.unit)
        return replace(metric, previous=previous, unit_before="" if previous else past.unit)
