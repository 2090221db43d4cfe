"""Metrics: what is counted, by which formula, from which rows, on which legal basis.

A :class:`Definition` reads as a definition; measuring it against the year's inputs gives a frozen
:class:`Metric`. The order is always the same: the registers are counted first, a declared figure
stands in where they say nothing, and what neither knows stays missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from lawgov_lib.base.usage import counts_cases, is_rank
from lawgov_lib.inputs.cells import likened
from lawgov_lib.inputs.columns import UNCONFIRMED
from lawgov_lib.inputs.register import AbsentColumnError
from lawgov_lib.inputs.rows.declared import RANK
from lawgov_lib.measuring.manner import PLAIN, Manner, manner_of
from lawgov_lib.measuring.requirements import load_thresholds
from lawgov_lib.measuring.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from lawgov_lib.inputs import Figure, Register, YearInputs
    from lawgov_lib.inputs.rows import FigureRow
    from lawgov_lib.laws.provisions import Law
    from lawgov_lib.measuring.requirements import Threshold

PERCENT = "%"
_DECIMALS = Decimal("0.01")
_BOUNDS = (0, 100)
_DUE_MONTH = 3


class State(StrEnum):
    """The four things a quantity can be; they are never folded into one another."""

    NUMBER = "数值"
    ZERO = "零"
    NO_DUTY = "无此职责"
    MISSING = "未提供"


TOLD = frozenset({State.NUMBER, State.ZERO})
"""The states in which the agency answers for how much."""


@dataclass(frozen=True)
class Measured:
    """What a formula found: the value, or a remark why there is none.

    ``unknown_years`` are the years without which working days cannot be counted.
    """

    value: Decimal | None
    sources: tuple[Source, ...] = ()
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    remark: str = ""
    unknown_years: tuple[int, ...] = ()

    @property
    def is_told(self) -> bool:
        """Tell whether there is a value, or a base of zero over which there is none."""
        return self.value is not None or self.denominator is not None


@dataclass(frozen=True)
class Previous:
    """The same quantity a year before, and the place that says so; its degree if no exact one."""

    state: State
    value: Decimal | None
    place: str
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    as_of: date | None = None
    degree: str = ""
    words: str = ""


@dataclass(frozen=True)
class Metric:
    """One quantity of the report with all that a reviewer asks of it.

    Attributes:
        id: The name by which prose and files refer to it, the same every year.
        name: What it is called in the annex.
        section: The key of the section that tells it.
        unit: What it is counted in, as 件, 万元 or %.
        formula: How it is counted, in words.
        state: Which of the four things it is.
        value: How much, in ``unit``; None where nothing is told, or a rate has a base of zero.
        numerator: Of a rate, the part, as a count; None where nobody gave it.
        denominator: Of a rate, the whole, as a count; None where nobody gave it.
        as_of: The day that the value stands at.
        sources: The rows that were counted, by file.
        basis: The legal basis, where it was in force in the year.
        threshold: The limit that the basis, or another source, sets.
        declared: Whether the value is the agency's statement and was not counted here.
        evidence: What a declared value rests on.
        remark: Why there is no value, or what is to be known of it.
        previous: The same quantity a year before, in the same unit.
        unit_before: The unit of the year before, where it cannot be converted to this one.
        is_own: Whether the agency has defined the quantity itself.
        manner: How a declared value is to be told.
        awaits: The register without rows that it would be counted from, where it is not counted.
        unknown_years: The years whose public holidays are not known, where they leave it open.
        is_asked: Whether it is missed where nothing speaks of it.
    """

    id: str
    name: str
    section: str
    unit: str
    formula: str
    state: State
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    as_of: date | None = None
    sources: tuple[Source, ...] = ()
    basis: Law | None = None
    threshold: Threshold | None = None
    declared: bool = False
    evidence: str = ""
    remark: str = ""
    previous: Previous | None = None
    unit_before: str = ""
    is_own: bool = False
    manner: Manner = PLAIN
    awaits: str = ""
    unknown_years: tuple[int, ...] = ()
    is_asked: bool = True

    @property
    def handle(self) -> str:
        """What prose refers to it by: its code, or its name where that is the key."""
        return self.name if self.id == likened(self.name) else self.id

    @property
    def is_spoken_of(self) -> bool:
        """Tell whether any row or declared figure of the year speaks of the quantity."""
        return bool(self.sources)

    @property
    def is_listed(self) -> bool:
        """Tell whether a list of all metrics has it: it is asked of everyone, or spoken of."""
        return self.is_asked or self.is_spoken_of or self.previous is not None

    @property
    def is_rate(self) -> bool:
        """Tell whether the metric is a share in per cent."""
        return self.unit == PERCENT

    @property
    def is_rank(self) -> bool:
        """Tell whether the metric is a place in an order, of which the smaller is the better."""
        return self.manner.kind == RANK if self.manner.kind else is_rank(self.name)

    @property
    def is_average(self) -> bool:
        """Tell whether the value, or that of the year before, is a sum over a number of heads."""
        bases = (self.denominator, self.previous.denominator if self.previous else None)
        return not self.is_rate and any(base is not None for base in bases)

    @property
    def spans_differ(self) -> bool:
        """Tell whether this value covers a part of its year and the one before another part.

        A rate compares all the same, its parts being of the same time.
        """
        before = self.previous.as_of if self.previous else None
        if self.is_rate or before is None or self.as_of is None:
            return False
        return _part_of_year(self.as_of) != _part_of_year(before)

    @property
    def is_set_beside(self) -> bool:
        """Tell whether there is no change, as of unequal times or where a year is not exact."""
        before = self.previous.degree if self.previous else ""
        return self.spans_differ or bool(self.manner.degree or before)

    @property
    def exact(self) -> Decimal | None:
        """The value before it was rounded, where its base is known."""
        if not self.is_rate or self.numerator is None or not self.denominator:
            return self.value
        return self.numerator * 100 / self.denominator

    @property
    def lacks_base(self) -> bool:
        """Tell whether this is a rate whose denominator the agency knows and has not given."""
        is_ours = self.is_rate and not self.manner.is_external
        return is_ours and self.value is not None and self.denominator is None


def _part_of_year(until: date) -> tuple[int, int]:
    """Return month and day until which a year counts.

    A report is due by the end of March: a day before that lies in the next year, and the whole of
    its own is counted.
    """
    return (12, 31) if until.month <= _DUE_MONTH else (until.month, until.day)


class _Asked(Mapping[str, "Register"]):
    """The registers as a formula asks for them; ``empty`` is the first of those without rows."""

    def __init__(self, registers: Mapping[str, Register]) -> None:
        self._registers = registers
        self.empty = ""

    def __getitem__(self, name: str) -> Register:
        found = self._registers[name]
        if not len(found.rows):
            self.empty = self.empty or name
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._registers)

    def __len__(self) -> int:
        return len(self._registers)


@dataclass(frozen=True)
class Definition:
    """How a metric is counted: name, unit, formula in words, and the counting itself.

    ``count`` returns None where the registers say nothing about the quantity. A basis holds from
    the day on which it is in force; in a year before that it is not cited and sets no threshold.
    ``is_own`` marks a quantity that the agency has defined itself, ``is_asked`` one that every
    agency is asked for, see :func:`unasked`.
    """

    id: str
    name: str
    unit: str
    formula: str
    count: Callable[[Mapping[str, Register]], Measured | None] | None = None
    basis: str | None = None
    is_own: bool = False
    is_asked: bool = True

    def counting_in(self, word: str) -> Definition:
        """Return the definition with the agency's measure word where it counts cases."""
        return replace(self, unit=word) if counts_cases(self.id, self.unit) else self

    def measure(self, section: str, inputs: YearInputs, laws: Mapping[str, Law]) -> Metric:
        """Measure the quantity for one year.

        Args:
            section: Key of the section that the metric belongs to.
            inputs: The year's registers and declared figures.
            laws: The table of confirmed legal bases.

        Returns:
            The metric; MISSING where neither register nor declared figure tells it.
        """
        figure, asked = inputs.figures.get(self.id), _Asked(inputs.registers)
        try:
            counted = self.count(asked) if self.count else None
        except AbsentColumnError as error:
            counted = Measured(None, remark=str(error))
        law = laws[self.basis] if self.basis else None
        bound = law is None or law.binds(inputs.report.year)
        blank = Metric(
            id=self.id,
            name=self.name,
            section=section,
            unit=self.unit,
            formula=self.formula,
            state=State.MISSING,
            basis=law if bound else None,
            threshold=load_thresholds().get(self.id) if bound else None,
            is_own=self.is_own,
            awaits=asked.empty if counted is None else "",
            is_asked=self.is_asked,
        )
        if counted is not None and (counted.is_told or figure is None):
            return _with_counted(blank, counted, inputs.as_of)
        return blank if figure is None else with_figure(blank, figure)


def unasked(*definitions: Definition) -> tuple[Definition, ...]:
    """Return definitions of what not every agency has, and none misses that says nothing of it."""
    return tuple(replace(definition, is_asked=False) for definition in definitions)


def _with_counted(blank: Metric, counted: Measured, as_of: date) -> Metric:
    told = State.NUMBER if counted.value else State.ZERO
    return replace(
        blank,
        state=told if counted.is_told else State.MISSING,
        value=counted.value,
        numerator=counted.numerator,
        denominator=counted.denominator,
        sources=counted.sources,
        as_of=as_of,
        remark=counted.remark,
        unknown_years=counted.unknown_years,
    )


def with_figure(blank: Metric, figure: Figure) -> Metric:
    """Fill a metric from the agency's declared figure.

    A rate with both numerator and denominator is recomputed; denominator 0 is ZERO without a
    value, never 100 %. A count declared as ZERO is 0.
    """
    row = figure.row
    state, value = _state_of(row), row.value
    if row.numerator is not None and row.denominator is not None:
        value = share(row.numerator, row.denominator)
    if state is State.ZERO and not blank.is_rate:
        value = Decimal(0)
    if state is State.NUMBER and not value and not row.words:
        state = State.ZERO
    return replace(
        blank,
        state=state,
        value=value,
        numerator=row.numerator,
        denominator=row.denominator,
        as_of=row.as_of,
        sources=(Source.of(figure.file, [figure.line]),),
        declared=state in {State.NUMBER, State.ZERO},
        evidence=row.evidence or "",
        remark=row.remark or "",
        manner=manner_of(row, is_own=blank.is_own),
    )


def _state_of(row: FigureRow) -> State:
    """Return the state of a figure; one carried over waits for its value."""
    if row.state == UNCONFIRMED:
        return State.MISSING if row.lacks_value else State.NUMBER
    return State(row.state or State.NUMBER)


def share(numerator: Decimal, denominator: Decimal) -> Decimal | None:
    """Return numerator ÷ denominator in per cent, half up to two decimals; None over zero.

    What is not all never becomes 100 and what is not nothing never 0: such a share keeps as many
    decimals as it takes.
    """
    return rounded(numerator * 100, denominator) if denominator else None


def rounded(numerator: Decimal, denominator: Decimal) -> Decimal:
    """Return a quotient half up to two decimals, to more where it would reach 0 or 100 falsely."""
    exact, step = numerator / denominator, _DECIMALS
    while (value := exact.quantize(step, ROUND_HALF_UP)) != exact and value in _BOUNDS:
        step /= 10
    return value
