"""Wholes and their parts in a sentence: which add up, and which are merely within.

A list of parts adds up to its whole where the words say that it is told in full: 分别为, a colon,
brackets, 共 behind it, 其余, or outcomes that leave nothing over. 其中 does not say so: what it
lists is at most the whole, where the parts do not overlap; and 等 leaves every list open.
"""

from __future__ import annotations

import re
from dataclasses import replace
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled
from lawgov_lib.reading.fullness import is_said_full, names_rest
from lawgov_lib.reading.mentions import Kind, Link, Relation
from lawgov_lib.reading.parallels import (
    are_parallel,
    comes_near,
    leaves_little,
    part_names,
    told_apart,
)
from lawgov_lib.reading.partitions import family_of_parts
from lawgov_lib.reading.series import alike, cue, is_one_of, turn, words
from lawgov_lib.reading.units import family_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lawgov_lib.reading.series import Item

_PAIR = 2
_FAR = 20
_LONGEST = 30
BETWEEN = compiled("^[^。！？\n；：（）]*[、，；和及与][^。！？\n：（）]*$|^[和及与]$")
_DIVIDED = compiled("分(?:为|成|作)?$")
_STRUNG = compiled("[，；和及与]|以及")
_WITHIN = compiled(
    "^[一-鿿]{0,10}中(?:，?已?有)?$|^[一-鿿]{2,10}有$|^[一-鿿]{0,10}(?<!其)中，?[^，。；0-9]{0,4}$"
)


class _Opening(Enum):
    """How a list of parts is led in."""

    AMONG = "其中"
    CONTAINED = "含"
    FULL = "分别为"
    NONE = ""


def totals(text: str, row: Sequence[Item]) -> Iterator[Relation]:
    """Yield the sums and the parts of a sentence.

    Args:
        text: The normal form of the text.
        row: The quantities of the sentence.
    """
    row = _undivided(row)
    if not row:
        return
    overlap = cue("whole", "overlap").search(text, row[0].start, row[-1].end + _FAR)
    for position, first in enumerate(row):
        if not position or not first.is_count:
            continue
        opening = _opening(first.gap)
        whole = _whole(row, position, opening)
        if whole is None:
            continue
        if opening is not _Opening.NONE:
            listed = _listed(text, whole, row[position:], opening)
            yield from (
                each
                for each in listed
                if len(each.parts) == 1 or not (overlap or _is_counted_twice(each, row))
            )
        elif _is_within(whole, first):
            yield relation(Link.PART, whole, [first])
        elif first.gap.startswith("，") and alike(whole, first):
            yield from _apposed(text, whole, row, position)


def _is_counted_twice(found: Relation, row: Sequence[Item]) -> bool:
    """Tell whether what parts are too many is told behind them: 238和219件，两队合办的10件."""
    items = {each.at: each.mention for each in row}
    whole, parts = items[found.whole or 0], [items[each] for each in found.parts]
    told = [each for at, each in items.items() if at >= found.parts[-1] and at != found.whole]
    over = sum(each.low for each in parts) - whole.high
    return any(
        each.unit == parts[0].unit and over == each.low * (2 if each is parts[-1] else 1) > 0
        for each in told
    )


def _undivided(row: Sequence[Item]) -> list[Item]:
    """Leave out numbers that say only into how many a whole is parted: 分三期举办."""
    found: list[Item] = []
    ahead = ""
    for each in row:
        if each.is_count and _DIVIDED.search(each.near):
            ahead += f"{each.gap}{each.mention.words}"
            continue
        found.append(each._replace(gap=f"{ahead}{each.gap}") if ahead else each)
        ahead = ""
    return found


def _is_within(whole: Item, part: Item) -> bool:
    """Tell whether a number is of what 中 is said of, or of those who passed among all."""
    led = _WITHIN.search(part.gap) and alike(whole, part) and _is_same(whole, part)
    return bool(led) or _is_outcome(whole, part) or _is_success(whole, part)


def _is_same(whole: Item, part: Item) -> bool:
    """Tell whether what 中 is said of may be the same thing: 12个村中13个, not 9个镇中的20个村."""
    if family_of(whole.mention.unit) not in words("loose"):
        return True
    noun, known = part.mention.noun, f"{whole.behind} {whole.mention.noun}"
    return not noun or not part.behind.startswith(noun) or noun[-1:] in known


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
    if any(cue("whole", name).search(gap) for name in ("colon", "apart", "composed", "bracket")):
        return _Opening.FULL
    return _Opening.NONE


def is_led_in(gap: str) -> bool:
    """Tell whether what follows a number is led in as its parts.

    Args:
        gap: The words between the two.
    """
    return _opening(gap) is not _Opening.NONE


def _whole(row: Sequence[Item], position: int, opening: _Opening) -> Item | None:
    """Return what is parted at a position: the number before, for 其中 not a change or a rate."""
    for item in reversed(row[:position]):
        aside = item.is_past or not item.is_count or turn(item.near)
        if not aside:
            return item
        if opening is not _Opening.AMONG or "。" in item.gap:
            break
    return None


def _listed(text: str, whole: Item, row: Sequence[Item], opening: _Opening) -> Iterator[Relation]:
    """Yield how the parts that a row begins with belong to a whole."""
    parts, closed = _list(whole, row, 0, opening)
    if not parts:
        return
    if _is_strung(whole) and sum(each.mention.low for each in parts) > whole.mention.high:
        return
    full = closed and (_is_closed(parts, whole, opening) or is_said_full(text, parts))
    if full and len(parts) >= _PAIR and opening is not _Opening.CONTAINED:
        yield relation(Link.TOTAL, whole, parts)
    elif len(parts) >= _PAIR and are_disjoint(parts) and not _is_all(whole, parts):
        nearly = closed and not is_open(parts) and leaves_little(whole, parts)
        if nearly and are_parallel(part_names(parts)):
            yield replace(relation(Link.TOTAL, whole, parts), rough=True)
        else:
            yield relation(Link.PART, whole, parts)
    elif opening is not _Opening.FULL:
        for part in parts:
            yield relation(Link.PART, whole, [part])


def _is_all(whole: Item, parts: Sequence[Item]) -> bool:
    """Tell whether one of several parts is the whole: 18件均备案、12件公开 do not add up."""
    return any(each.mention.low >= whole.mention.high for each in parts)


def _is_outcome(whole: Item, part: Item) -> bool:
    """Tell whether a number is of those before it who passed: 45个单位参评，43个单位合格."""
    noun = whole.mention.noun
    if not alike(whole, part) or whole.near or part.gap != f"{whole.behind}，":
        return False
    entered = cue("whole", "entered").match(whole.behind.removeprefix(noun))
    passed = cue("whole", "passed").match(part.behind.removeprefix(noun))
    same = part.behind.startswith(noun) or bool(passed and passed.start() == 0)
    return bool(entered and passed and same)


def _is_success(whole: Item, part: Item) -> bool:
    """Tell whether a number is of what succeeded of all that was tried: 调解30件，成功28件."""
    if not alike(whole, part):
        return False
    if any(pair.search(f"{whole.near}#{part.gap}") for pair in _drawn()):
        return True
    found, deed = cue("whole", "succeeded").search(part.gap), whole.mention.deed
    if found is None or cue("flows", "new").search(deed):
        return False
    return found["deed"] in {None, deed}


@cache
def _drawn() -> tuple[re.Pattern[str], ...]:
    """Return what the words of a whole and of those drawn from it look like: 发放#份，收回."""
    return tuple(
        compiled(
            f"(?:{pair['whole']})[^#]*#[^。；，：0-9]{{0,6}}，(?:实际|已|共|有效)?(?:{pair['part']})[一-鿿]{{0,6}}$"
        )
        for pair in words("whole")["drawn"]
    )


def _apposed(text: str, whole: Item, row: Sequence[Item], position: int) -> Iterator[Relation]:
    """Yield kinds that follow their whole without a word: 选聘63名，镇级9名，村级54名."""
    if row[position - 1] is not whole:
        return
    parts, _ = _list(whole, row, position, _Opening.NONE)
    kinds = words("disjoint")["kinds"]
    if len(parts) < _PAIR or is_open(parts) or _is_all(whole, parts):
        return
    if is_said_full(text, parts) and not names_rest(parts):
        yield relation(Link.TOTAL, whole, parts)
        return
    labels = [each.label for each in parts]
    summed = is_money(whole) and cue("whole", "summed").search(whole.near)
    spent = any(_stage(each) or cue("whole", "spent").search(each) for each in labels)
    named = told_apart(labels, whole.around, kinds) or (summed and not spent)
    alike_named = are_disjoint(parts) and are_parallel(labels) and not turn(whole.near)
    named = named or (alike_named and not spent)
    if named and comes_near(whole, parts):
        yield replace(relation(Link.TOTAL, whole, parts), rough=True)


def _list(
    whole: Item, row: Sequence[Item], position: int, opening: _Opening
) -> tuple[list[Item], bool]:
    """Return the parts that are listed from a position on, and whether nothing breaks them off."""
    parts: list[Item] = []
    ratio = ""
    for item in row[position : position + _LONGEST]:
        if parts and not _goes_on(ratio + item.gap, opening, parts):
            kin = family_of_parts([*parts, item]) if BETWEEN.match(item.gap) else None
            if not kin:
                break
        if not item.is_count:
            ratio += item.gap
            continue
        if not alike(whole, item) or item.is_past or is_aside(item):
            return parts, bool(parts) and "；" in item.gap
        parts.append(item)
        ratio = ""
    return parts, True


def _is_closed(parts: Sequence[Item], whole: Item, opening: _Opening) -> bool:
    """Tell whether a list of parts says that it is told in full."""
    if is_open(parts):
        return False
    if opening is _Opening.AMONG:
        return _is_full(parts, whole)
    if cue("whole", "composed").search(parts[0].gap):
        return bool(cue("whole", "closing").search(parts[-1].behind))
    if opening is _Opening.FULL:
        stages = {_stage(each.label) for each in parts}
        return len(stages) == 1 or family_of_parts(parts) is not None
    return True


def _is_strung(whole: Item) -> bool:
    """Tell whether a number is the last of a list, all of which 其中 may be said of."""
    return whole.gap[:1] in {"、", "和", "及", "与"}


def is_money(item: Item) -> bool:
    """Tell whether a number is an amount of money."""
    return item.mention.kind is Kind.AMOUNT


def is_aside(item: Item) -> bool:
    """Tell whether a number is a change or a share, no part."""
    share = cue("rates", "share").search(item.near) and "占其中" not in item.near
    return bool(turn(item.near) or share or "同比" in item.near)


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
    return bool(BETWEEN.match(gap)) and not cue("sum", "before").search(gap)


def is_open(parts: Sequence[Item]) -> bool:
    """Tell whether a list says that it is not told in full."""
    pattern = _open()
    return bool(pattern.search(parts[-1].behind) or any("等" in each.near[-3:] for each in parts))


def _is_full(parts: Sequence[Item], whole: Item) -> bool:
    """Tell whether the names of parts leave nothing of their whole over."""
    if names_rest(parts):
        return True
    family = family_of_parts(parts)
    return family is not None and bool(family.whole.search(whole.around))


def are_disjoint(parts: Sequence[Item]) -> bool:
    """Tell whether the parts of a list do not overlap.

    Args:
        parts: The parts in order.
    """
    if family_of_parts(parts):
        return True
    table, labels = words("disjoint"), [_bare(each) for each in part_names(parts)]
    apart = table["amounts"] if is_money(parts[0]) else ()
    overlapping = [each for each in table["overlapping"] if each not in apart]
    if any(is_one_of(label, overlapping) for label in labels):
        return False
    stages = {_stage(each) for each in labels}
    if stages != {""} and (len(stages) > 1 or len(set(labels)) < len(labels)):
        return False
    if any(all(label.endswith(each) for label in labels) for each in table["suffixes"]):
        return True
    strung = all("、" in each.gap or _STRUNG.match(each.gap) for each in parts[1:])
    if family_of(parts[0].mention.unit) == table["people"]:
        strung = strung and not any(is_one_of(label, table["attributes"]) for label in labels)
    return strung and all(labels)


def _stage(label: str) -> str:
    """Return the step of the work that a part is named by; 授权组织 is who, no step."""
    return is_one_of(label.removesuffix("组织"), words("stages")["names"])


def _bare(label: str) -> str:
    return re.sub("(?:案件|事项|活动|培训|有|共|各|为|的|办理|检查)+$", "", label) or label


@cache
def _open() -> re.Pattern[str]:
    return compiled(words("open"))
