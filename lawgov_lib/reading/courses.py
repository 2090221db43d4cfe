"""Which way numbers are said to have gone over the years that are told of them.

信访量逐年下降，2024年76件，2023年71件: the way is told without an amount, before the numbers or
behind them, so it is theirs only where it names nothing else.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled
from lawgov_lib.reading.changes import change_of, is_before, is_nameless, same_kind
from lawgov_lib.reading.mentions import Direction
from lawgov_lib.reading.series import cue, turn
from lawgov_lib.reading.statedparts import shared_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lawgov_lib.reading.mentions import Relation
    from lawgov_lib.reading.series import Item

_PAIR = 2
_FAR = 40
_COUNT = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_TIMES = compiled("上一?年度?|去年|[今本]年度?|同期|全年|[0-9]{4}年度?|[为是有达共的]")


def courses(text: str, row: Sequence[Item]) -> Iterator[Relation]:
    """Yield the changes between numbers that are said to have gone one way.

    Args:
        text: The normal form of the text.
        row: The quantities of the sentence.
    """
    yield from _over_years(text, row)
    for first, second in pairwise(row):
        pair = _pair(first, second)
        way = (_ahead(first) or _behind(text, second)) if pair else None
        if way:
            begins, ends, direction = way
            found = change_of(None, pair, direction)
            yield replace(found, start=min(begins, found.start), end=max(ends, found.end))


def _pair(first: Item, second: Item) -> list[Item]:
    """Return this and last year's number where two that stand together are these."""
    apart = not cue("course", "beside").match(second.gap)
    if apart or not same_kind(first, second) or turn(first.near) or turn(second.near):
        return []
    if is_before(second, first):
        return [first, second]
    return [second, first] if is_before(first, second) else []


def _ahead(first: Item) -> tuple[int, int, Direction] | None:
    """Return the way that the clause before a number tells of it, and where its words stand."""
    found = cue("course", "ahead").search(first.gap)
    if not found:
        return None
    if cue("course", "bare").fullmatch(found["thing"]):
        told = _is_of(found["subject"], first)
    else:
        told = bool(shared_words(found["thing"], first.near))
    if not told:
        return None
    direction = Direction.UP if found["up"] else Direction.DOWN
    return first.start - len(first.gap) + found.start("subject"), first.end, direction


def _behind(text: str, second: Item) -> tuple[int, int, Direction] | None:
    """Return the way that the clause behind a number tells of it without another subject."""
    found = cue("course", "behind").match(text, second.end)
    if not found:
        return None
    return second.start, found.end(), Direction.UP if found["up"] else Direction.DOWN


def _is_of(subject: str, first: Item) -> bool:
    """Tell whether what went one way is what a number counts, by a character that both have.

    What is no number of things (效率, 质量) is none; where the number names nothing, it is.
    """
    if cue("course", "quality").search(subject):
        return False
    return is_nameless(first) or bool(set(_TIMES.sub("", first.near)) & set(subject))


def _over_years(text: str, row: Sequence[Item]) -> Iterator[Relation]:
    """Yield each step of a series of years that is said to have gone one way: 连续两年增长."""
    position = 0
    while position < len(row):
        run = [row[position]]
        for item in row[position + 1 :]:
            if not cue("trend", "goes_on").match(item.gap) or not same_kind(item, run[0]):
                break
            run.append(item)
        position += len(run)
        if len(run) <= _PAIR:
            continue
        ahead = re.split("[。！？；\n]", text[max(run[0].start - _FAR, 0) : run[0].start])[-1]
        behind = re.split("[。！？；\n]", text[run[-1].end : run[-1].end + _FAR], maxsplit=1)[0]
        found = cue("trend", "told").match(behind) or cue("trend", "told").match(ahead)
        if not found or not cue("trend", "years").search(ahead):
            continue
        steps = min(_COUNT.get(found["n"] or "", len(run) - 1), len(run) - 1)
        direction = Direction.UP if found["up"] else Direction.DOWN
        for last, this in pairwise(run[-steps - 1 :]):
            step = change_of(None, [this, last], direction)
            yield replace(step, end=run[-1].end + found.end() * (found.string == behind))
