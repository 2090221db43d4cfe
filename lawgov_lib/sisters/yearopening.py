"""A year opened for a sister report: read, measured, its tables filled, its prose told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lawgov_lib import inputs
from lawgov_lib.areas import AREAS, keyed, measure
from lawgov_lib.base.errors import InputError, Place, TellingError, error_of
from lawgov_lib.base.layout import missing_year
from lawgov_lib.inputs.cells import likened
from lawgov_lib.inputs.parameters import read_parameters
from lawgov_lib.sisters.cellcounting import counted_grid, number_cell
from lawgov_lib.sisters.celldeclaration import declared_cells
from lawgov_lib.telling.facts import facts_of
from lawgov_lib.telling.narrative import Teller
from lawgov_lib.telling.ownprose import read_prose
from lawgov_lib.telling.references import References

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from lawgov_lib.base.errors import Problem
    from lawgov_lib.document.tree import Blocks
    from lawgov_lib.inputs import YearInputs
    from lawgov_lib.measuring.metric import Metric
    from lawgov_lib.sisters.cellcounting import Grid
    from lawgov_lib.sisters.tableforms import Form

_DEPTH = 2
"""The level of the heading that prose stands under."""


@dataclass(frozen=True, eq=False)
class SisterYear:
    """What a sister report tells of a year.

    ``before`` are last year's tables, what was published of them before what is counted again; none
    where there is no such year or it is not compared, None where its folder is there and has
    faults.
    """

    form: Form
    year_inputs: YearInputs
    metrics: Mapping[str, Metric]
    grids: Mapping[str, Grid]
    prose: Mapping[str, Blocks]
    before: Mapping[str, Grid] | None


def open_sister(
    choose: Callable[[YearInputs], Form], year: object, params_dir: object
) -> SisterYear:
    """Read, measure and fill the tables of a year.

    Args:
        choose: Chooses the form by what the year says.
        year: The report year.
        params_dir: The folder of the year folders, as for the annual report.

    Raises:
        ParameterError: A parameter is unknown or has a wrong value.
        InputError: The year folder is missing or has faults, all told at once.
        TellingError: Nothing is wrong but references in prose.
    """
    wanted, folder = read_parameters(year, params_dir)
    found = inputs.survey(folder, wanted)
    if found.inputs is None:
        raise error_of(found.problems)
    year_inputs = keyed(found.inputs)
    try:
        form = choose(year_inputs)
    except InputError as error:
        raise error_of((*found.problems, *error.problems)) from None
    metrics, grids, misfits, strays = _filled(form, year_inputs)
    all_known = not misfits and "figures" not in found.broken
    prose, faults = _told(year_inputs, metrics, all_known=all_known)
    if problems := (*found.problems, *misfits, *strays, *faults):
        raise error_of(problems)
    return SisterYear(form, year_inputs, metrics, grids, prose, _last(form, folder, wanted - 1))


def _filled(
    form: Form, year_inputs: YearInputs
) -> tuple[dict[str, Metric], dict[str, Grid], tuple[Problem, ...], tuple[Problem, ...]]:
    metrics, misfits = measure(year_inputs, tuple(AREAS))
    declared, strays = declared_cells(form, year_inputs.sister_cells)
    grids = {
        table.name: counted_grid(table, year_inputs, metrics, declared.get(table.name, {}))
        for table in form.tables
    }
    return metrics, grids, misfits, strays


def _last(form: Form, folder: Path, year: int) -> dict[str, Grid] | None:
    """Fill last year's tables, as far as something of it is compared."""
    if missing_year(folder, year) or not any(table.carried for table in form.tables):
        return {}
    found = inputs.survey(folder, year)
    if found.inputs is None or found.problems:
        return None
    metrics, grids, misfits, strays = _filled(form, keyed(found.inputs))
    if misfits or strays:
        return None
    return {key: _as_published(grid, found.inputs, metrics) for key, grid in grids.items()}


def _as_published(grid: Grid, year_inputs: YearInputs, metrics: Mapping[str, Metric]) -> Grid:
    """Put what ``sister/`` says was published in the place of what is counted again."""
    cells = dict(grid.cells)
    for rule in grid.form.compares:
        known = {likened(name) for key in rule.metrics for name in (key, metrics[key].name)}
        for each in year_inputs.sisters:
            value, called = each.row.value, each.row.id or each.row.name or ""
            if len(rule.metrics) == 1 and value is not None and likened(called) in known:
                place = Place(each.file, each.line)
                cells[rule.row, rule.column] = replace(number_cell(value), place=place)
    return replace(grid, cells=cells)


def _told(
    year_inputs: YearInputs, metrics: Mapping[str, Metric], *, all_known: bool
) -> tuple[dict[str, Blocks], list[Problem]]:
    """Tell the agency's own prose, its references resolved."""
    teller = Teller(metrics, year_inputs.registers, facts_of(year_inputs.report))
    references = References(teller, {}, all_known=all_known)
    told: dict[str, Blocks] = {}
    problems: list[Problem] = []
    for key, text in year_inputs.sister_prose.items():
        try:
            told[key] = read_prose(text, references.resolver(text.file), key, _DEPTH)
        except TellingError as error:
            problems += error.problems
    return told, problems
