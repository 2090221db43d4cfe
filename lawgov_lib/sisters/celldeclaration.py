"""The cells that an agency declares, found in the tables by the names of row and column."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import Place, Problem
from lawgov_lib.measuring.metric import State
from lawgov_lib.sisters.cellcounting import Cell, number_cell
from lawgov_lib.sisters.tableforms import unnumbered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawgov_lib.inputs import SisterCell
    from lawgov_lib.sisters.cellcounting import Key
    from lawgov_lib.sisters.tableforms import Form, Line

Declared = dict[str, dict["Key", Cell]]
"""The declared cells by table."""


def declared_cells(form: Form, cells: Sequence[SisterCell]) -> tuple[Declared, tuple[Problem, ...]]:
    """Find where declared cells belong.

    What names a single cell is said of it before what names a whole row, column or table.

    Args:
        form: The report's form.
        cells: The declared cells of the year, those of other reports among them.

    Returns:
        The cells by table, and those that name no table, row or column of the form.
    """
    found: Declared = {}
    problems: list[Problem] = []
    for each in sorted(
        cells, key=lambda cell: (cell.row.line is not None) + (cell.row.head is not None)
    ):
        if each.row.report != form.report:
            continue
        tables = [
            table for table in form.tables if unnumbered(table.name) == unnumbered(each.row.table)
        ]
        if not tables:
            known = "、".join(table.name for table in form.tables)
            problems.append(_stray(each, "表", each.row.table, f"可用的表：{known}。"))
            continue
        table = tables[0]
        rows = _named(table.lines, each.row.line)
        columns = _named(table.columns, each.row.head)
        for what, said, lines in (
            ("行", each.row.line, rows),
            ("列", each.row.head, columns),
        ):
            if len(lines) != 1 and said is not None:
                every = table.lines if what == "行" else table.columns
                known = "、".join(_called(line) for line in every)
                problems.append(_stray(each, what, said, f"“{table.name}”的{what}：{known}。"))
        cell = _cell(each)
        found.setdefault(table.name, {}).update(
            {(row.name, column.name): cell for row in rows for column in columns}
        )
    return found, tuple(problems)


def _called(line: Line) -> str:
    return f"{line.over} {line.text}".strip()


def _named(lines: Sequence[Line], said: str | None) -> Sequence[Line]:
    """Return the lines that a name means: where none is said all but sums, which are added up."""
    if said is None:
        return [line for line in lines if not line.adds]
    exact = [line for line in lines if unnumbered(_called(line)) == unnumbered(said)]
    return exact or [line for line in lines if unnumbered(line.text) == unnumbered(said)]


def _cell(declared: SisterCell) -> Cell:
    row, place = declared.row, Place(declared.file, declared.line)
    if row.value is not None or row.state == "零":
        return replace(number_cell(row.value or Decimal(0)), place=place)
    return Cell(State(row.state or State.MISSING), place=place)


def _stray(declared: SisterCell, what: str, said: str, hint: str) -> Problem:
    place = Place(declared.file, declared.line, what)
    return Problem(
        "E880",
        f"相关年报中没有名为“{said}”的{what}，或者不止一{'张' if what == '表' else what}",
        place,
        hint,
    )
