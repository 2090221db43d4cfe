"""Balances of a sentence: what came in and was carried over, what was decided and is left.

收到 and 受理 are steps of one way: the later one counts. 结转 alone is of last year before the
deeds of this one, and to the next behind them. That nothing is left has to be told, by 全部办结,
by what is carried on, or by outcomes on both sides; else no more may go out than came in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING

from lawgov_lib.reading.consistency import agreement
from lawgov_lib.reading.mentions import Link, Relation
from lawgov_lib.reading.series import alike, cue, is_one_of, turn, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lawgov_lib.reading.mentions import Mention
    from lawgov_lib.reading.series import Item

_PAIR = 2
_FEW = 3
_STRUNG = frozenset("、和及与")


@dataclass(slots=True)
class _Flow:
    """What one kind of case came to: taken in by steps, carried over, done, left.

    ``settled`` was carried over and is said to be done apart from the rest, or told within what
    came in or was done; ``paused`` (中止) may be told among what is left or beside it.
    """

    taken: list[list[Item]] = field(default_factory=list)
    carried: list[Item] = field(default_factory=list)
    settled: list[Item] = field(default_factory=list)
    done: list[Item] = field(default_factory=list)
    outcomes: list[Item] = field(default_factory=list)
    left: list[Item] = field(default_factory=list)
    paused: list[Item] = field(default_factory=list)
    last: str = ""

    @property
    def first(self) -> Item | None:
        """The first number that came in."""
        return self.taken[0][0] if self.taken else (self.carried[0] if self.carried else None)


def flows(text: str, row: Sequence[Item], mentions: Sequence[Mention]) -> Iterator[Relation]:
    """Yield the balances of a sentence.

    Args:
        text: The normal form of the text.
        row: The quantities of the sentence.
        mentions: All mentions of the text.
    """
    flow = _Flow()
    if any(cue("flows", "rest").search(each.near) for each in row) and not any(
        cue("flows", "carried").search(each.around) for each in row
    ):
        return
    for item in row:
        if not item.is_count or item.is_past or item.is_aim or "其中" in item.gap:
            continue
        if re.search("[（，](?:含|包括|其中)", item.gap):
            if flow.first and alike(flow.first, item) and cue("flows", "comes").search(item.near):
                flow.settled.append(item)
            continue
        if "）" in item.gap[1:] and not flow.settled:
            continue
        kind = _kind(item, flow)
        starts = kind == "taken" and (flow.done or flow.outcomes or flow.left)
        if starts or (flow.first and not alike(flow.first, item)):
            if starts or kind:
                yield from _balance(text, flow, mentions)
                flow = _Flow()
            else:
                continue
        _take(flow, kind, item)
    yield from _balance(text, flow, mentions)
    yield from _stock(row, mentions)


def _kind(item: Item, flow: _Flow) -> str:
    """Tell which part of a balance a number is; blank if none."""
    near = item.near
    behind = item.behind if not near or cue("flows", "still").search(near) else ""
    comes = cue("flows", "comes").search(near) and not (flow.done or flow.outcomes)
    if comes:
        return "settled" if cue("flows", "settled").match(item.behind) else "carried"
    if "中止" in near:
        return "paused"
    if cue("flows", "carried_out").search(near) or cue("flows", "carried_out").search(behind):
        return "left"
    if cue("flows", "carried").search(near):
        return "left" if flow.done or flow.outcomes else "carried"
    if is_one_of(near, words("flows")["outcomes"]):
        return "outcomes"
    if cue("flows", "done").search(near) or cue("flows", "done").match(behind):
        return "done"
    if cue("flows", "taken").search(near):
        return "taken"
    strung = item.gap[:1] in _STRUNG
    if flow.last == "left" and "、" in item.gap:
        return "left"
    return f"{flow.last} too" if strung and flow.last == "taken" else ""


def _take(flow: _Flow, kind: str, item: Item) -> None:
    match kind:
        case "taken":
            flow.taken.append([item])
        case "taken too":
            flow.taken[-1].append(item)
        case "carried":
            flow.carried.append(item)
        case "settled":
            flow.settled.append(item)
        case "done":
            flow.done.append(item)
        case "outcomes":
            flow.outcomes.append(item)
        case "left":
            flow.left.append(item)
        case "paused":
            flow.paused.append(item)
    flow.last = kind.removesuffix(" too")


def _balance(text: str, flow: _Flow, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """Yield the balance of a flow, if it tells what came in and what went out."""
    if not flow.taken or not (flow.done or flow.outcomes):
        return
    going = flow.done[-1:] if flow.done else flow.outcomes
    ends = [*flow.done, *flow.outcomes, *flow.left]
    last = max(each.end for each in ends)
    sentence = re.match("(?![^。！？\n；]*其余)[^。！？\n；]*", text[last:])
    closed = cue("flows", "closed").search(sentence[0] if sentence else "") or _all_told(
        text, flow, last
    )
    full = bool(closed or flow.left or (len(flow.outcomes) >= _PAIR and not flow.done))
    if not (full or flow.carried):
        return
    if not flow.carried and not closed and not flow.left:
        return
    found = [
        _relation([*step, *carried], [*going, *paused, *flow.left], rough=not full)
        for paused in _with_or_without(flow.paused)
        for carried in _with_or_without(flow.settled, flow.carried)
        for step in _steps(flow)
    ]
    right = (each for each in found if (judged := agreement(each, mentions)) and judged.holds)
    yield next(right, found[len(flow.taken) - 1])


def _with_or_without(some: list[Item], always: Sequence[Item] = ()) -> Iterator[list[Item]]:
    """Yield what always counts without and, if there is any, with what may count too."""
    yield [*always]
    if some:
        yield [*always, *some]


def _steps(flow: _Flow) -> list[list[Item]]:
    """Return each step by which cases came in, and all steps together where there are more."""
    if len(flow.taken) == 1:
        return flow.taken
    return [*flow.taken, [item for step in flow.taken for item in step]]


def _all_told(text: str, flow: _Flow, last: int) -> bool:
    """Tell whether the words before a number of cases done say that these are all."""
    first = flow.first
    between = text[first.end : last] if first else ""
    return bool(cue("flows", "closed").search(between))


def _relation(come: Sequence[Item], gone: Sequence[Item], *, rough: bool) -> Relation:
    items = (*come, *gone)
    return Relation(
        Link.BALANCE,
        min(each.start for each in items),
        max(each.end for each in items),
        None,
        tuple(each.at for each in come),
        tuple(each.at for each in gone),
        rough=rough,
    )


def _stock(row: Sequence[Item], mentions: Sequence[Mention]) -> Iterator[Relation]:
    """Yield a stock that is what it was, with what came and without what went.

    What else is told between may have come, gone or neither; a reading that holds is taken.
    """
    sides: dict[str, list[Item]] = {name: [] for name in words("stock")}
    others: list[Item] = []
    for item in row:
        if item.is_count and not item.is_aim and not cue("stock_ends", "net").search(item.near):
            name = _side(item, sides)
            (sides[name] if name else others).append(item)
    before, after = sides["before"], sides["after"]
    moved = [*sides["plus"], *sides["minus"]]
    if not (len(before) == len(after) == 1 and moved):
        return
    if before[0].is_past and any(turn(each.near) for each in moved):
        return
    others = [each for each in others if alike(before[0], each)]
    if len(others) > _FEW or not all(alike(before[0], each) for each in (*moved, *after)):
        return
    found = [
        _relation(
            [*before, *sides["plus"], *_going(1, others, ways)],
            [*sides["minus"], *after, *_going(-1, others, ways)],
            rough=False,
        )
        for ways in product((0, 1, -1), repeat=len(others))
    ]
    right = [each for each in found if (judged := agreement(each, mentions)) and judged.holds]
    yield right[0] if right else found[0]


def _going(way: int, items: Sequence[Item], ways: Sequence[int]) -> list[Item]:
    return [each for each, its in zip(items, ways, strict=True) if its == way]


def _side(item: Item, sides: dict[str, list[Item]]) -> str | None:
    """Return the side of a stock that a number is on; 由上年的208张增至241张 tells both ends."""
    if item.is_past and cue("stock_ends", "from").search(item.near):
        return "before"
    if sides["before"] and cue("stock_ends", "to").match(item.near):
        return "after"
    return next((each for each in sides if cue("stock", each).search(item.near)), None)
