"""What a rate may be of: a part, the wholes that may hold it, and which of them is meant."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lawgov_lib.reading.consistency import agreement
from lawgov_lib.reading.mentions import Link, Relation
from lawgov_lib.reading.series import alike

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lawgov_lib.reading.mentions import Mention
    from lawgov_lib.reading.series import Item


def may_hold(whole: Item, part: Item) -> bool:
    """Tell whether one number may be the whole of another.

    Args:
        whole: What may be the whole.
        part: What may be a part of it.
    """
    if whole.is_past or whole.is_aim or not whole.is_count or not alike(whole, part):
        return False
    return whole.mention.high > 0 and whole.mention.high >= part.mention.low


def told_of(item: Item) -> str:
    """Return the words of a number's clause and of what it counts.

    Args:
        item: The number.
    """
    return f"{item.around} {item.mention.noun}"


def best(
    rate: Item,
    part: Item,
    wholes: Sequence[Sequence[Item]],
    mentions: Sequence[Mention],
    *,
    only_right: bool = False,
) -> Iterator[Relation]:
    """Yield the reading that makes a rate right, or else, if it is certain, the nearest.

    Args:
        rate: The rate.
        part: The number that it is of.
        wholes: What the number may be a part of.
        mentions: All mentions of the text.
        only_right: Whether a reading that is not right is not certain.
    """
    found = [rate_of(rate, part, each) for each in wholes]
    if not found:
        return
    right = [each for each in found if (judged := agreement(each, mentions)) and judged.holds]
    if right or not only_right:
        yield right[-1] if right else found[-1]


def rest_of(rate: Item, rest: Item, whole: Item) -> Relation:
    """Return a rate as the share of what is left of a whole without a number.

    Args:
        rate: The rate.
        rest: The number that the rate leaves out.
        whole: The whole.
    """
    return replace(rate_of(rate, whole, [rest]), parts=(whole.at,), out=(rest.at,))


def rate_of(rate: Item, part: Item, wholes: Sequence[Item]) -> Relation:
    """Return a rate as the share of a number in one or more that are its whole.

    Args:
        rate: The rate.
        part: The number that it is of.
        wholes: The whole, or what adds up to it.
    """
    items = (rate, part, *wholes)
    return Relation(
        Link.RATE,
        min(each.start for each in items),
        max(each.end for each in items),
        rate.at,
        (part.at, *(each.at for each in wholes)),
    )
