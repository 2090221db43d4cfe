"""The figures of a roll-up: each metric over all agencies, whatever outline each of them uses.

A rate over agencies is the sum of the numerators over the sum of the denominators, never the mean
of rates. All arithmetic is decimal, rounded half up.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from lawgov_lib.base.usage import factor
from lawgov_lib.measuring.metric import PERCENT, TOLD, State, share
from lawgov_lib.rollup.choices import areas, settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lawgov_lib.rollup.submissions import Columns, Label, Row, Submissions

_DECIMALS = Decimal("0.01")


class Kind(Enum):
    """What the agencies' values make together."""

    SUM = "合计"
    SHARE = "合计比率"
    MEAN = "合计平均"
    SPAN = "不合计"


@dataclass(frozen=True)
class Value:
    """One agency's value; the agency by its place in the list."""

    agency: int
    value: Decimal


@dataclass(frozen=True)
class Spread:
    """How the values lie: the middle, the ends, and what lies outside of the limits.

    ``limits`` are None where there is no judging: too few agencies, or at least half of them with
    the very same value, so that the deviation is zero.
    """

    median: Decimal
    least: Value
    most: Value
    limits: tuple[Decimal, Decimal] | None
    outliers: tuple[Value, ...]


@dataclass(frozen=True)
class Change:
    """This year and the year before over the agencies that gave the metric in both."""

    comparable: int
    now: Decimal | None
    before: Decimal | None


@dataclass(frozen=True)
class Total:
    """What the values make together, over how many agencies, and from which base."""

    value: Decimal | None
    agencies: int
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True)
class Summary:
    """One metric over all agencies.

    ``states`` counts the agencies by state; ``unlisted`` are those whose report has no such
    metric. ``baseless`` gave a rate or a mean without its base and are no part of the total;
    ``odd`` gave it in another unit and are no part of anything but the states.
    """

    label: Label
    kind: Kind
    states: dict[State, int]
    unlisted: int
    total: Total
    baseless: tuple[int, ...]
    odd: tuple[int, ...]
    missing: tuple[int, ...]
    values: tuple[Value, ...]
    spread: Spread | None
    change: Change

    @property
    def is_told(self) -> bool:
        """Tell whether any agency gave a number or zero."""
        return any(self.states[state] for state in TOLD)


@dataclass(frozen=True)
class Rank:
    """One rank with all who share it."""

    rank: int
    value: Decimal
    agencies: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Figures:
    """All figures of a roll-up, by metric in the order of the areas."""

    submissions: Submissions

    @cached_property
    def summaries(self) -> dict[str, Summary]:
        """Every metric that any agency's table has."""
        now, before = self.submissions.now, self.submissions.before
        included = len(self.submissions.included)
        found = [_summary(key, now, before, included) for key in now.ids]
        order = {area: at for at, area in enumerate(areas())}
        found.sort(key=lambda each: order.get(each.label.section, len(order)))
        return {each.label.id: each for each in found}

    @property
    def comparable(self) -> int:
        """How many agencies have a final report of the year before too."""
        agencies = self.submissions.agencies
        return sum(each.is_included and each.has_before for each in agencies)

    @cached_property
    def missed(self) -> Counter[int]:
        """How many metrics each agency lists and does not give; only those that miss any."""
        return Counter(at for each in self.summaries.values() for at in each.missing)

    @property
    def gaps(self) -> tuple[Summary, ...]:
        """The metrics that any agency lists and does not give, those missed most first."""
        missed = (each for each in self.summaries.values() if each.missing)
        return tuple(sorted(missed, key=lambda each: -len(each.missing)))

    @cached_property
    def remarks(self) -> dict[str, tuple[int, int]]:
        """Each check's open findings: at how many agencies, and how many; most agencies first."""
        agencies, findings = Counter[str](), Counter[str]()
        for at in self.submissions.included:
            remarks = self.submissions.agencies[at].remarks
            agencies.update(code for code, count in remarks.items() if count)
            findings.update(remarks)
        codes = sorted(agencies, key=lambda code: (-agencies[code], -findings[code], code))
        return {code: (agencies[code], findings[code]) for code in codes}


def _summary(key: str, now: Columns, before: Columns, included: int) -> Summary:
    rows = list(now.of_metric(key))
    unit = Counter(row.label.unit for row in rows).most_common(1)[0][0]
    fitting = [row for row in rows if factor(row.label.unit, unit) == 1]
    label = Counter(row.label for row in fitting).most_common(1)[0][0]
    told = [row for row in fitting if row.state in TOLD]
    past = {row.agency: row for row in before.of_metric(key) if factor(row.label.unit, unit) == 1}
    kind = kind_of(unit, [*told, *past.values()])
    values = tuple(Value(row.agency, row.value) for row in told if row.value is not None)
    counted = Counter(row.state for row in rows)
    return Summary(
        label=label,
        kind=kind,
        states={state: counted[state] for state in State},
        unlisted=included - len(rows),
        total=total_of(kind, told),
        baseless=tuple(row.agency for row in told if _is_baseless(kind, row)),
        odd=tuple(row.agency for row in rows if factor(row.label.unit, unit) != 1),
        missing=tuple(row.agency for row in rows if row.state is State.MISSING),
        values=values,
        spread=spread_of(values) if values else None,
        change=_change(kind, told, past),
    )


def kind_of(unit: str, rows: Iterable[Row]) -> Kind:
    """Say what values make together: a share by its unit, a mean by the base that any row has."""
    if unit == PERCENT:
        return Kind.SHARE
    if unit in settings().spans:
        return Kind.SPAN
    return Kind.MEAN if any(row.denominator is not None for row in rows) else Kind.SUM


def _is_baseless(kind: Kind, row: Row) -> bool:
    has_base = row.numerator is not None and row.denominator is not None
    return kind in {Kind.SHARE, Kind.MEAN} and row.value is not None and not has_base


def total_of(kind: Kind, told: Sequence[Row]) -> Total:
    """Put values together by their kind.

    Args:
        kind: The kind.
        told: The rows in which an agency gave a number or zero.

    Returns:
        The sum; or numerators over denominators, None over a base of zero.
    """
    if kind is Kind.SPAN:
        return Total(None, 0)
    if kind is Kind.SUM:
        values = [row.value for row in told if row.value is not None]
        return Total(sum(values, Decimal(0)) if values else None, len(values))
    based = [
        (row.numerator, row.denominator)
        for row in told
        if row.numerator is not None and row.denominator is not None
    ]
    if not based:
        return Total(None, 0)
    above = sum((numerator for numerator, _ in based), Decimal(0))
    below = sum((denominator for _, denominator in based), Decimal(0))
    value = share(above, below) if kind is Kind.SHARE else _ratio(above, below)
    return Total(value, len(based), above, below)


def _ratio(above: Decimal, below: Decimal) -> Decimal | None:
    return (above / below).quantize(_DECIMALS, ROUND_HALF_UP) if below else None


def _change(kind: Kind, told: Sequence[Row], past: dict[int, Row]) -> Change:
    """Compare the totals of those who can be part of both."""
    pairs = [
        (row, before)
        for row in told
        if (before := past.get(row.agency)) is not None and before.state in TOLD
        if not _is_baseless(kind, row) and not _is_baseless(kind, before)
    ]
    if kind is Kind.SPAN or not pairs:
        return Change(0, None, None)
    this, last = (total_of(kind, rows).value for rows in zip(*pairs, strict=True))
    return Change(len(pairs), this, last)


def spread_of(values: Sequence[Value]) -> Spread:
    """Say how values lie; outliers are those beyond the median ± 3 median absolute deviations."""
    middle = _middle([each.value for each in values])
    deviation = _middle([abs(each.value - middle) for each in values])
    limits = None
    if len(values) >= settings().outlier_agencies and deviation:
        reach = settings().outlier_deviations * deviation
        limits = (middle - reach, middle + reach)
    return Spread(
        median=middle.quantize(_DECIMALS, ROUND_HALF_UP),
        least=min(values, key=lambda each: each.value),
        most=max(values, key=lambda each: each.value),
        limits=limits,
        outliers=tuple(
            each for each in values if limits and not limits[0] <= each.value <= limits[1]
        ),
    )


def _middle(numbers: Sequence[Decimal]) -> Decimal:
    """Return the median; of an even count the mean of the two in the middle."""
    ordered = sorted(numbers)
    half, odd = divmod(len(ordered), 2)
    return ordered[half] if odd else (ordered[half - 1] + ordered[half]) / 2


def ranks(values: Iterable[Value], *, from_top: bool = True) -> tuple[Rank, ...]:
    """Rank values; equal ones share a rank, and the next rank counts all who are before it."""
    groups: dict[Decimal, list[int]] = {}
    for each in values:
        groups.setdefault(each.value, []).append(each.agency)
    ranked = []
    place = 1
    for value in sorted(groups, reverse=from_top):
        ranked.append(Rank(place, value, tuple(groups[value])))
        place += len(groups[value])
    return tuple(ranked)
