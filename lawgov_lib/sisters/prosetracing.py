"""Whether the numbers typed in the prose of a sister report agree with the year or with a table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from lawgov_lib.base.layout import PARAMS, REPORT_FILE
from lawgov_lib.checks.settings import merged
from lawgov_lib.checks.subject import Office, Subject
from lawgov_lib.checks.untraced import untraced
from lawgov_lib.inputs.outline import survey_outline
from lawgov_lib.inputs.outlineentry import Spot
from lawgov_lib.inputs.sister import ENFORCEMENT
from lawgov_lib.measuring.history import History

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from lawgov_lib.checks.finding import Finding
    from lawgov_lib.checks.subject import Said
    from lawgov_lib.grounding.verdict import Grounded
    from lawgov_lib.sisters.yearopening import SisterYear

_OF_ENFORCEMENT = "enforcement"


@dataclass(frozen=True)
class SisterText(Subject):
    """The prose of a sister report as a check sees it; ``shown`` are the numbers of its tables."""

    shown: frozenset[Decimal] = frozenset()

    @cached_property
    def grounded(self) -> tuple[tuple[Said, tuple[Grounded, ...]], ...]:
        """The numbers that the tables do not show, held against the figures of the year."""
        return tuple(
            (said, tuple(each for each in found if each.mention.low not in self.shown))
            for said, found in super().grounded
        )


def typed_numbers(opened: SisterYear) -> Iterator[Finding]:
    """Find numbers that were typed into the prose and that nothing of the year bears out (C22).

    Args:
        opened: The year with its tables and its prose.
    """
    is_data = opened.form.report == ENFORCEMENT
    told = {
        key: blocks for key, blocks in opened.prose.items() if (key == _OF_ENFORCEMENT) is is_data
    }
    report = opened.year_inputs.report
    file = f"{PARAMS}/{report.year}/{REPORT_FILE}"
    outline, _ = survey_outline(report, file)
    if not told or outline is None:
        return
    agency = report.agency
    cells = (cell for grid in opened.grids.values() for cell in grid.cells.values())
    text = SisterText(
        file=file,
        year=report.year,
        office=Office(agency.name, agency.short_names, agency.level, agency.region, agency.kind),
        spots={key: Spot((place,), (), None) for place, key in enumerate(told)},
        told=told,
        settings=merged(report.checks, agency.rung),
        prose=opened.year_inputs.sister_prose,
        before={},
        frame=(),
        signed_on=report.signed_on,
        counted_until=report.counted_until,
        year_inputs=opened.year_inputs,
        outline=outline,
        measured=opened.metrics,
        history=History({}, {}, {}),
        shown=frozenset(cell.value for cell in cells if cell.value),
    )
    yield from (replace(each, paragraph=None) for each in untraced(text))
