"""Parts that are named alike, and so tell all of their whole though no word says it.

其中 does not say that a list is full; yet where the parts are kinds of one thing and what they
leave over is less than any of them and little of the whole, a sum that was not checked is likelier
than a kind left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled
from lawgov_lib.reading.words import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawgov_lib.reading.series import Item

_PAIR = 2
_LITTLE = 10
"""What is left over is at most this part of the whole."""
_RESPECTIVELY = compiled("(?:^|[，：])(?:其中)?([^，：]+?)(?:数量?|人数|件数)?分别[为是有]?$")
_AND = compiled("、|以及|和|及|与")
_NOMINAL = ("n", "b", "j", "l", "vn", "an", "s", "f", "eng", "q", "i")
_PLAIN = compiled("(?:[有共为是计约各达的已]|分别|共计|合计)+$|^(?:其中|[，：；])+")


def part_names(parts: Sequence[Item]) -> list[str]:
    """Return what parts are named by; of A、B和C分别为 each its own.

    Args:
        parts: The parts in order.
    """
    listed = _RESPECTIVELY.search(parts[0].gap)
    names = _AND.split(listed[1]) if listed else []
    return names if len(names) == len(parts) else [each.label for each in parts]


def leaves_little(whole: Item, parts: Sequence[Item]) -> bool:
    """Tell whether parts leave over less than any of them is, and little of their whole."""
    everything = [whole.mention, *(each.mention for each in parts)]
    if not all(each.exact and each.low == each.high for each in everything):
        return False
    if len({each.unit for each in everything}) > 1:
        return False
    rest = whole.mention.low - sum(each.mention.low for each in parts)
    least = min(each.mention.low for each in parts)
    return 0 < rest < least and rest * _LITTLE <= whole.mention.low


def comes_near(whole: Item, parts: Sequence[Item]) -> bool:
    """Tell whether parts together are a little more or less than what may be their whole.

    Args:
        whole: The number that they may be parts of.
        parts: The parts in order.
    """
    over = sum(each.mention.low for each in parts) - whole.mention.high
    return leaves_little(whole, parts) or 0 < over * _LITTLE <= whole.mention.high


def are_parallel(names: Sequence[str]) -> bool:
    """Tell whether names are of kinds of one thing: 专职、兼职; 蔬菜、水产、畜禽.

    Two have to share a character at the same end, more of them any; or they are bare nouns.
    """
    bare = _without_verb(names[0])
    return _are_alike(names) or (bare != names[0] and _are_alike((bare, *names[1:])))


def _are_alike(names: Sequence[str]) -> bool:
    plain = [_PLAIN.sub("", each) for each in names]
    if len(set(plain)) < len(plain) or not all(plain):
        return False
    if shared_head(plain):
        return True
    alike = len({len(each) for each in plain}) == 1 or all(map(_is_nominal, plain))
    return len(plain) > _PAIR and (alike or bool(set.intersection(*map(set, plain))))


def told_apart(names: Sequence[str], whole: str, kinds: Sequence[str]) -> bool:
    """Tell whether names say which kind of a whole each is: 镇级、村级; 男性、女性.

    Args:
        names: What the parts are named by.
        whole: The words of the whole, which must not name a kind of the same sort.
        kinds: Words that name a kind once another stands before them: 级, 类.
    """
    for kind in kinds:
        before = {each.partition(kind)[0][-1:] for each in names if kind in each}
        if len(before) == len(names) and "" not in before and kind not in whole:
            return True
    return False


def shared_head(names: Sequence[str]) -> str:
    """Return a character that all names have behind, or else before, what tells them apart."""
    first = names[0]
    if len({each[-1] for each in names}) == 1:
        return first[-1]
    return first[0] if len({each[0] for each in names}) == 1 else ""


def _without_verb(name: str) -> str:
    """Return the first name of a list without the verb before it: 涉及三级医院, 二级医院."""
    cut = words_of(name)
    return name[len(cut.words[0]) :] if cut.tags and cut.tags[0] == "v" else name


def _is_nominal(name: str) -> bool:
    return all(tag.startswith(_NOMINAL) for tag in words_of(name).tags)
