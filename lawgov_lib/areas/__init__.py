"""The sections (领域) of the report, one module each, and the measuring of a year."""

from __future__ import annotations

from dataclasses import replace
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
from lawgov_lib.base.errors import Place, Problem
from lawgov_lib.base.usage import factor
from lawgov_lib.measuring.laws import load_laws
from lawgov_lib.measuring.metric import PERCENT, Definition

if TYPE_CHECKING:
    from collections.abc import Collection

    from lawgov_lib.areas.area import Area
    from lawgov_lib.inputs import Figure, YearInputs
    from lawgov_lib.measuring.metric import Metric

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


def measure(
    inputs: YearInputs, sections: Collection[str]
) -> tuple[dict[str, Metric], tuple[Problem, ...]]:
    """Measure all metrics of a year: those of the areas, then the agency's own figures.

    Args:
        inputs: The year's inputs.
        sections: The keys of the sections that the year's outline has.

    Returns:
        The metrics by id, in section order, and what is wrong with declared figures: one that
        contradicts its unit, or lacks what a figure of the agency's own needs, is left out.
    """
    faults = _figure_faults(inputs, sections)
    figures = {key: figure for key, figure in inputs.figures.items() if key not in faults}
    sound = replace(inputs, figures=figures)
    word = inputs.report.agency.counts_cases_in
    defined = [(key, each.counting_in(word)) for key, each in _defined(sections)]
    ids = {definition.id for _, definition in defined}
    own = [
        (figure.row.area or "", _own_definition(figure))
        for figure in figures.values()
        if figure.row.id not in ids
    ]
    order = list(sections)
    laws = load_laws()
    metrics = {
        definition.id: definition.measure(key, sound, laws)
        for key, definition in sorted([*defined, *own], key=lambda pair: order.index(pair[0]))
    }
    return metrics, tuple(problem for problems in faults.values() for problem in problems)


def _figure_faults(inputs: YearInputs, sections: Collection[str]) -> dict[str, list[Problem]]:
    """Return what is wrong with the declared figures, by the figure's id; none for a sound one."""
    word = inputs.report.agency.counts_cases_in
    units = {each.id: each.counting_in(word).unit for _, each in _defined(sections)}
    homes = {definition.id: key for key, definition in _defined(AREAS)}
    faults = {}
    for metric_id, figure in inputs.figures.items():
        if metric_id in units:
            faults[metric_id] = _unfit(figure, units[metric_id])
        elif metric_id in homes:
            faults[metric_id] = [_homeless(figure, homes[metric_id], sections)]
        else:
            faults[metric_id] = _incomplete(figure, sections)
    return {metric_id: problems for metric_id, problems in faults.items() if problems}


def _defined(sections: Collection[str]) -> list[tuple[str, Definition]]:
    return [
        (key, definition) for key in sections if key in AREAS for definition in AREAS[key].metrics
    ]


def _own_definition(figure: Figure) -> Definition:
    return Definition(figure.row.id, figure.row.name or "", figure.row.unit or "", "机关申报")


def _unfit(figure: Figure, unit: str) -> list[Problem]:
    row = figure.row
    problems: list[Problem] = []
    same = not row.unit or factor(row.unit, unit) == 1
    if not same:
        message = f"指标“{row.id}”的单位是“{unit}”，这里写作“{row.unit}”"
        place = Place(figure.file, figure.line, "单位")
        problems.append(Problem("E433", message, place, "按指标单位换算。"))
    if unit != PERCENT and (row.numerator, row.denominator) != (None, None):
        message = f"“{row.id}”不是比率，没有分子、分母"
        place = Place(figure.file, figure.line, "分子" if row.denominator is None else "分母")
        problems.append(Problem("E434", message, place, "改填「数值」。"))
    return problems


def _homeless(figure: Figure, home: str, sections: Collection[str]) -> Problem:
    message = f"指标“{figure.row.id}”属于“{home}”，本年提纲没有这一节"
    hint = f"删去该行，或改用自设指标，填入本年提纲中的节：{'、'.join(sections)}。"
    return Problem("E432", message, Place(figure.file, figure.line, "编号"), hint)


def _incomplete(figure: Figure, sections: Collection[str]) -> list[Problem]:
    row = figure.row
    own = f"“{row.id}”不是已有指标，作为自设指标"
    problems = [
        Problem("E432", f"{own}须填「{header}」", Place(figure.file, figure.line, header), "补填。")
        for header, value in (("名称", row.name), ("单位", row.unit))
        if value is None
    ]
    if row.area not in sections:
        problems.append(
            Problem(
                "E432",
                f"{own}须在「领域」填写本年提纲中的节",
                Place(figure.file, figure.line, "领域"),
                f"可填：{'、'.join(sections)}。",
            )
        )
    return problems + _unfit(figure, row.unit or PERCENT)
