"""Wholes and their parts in a sentence: which add up, and which are merely within.

A list of parts adds up to its whole where the words say that it is told in full: 分别为, a colon,
brackets, 共 behind it, 其余, or outcomes that leave nothing over. 其中 does not say so: what it
lists is at most the whole, where the parts do not overlap; and 等 leaves every list open.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from lawgov_lib.reading.consistency import agreement
from lawgov_lib.reading.mentions import Link, Relation
from lawgov_lib.reading.series import alike, cue, is_one_of, turn, words
from lawgov_lib.reading.units import family_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lawgov_lib.reading.mentions import Mention
    from lawgov_lib.reading.series import Item

_CACHED = 1024
_PAIR = 2
_LONGEST = 30
_BETWEEN = re.compile("^[^。！？\n；：（）]*[、，；和及与][^。！？\n：（）]*$|^[和及与]$")
_CHANGE = re.compile("同比|占")
_WITHIN = re.compile("^(?:人|件|家|户|项|个|份|名|次)?中(?:，?有)?$|^中，?[^，。；0-9]{0,4}$")


class _Partition(NamedTuple):
    """Names of parts that leave nothing over; some of them must be told, and so must the whole."""

    names: tuple[str, ...]
    main: frozenset[str]
    whole: re.Pattern[str]


class _Opening(Enum):
    """How a list of parts is led in."""

    AMONG = "其中"
    CONTAINED = "含"
    FULL = "分别为"
    NONE = ""


def totals(row: Sequence[Item], mentions: Sequence[Mention]) -> Iterator[Relation]:
    """Yield the sums and the parts of a sentence.

    Args:
        row: The quantities of the sentence.
        mentions: All mentions of the text.
    """
    for position, first in enumerate(row):
        if not position or not first.is_count:
            continue
        opening = _opening(first.gap)
        whole = _whole(row, position, opening)
        if whole is None:
            continue
        if opening is not _Opening.NONE:
            yield from _listed(whole, row, position, opening)
        elif _WITHIN.search(first.gap) and alike(whole, first):
            yield relation(Link.PART, whole, [first])
    yield from _summed(row)
    yield from _outcomes(row, mentions)


def relation(link: Link, whole: Item, parts: Sequence[Item]) -> Relation:
    """Return a relation between a whole and its parts."""
    everything = (whole, *parts)
    return Relation(
        link,
        min(each.start for each in everything),
        max(each.end for each in everything),
        whole.at,
        tuple(each.at for each in parts),
    )


def _opening(gap: str) -> _Opening:
    """Tell how what follows a number is led in."""
    if words("whole")["among"] in gap:
        return _Opening.AMONG if not re.search("[。；].*其中.*其中", gap) else _Opening.NONE
    if cue("whole", "contained").search(gap):
        return _Opening.CONTAINED
    if any(cue("whole", name).search(gap) for name in ("colon", "apart", "bracket")):
        return _Opening.FULL
    return _Opening.NONE


def _whole(row: Sequence[Item], position: int, opening: _Opening) -> Item | None:
    """Return what is parted at a position: the number before, for 其中 not a change or a rate."""
    for item in reversed(row[:position]):
        aside = item.is_past or not item.is_count or turn(item.near)
        if not aside:
            return item
        if opening is not _Opening.AMONG or "。" in item.gap:
            break
    return None


def _listed(
    whole: Item, row: Sequence[Item], position: int, opening: _Opening
) -> Iterator[Relation]:
    """Yield how the parts that are listed from a position on belong to a whole."""
    parts: list[Item] = []
    ratio, closed = "", True
    for item in row[position : position + _LONGEST]:
        if parts and not _goes_on(ratio + item.gap, opening, parts):
            break
        if not item.is_count:
            ratio += item.gap
            continue
        if not alike(whole, item) or item.is_past or _is_aside(item):
            closed = closed and bool(parts) and "；" in item.gap
            break
        parts.append(item)
        ratio = ""
    if not parts:
        return
    closed = closed and not _is_open(parts)
    if opening is _Opening.AMONG:
        closed = closed and _is_full(parts, whole)
    elif opening is _Opening.FULL and any(
        is_one_of(each.label, words("stages")["names"]) for each in parts
    ):
        closed = _family(parts) is not None
    if closed and len(parts) >= _PAIR and opening is not _Opening.CONTAINED:
        yield relation(Link.TOTAL, whole, parts)
    elif len(parts) >= _PAIR and _is_disjoint(parts):
        yield relation(Link.PART, whole, parts)
    elif opening is not _Opening.FULL:
        for part in parts:
            yield relation(Link.PART, whole, [part])


def _is_aside(item: Item) -> bool:
    """Tell whether a number is a change or a share, no part."""
    return bool(turn(item.near) or _CHANGE.search(item.near))


def _goes_on(gap: str, opening: _Opening, parts: Sequence[Item]) -> bool:
    """Tell whether a list goes on over what stands between two numbers.

    One that is strung by 、 ends at a comma, and none goes on with another step of the work.
    """
    if "）" in gap and opening is not _Opening.AMONG:
        return False
    strung = len(parts) > 1 and parts[-1].gap.startswith("、")
    if strung and re.match(words("steps"), gap):
        return False
    if any(cue("flows", name).search(gap) for name in ("carried", "carried_out")):
        return False
    return bool(_BETWEEN.match(gap)) and not cue("sum", "before").search(gap)


def _is_open(parts: Sequence[Item]) -> bool:
    """Tell whether a list says that it is not told in full."""
    pattern = _open()
    return bool(pattern.search(parts[-1].behind) or any("等" in each.near[-3:] for each in parts))


def _is_full(parts: Sequence[Item], whole: Item) -> bool:
    """Tell whether the names of parts leave nothing of their whole over."""
    labels = [each.label for each in parts]
    table = words("exhaustive")
    if any(label.startswith(rest) for label in labels for rest in table["rest"]):
        return True
    if any(all(label.startswith(each) for label in labels) for each in table["prefixes"]):
        return True
    family = _family(parts)
    return family is not None and bool(family.whole.search(whole.around))


def _is_disjoint(parts: Sequence[Item]) -> bool:
    """Tell whether the parts of a list do not overlap."""
    table, labels = words("disjoint"), [_bare(each.label) for each in parts]
    if any(is_one_of(label, table["overlapping"]) for label in labels):
        return False
    if any(is_one_of(label, words("stages")["names"]) for label in labels):
        return False
    if any(all(label.endswith(each) for label in labels) for each in table["suffixes"]):
        return True
    strung = all("、" in each.gap or each.gap[:1] in {"和", "，"} for each in parts[1:])
    if family_of(parts[0].mention.unit) == table["people"]:
        strung = strung and not any(is_one_of(label, table["attributes"]) for label in labels)
    return strung and all(labels)


def _bare(label: str) -> str:
    return re.sub("(?:案件|事项|活动|培训|有|共|各|为|的|办理|检查)+$", "", label)


def _family(parts: Sequence[Item]) -> _Partition | None:
    """Return the outcomes that the parts are named by, each by another; None if they are not."""
    if len(parts) < _PAIR:
        return None
    named = [_named(each.label) for each in parts]
    for family, _ in named[0]:
        names = {name for each in named for other, name in each if other is family}
        if len(names) == len(parts) and names & family.main:
            return family
    return None


@lru_cache(maxsize=_CACHED)
def _named(label: str) -> tuple[tuple[_Partition, str], ...]:
    """Return the outcomes that words name, with the lists that hold them."""
    if not _any_name().search(label):
        return ()
    found = ((family, is_one_of(label, family.names)) for family in _partitions())
    return tuple((family, name) for family, name in found if name)


@cache
def _any_name() -> re.Pattern[str]:
    names = {name for family in _partitions() for name in family.names}
    return re.compile("|".join(sorted(names)))


def _summed(row: Sequence[Item]) -> Iterator[Relation]:
    """Yield the sums behind their parts: A 3件、B 30件，共33件."""
    for position, whole in enumerate(row):
        found = cue("sum", "before").search(whole.gap)
        if not (found and position and whole.is_count) or whole.is_past or "其中" in whole.gap:
            continue
        parts: list[Item] = []
        for item in reversed(row[max(position - _LONGEST, 0) : position]):
            if not alike(whole, item) or item.is_past or _is_aside(item):
                break
            parts.insert(0, item)
            if not re.search("[、，；和及与]", item.gap) or "其中" in item.gap:
                break
        if _is_sum(parts, found["verb"]) and not _is_open(parts):
            yield relation(Link.TOTAL, whole, parts)


def _is_sum(parts: Sequence[Item], verb: str) -> bool:
    """Tell whether what stands before 共 are parts of one thing."""
    if len(parts) < _PAIR:
        return False
    stages = {is_one_of(each.label, words("stages")["names"]) for each in parts if each.label}
    if any(stages) and len(stages) > 1:
        return False
    general = not verb or any(verb.startswith(each) for each in words("sum")["general"])
    named = bool(verb) and any(verb[:2] in each.around for each in parts)
    strung = all("、" in each.gap or "和" in each.gap for each in parts[1:])
    labels = [each.label for each in parts]
    kindred = labels[0][:1] == labels[1][:1] or labels[0][-1:] == labels[1][-1:]
    return (general or named) and (strung or kindred or named)


def _outcomes(row: Sequence[Item], mentions: Sequence[Mention]) -> Iterator[Relation]:
    """Yield outcomes listed behind what was decided, without any word that leads them in."""
    position = 1
    while position < len(row):
        parts = _run(row, position)
        family = _family(parts)
        if len(parts) < _PAIR or not family:
            position += 1
            continue
        before = [
            each
            for each in row[:position]
            if each.is_count
            and alike(each, parts[0])
            and not (each.is_past or each.is_aim or turn(each.near))
            and family.whole.search(each.around)
        ]
        led = _opening(parts[0].gap) is not _Opening.NONE
        if before and not led and not _is_open(parts) and not _is_carried(row):
            sums = [relation(Link.TOTAL, each, parts) for each in before]
            yield next((each for each in sums if _holds(each, mentions)), sums[-1])
        position += len(parts)


def _run(row: Sequence[Item], position: int) -> list[Item]:
    """Return the longest run of parts from a position that are named by one list of outcomes."""
    parts = [row[position]]
    if not parts[0].is_count:
        return []
    for item in row[position + 1 : position + _LONGEST]:
        if not alike(parts[0], item) or not _BETWEEN.match(item.gap) or item.is_past:
            break
        if not _family([*parts, item]):
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


@cache
def _partitions() -> tuple[_Partition, ...]:
    return tuple(
        _Partition(
            tuple(each["names"]),
            frozenset(each.get("main", each["names"][:1])),
            re.compile(each.get("whole", "")),
        )
        for each in words("partitions")
    )


@cache
def _open() -> re.Pattern[str]:
    return re.compile(words("open"))
