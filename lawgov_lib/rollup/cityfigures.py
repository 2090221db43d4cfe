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
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from lawgov_lib.base.usage import factor
from lawgov_lib.measuring.metric import PERCENT, TOLD, State, share
from lawgov_lib.rollup.choices import areas, settings
from lawgov_lib.rollup.exactnumbers import decimal

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lawgov_lib.rollup.exactnumbers import Quantities, Value
    from lawgov_lib.rollup.rowfile import Cells, Label
    from lawgov_lib.rollup.submissions import Submissions

_DECIMALS = Decimal("0.01")


class Kind(Enum):
    """What the agencies' values make together."""

    SUM = "合计"
    SHARE = "合计比率"
    MEAN = "合计平均"
    SPAN = "不合计"


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
    metric, ``valued`` how many have a number. ``baseless`` gave a rate or a mean without its base
    and are no part of the total; ``odd`` gave it in another unit and are no part of anything but
    the states.
    """

    label: Label
    kind: Kind
    states: dict[State, int]
    unlisted: int
    total: Total
    baseless: tuple[int, ...]
    odd: tuple[int, ...]
    missing: tuple[int, ...]
    valued: int
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
        found = [_summary(now.of_metric(key), before.of_metric(key), included) for key in now.ids]
        order = {area: at for at, area in enumerate(areas())}
        found.sort(key=lambda each: order.get(each.label.section, len(order)))
        return {each.label.id: each for each in found}

    def told(self, metric_id: str) -> Cells:
        """Return where agencies gave a number or zero of a metric, in the unit that most use."""
        cells = self.submissions.now.of_metric(metric_id)
        return cells.only(_fitting(cells, _label(cells).unit) & cells.are(TOLD))

    def values(self, metric_id: str) -> Quantities:
        """Return the numbers that agencies gave of a metric, in the unit that most use."""
        return _values(self.told(metric_id))

    def rankable(self, each: Summary) -> Quantities:
        """Return the numbers that have a rank: of rates those with a base that is not small."""
        told = self.told(each.label.id)
        if each.kind is Kind.SHARE:
            told = told.only(~np.isin(told.agencies, [*unranked(told)]))
        return _values(told)

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


def _summary(now: Cells, before: Cells, included: int) -> Summary:
    label = _label(now)
    fits = _fitting(now, label.unit)
    told = now.only(fits & now.are(TOLD))
    past = before.only(_fitting(before, label.unit))
    kind = kind_of(label.unit, told, past)
    values = _values(told)
    return Summary(
        label=label,
        kind=kind,
        states=now.states,
        unlisted=included - len(now),
        total=_total(kind, told),
        baseless=_agencies(told, _is_baseless(kind, told)),
        odd=_agencies(now, ~fits),
        missing=_agencies(now, now.are((State.MISSING,))),
        valued=len(values),
        spread=spread_of(values) if len(values) else None,
        change=_change(kind, told, past.only(past.are(TOLD))),
    )


def _label(cells: Cells) -> Label:
    """Return how most tables name a metric, of those in the unit that most use."""
    counts = {
        cells.labels[at]: count for at, count in Counter(cells.rows["label"].tolist()).items()
    }
    units = Counter[str]()
    for label, count in counts.items():
        units[label.unit] += count
    unit = units.most_common(1)[0][0]
    fitting = {label: count for label, count in counts.items() if factor(label.unit, unit) == 1}
    return max(fitting, key=fitting.__getitem__)


def _fitting(cells: Cells, unit: str) -> NDArray[np.bool_]:
    """Tell which rows are in a unit."""
    met = np.unique(cells.rows["label"])
    fits = [at for at in met.tolist() if factor(cells.labels[at].unit, unit) == 1]
    return np.isin(cells.rows["label"], fits)


def _agencies(cells: Cells, which: NDArray[np.bool_]) -> tuple[int, ...]:
    return tuple(cells.agencies[which].tolist())


def _values(told: Cells) -> Quantities:
    """Return the numbers that are there."""
    numbers = told.numbers("value")
    return numbers.only(numbers.known)


def kind_of(unit: str, *cells: Cells) -> Kind:
    """Say what values make together: a share by its unit, a mean by the base that any row has."""
    if unit == PERCENT:
        return Kind.SHARE
    if unit in settings().spans:
        return Kind.SPAN
    has_base = any(each.numbers("denominator").known.any() for each in cells)
    return Kind.MEAN if has_base else Kind.SUM


def _is_baseless(kind: Kind, cells: Cells) -> NDArray[np.bool_]:
    if kind not in {Kind.SHARE, Kind.MEAN}:
        return np.zeros(len(cells), dtype=np.bool_)
    return cells.numbers("value").known & ~cells.is_based


def _total(kind: Kind, told: Cells) -> Total:
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
        values = _values(told)
        return Total(values.total() if len(values) else None, len(values))
    based = told.only(told.is_based)
    if not len(based):
        return Total(None, 0)
    above, below = (based.numbers(each).total() for each in ("numerator", "denominator"))
    value = share(above, below) if kind is Kind.SHARE else _ratio(above, below)
    return Total(value, len(based), above, below)


def _ratio(above: Decimal, below: Decimal) -> Decimal | None:
    return (above / below).quantize(_DECIMALS, ROUND_HALF_UP) if below else None


def _change(kind: Kind, told: Cells, past: Cells) -> Change:
    """Compare the totals of those who can be part of both."""
    told, past = (each.only(~_is_baseless(kind, each)) for each in (told, past))
    this = told.only(np.isin(told.agencies, past.agencies))
    last = past.only(np.isin(past.agencies, told.agencies))
    if kind is Kind.SPAN or not len(this):
        return Change(0, None, None)
    return Change(len(this), _total(kind, this).value, _total(kind, last).value)


def spread_of(values: Quantities) -> Spread:
    """Say how values lie; outliers are those beyond the median ± 3 median absolute deviations."""
    whole, scale = values.whole, values.scale
    # Twice the middle, and of that four times the deviation, are whole numbers.
    middle = _twice_the_middle(whole)
    distances = abs(2 * whole - middle)
    deviation = _twice_the_middle(distances)
    limits, out = None, np.zeros(len(values), dtype=np.bool_)
    if len(values) >= settings().outlier_agencies and deviation:
        reach = settings().outlier_deviations * deviation
        low, high = (decimal(2 * middle + way * reach, scale) / 4 for way in (-1, 1))
        limits, out = (low, high), 2 * distances > reach
    return Spread(
        median=(decimal(middle, scale) / 2).quantize(_DECIMALS, ROUND_HALF_UP),
        least=values.at(int(whole.argmin())),
        most=values.at(int(whole.argmax())),
        limits=limits,
        outliers=tuple(values.only(out.astype(np.bool_)).values()),
    )


def _twice_the_middle(whole: NDArray[Any]) -> int:
    """Return twice the median: of an even count it is the mean of the two in the middle."""
    ordered = np.sort(whole)
    half = len(ordered) // 2
    return int(ordered[half]) + int(ordered[half if len(ordered) % 2 else half - 1])


def ranks(values: Quantities, *, from_top: bool = True) -> tuple[Rank, ...]:
    """Rank values; equal ones share a rank, and the next rank counts all who are before it."""
    order = np.argsort(-values.whole if from_top else values.whole, kind="stable")
    ordered, agencies = values.whole[order], values.agencies[order].tolist()
    begins = [0, *(np.flatnonzero(ordered[1:] != ordered[:-1]) + 1).tolist()][: len(values)]
    return tuple(
        Rank(begin + 1, values.at(int(order[begin])).value, tuple(agencies[begin:end]))
        for begin, end in pairwise([*begins, len(values)])
    )


def unranked(cells: Cells) -> dict[int, str]:
    """Say which agencies' rates have no rank, and why, in the order of the agencies."""
    least, bases = settings().small_base, cells.numbers("denominator")
    is_small = cells.is_based & (bases.whole < least * 10**bases.scale)
    reasons = dict.fromkeys(
        cells.agencies[~cells.is_based].tolist(), "只报结果，没有分子分母，不排名"
    )
    reasons |= dict.fromkeys(cells.agencies[is_small].tolist(), f"分母小于{least}，不排名")
    return dict(sorted(reasons.items()))
