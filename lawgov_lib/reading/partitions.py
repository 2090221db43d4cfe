"""Outcomes and kinds that leave nothing over when they are listed beside their whole."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from lawgov_lib.base.expressions import compiled
from lawgov_lib.reading.series import is_one_of, words

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from lawgov_lib.reading.series import Item

_CACHED = 1024
_PAIR = 2


class Partition(NamedTuple):
    """Names of parts that leave nothing over; some of them must be told, and so must the whole."""

    names: tuple[str, ...]
    main: frozenset[str]
    whole: re.Pattern[str]
    most: str


def family_of_parts(parts: Sequence[Item], *, begun: bool = False) -> Partition | None:
    """Return the outcomes that the parts are named by, each by another; None if they are not.

    A list that has only ``begun`` need not tell the main one.

    Args:
        parts: The parts in order.
        begun: Whether more of them may follow.
    """
    if len(parts) < _PAIR:
        return None
    named = [_named(each.label) for each in parts]
    for family, _ in named[0]:
        names = {name for each in named for other, name in each if other is family}
        if len(names) == len(parts) and (begun or names & family.main):
            return family
    return None


def outcomes_in(label: str) -> tuple[str, ...]:
    """Return what may become of a case as words name it: 驳回诉讼请求."""
    return tuple(name for _, name in _named(label))


@lru_cache(maxsize=_CACHED)
def _named(label: str) -> tuple[tuple[Partition, str], ...]:
    """Return the outcomes that words name, with the lists that hold them."""
    if not _any_name().search(label):
        return ()
    found = ((family, is_one_of(label, family.names)) for family in _partitions())
    return tuple((family, name) for family, name in found if name)


@cache
def _any_name() -> re.Pattern[str]:
    names = {name for family in _partitions() for name in family.names}
    return compiled("|".join(sorted(names)))


@cache
def _partitions() -> tuple[Partition, ...]:
    return tuple(
        Partition(
            tuple(each["names"]),
            frozenset(each.get("main", each["names"][:1])),
            compiled(each.get("whole", "")),
            each.get("most", ""),
        )
        for each in words("partitions")
    )
