"""The sections (领域) of the report, one module each, and the measuring of a year."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from lawgov_lib.areas import (
    capacity,
    decisions,
    digital,
    disputes,
    emergency,
    enforcement,
    functions,
    institutions,
    leadership,
    oversight,
    plans,
    responsibility,
    shortcomings,
)
from lawgov_lib.areas.belonging import Belonging, ids_by_name
from lawgov_lib.areas.ownlimits import limited
from lawgov_lib.laws.provisions import load_laws

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from lawgov_lib.areas.area import Area
    from lawgov_lib.base.errors import Problem
    from lawgov_lib.inputs import YearInputs
    from lawgov_lib.measuring.metric import Definition, Metric

AREAS: dict[str, Area] = {
    module.AREA.key: module.AREA
    for module in (
        functions,
        institutions,
        decisions,
        enforcement,
        emergency,
        oversight,
        disputes,
        capacity,
        digital,
        leadership,
        shortcomings,
        responsibility,
        plans,
    )
}
"""Areas by key; a section of the outline without an area is prose only."""


def keyed(inputs: YearInputs) -> YearInputs:
    """Return a year's inputs with its declared figures by the id of their metric.

    A figure without a code that bears the name of a metric is that metric's. Where the metric is
    not asked of everyone, a figure that names its area remains the agency's own.
    """
    names = _named(inputs)
    figures = {names.get(key, key): figure for key, figure in inputs.figures.items()}
    whole = len(figures) == len(inputs.figures)
    return replace(inputs, figures=figures) if whole else inputs


def measure(
    inputs: YearInputs, sections: Collection[str], headings: Mapping[str, str] | None = None
) -> tuple[dict[str, Metric], tuple[Problem, ...]]:
    """Measure all metrics of a year: those of the areas, then the agency's own figures.

    Args:
        inputs: The year's inputs.
        sections: The keys of the sections that the year's outline has.
        headings: The headings of this year's sections by key, beside those of the outlines.

    Returns:
        The metrics by id, in section order, and what is wrong with declared figures: one that
        contradicts its unit, or lacks what a figure of the agency's own needs, is left out.
    """
    word = inputs.report.agency.counts_cases_in
    defined = [(key, each.counting_in(word)) for key, each in _defined(sections)]
    homes = {definition.id: key for key, definition in _defined(AREAS)}
    inputs = keyed(inputs)
    belonging = Belonging(
        sections, headings or {}, dict(map(_unit, defined)), homes, _named(inputs)
    )
    faults = {key: belonging.faults(key, figure) for key, figure in inputs.figures.items()}
    figures = {key: figure for key, figure in inputs.figures.items() if not faults[key]}
    sound = replace(inputs, figures=figures)
    own = [belonging.own(key, figure) for key, figure in figures.items() if key not in homes]
    order = list(sections)
    laws = load_laws()
    metrics = {
        definition.id: definition.measure(key, sound, laws)
        for key, definition in sorted([*defined, *own], key=lambda pair: order.index(pair[0]))
    }
    metrics = limited(metrics, inputs.report.limits)
    return metrics, tuple(problem for problems in faults.values() for problem in problems)


def _defined(sections: Collection[str]) -> list[tuple[str, Definition]]:
    return [
        (key, definition) for key in sections if key in AREAS for definition in AREAS[key].metrics
    ]


def _unit(defined: tuple[str, Definition]) -> tuple[str, str]:
    _, definition = defined
    return definition.id, definition.unit


def _named(inputs: YearInputs) -> Mapping[str, str]:
    """Return the ids by the names that mean a metric in the declared figures of a year."""
    own = {key for key, figure in inputs.figures.items() if figure.row.area}
    return {name: key for name, key in _all_named().items() if key in _asked() or name not in own}


@cache
def _all_named() -> Mapping[str, str]:
    return ids_by_name((each.id, each.name) for _, each in _defined(AREAS))


@cache
def _asked() -> frozenset[str]:
    return frozenset(each.id for _, each in _defined(AREAS) if each.is_asked)
