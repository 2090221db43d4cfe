"""The quantities of a sentence in a row, each with the words before and behind it.

How they hang together is told by these words: the marks and cues between one number and the next.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from lawgov_lib.base.datafile import load_data
from lawgov_lib.base.expressions import compiled
from lawgov_lib.reading.mentions import QUANTITIES, Kind, Mention, Period
from lawgov_lib.reading.units import family_of

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

_STOP = compiled("[。！？\n]")
_MARK = compiled("[，；、：（）。！？\n]")
_BEHIND = compiled("[^，；、：（）。！？\n]*")
_PAST = frozenset({Period.LAST, Period.EARLIER})
SIGNS = "+-"
"""What may stand right before a number, of the words of which it is the last."""
_LONGEST = 100
"""More quantities than any sentence has that a person wrote."""
_WIDEST = 40
"""More words than belong to one number."""
_TOLD = QUANTITIES | {Kind.RANK, Kind.RATIO, Kind.DURATION}
_COUNTED = frozenset({Kind.COUNT, Kind.AMOUNT})


class Item(NamedTuple):
    """A quantity in its row.

    Attributes:
        at: Its position in the mentions of the text.
        mention: The quantity.
        start: Where it begins in the text.
        end: Where it ends.
        gap: What stands between the one before, or the beginning, and it.
        near: The part of the gap in its own clause: the words before it.
        behind: The words behind it in its clause, up to the next quantity.
        label: What it is told of: the words before it, or where there are none, those behind it.
        is_count: Whether it is a count or an amount, which add up.
        is_past: Whether it is of an earlier year.
    """

    at: int
    mention: Mention
    start: int
    end: int
    gap: str
    near: str
    behind: str
    label: str
    is_count: bool
    is_past: bool

    @property
    def is_aim(self) -> bool:
        """Whether it is a plan or a rule."""
        return self.mention.scope.period is Period.NEXT

    @property
    def around(self) -> str:
        """The words of its clause."""
        return f"{self.near} {self.behind}"


def series(text: str, mentions: Sequence[Mention]) -> Iterator[list[Item]]:
    """Yield the quantities of each sentence; one that begins with 其中 goes on with the one before.

    Args:
        text: The normal form of the text.
        mentions: Its mentions, with their places in it.
    """
    told = [at for at, each in enumerate(mentions) if each.kind in _TOLD]
    row: list[Item] = []
    before = 0
    for number, at in enumerate(told):
        start, end = mentions[at].start, mentions[at].end
        gap = text[before:start]
        stops = list(_STOP.finditer(gap))
        joins = len(stops) == 1 and text.startswith(_joining(), before + stops[0].end())
        if len(row) == _LONGEST or (stops and row and not joins):
            yield row
            row = []
        if stops and not row:
            gap = gap[stops[-1].end() :]
        following = mentions[told[number + 1]].start if number + 1 < len(told) else len(text)
        marks = [match.end() for match in _MARK.finditer(gap)]
        told_behind = _BEHIND.match(text, end, max(following, end))
        near = (gap[marks[-1] :] if marks else gap)[-_WIDEST:]
        behind = told_behind[0][:_WIDEST] if told_behind else ""
        mention = mentions[at]
        row.append(
            Item(
                at,
                mention,
                start,
                end,
                gap,
                near,
                behind,
                near.rpartition("其中")[2] or behind,
                mention.kind in _COUNTED,
                mention.scope.period in _PAST,
            )
        )
        before = end
    if row:
        yield row


def alike(one: Item, other: Item) -> bool:
    """Tell whether two quantities have units that may stand for one another; none fits any."""
    first, second = one.mention, other.mention
    if not (one.is_count and other.is_count):
        return first.kind is second.kind and first.unit == second.unit
    if first.unit == second.unit or not (first.unit and second.unit):
        return True
    family = family_of(first.unit)
    if family != family_of(second.unit) or family in words("loose"):
        return False
    return first.unit.endswith("次") == second.unit.endswith("次") or family == "次"


def turn(near: str) -> re.Match[str] | None:
    """Find in the words before a number that it tells a change, and which way but for its sign."""
    return _turn().search(near.rstrip(SIGNS))


def is_one_of(words_: str, names: Sequence[str]) -> str:
    """Return the longest of some names that words hold, blank where they hold none."""
    found = [name for name in names if name in words_]
    return max(found, key=len) if found else ""


def words(name: str) -> Any:  # noqa: ANN401  what YAML can say
    """Return one of the lists of words."""
    return _table()[name]


@cache
def cue(group: str, name: str) -> re.Pattern[str]:
    """Return one of the patterns of the table."""
    return compiled(_table()[group][name])


@cache
def _turn() -> re.Pattern[str]:
    table = words("change")
    named = "|".join(f"(?P<{name}>{table[name]})" for name in ("up", "down", "more", "less"))
    return compiled(
        f"(?:{named})(?:{table['filler'].removesuffix('$')})?(?:至|到|为|了)?(?:(?:今|本|当)年度?的)?$"
    )


@cache
def _joining() -> tuple[str, ...]:
    return tuple(_table()["joining"])


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = load_data("reading/relations.yaml")
    return table
