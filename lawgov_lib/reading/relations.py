"""How quantities of a sentence hang together: totals, parts, rates, balances and changes.

Only what the words make certain is given; whether it agrees, :mod:`.consistency` tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.reading.changes import changes
from lawgov_lib.reading.courses import courses
from lawgov_lib.reading.flows import flows
from lawgov_lib.reading.mentions import Link
from lawgov_lib.reading.outcomes import outcomes
from lawgov_lib.reading.proportions import proportions
from lawgov_lib.reading.sequels import sequel
from lawgov_lib.reading.series import series
from lawgov_lib.reading.shares import shares
from lawgov_lib.reading.sums import sums
from lawgov_lib.reading.totals import totals

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lawgov_lib.reading.mentions import Mention, Relation
    from lawgov_lib.reading.series import Item


def relations(text: str, mentions: Sequence[Mention]) -> tuple[Relation, ...]:
    """Find how the quantities of a text hang together, sentence by sentence.

    Args:
        text: The text in its normal form.
        mentions: Its mentions, in order, with their places in it.

    Returns:
        The relations in order of their places.
    """
    found: list[Relation] = []
    before: list[Item] = []
    for row in series(text, mentions):
        goes_on = sequel(text, before, row) if before else None
        own = _distinct(_of(text, row, mentions, before))
        found += (each for each in own if not (goes_on and _is_within(each, goes_on)))
        found += [goes_on] if goes_on else []
        before = row
    return tuple(sorted(found, key=lambda each: (each.start, each.end)))


def _is_within(one: Relation, other: Relation) -> bool:
    """Tell whether a sum is made of the parts of another."""
    whole = {one.whole, *one.parts}
    return one.link in {Link.TOTAL, Link.PART} and whole <= set(other.parts)


def _of(
    text: str, row: Sequence[Item], mentions: Sequence[Mention], before: Sequence[Item]
) -> Iterator[Relation]:
    """Yield the relations of a sentence."""
    yield from totals(text, row)
    yield from outcomes(row, mentions)
    yield from sums(text, row, mentions)
    yield from proportions(row, mentions, before)
    yield from flows(text, row, mentions)
    yield from changes(text, row)
    yield from courses(text, row)
    yield from shares(row)


def _distinct(found: Iterator[Relation]) -> Iterator[Relation]:
    """Yield relations once; a part that a total holds already is not said again."""
    seen: set[tuple[object, ...]] = set()
    added: set[frozenset[int]] = set()
    summed: set[tuple[int | None, int]] = set()
    for each in found:
        key = (each.link, each.whole, each.parts, each.out, each.direction)
        if key in seen:
            continue
        if each.link in {Link.TOTAL, Link.BALANCE} and not each.rough:
            items = frozenset([*each.parts, *each.out, *_known(each.whole)])
            if items in added:
                continue
            added.add(items)
        if each.link is Link.PART and all((each.whole, part) in summed for part in each.parts):
            continue
        if each.link is Link.TOTAL:
            summed.update((each.whole, part) for part in each.parts)
        seen.add(key)
        yield each


def _known(place: int | None) -> list[int]:
    return [] if place is None else [place]
