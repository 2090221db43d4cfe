"""Whether one quantity has one value wherever the text itself tells it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import around, place
from lawgov_lib.grounding.labels import Told, key, told
from lawgov_lib.grounding.verdict import Verdict
from lawgov_lib.reading.mentions import Kind, Link, Period
from lawgov_lib.reading.units import family_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lawgov_lib.checks.subject import Said, Written

_KINDS = frozenset({Kind.COUNT, Kind.AMOUNT, Kind.RATE, Kind.DURATION})
_WITHIN_ONE = frozenset({Link.PART, Link.TOTAL})
_PERIODS = frozenset({Period.THIS, Period.LAST, Period.CUMULATIVE})


@dataclass(frozen=True, slots=True)
class _Spot:
    """A quantity, and the block that tells it."""

    said: Said
    told: Told


def two_values(subject: Written) -> Iterator[Finding]:
    """Find quantities that the text tells twice with values that do not agree (C23).

    Only quantities of the same words, in any order, of the same time and unit are compared.
    """
    alike: dict[tuple[object, ...], list[_Spot]] = {}
    done: dict[tuple[object, ...], list[_Spot]] = {}
    acts: dict[tuple[object, ...], list[_Spot]] = {}
    for unit, spot in _spots(subject):
        each = spot.told
        for words in each.keys:
            alike.setdefault((words, *unit), []).append(spot)
        if each.body and each.act:
            acts.setdefault((each.act, *unit), []).append(spot)
        if each.mention.deed and each.mention.noun and not each.may_be_part:
            done.setdefault((key(each.mention.noun), *unit), []).append(spot)
    seen: set[tuple[int, int]] = set()
    for spots in filter(_may_differ, alike.values()):
        for first, second in combinations(spots, 2):
            pair = (id(first.told), id(second.told))
            hang = first.said is second.said and _hang(first, second)
            if pair in seen or hang or _given(first, second):
                continue
            if _differ(first.told, second.told):
                seen.add(pair)
                yield _finding(first, second)
                break
    for first, second in (*_more_than_done(alike, done), *_by_short_name(acts)):
        if (id(first.told), id(second.told)) not in seen:
            yield _finding(first, second)


def _spots(subject: Written) -> Iterator[tuple[tuple[object, ...], _Spot]]:
    """Yield the quantities to compare, each with the kind, unit and time that they must share."""
    for said, grounded in subject.grounded:
        wrong = {each.position for each in grounded if each.verdict is Verdict.CONTRADICTED}
        for each in told(said.reading, subject.self_names, subject.year):
            mention = each.mention
            if mention.kind not in _KINDS or each.period not in _PERIODS or each.position in wrong:
                continue
            lasts = mention.kind is Kind.DURATION
            unit = mention.unit if lasts else family_of(mention.unit)
            yield (mention.kind, unit, each.period), _Spot(said, each)


def _may_differ(spots: Sequence[_Spot]) -> bool:
    """Tell whether some value is told that another telling leaves out: any two could differ."""
    ranges = [each.told.range for each in spots]
    return max(low for low, _ in ranges) > min(high for _, high in ranges)


def _more_than_done(
    alike: Mapping[tuple[object, ...], list[_Spot]], done: Mapping[tuple[object, ...], list[_Spot]]
) -> Iterator[tuple[_Spot, _Spot]]:
    """Yield the most that was done of some cases, and more of them told without a deed."""
    for words, spots in done.items():
        most = max(spots, key=lambda each: each.told.range[1])
        for each in alike.get(words, ()):
            apart = each.told.mention.sentence != most.told.mention.sentence
            apart = (apart or each.said is not most.said) and not _given(most, each)
            if each.told.may_be_part and apart and each.told.range[0] > most.told.range[1]:
                yield most, each
                break


def _by_short_name(
    acts: Mapping[tuple[object, ...], list[_Spot]],
) -> Iterator[tuple[_Spot, _Spot]]:
    """Yield what a body did and what it is said to have done by a shorter name: 镇党委, 党委.

    A name that is short for more than one body is taken for none.
    """
    for spots in acts.values():
        for at, second in enumerate(spots):
            short = second.told.body
            full = [each for each in spots[:at] if each.told.body.endswith(short)]
            longer = [each for each in full if each.told.body != short]
            if not longer or len({each.told.body for each in longer}) > 1:
                continue
            first = longer[0]
            hang = first.said is second.said and _hang(first, second)
            alike = replace(second.told, besides=first.told.besides)
            if not hang and not _given(first, second) and _differ(first.told, alike):
                yield first, second


def _hang(first: _Spot, second: _Spot) -> bool:
    """Tell whether two numbers of a block are said of one another: 310户企业中抽查31户."""
    one, other = first.told.mention, second.told.mention
    pair = {first.told.position, second.told.position}
    related = (
        {each.whole, *each.parts}
        for each in first.said.reading.relations
        if each.link in _WITHIN_ONE
    )
    return one.clause == other.clause or any(pair <= each for each in related)


def _given(first: _Spot, second: _Spot) -> bool:
    """Tell whether references placed both: each is its own metric's."""
    return all(each.told.position in each.said.placed for each in (first, second))


def _differ(first: Told, second: Told) -> bool:
    """Tell whether two tellings of one quantity have no value in common."""
    one, other = first.mention, second.mention
    if one is other or (first.may_be_part and second.may_be_part):
        return False
    if first.besides and second.besides and first.besides != second.besides:
        return False
    if first.may_be_part and one.low <= other.high:
        return False
    if second.may_be_part and other.low <= one.high:
        return False
    (low, high), (least, most) = first.range, second.range
    return high < least or most < low


def _finding(first: _Spot, second: _Spot) -> Finding:
    one, other = (around(each.said, each.told.mention) for each in (first, second))
    places = (*place(first.said), *place(second.said))
    return Finding(
        "C23",
        Severity.WARNING,
        f"同一数据前后不一：“{one}”与“{other}”",
        tuple(dict.fromkeys(places)),
        "核对两处，改正有误的一处；所指范围不同的，在文中写明。",
        second.said.section,
        second.said.position,
        about=f"{first.told.mention.words}/{second.told.mention.words}",
    )
