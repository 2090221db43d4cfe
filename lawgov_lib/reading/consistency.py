"""Whether quantities that hang together agree, as a careful reader would reckon it.

Each number is taken for what it may stand for as written: one told to a place that was rounded for
all that rounds to it, a count for itself. A rate is compared once, with the exact quotient, half up
at its own last place; 100% and 0% are never rounded to. Where shares were forced to 100% in all,
one of them may be off by less than one in its last place.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled
from lawgov_lib.reading.mentions import Direction, Kind, Link
from lawgov_lib.reading.numerals import AMOUNT, worth_of
from lawgov_lib.reading.units import base_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lawgov_lib.reading.mentions import Mention, Relation

_ALL = 100
_LEVEL = Fraction(5, 100)
"""Up to which change 基本持平 may be said; as in the settings of C09."""
_ABOUT = Fraction(15, 100)
"""How far off a whole number of times may be: 一倍 is not said of half as much again."""
_TENTH = Decimal("0.1")
_PLACE = compiled(AMOUNT)
_ENDLESS = 10**30
_Value = int | Fraction


@dataclass(frozen=True, slots=True)
class Range:
    """The values that a number may stand for, both ends included; whole ones as int."""

    low: _Value
    high: _Value

    def __add__(self, other: Range) -> Range:
        """Add what both may stand for."""
        return Range(self.low + other.low, self.high + other.high)

    def meets(self, other: Range) -> bool:
        """Tell whether some value may be meant by both."""
        return self.low <= other.high and other.low <= self.high


@dataclass(frozen=True, slots=True)
class Agreement:
    """Whether a relation holds, and what its whole should be, in the whole's unit.

    Of a rate, ``right`` is the exact one rounded as the text rounds; of a balance, what goes out
    as it should be; of a change, the amount, below zero where it went the other way; of a part
    and of shares, what they are together; None where that is no single number. ``unit`` is that
    of ``right`` where it is another than the whole's: percentage points for percent.
    """

    holds: bool
    right: Decimal | None
    unit: str = ""


def agreement(relation: Relation, mentions: Sequence[Mention]) -> Agreement | None:
    """Tell whether the quantities of a relation agree.

    Args:
        relation: The relation.
        mentions: All mentions of the text.

    Returns:
        The judgement; None where the text does not tell enough.
    """
    whole = None if relation.whole is None else mentions[relation.whole]
    parts = [mentions[each] for each in relation.parts]
    match relation.link:
        case Link.TOTAL if whole and parts:
            total = _sum(parts)
            return Agreement(_meant(whole).meets(total), _plain(total, whole))
        case Link.PART if whole and parts:
            total = _sum(parts)
            return Agreement(total.low <= _meant(whole).high, _plain(total, whole))
        case Link.RATE if whole:
            outside = [mentions[each] for each in relation.out]
            return _of_any_rate(whole, parts, outside, forced=relation.rough)
        case Link.PRODUCT if whole and parts:
            product = _product(parts)
            return Agreement(_meant(whole).meets(product), _plain(product, whole))
        case Link.MEAN if whole and parts:
            return _of_mean(whole, *parts)
        case Link.RATIO if parts:
            return _of_ratio(parts, [mentions[each] for each in relation.out])
        case Link.SHARES if parts:
            return _of_shares(parts)
        case Link.BALANCE if parts and relation.out:
            out = [mentions[each] for each in relation.out]
            into, gone = _sum(parts), _sum(out)
            holds = gone.low <= into.high if relation.rough else into.meets(gone)
            return Agreement(holds, _plain(into, out[0]))
        case Link.CHANGE:
            return _of_change(relation, whole, parts, [mentions[each] for each in relation.out])
    return None


def _exact(value: Decimal) -> _Value:
    """Return a number without loss; without an end it is larger than any that is told."""
    if not value.is_finite():
        return _ENDLESS
    above, below = value.as_integer_ratio()
    return above if below == 1 else Fraction(above, below)


def _told(mention: Mention, value: Range) -> bool:
    """Tell whether some value of a range may be told as a mention tells it."""
    low, high = _exact(mention.low), _exact(mention.high)
    if not mention.exact or low != high:
        return value.low <= high and low <= value.high
    if mention.kind is Kind.RATE and low in {0, _ALL}:
        return value.low <= low <= value.high
    half = Fraction(mention.step) / 2
    if not half:
        return value.low <= low <= value.high
    return value.low < low + _exact(mention.rest) and low - half <= value.high


def _meant(mention: Mention) -> Range:
    """Return what a number may stand for, in the first unit of its family."""
    if mention.kind is Kind.RANK:
        found = _PLACE.search(mention.words)
        place = _exact(worth_of(found[0]).low) if found else 0
        return Range(place, place)
    factor = _exact(base_of(mention.unit)[1])
    half = Fraction(mention.step) / 2 if _is_rounded(mention) else 0
    return Range((_exact(mention.low) - half) * factor, (_exact(mention.high) + half) * factor)


def _is_rounded(mention: Mention) -> bool:
    """Tell whether a number was rounded: one with decimals, or a count in 万 or 亿.

    Amounts in whole 万元 and rates in whole percent are taken as they stand where they are added
    or compared with one another: budgets are set so, and readers reckon so.
    """
    if not mention.exact or mention.low != mention.high:
        return False
    if "." in mention.words or "点" in mention.words.replace("百分点", ""):
        return True
    return mention.kind is Kind.COUNT and mention.step > 1


def _sum(mentions: Iterable[Mention]) -> Range:
    total = Range(0, 0)
    for mention in mentions:
        total += _meant(mention)
    return total


def _middle(value: Range) -> Fraction:
    return Fraction(value.low + value.high, 2)


def _plain(total: Range, like: Mention) -> Decimal | None:
    """Return a sum as one number in the unit of a mention: the middle of what it may be."""
    factor = _exact(base_of(like.unit)[1])
    return _decimal(Fraction(total.low + total.high, 2 * factor), like.step)


def _decimal(value: _Value, step: Decimal) -> Decimal:
    """Round half up at a step; what is not all is never told as all, nor a rest as nothing."""
    unit: _Value = _exact(step) or 1
    count = (2 * max(value, -value) + unit) // (2 * unit)
    rounded = count * unit * (1 if value >= 0 else -1)
    return (Decimal(rounded.numerator) / Decimal(rounded.denominator)).normalize() + 0


def _of_any_rate(
    rate: Mention, parts: Sequence[Mention], outside: Sequence[Mention], *, forced: bool
) -> Agreement | None:
    """Compare a rate with part and whole, or with the whole and what is outside; or of nothing."""
    if not parts:
        return Agreement(holds=False, right=None)
    if outside:
        return _of_rest(rate, parts[0], outside)
    return _of_rate(rate, parts, forced=forced)


def _of_rate(rate: Mention, parts: Sequence[Mention], *, forced: bool) -> Agreement | None:
    """Compare a rate with part and whole; more than one whole are added up."""
    fraction = _fraction(parts[0]) if len(parts) == 1 else None
    if fraction:
        value = Range(fraction, fraction)
    elif len(parts) > 1:
        part, whole = _meant(parts[0]), _sum(parts[1:])
        if whole.low <= 0:
            return None
        value = Range(Fraction(part.low * _ALL, whole.high), Fraction(part.high * _ALL, whole.low))
    else:
        return None
    right = _rate(value, rate.step)
    holds = _told(rate, value)
    if forced and not holds:
        step = Fraction(rate.step)
        holds = _told(rate, Range(value.low - step / 2, value.high + step / 2))
    return Agreement(holds, right)


def _of_rest(rate: Mention, whole: Mention, rest: Sequence[Mention]) -> Agreement | None:
    """Compare a rate with what is left of a whole without what does not count."""
    every, without = _meant(whole), _sum(rest)
    if every.low <= 0:
        return None
    value = Range(
        (1 - Fraction(without.high, every.low)) * _ALL,
        (1 - Fraction(without.low, every.high)) * _ALL,
    )
    return Agreement(_told(rate, value), _rate(value, rate.step))


def _product(factors: Sequence[Mention]) -> Range:
    product = Range(1, 1)
    for each in factors:
        value = _meant(each)
        product = Range(product.low * value.low, product.high * value.high)
    return product


def _of_mean(mean: Mention, total: Mention, count: Mention) -> Agreement | None:
    """Compare a mean with the quotient, rounded or cut off."""
    every, parts = _meant(total), _meant(count)
    if parts.low <= 0:
        return None
    factor = _exact(base_of(mean.unit)[1])
    value = Range(
        Fraction(every.low, parts.high * factor), Fraction(every.high, parts.low * factor)
    )
    step = Fraction(mean.step)
    cut_off = Range(value.low - step / 2, value.high) if mean.exact else value
    right = _decimal(_middle(value), mean.step)
    return Agreement(_told(mean, value) or _told(mean, cut_off), right)


def _of_ratio(parts: Sequence[Mention], terms: Sequence[Mention]) -> Agreement | None:
    """Compare the terms of a ratio with what they are of, in either order."""
    base, told = [_meant(each) for each in parts], [_exact(each.low) for each in terms]
    if min(told) <= 0 or any(each.low <= 0 for each in base):
        return None

    def fits(values: Sequence[Range]) -> bool:
        for term, mention, each in zip(told, terms, values, strict=True):
            half = Fraction(mention.step) / 2 if mention.step < 1 or not mention.exact else 0
            slack = max(term * _LEVEL, half)
            low = Fraction(each.low * told[-1], values[-1].high)
            high = Fraction(each.high * told[-1], values[-1].low)
            if not low - slack <= term <= high + slack:
                return False
        return True

    return Agreement(fits(base) or fits(base[::-1]), None)


def _of_shares(shares: Sequence[Mention]) -> Agreement:
    """Tell whether shares of one whole are no more than all, as far as rounding goes."""
    slack = sum(Fraction(each.step) / 2 for each in shares) if len(shares) > 1 else 0
    together = sum(_exact(each.low) for each in shares)
    right = _decimal(together, min(each.step for each in shares))
    return Agreement(together <= _ALL + slack, right, "%")


def _rate(value: Range, step: Decimal) -> Decimal:
    """Round a rate as its text does, keeping what is short of all short of all."""
    exact, told = _middle(value), step if step > 0 else Decimal(1)
    while True:
        right = _decimal(exact, told)
        if (right not in {0, _ALL} or right == exact) or told < Decimal("1e-9"):
            return right
        told /= 10


def _fraction(mention: Mention) -> Fraction | None:
    """Return the quotient of 25/26, in percent."""
    above, slash, below = mention.words.partition("/")
    above, below = above.strip(), below.strip().rstrip("件人次场项个份家起")
    above = above.rstrip("件人次场项个份家起")
    if slash and above.isdecimal() and below.isdecimal() and int(below):
        return Fraction(int(above), int(below)) * _ALL
    return None


def _of_lone_change(relation: Relation, amount: Mention | None) -> Agreement | None:
    """Tell of a change beside which no value stands whether it can be: nothing falls by 120%."""
    if amount is None or relation.direction is not Direction.DOWN:
        return None
    beyond = amount.kind is Kind.RATE and amount.low > _ALL
    beyond = beyond or (amount.kind is Kind.MULTIPLE and amount.low >= 1)
    return Agreement(holds=False, right=None) if beyond else None


def _of_change(
    relation: Relation,
    amount: Mention | None,
    parts: Sequence[Mention],
    by: Sequence[Mention],
) -> Agreement | None:
    """Compare a change with this and last year's value, or with what it was changed by."""
    if not parts:
        return _of_lone_change(relation, amount)
    this, now = parts[0], _meant(parts[0])
    if len(parts) > 1:
        then = _meant(parts[1])
    elif by:
        moved = _meant(by[0])
        if relation.direction is Direction.UP:
            moved = Range(-moved.high, -moved.low)
        then = now + moved
    else:
        return None
    ranked = this.kind is Kind.RANK
    relative = amount is not None and amount.kind in {Kind.RATE, Kind.MULTIPLE}
    grown = Range(now.low - then.high, now.high - then.low)
    if ranked:
        grown = Range(-grown.high, -grown.low)
    goes = _goes(relation, grown, then)
    if amount is None:
        return Agreement(goes, None)
    if relation.direction is Direction.DOWN:
        grown = Range(-grown.high, -grown.low)
    if ranked or not relative:
        in_points = amount.kind is Kind.POINTS
        fits = _told(amount, grown) if in_points else _meant(amount).meets(grown)
        right = _plain(grown, amount)
        return Agreement(fits and goes, right)
    if then.high <= 0:
        return Agreement(holds=False, right=None)
    if then.low <= 0:
        return None if goes else Agreement(holds=False, right=None)
    base = grown if relation.direction else now
    quotient = Range(
        min(Fraction(base.low, then.high), Fraction(base.low, then.low)),
        max(Fraction(base.high, then.low), Fraction(base.high, then.high)),
    )
    judged = _of_quotient(amount, quotient, grows=bool(relation.direction))
    if this.kind is Kind.RATE and amount.kind is Kind.RATE and not judged.holds:
        points = _decimal(_middle(grown), amount.step)
        return Agreement(holds=False, right=points, unit="个百分点")
    return Agreement(judged.holds and goes, judged.right)


def _goes(relation: Relation, grown: Range, then: Range) -> bool:
    """Tell whether a change went the way it is told."""
    match relation.direction:
        case Direction.UP:
            return grown.high > 0
        case Direction.DOWN:
            return grown.low < 0
        case Direction.SAME:
            slack = then.high * _LEVEL if relation.rough else 0
            return grown.low <= slack and -slack <= grown.high
    return True


def _of_quotient(amount: Mention, quotient: Range, *, grows: bool) -> Agreement:
    """Compare a rate or a multiple with the quotient of the change, or of the values, and last."""
    if amount.kind is Kind.RATE:
        value = Range(quotient.low * _ALL, quotient.high * _ALL)
        return Agreement(_told(amount, value), _decimal(_middle(value), amount.step))
    if amount.unit == "番":
        more, wanted = 1 if grows else 0, Range(_exact(amount.low), _exact(amount.high))
        times = Range(quotient.low + more, quotient.high + more)
        near = wanted.low * _LEVEL if amount.exact else Fraction(0)
        return Agreement(times.meets(Range(wanted.low - near, wanted.high + near)), None)
    right = _decimal(_middle(quotient), min(amount.step, _TENTH))
    if amount.exact and amount.step >= 1:
        low, high = _exact(amount.low) * (1 - _ABOUT), _exact(amount.high) * (1 + _ABOUT)
        return Agreement(quotient.meets(Range(low, high)), right)
    return Agreement(_told(amount, quotient), right)
