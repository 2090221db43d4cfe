"""Outcomes listed behind what was decided, without any word that leads them in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lawgov_lib.reading.consistency import agreement
from lawgov_lib.reading.mentions import Link
from lawgov_lib.reading.partitions import Partition, family_of_parts
from lawgov_lib.reading.series import alike, cue, is_one_of, turn, words
from lawgov_lib.reading.totals import BETWEEN, is_led_in, is_open, relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lawgov_lib.reading.mentions import Mention, Relation
    from lawgov_lib.reading.series import Item

_PAIR = 2
_LONGEST = 30


def outcomes(row: Sequence[Item], mentions: Sequence[Mention]) -> Iterator[Relation]:
    """Yield the sums of outcomes in a sentence.

    Args:
        row: The quantities of the sentence.
        mentions: All mentions of the text.
    """
    position = len(row) if any(each.gap.startswith("；另") for each in row) else 1
    while position < len(row):
        parts = _run(row, position)
        family = family_of_parts(parts)
        if len(parts) < _PAIR or not family:
            position += 1
            continue
        beside = _beside(row, position, len(parts))
        before = [
            each
            for each in row[:position]
            if each.is_count
            and alike(each, parts[0])
            and not (each.is_past or each.is_aim or turn(each.near))
            and family.whole.search(each.around)
        ]
        led = is_led_in(parts[0].gap)
        if before and not led and not is_open(parts) and not _is_carried(row):
            lists = [[*ahead, *parts, *more] for ahead, more in beside]
            sums = [relation(Link.TOTAL, each, some) for some in lists for each in before]
            right = next((each for each in sums if _holds(each, mentions)), None)
            if right or not _goes_further(row, position + len(lists[0])):
                yield right or sums[len(before) - 1]
        elif not before and not led and _is_most(family, row[position - 1], parts):
            yield relation(Link.PART, row[position - 1], parts)
        position += len(parts)


def _is_most(family: Partition, whole: Item, parts: Sequence[Item]) -> bool:
    """Tell whether outcomes are of the number before them, which may hold open cases besides."""
    if not family.most or whole.is_past or not whole.is_count or not alike(whole, parts[0]):
        return False
    return bool(re.search(family.most, whole.around))


def _beside(row: Sequence[Item], position: int, count: int) -> list[tuple[list[Item], list[Item]]]:
    """Return what else became of some before and behind a list of outcomes: all of it, or less."""

    def belongs(item: Item) -> bool:
        named = is_one_of(item.label, words("beside"))
        return bool(named) and alike(row[position], item) and not item.is_past

    ahead: list[Item] = []
    more: list[Item] = []
    for item in reversed(row[1:position]):
        if not belongs(item) or "其中" in item.gap:
            break
        ahead.insert(0, item)
    for item in row[position + count : position + _LONGEST]:
        if not belongs(item) or not BETWEEN.match(item.gap):
            break
        more.append(item)
    return [(ahead, more), ([], more), (ahead, []), ([], [])] if ahead or more else [([], [])]


def _goes_further(row: Sequence[Item], position: int) -> bool:
    """Tell whether a list of outcomes goes on with one that is not known."""
    if position >= len(row):
        return False
    item = row[position]
    told = is_one_of(item.label, words("stages")["names"]) or cue("flows", "done").search(item.near)
    strung = alike(row[position - 1], item) and BETWEEN.match(item.gap)
    return bool(strung and not told and not cue("sum", "before").search(item.gap))


def _run(row: Sequence[Item], position: int) -> list[Item]:
    """Return the longest run of parts from a position that are named by one list of outcomes."""
    parts = [row[position]]
    if not parts[0].is_count:
        return []
    for item in row[position + 1 : position + _LONGEST]:
        if not alike(parts[0], item) or not BETWEEN.match(item.gap) or item.is_past:
            break
        if not family_of_parts([*parts, item], begun=True):
            break
        parts.append(item)
    return parts


def _is_carried(items: Sequence[Item]) -> bool:
    """Tell whether cases carried over make this a balance."""
    pattern = cue("flows", "carried")
    return any(pattern.search(each.around) for each in items)


def _holds(found: Relation, mentions: Sequence[Mention]) -> bool:
    judged = agreement(found, mentions)
    return bool(judged and judged.holds)
