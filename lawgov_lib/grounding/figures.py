"""The figures of a year that a number in the text may mean.

A metric gives its value, of a rate numerator and denominator too, and what is known of the year
before. What registers hold besides, cell by cell, is looked up only where no metric fits.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from lawgov_lib.grounding.labels import Name, name_of, words
from lawgov_lib.measuring.metric import TOLD, State
from lawgov_lib.reading.mentions import Period
from lawgov_lib.reading.units import base_of, family_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lawgov_lib.inputs.register import Register
    from lawgov_lib.measuring.metric import Metric

_TEN_THOUSAND = Decimal(10000)
_MONEY = frozenset({"amount", "money"})
"""The fields of registers that hold 万元."""
_KINDS = frozenset({"kind", "manner", "outcome", "rank", "area", "purpose"})
_MEASURED = frozenset({"元", "%"})
_NAME = 2
_LONG = 6
"""A name as long as this does without its unit: 执法人员人均培训学时."""
_TIMES = "次"
_TIME_SAVED = "压缩"
"""In the name of a rate of days, whose part and whole count nothing."""
_SHARE = ("率", "占比", "比例", "比重")
_PERSON = frozenset({"人", "人次"})


class Role(Enum):
    """What of a metric a figure is."""

    VALUE = "数值"
    NUMERATOR = "分子"
    DENOMINATOR = "分母"
    CELL = "台账"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the year.

    Attributes:
        name: What it is called.
        value: How much, exactly, in ``unit``; None where the year says that there is none.
        unit: The unit that values are read in: 元 for 万元, blank where a part has none.
        told_in: The unit that the metric is told in.
        period: This year, or the one before.
        role: What of a metric it is.
        metric: The metric, None of a cell.
        place: The cell as ``file:line:header``, blank of a metric.
        names: The names that a label may bear for it.
    """

    name: str
    value: Decimal | None
    unit: str
    told_in: str
    period: Period
    role: Role
    metric: Metric | None = None
    place: str = ""
    names: tuple[Name, ...] = ()

    @property
    def id(self) -> str:
        """The id of the metric, or the place of the cell."""
        return self.metric.id if self.metric else self.place


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of a register: a cell of a row, or how many rows are of one kind."""

    name: str
    unit: str
    place: str
    book: Register
    line: int | None
    kind: str = ""

    def is_named(self, text: str) -> bool:
        """Tell whether a text names the row or the kind, or a good half of the row's name."""
        if self.line is None:
            return self.kind in text
        row = self.book.rows.at(self.line).values()
        return any(
            isinstance(cell, str)
            and len(cell) >= _NAME
            and any(half in text for half in _halves(cell))
            for cell in row
        )


@dataclass(frozen=True)
class Figures:
    """All figures of a year, by the units that they may be told in.

    Attributes:
        metrics: The metrics by id, each with its predecessor.
        registers: The registers by key.
        own_names: What the agency calls itself: no part of what is counted.
        year: The year.
    """

    metrics: Mapping[str, Metric]
    registers: Mapping[str, Register]
    own_names: tuple[str, ...]
    year: int

    @cached_property
    def by_family(self) -> Mapping[str, tuple[Figure, ...]]:
        """The figures of metrics by family of their unit."""
        found: dict[str, list[Figure]] = {}
        for metric in self.metrics.values():
            for figure in _of(metric):
                for family in families(figure.unit) if figure.unit else ("",):
                    found.setdefault(family, []).append(figure)
        return {family: tuple(each) for family, each in found.items()}

    def fitting(self, unit: str) -> Iterator[Figure]:
        """Yield the figures that may be told in a unit; parts of a rate fit any but %."""
        seen = set[int]()
        for family in (*families(unit), "" if unit != "%" else "%"):
            for figure in self.by_family.get(family, ()):
                if id(figure) not in seen:
                    seen.add(id(figure))
                    yield figure

    @cached_property
    def values(self) -> tuple[Figure, ...]:
        """The figures of metrics, each once."""
        found = {id(each): each for figures in self.by_family.values() for each in figures}
        return tuple(found.values())

    @cached_property
    def repeated(self) -> tuple[Figure, ...]:
        """The values of this year that are known of the year before too."""
        return tuple(
            each
            for each in self.values
            if each.period is Period.THIS
            and each.role is Role.VALUE
            and each.metric
            and each.metric.previous
            and each.metric.previous.value is not None
        )

    def of(self, metric_id: str, period: Period = Period.THIS) -> Figure | None:
        """Return the value of a metric."""
        return self._values.get((metric_id, period))

    @cached_property
    def _values(self) -> Mapping[tuple[str, Period], Figure]:
        return {
            (figure.id, figure.period): figure
            for figures in self.by_family.values()
            for figure in figures
            if figure.role is Role.VALUE
        }

    def cells(self, value: Decimal, unit: str, text: str) -> Iterator[Figure]:
        """Yield what registers hold of a value where a text names the row, the column or the kind.

        Args:
            value: The value in the unit that is read: 元 for 万元.
            unit: The unit.
            text: The block of text.
        """
        for cell in self._cells.get(value, ()):
            if (cell.unit == unit or (not cell.unit and unit not in _MEASURED)) and cell.is_named(
                text
            ):
                yield Figure(cell.name, value, unit, unit, Period.THIS, Role.CELL, place=cell.place)

    def kinds_summed(self, value: Decimal, text: str) -> Iterator[Figure]:
        """Yield the kinds of one register that a text names, where they make up a number.

        Args:
            value: The number.
            text: The stretch of text, as 予以公开和部分公开的9件.
        """
        for kinds in self._kinds.values():
            named = [(count, cell) for count, cell in kinds if cell.kind in text]
            if len(named) > 1 and sum(count for count, _ in named) == value:
                cells = [cell for _, cell in named]
                name = "、".join(cell.kind for cell in cells)
                yield Figure(name, value, "", "", Period.THIS, Role.CELL, place=cells[0].place)

    @cached_property
    def _kinds(self) -> Mapping[str, list[tuple[Decimal, Cell]]]:
        """The counts of rows by kind, by column."""
        found: dict[str, list[tuple[Decimal, Cell]]] = {}
        for book in self.registers.values():
            for count, cell in _groups(book) if len(book.rows) else ():
                found.setdefault(cell.place, []).append((count, cell))
        return found

    @cached_property
    def _cells(self) -> Mapping[Decimal, list[Cell]]:
        """The numbers of registers, and the counts of their rows by kind, by value."""
        found: dict[Decimal, list[Cell]] = {}
        for book in self.registers.values():
            if not len(book.rows):
                continue
            for value, cell in (*_numbers(book), *_groups(book)):
                found.setdefault(value, []).append(cell)
        return found


def families(unit: str) -> tuple[str, ...]:
    """Return the families that a number with this unit may belong to: 家次 counts 家 and 次."""
    own = family_of(unit)
    if unit.endswith(_TIMES) and unit not in _PERSON and own != _TIMES:
        return own, _TIMES
    return (own,)


def _of(metric: Metric) -> tuple[Figure, ...]:
    """Return the figures of a metric: value, part, whole, and the year before; a text has none."""
    if metric.manner.words:
        return ()
    unit, factor = base_of(metric.unit)
    aliases = words()["aliases"].get(metric.id, {})
    bare = metric.name.removesuffix(metric.unit)
    known = dict.fromkeys(
        (metric.name, *(() if len(bare) < _LONG else (bare,)), *aliases.get("names", ()))
    )
    near = (name_of(name, sure=False) for name in aliases.get("near", ()))
    names = (*map(name_of, known), *near)
    found: list[Figure] = []
    if metric.state in TOLD or metric.state is State.NO_DUTY:
        value = _value(metric)
        exact = None if value is None else value * factor
        found.append(
            Figure(
                metric.name, exact, unit, metric.unit, Period.THIS, Role.VALUE, metric, "", names
            )
        )
    before = metric.previous
    if before and before.value is not None:
        found.append(
            Figure(
                f"上年{metric.name}",
                before.value * factor,
                unit,
                metric.unit,
                Period.LAST,
                Role.VALUE,
                metric,
                "",
                names,
            )
        )
    if metric.is_rate and _TIME_SAVED not in metric.name:
        found += _base(metric)
    return tuple(found)


def _base(metric: Metric) -> Iterator[Figure]:
    """Yield part and whole of a rate; their unit is not known."""
    aliases = words()["aliases"].get(metric.id, {})
    above, _, below = metric.formula.partition("÷")
    stem = metric.name
    for ending in _SHARE:
        stem = stem.removesuffix(ending)
    for role, value, said, own in (
        (Role.NUMERATOR, metric.numerator, above if below else "", stem),
        (Role.DENOMINATOR, metric.denominator, below, ""),
    ):
        if value is None:
            continue
        known = [*aliases.get(role.name.lower(), ()), *filter(None, (own,))]
        names = (
            *map(name_of, known),
            *(name_of(each, sure=False) for each in filter(None, (said,))),
        )
        called = f"{metric.name}的{role.value}"
        yield Figure(called, value, "", "", Period.THIS, role, metric, "", names)


def _value(metric: Metric) -> Decimal | None:
    """Return the exact value, of an average too."""
    if metric.is_average and metric.numerator is not None and metric.denominator:
        return metric.numerator / metric.denominator
    if metric.value is None and metric.state is State.ZERO and not metric.is_rate:
        return Decimal(0)
    return metric.exact


def _numbers(book: Register) -> Iterator[tuple[Decimal, Cell]]:
    """Yield the cells of a register that hold numbers."""
    for field, header in book.headers.items():
        _, first = next(book.rows.filled(field), (0, None))
        if not isinstance(first, int | Decimal):
            continue
        money = field in _MONEY
        for line, cell in book.rows.filled(field):
            if cell:
                value = Decimal(cell) * (_TEN_THOUSAND if money else 1)
                place = book.cell(line, field)
                yield (
                    value,
                    Cell(f"{book.label}「{header}」", "元" if money else "", place, book, line),
                )


def _groups(book: Register) -> Iterator[tuple[Decimal, Cell]]:
    """Yield the counts of a register's rows by each of their kinds."""
    for field in (each for each in book.headers if each in _KINDS):
        kinds = Counter(kind for _, kind in book.rows.filled(field))
        for kind, count in kinds.most_common():
            name = f"{book.label}「{book.headers[field]}」为{kind}的行数"
            place = f"{book.file}::{book.headers[field]}"
            yield Decimal(count), Cell(name, "", place, book, None, str(kind))


def _halves(cell: str) -> tuple[str, ...]:
    """Return a name and its halves, of which a sentence may use one."""
    half = len(cell) // 2
    return (cell, cell[:half], cell[half:]) if half > _NAME else (cell,)
