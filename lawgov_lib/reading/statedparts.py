"""Rates told beside their part by the words said of both, not by a name or by 占."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lawgov_lib.base.expressions import compiled
from lawgov_lib.reading.bases import best, may_hold, rate_of, told_of
from lawgov_lib.reading.series import alike, cue, turn
from lawgov_lib.reading.totals import is_aside

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lawgov_lib.reading.mentions import Mention, Relation
    from lawgov_lib.reading.series import Item

_KEY = 2
_PAIR = 2
_BRACKET = compiled("的[一-鿿]{1,8}（$")
_INSIDE = compiled("^[一-鿿]{0,8}(?<!其)中的?[一-鿿]{0,4}$")
_BARE = compiled("(?:[共计即为有达约到是合总达]|人数|数量|件数|也就是|涉及)*$")
_THING = compiled("了([一-鿿]{2,})")
_NOT = frozenset("不未非没无")


class Stated(NamedTuple):
    """The number told right behind a rate, or of what it leaves out, and what may hold it."""

    part: Item
    wholes: list[list[Item]]
    is_rest: bool


def told_behind(row: Sequence[Item], position: int) -> Stated | None:
    """Return what a rate without a name is of, if the number behind it says so.

    Either bare (六成建立制度，共计108家) or in the rate's words (九成通过，通过的是36人).

    Args:
        row: The quantities of the sentence.
        position: The place of the rate in it.
    """
    rate, coming = row[position], row[position + 1 : position + 2]
    if not coming or _is_past_change(rate):
        return None
    part = coming[0]
    if not part.is_count or part.is_past or part.is_aim or is_aside(part):
        return None
    if re.search("[。；（]", part.gap) or "，" not in part.gap:
        return None
    shared = shared_words(f"{rate.near}{rate.behind}", part.around)
    wholes = [[each] for each in row[:position] if may_hold(each, part)]
    if not wholes or not (shared or _BARE.fullmatch(part.near)):
        return None
    at = part.around.find(shared) if shared else 0
    return Stated(part, wholes, at > 0 and part.around[at - 1] in _NOT)


def coming(row: Sequence[Item], position: int) -> Iterator[Relation]:
    """Yield what is told behind a rate as a part 中 of a whole: 覆盖率80%，50家中体检40家.

    Args:
        row: The quantities of the sentence.
        position: The place of the rate in it.
    """
    if len(row) <= position + _PAIR or _is_past_change(row[position]):
        return
    rate, whole, part = row[position : position + 3]
    led = "，" in whole.gap and not re.search("[。；]", whole.gap) and _INSIDE.search(part.gap)
    if led and may_hold(whole, part) and not part.is_past:
        own = f"{part.near.rpartition('中')[2]} {part.behind}"
        shared = shared_words(f"{rate.near}{rate.behind}", own)
        if does_more(shared, part, rate):
            return
        if shared and part.around[part.around.find(shared) - 1] not in _NOT:
            yield rate_of(rate, part, [whole])


def does_more(shared: str, part: Item, rate: Item) -> bool:
    """Tell whether a number does with another thing what its rate does: 同步公开了图解.

    Args:
        shared: The words that both share.
        part: The number.
        rate: The rate.
    """
    at = part.around.find(shared) if shared else -1
    thing = _THING.match(part.around, at + len(shared)) if at >= 0 else None
    return bool(thing and not set(thing[1]) & set(f"{rate.gap}{rate.behind}"))


def leads_in(row: Sequence[Item], position: int) -> bool:
    """Tell whether a rate leads in whole and part: 95%的案件按期办结：应办结80件，按期办结76件.

    In a bracket right behind, a part 中 of a whole is it: 三分之二的村（18个村中的12个）.
    """
    rate, coming = row[position], row[position + 1 : position + 3]
    if len(coming) == _PAIR and _BRACKET.match(coming[0].gap) and _INSIDE.match(coming[1].gap):
        return may_hold(*coming)
    if len(coming) < _PAIR or not (rate.behind.startswith("的") and "：" in coming[0].gap):
        return False
    whole, part = coming
    told = cue("rates", "timely").search(f"{rate.behind}{coming[0].gap}") or rate.behind
    same = bool(cue("rates", "timely").search(part.near)) if not isinstance(told, str) else False
    return (
        bool(same or shared_words(part.near, rate.behind)) and whole.is_count and alike(whole, part)
    )


def estimated(
    row: Sequence[Item], position: int, mentions: Sequence[Mention]
) -> Iterator[Relation]:
    """Yield what an estimate is of: 其中36人到课，到课人数超过半数."""
    rate, before = row[position], row[:position]
    if not before or not before[-1].is_count or "；" in rate.gap or _is_past_change(rate):
        return
    part, said = before[-1], f"{rate.near}{rate.behind}"
    kept = cue("rates", "amounts").sub("", said)
    if said and not (shared_words(kept, told_of(part)) or _hints(kept, part.around)):
        return
    led = position - 1 if "其中" in part.gap else len(before)
    wholes = [[each] for each in before[:led] if may_hold(each, part) and each is not part]
    yield from best(rate, part, wholes, mentions)


def _is_past_change(rate: Item) -> bool:
    """Tell whether an estimate is of a change: 同比增长近三成."""
    return bool(turn(rate.near) or cue("rates", "other").search(rate.near))


def shared_words(one: str, other: str) -> str:
    """Return the first two characters in a row that two stretches of words share.

    Args:
        one: The words searched.
        other: The words that they are searched for in.
    """
    pairs = (one[at : at + _KEY] for at in range(len(one) - 1))
    return next((pair for pair in pairs if pair in other), "")


def _hints(said: str, part: str) -> bool:
    """Tell whether words say in part what a number counts: 持证人员 of 取得执法证."""
    return bool(set(cue("rates", "plain").sub("", said)) & set(part))
