"""Parts that are listed in the sentence behind that of their whole.

排查隐患340处。立行立改215处，限期整改98处，其余27处移交. They are read as parts only of a number
that is alone of its kind there, and only where the list says that it is full, or its names are
kinds of one thing and it comes out near the whole.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled
from lawgov_lib.reading.fullness import is_said_full
from lawgov_lib.reading.mentions import Link
from lawgov_lib.reading.parallels import are_parallel, comes_near, part_names
from lawgov_lib.reading.partitions import family_of_parts
from lawgov_lib.reading.series import alike, cue
from lawgov_lib.reading.totals import are_disjoint, is_aside, is_open, relation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawgov_lib.reading.mentions import Relation
    from lawgov_lib.reading.series import Item

_PAIR = 2
_STOP = compiled("[。！？\n]")
_STRUNG = compiled("^[^。；：（）]*[、，；和及与][^。；：（）]*$")


def sequel(text: str, before: Sequence[Item], row: Sequence[Item]) -> Relation | None:
    """Return how the numbers of a sentence are parts of one in the sentence before.

    Args:
        text: The normal form of the text.
        before: The quantities of the sentence before.
        row: The quantities of the sentence.

    Returns:
        The sum; None where the words do not tell one.
    """
    between = text[before[-1].end : row[0].start]
    if "\n" in between or len(_STOP.findall(between)) > 1:
        return None
    parts = _parts(row)
    if len(parts) < _PAIR or is_open(parts):
        return None
    whole = _whole(before, parts)
    if whole is None:
        return None
    found = relation(Link.TOTAL, whole, parts)
    if is_said_full(text, parts):
        return found
    named = are_disjoint(parts) and are_parallel(part_names(parts))
    named = named or family_of_parts(parts) is not None
    return replace(found, rough=True) if named and comes_near(whole, parts) else None


def _parts(row: Sequence[Item]) -> list[Item]:
    """Return the numbers that a sentence lists from its beginning on."""
    parts: list[Item] = []
    for item in row:
        if parts and not _STRUNG.match(item.gap):
            break
        if not item.is_count or item.is_past or item.is_aim or is_aside(item):
            break
        if parts and not alike(parts[0], item):
            break
        if cue("sum", "before").search(item.gap) or cue("flows", "carried").search(item.around):
            return []
        parts.append(item)
    return parts


def _whole(before: Sequence[Item], parts: Sequence[Item]) -> Item | None:
    """Return the number before that may be the whole, if there is only one."""
    found = [
        each for each in before if each.is_count and alike(each, parts[0]) and not is_aside(each)
    ]
    if len(found) != 1 or found[0].is_past or found[0].is_aim:
        return None
    most = max(each.mention.low for each in parts)
    return found[0] if found[0].mention.low > most else None
