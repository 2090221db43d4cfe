"""A table of a sister report as blocks of the document."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from lawgov_lib.base.wording import number
from lawgov_lib.document.columnwidths import UPRIGHT
from lawgov_lib.document.tree import Column, Paragraph, Run, Table
from lawgov_lib.measuring.metric import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawgov_lib.document.tree import Blocks, Runs
    from lawgov_lib.sisters.cellcounting import Cell, Grid
    from lawgov_lib.sisters.tableforms import Line

NO_DUTY_MARK = "—"
OWN = "本机关"
"""The row of the agency's own acts."""
_ITEM = "项目"
_BESIDE = 0.9
"""What a cell has beside its text, in characters of full width."""
_DIGIT = 0.6
_SHORT_HEAD, _SHORT, _LONG = 6, 2.0, 4.0
"""Heads of so many characters are set two to a line, longer ones four."""
_NARROWEST_STUB = 6.0


def table_blocks(grid: Grid, agency: str, *, in_words: bool) -> Blocks:
    """Set a table, with what is to be said of its cells below it.

    Args:
        grid: The table.
        agency: The agency's name, which the row of its own acts bears.
        in_words: Whether a table of what is no duty is left out, and that is said instead.
    """
    form = grid.form
    if in_words and grid.states == {State.NO_DUTY}:
        return (_paragraph(f"本机关没有{form.name}职责。"),)
    widths, is_wide = _widths(grid, agency)
    is_list = is_wide and len(form.lines) == 1
    table = _listed(grid, agency) if is_list else _set(grid, agency, widths, is_wide=is_wide)
    return (table, *_notes(grid))


def _set(grid: Grid, agency: str, widths: Sequence[float], *, is_wide: bool) -> Table:
    """Set a table as its form has it."""
    form = grid.form
    heads = [Column(text=form.stub)] if form.stub else []
    heads += [Column(text=each.text, over=each.over, align="center") for each in form.columns]
    rows: list[tuple[Runs, ...]] = []
    groups: list[int] = []
    for row in form.rows:
        if row.is_group:
            groups.append(len(rows))
        name = (_text(agency if row.text == OWN else row.text),) if form.stub else ()
        told = (
            () if row.is_group else _text(_written(grid.cell(row.name, column.name)))
            for column in form.columns
        )
        rows.append((*name, *told))
    columns = (
        column.model_copy(update={"share": share})
        for column, share in zip(heads, widths, strict=True)
    )
    return Table(
        caption=form.caption,
        columns=tuple(columns),
        rows=tuple(rows),
        groups=tuple(groups),
        wide=is_wide,
    )


def _listed(grid: Grid, agency: str) -> Table:
    """Set the one row of a table that is too wide for a page as a list, a column a line."""
    form, row = grid.form, grid.form.lines[0]
    rows: list[tuple[Runs, ...]] = []
    groups: list[int] = []
    over = ""
    for column in sorted(form.columns, key=lambda each: bool(each.over)):
        if column.over and column.over != over:
            groups.append(len(rows))
            rows.append((_text(column.over), ()))
        over = column.over
        rows.append((_text(column.text), _text(_written(grid.cell(row.name, column.name)))))
    head = agency if row.text == OWN else row.text
    columns = (Column(text=_ITEM, share=2.0), Column(text=head, align="center"))
    return Table(caption=form.caption, columns=columns, rows=tuple(rows), groups=tuple(groups))


def _text(text: str) -> Runs:
    return (Run(text=text),) if text else ()


def _written(cell: Cell) -> str:
    if cell.value is not None and cell.is_told:
        return number(cell.value)
    return NO_DUTY_MARK if cell.state is State.NO_DUTY else ""


def _notes(grid: Grid) -> Blocks:
    """Say what a mark means, and which cells are blank for want of data."""
    notes = []
    if State.NO_DUTY in grid.states:
        notes.append(_paragraph(f"“{NO_DUTY_MARK}”表示没有该项职责。", role_is_note=True))
    if grid.missing:
        whys = dict.fromkeys(why for key in grid.missing for why in grid.cells[key].why)
        reason = f"（{'；'.join(whys)}）" if whys else ""
        told = f"【表中空白的{len(grid.missing)}格尚未提供{reason}，定稿前须补报】"
        notes.append(Paragraph(runs=(Run(text=told, strong=True),), role="note"))
    return tuple(notes)


def _paragraph(text: str, *, role_is_note: bool = False) -> Paragraph:
    return Paragraph(runs=(Run(text=text),), role="note" if role_is_note else "body")


def _widths(grid: Grid, agency: str) -> tuple[list[float], bool]:
    """Return the widths of the columns, and whether they need a page turned on its side.

    The names of the rows take what the numbers leave, as far as they need it.
    """
    form = grid.form
    needed = [_needed(grid, column) for column in form.columns]
    if not form.stub:
        return needed, sum(needed) > UPRIGHT
    names = (agency if row.text == OWN else row.text for row in form.lines)
    stub = max(map(len, chain([form.stub], names)))
    is_wide = sum(needed) + min(stub, _NARROWEST_STUB) + _BESIDE > UPRIGHT
    room = UPRIGHT - sum(needed)
    wanted = min(stub + _BESIDE, max(room, _NARROWEST_STUB))
    more = max(room - wanted, 0) / len(needed)
    return [wanted, *(each + more for each in needed)], is_wide


def _needed(grid: Grid, column: Line) -> float:
    """Return how wide a column of numbers must be."""
    cells = (_written(grid.cell(row.name, column.name)) for row in grid.form.lines)
    digits = max((len(text) for text in cells), default=0) * _DIGIT
    head = _SHORT if len(column.text) <= _SHORT_HEAD else _LONG
    return max(digits, head) + _BESIDE
