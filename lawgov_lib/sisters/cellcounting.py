"""The cells of a table, counted from the registers, with what the agency declares besides.

A cell is one of the four states of a quantity. It is counted where the registers hold it, else what
was declared of it, else a declared figure of the annual report, else added up from its parts; where
nothing says it, it stays missing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from lawgov_lib.inputs.cells import likened
from lawgov_lib.inputs.tablerows import among, blank
from lawgov_lib.measuring.metric import TOLD, State
from lawgov_lib.sisters.tableforms import rule_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from lawgov_lib.base.errors import Place
    from lawgov_lib.inputs import Register, YearInputs
    from lawgov_lib.measuring.metric import Metric
    from lawgov_lib.sisters.tableforms import Line, Rule, TableForm

    Key = tuple[str, str]
    """The row and the column of a cell."""


@dataclass(frozen=True)
class Cell:
    """What stands in a cell; ``why`` says why it is missing, ``place`` where it was declared."""

    state: State
    value: Decimal | None = None
    why: tuple[str, ...] = ()
    place: Place | None = None

    @property
    def is_told(self) -> bool:
        """Whether it is a number, zero among them."""
        return self.state in TOLD


MISSING = Cell(State.MISSING)


def number_cell(value: Decimal) -> Cell:
    """Return the cell of a number."""
    return Cell(State.NUMBER if value else State.ZERO, value)


@dataclass(frozen=True, eq=False)
class Grid:
    """A table with its cells by row and column.

    ``counted`` are the cells as the registers alone have them, ``declared`` as the agency has.
    """

    form: TableForm
    cells: Mapping[Key, Cell]
    counted: Mapping[Key, Cell] = field(default_factory=dict)
    declared: Mapping[Key, Cell] = field(default_factory=dict)

    def cell(self, row: str, column: str) -> Cell:
        """Return a cell by the keys of its row and its column."""
        return self.cells[row, column]

    @property
    def states(self) -> frozenset[State]:
        """The states that its cells have, whatever number they are."""
        return frozenset(cell.state for cell in self.cells.values())

    @property
    def missing(self) -> tuple[Key, ...]:
        """The cells that nothing says."""
        return tuple(key for key, cell in self.cells.items() if cell.state is State.MISSING)


def counted_grid(
    form: TableForm,
    year_inputs: YearInputs,
    metrics: Mapping[str, Metric],
    declared: Mapping[Key, Cell],
) -> Grid:
    """Fill a table.

    Args:
        form: The table.
        year_inputs: The year's inputs.
        metrics: The year's metrics by id.
        declared: The cells that the agency declares.
    """
    year = year_inputs.report.year
    counter = _Counter(year_inputs.registers, metrics, year)
    counted = {
        (row.name, column.name): counter.cell(form, row, column)
        for row in form.lines
        for column in form.columns
    }
    cells = {
        (row.name, column.name): _joined(
            counted[row.name, column.name],
            declared.get((row.name, column.name)),
            counter.figured(form, row, column),
        )
        for row in form.lines
        for column in form.columns
    }
    for column in form.columns:
        for row in form.lines:
            key = row.name, column.name
            if column.adds:
                cells[key] = _sum(cells[key], (cells[row.name, part] for part in column.adds))
            elif row.adds:
                cells[key] = _sum(cells[key], (cells[part, column.name] for part in row.adds))
    return Grid(form, cells, counted, declared)


def _joined(counted: Cell, declared: Cell | None, figured: Cell) -> Cell:
    """Take what was counted before what was declared of the cell, and that before a figure."""
    if counted.state is not State.MISSING:
        return counted
    if declared is not None:
        return declared
    return figured if figured.is_told or figured.why else counted


def _sum(whole: Cell, parts: Iterable[Cell]) -> Cell:
    """Add up parts where no whole is known; parts of which one is missing make none."""
    if whole.state is not State.MISSING:
        return whole
    known = list(parts)
    if any(part.state is State.MISSING for part in known):
        return whole
    told = [part.value for part in known if part.is_told]
    return number_cell(_added(told)) if told else Cell(State.NO_DUTY)


def _added(values: Iterable[Decimal | None]) -> Decimal:
    return sum((value or Decimal(0) for value in values), Decimal(0))


@dataclass(frozen=True, eq=False)
class _Counter:
    """Counts cells of one year."""

    registers: Mapping[str, Register]
    metrics: Mapping[str, Metric]
    year: int

    def cell(self, form: TableForm, row: Line, column: Line) -> Cell:
        """Count one cell; a sum whose rule counts nothing by itself waits for its parts."""
        if row.metrics:
            return self._of_metrics(row.metrics.get(column.name, ()))
        rule = rule_of(form, row, column)
        if not (row.held and column.held and rule.book):
            return MISSING
        book = self.registers[rule.book]
        if not len(book.rows):
            return self._of_duty(rule.stands_for, book)
        return self._of_rows(rule, book)

    def figured(self, form: TableForm, row: Line, column: Line) -> Cell:
        """Take what the agency declares in ``figures.csv`` in place of the rows of a register."""
        rule, known = rule_of(form, row, column), form.compared(row.name, column.name)
        if known is None or known.otherwise or not rule.book:
            return MISSING
        if len(self.registers[rule.book].rows) or not self._speaks_of(form, row):
            return MISSING
        told = self._of_metrics(known.metrics, self._exhausted(form, row))
        return replace(told, value=told.value * (rule.times or 1)) if told.value else told

    def _speaks_of(self, form: TableForm, row: Line) -> bool:
        """Tell whether any figure of a row is declared; else its register is what is missing."""
        names = [name for each in form.compares if each.row == row.name for name in each.metrics]
        return any(metric.state in TOLD for name in names for metric in self._metrics(name))

    def _exhausted(self, form: TableForm, row: Line) -> frozenset[str]:
        """Return the parts that are zero, as those declared already add up to the whole."""
        empty: set[str] = set()
        for column in form.columns:
            whole = form.compared(row.name, column.name)
            parts = [form.compared(row.name, name) for name in column.adds]
            names = [name for part in parts if part for name in part.metrics]
            if whole and names:
                told = [metric for name in names for metric in self._metrics(name)]
                left = {metric.id for metric in told if metric.state is State.MISSING}
                total = self._of_metrics(whole.metrics).value
                if total == _added(metric.value for metric in told):
                    empty |= left
        return frozenset(empty)

    def _of_metrics(self, names: Iterable[str], zeros: frozenset[str] = frozenset()) -> Cell:
        """Add up metrics: a duty that the agency does not have counts nothing, as do ``zeros``."""
        every = [metric for name in names for metric in self._metrics(name)]
        known = [metric for metric in every if metric.id not in zeros]
        if every and not known:
            return number_cell(Decimal(0))
        lost = tuple(f"“{each.name}”未提供" for each in known if each.state is State.MISSING)
        if lost or not known:
            return replace(MISSING, why=lost)
        values = [metric.value for metric in known if metric.state in TOLD]
        if None in values:
            return MISSING
        return number_cell(_added(values)) if values else Cell(State.NO_DUTY)

    def _of_duty(self, names: Iterable[str], book: Register) -> Cell:
        """Say what a register without rows means: by itself it means nothing."""
        known = (metric.state for name in names for metric in self._metrics(name))
        states = {state for state in known if state is not State.MISSING}
        if states == {State.ZERO}:
            return number_cell(Decimal(0))
        if states == {State.NO_DUTY}:
            return Cell(State.NO_DUTY)
        return replace(MISSING, why=(f"{book.label}没有填写",))

    def _metrics(self, name: str) -> list[Metric]:
        """Find metrics by their id or their name, among those of the agency's own, too."""
        if name in self.metrics:
            return [self.metrics[name]]
        return [each for each in self.metrics.values() if likened(each.name) == likened(name)]

    def _of_rows(self, rule: Rule, book: Register) -> Cell:
        """Count rows; where what a row does not say might make it one, nothing is counted."""
        fits = might = np.ones(len(book.rows), dtype=bool)
        for name, when in rule.day.items():
            hit = self._on(book, name, when)
            fits, might = fits & hit, might & hit
        unsaid: dict[str, NDArray[np.bool_]] = {}
        for name, wanted in rule.where.items():
            hit = among(book.rows[name], wanted)
            unsaid[name] = blank(book.rows[name])
            fits, might = fits & hit, might & (hit | unsaid[name])
        lost = [name for name, blank in unsaid.items() if (might & ~fits & blank).any()]
        if not lost and rule.amount and blank(book.rows[rule.amount][fits]).any():
            lost = [rule.amount]
        if lost:
            whys = tuple(f"{book.label}的「{book.headers[name]}」没有填全" for name in lost)
            return replace(MISSING, why=whys)
        if not rule.amount:
            return number_cell(Decimal(int(fits.sum())))
        return number_cell(sum(book.rows[rule.amount][fits], Decimal(0)) * (rule.times or 1))

    def _on(self, book: Register, name: str, when: str) -> NDArray[np.bool_]:
        """Tell for each row whether a day is one of the kind that is asked for."""
        days = list(book.rows[name])
        hits = {
            "this": [day is not None and day.year == self.year for day in days],
            "before": [day is not None and day.year < self.year for day in days],
            "given": [day is not None for day in days],
            "blank": [day is None for day in days],
        }
        return np.array(hits[when], dtype=bool)
