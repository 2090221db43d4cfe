"""Changes of a sentence: by how much, which way, from what to what.

The number that changed is the nearest before the change in the same unit, unless the words before
the change name another thing; last year's is the one told of 上年, of the year before the one
named, or the one that 由 led in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled
from lawgov_lib.reading.ends import ORIGIN, ends
from lawgov_lib.reading.mentions import Direction, Kind, Link, Period, Relation
from lawgov_lib.reading.series import SIGNS, alike, cue, turn, words
from lawgov_lib.reading.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lawgov_lib.reading.series import Item

_RELATIVE = frozenset({Kind.RATE, Kind.MULTIPLE})
_FOLD = "番"
_MINUS = "-"
_HALVED = "减半"
_RESPECTIVELY = "分别"
_GOES_ON = frozenset({"、", "和", "，", "及", "与"})
_TO = compiled("[至到为成](?:(?:今|本|当)年度?的?)?$")
_NOT_NAME = compiled("[的数量为了总]+|[^一-鿿]+")
_COMPARED = compiled("[比较与由从]")
_BASE = compiled("[比较与由从]于?[0-9]{4}年")
_TIMES = compiled("上一?年度?|去年|[今本]年度?|同期|全年|[0-9]{4}年度?|[比较与的为同底，]|年末")
_NOMINAL = ("n", "j", "l", "b", "s", "vn")
_NAMED = compiled("^的?[一-鿿]")
_NAME = 2
_PAIR = 2


@dataclass(frozen=True, slots=True)
class _Told:
    """A change as it is told: which way, what it is said of, and how it is compared.

    ``level`` is whether the number is what was reached (增至), not by how much.
    """

    direction: Direction | None
    subject: str
    compares: bool
    level: bool = False
    certain: bool = True
    times: bool = False


def changes(text: str, row: Sequence[Item]) -> Iterator[Relation]:
    """Yield the changes of a sentence.

    Args:
        text: The normal form of the text.
        row: The quantities of the sentence.
    """
    told = [_told(item) for item in row]
    for at in range(1, len(row)):
        if told[at] is None and _is_times(row[at - 1], row[at]):
            told[at] = _Told(None, "", compares=True, times=True)
    for position, item in enumerate(row):
        before = row[position - 1] if position else None
        change = told[position]
        if change is None and before and told[position - 1] and item.gap in _GOES_ON | {"（"}:
            change = told[position - 1] if _goes_on(row, told, position) else None
            told[position] = change
        if change is None or item.is_aim:
            continue
        if change.level:
            if before and ORIGIN.search(before.near) and alike(before, item):
                yield change_of(None, [item, before], change.direction)
            continue
        pair = _pair(row, told, position)
        sure = change.compares or change.certain or len(pair) > 1
        if (pair and sure) or _may_stand_alone(item, change):
            by = _by(row, told, position) if len(pair) == 1 and not change.times else None
            found = change_of(item, pair, None if change.times else change.direction)
            yield replace(found, out=(by.at,)) if by else found
    yield from _in_words(text, row, told)


def _is_times(last: Item, item: Item) -> bool:
    """Tell whether a number is how many times last year's right before it: 是上年24件的4倍."""
    if item.gap not in {"的", "的近", "的约"} or item.mention.kind not in _RELATIVE:
        return False
    return last.is_past and bool(cue("change", "times_base").search(last.near))


def _told(item: Item) -> _Told | None:
    """Read the words before a number as a change; None if they tell none."""
    near = item.near
    if cue("change", "times_of").search(near):
        told = _Told(None, "", compares=True, times=True)
        return told if item.mention.kind in _RELATIVE else None
    base = cue("change", "base").search(near)
    if item.mention.unit == _FOLD:
        subject = re.sub(cue("change", "adverbs").pattern, "", cue("change", "base").sub("", near))
        return _Told(Direction.UP, subject, compares=True)
    if _HALVED in item.mention.words:
        return _Told(Direction.DOWN, "", compares=True)
    found = turn(near)
    if not found:
        return _signed(near)
    if found["more"] or found["less"]:
        if base and base.end() > found.start():
            return None
        direction = Direction.UP if found["more"] else Direction.DOWN
    else:
        direction = Direction.UP if found["up"] else Direction.DOWN
    if near.endswith(_MINUS):
        if direction is Direction.DOWN:
            return None
        direction = Direction.DOWN
    subject = cue("change", "base").sub("", near[: found.start()])
    subject = re.sub(f"(?:{cue('change', 'adverbs').pattern})", "", subject)
    if cue("change", "apiece").search(near):
        return None
    level = bool(cue("change", "level").search(near))
    if level and item.mention.kind is Kind.MULTIPLE:
        return _Told(direction, subject, compares=True, times=True)
    if item.mention.kind is Kind.RANK:
        level = True
    return _Told(
        direction, subject, bool(base), level, certain=not (found["more"] or found["less"])
    )


def _signed(near: str) -> _Told | None:
    """Read a change that a sign alone tells: 同比-5%."""
    sign = near[-1:]
    if sign not in set(SIGNS) or not cue("change", "signed").search(near[:-1]):
        return None
    return _Told(Direction.DOWN if sign == _MINUS else Direction.UP, "", compares=True)


def _goes_on(row: Sequence[Item], told: Sequence[_Told | None], position: int) -> bool:
    """Tell whether a bare number is a change too: 分别增长9.9%、10%, 增加7次（9.9%）."""
    item, before = row[position], row[position - 1]
    change = told[position - 1]
    if change is None or change.level:
        return False
    if item.gap == "（":
        return item.mention.kind is Kind.RATE and before.mention.kind is not Kind.RATE
    first = position - 1
    while first and row[first].gap in _GOES_ON:
        first -= 1
    return _RESPECTIVELY in row[first].near and item.mention.kind is before.mention.kind


def _pair(row: Sequence[Item], told: Sequence[_Told | None], position: int) -> list[Item]:
    """Return this and last year's number of a change, as far as they are told."""
    change, item = told[position], row[position]
    if change is None:
        return []
    first = position
    while first and _is_strung(row[first]) and told[first - 1]:
        first -= 1
    if _RESPECTIVELY in row[first].near:
        return _respectively(row, told, first, position)
    both = ends(row, [bool(each) for each in told], position)
    if both and _fits(item, both[0]):
        return both
    this = _this(row, told, position)
    if this is None:
        coming = row[position + 1 : position + 3]
        if len(coming) > 1 and ORIGIN.search(coming[0].near) and told[position + 2]:
            return [*reversed(coming)] if _fits(item, coming[1]) and same_kind(*coming) else []
        reached = coming[0] if coming else None
        if not (reached and cue("change", "reached").search(reached.near) and _fits(item, reached)):
            return []
        this = position + 1
    last = _last(row, told, this, position)
    return [row[this]] if last is None else [row[this], last]


def _is_strung(item: Item) -> bool:
    """Tell whether a number goes on in the list before it: 、下降5%."""
    return item.gap in _GOES_ON | {"（"} or item.gap[:1] in {"、", "和"}


def _this(row: Sequence[Item], told: Sequence[_Told | None], position: int) -> int | None:
    """Return the position of the number that changed: the nearest before that fits."""
    item, change = row[position], told[position]
    for at in range(position - 1, -1, -1):
        candidate, other = row[at], told[at]
        if (other and not other.level) or candidate.is_past or candidate.is_aim:
            continue
        if (
            _is_followed(candidate, row)
            or _is_base(candidate)
            or (candidate.mention.kind is Kind.DURATION and not other)
        ):
            continue
        if ORIGIN.search(candidate.near) or not _fits(item, candidate):
            if item.mention.kind in _RELATIVE and candidate.is_count:
                return None
            continue
        if change and _names_other(change.subject, candidate):
            return None
        return at
    return None


def _by(row: Sequence[Item], told: Sequence[_Told | None], position: int) -> Item | None:
    """Return the number beside a rate that tells the same change: 增加3件，增长9.1%."""
    item, mine = row[position], told[position]
    for at in (position - 1, position + 1):
        other = told[at] if 0 <= at < len(row) else None
        beside = row[at] if other else None
        gap = row[max(at, position)].gap if beside else ""
        if (
            (mine and other and beside and not other.level and beside.is_count)
            and (mine.direction is other.direction and item.mention.kind in _RELATIVE)
            and not re.search("[。；]|分别", gap)
        ):
            return beside
    return None


def _is_followed(item: Item, row: Sequence[Item]) -> bool:
    """Tell whether the year after that of a number is told beside it: 2024年15件，2023年17件."""
    year = item.mention.scope.year
    return year is not None and any(
        each.mention.scope.year == year + 1 and same_kind(each, item) for each in row
    )


def _is_base(item: Item) -> bool:
    """Tell whether a number is of a year that is compared with: 较2023年的71件."""
    return item.mention.scope.year is not None and bool(_BASE.search(item.near))


def _fits(change: Item, level: Item) -> bool:
    """Tell whether a number may have changed by another."""
    kind = level.mention.kind
    if kind is Kind.DURATION:
        return change.mention.kind in _RELATIVE or alike(change, level)
    if kind is Kind.RANK:
        return change.mention.unit in {"位", "名", "个位次", "个", "位次", "个名次"}
    if change.mention.kind is Kind.POINTS:
        return kind is Kind.RATE
    if change.mention.kind in _RELATIVE:
        return level.is_count or kind is Kind.RATE
    return level.is_count and alike(change, level)


def _names_other(subject: str, level: Item) -> bool:
    """Tell whether the words before a change name another thing than the number counts."""
    name = _NOT_NAME.sub("", subject)
    if len(name) < _NAME:
        return False
    known = f"{level.around} {level.mention.noun}"
    return not any(name[at : at + _NAME] in known for at in range(len(name) - 1))


def _last(
    row: Sequence[Item], told: Sequence[_Told | None], this: int, position: int
) -> Item | None:
    """Return last year's number beside this year's."""
    now = row[this]
    reached = told[this] or _TO.search(now.near)
    if this and ORIGIN.search(row[this - 1].near) and reached and same_kind(row[this - 1], now):
        return row[this - 1]
    near = [*range(this + 1, position), *range(this - 1, -1, -1)]
    if position + 1 < len(row) and row[position + 1].is_past:
        near.insert(position - this - 1, position + 1)
    for at in near:
        other: Item = row[at]
        if told[at] or not same_kind(other, now):
            continue
        if is_before(other, now) and not _tells_other(other, now):
            return other
        if at < this and not other.is_past:
            return None
    return None


def same_kind(one: Item, other: Item) -> bool:
    """Tell whether two numbers may be of one thing: places of a ranking, or units alike."""
    if one.mention.kind is Kind.RANK or other.mention.kind is Kind.RANK:
        return one.mention.kind is other.mention.kind
    return alike(one, other)


def is_before(other: Item, now: Item) -> bool:
    """Tell whether a number is of the year before another."""
    scope, mine = other.mention.scope, now.mention.scope
    if scope.year is not None and mine.year is not None:
        return scope.year == mine.year - 1
    if scope.year is not None:
        return bool(_COMPARED.search(other.near)) or (other.at < now.at and "；" not in now.gap)
    return scope.period is Period.LAST


def _tells_other(other: Item, now: Item) -> bool:
    """Tell whether last year's number is said of another thing."""
    deeds = {other.mention.deed, now.mention.deed} - {""}
    if len(deeds) < _PAIR and (is_nameless(other) or is_nameless(now)):
        return False
    return _names_other(_TIMES.sub("", other.near), now)


def is_nameless(item: Item) -> bool:
    """Tell whether a number is said of nothing of its own: 今年壮大到410人, 上年只有288份.

    Args:
        item: The number.
    """
    if _NAMED.search(item.behind):
        return False
    tags = words_of(_TIMES.sub("", item.near)).tags
    return not any(tag.startswith(_NOMINAL) for tag in tags)


def _respectively(
    row: Sequence[Item], told: Sequence[_Told | None], first: int, position: int
) -> list[Item]:
    """Return the number in the same place of the list before 分别增长9.9%、10%."""
    count = 1
    while first + count < len(row) and _is_strung(row[first + count]):
        if not (told[first + count] or row[first + count].gap in _GOES_ON):
            break
        count += 1
    levels = [row[at] for at in range(first) if not told[at] and not row[at].is_past]
    if len(levels) != count:
        return []
    this = levels[position - first]
    return [this] if _fits(row[position], this) else []


def _may_stand_alone(item: Item, change: _Told) -> bool:
    """Tell whether words tell a change though what changed is not told beside it."""
    if item.mention.kind in _RELATIVE or item.mention.kind is Kind.POINTS:
        return True
    return change.compares


def change_of(amount: Item | None, pair: Sequence[Item], direction: Direction | None) -> Relation:
    """Return a change.

    Args:
        amount: The number that tells by how much, if one does.
        pair: This year's number and the last, as far as they are told.
        direction: Which way it went.
    """
    items = [*([amount] if amount else []), *pair]
    return Relation(
        Link.CHANGE,
        min(each.start for each in items),
        max(each.end for each in items),
        amount.at if amount else None,
        tuple(each.at for each in pair),
        direction=direction,
        rough=bool(amount and not amount.mention.exact),
    )


def _in_words(text: str, row: Sequence[Item], told: Sequence[_Told | None]) -> Iterator[Relation]:
    """Yield changes that are told without a number: 略有增加, 基本持平."""
    for position, item in enumerate(row):
        until = row[position + 1].start if position + 1 < len(row) else len(text)
        behind = re.split("[。！？；\n]", text[item.end : until], maxsplit=1)[0]
        found, own = _wording().search(behind), told[position]
        if not found or item.is_aim or (own and not own.level):
            continue
        entry = words("change")["words"][int(str(found.lastgroup)[1:])]
        this = next((at for at in range(position, -1, -1) if not row[at].is_past), None)
        ahead = re.split("[，、：（]", behind[: found.start()])[-1]
        subject = cue("change", "base").sub("", ahead)
        if this is None or _names_other(subject, row[this]) or not _leads(behind, found.start()):
            continue
        last = _last(row, told, this, position + 1)
        yield Relation(
            Link.CHANGE,
            row[this].start,
            item.end + found.end(),
            None,
            tuple(each.at for each in (row[this], last) if each),
            direction=Direction[entry["direction"]],
            rough=entry["rough"],
        )


def _leads(behind: str, at: int) -> bool:
    """Tell whether at most one mark stands between a number and what is said of it."""
    return sum(behind.count(mark, 0, at) for mark in "，、：（") <= 1


@cache
def _wording() -> re.Pattern[str]:
    rows = words("change")["words"]
    return compiled("|".join(f"(?P<w{at}>{row['pattern']})" for at, row in enumerate(rows)))
