"""How figures changed against the year before, and whether the text tells it so."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled
from lawgov_lib.grounding.figures import Role, families
from lawgov_lib.grounding.verdict import Turned, Verdict
from lawgov_lib.reading.mentions import Direction, Kind, Link, Relation
from lawgov_lib.reading.units import base_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lawgov_lib.grounding.figures import Figure
    from lawgov_lib.grounding.verdict import Grounded
    from lawgov_lib.reading.mentions import Mention, Reading

_BEHIND = compiled(
    "，?(?:比|较)(?:上一?年度?|去年)(?:同期)?(?:有所)?"
    "(?:(?P<up>增长|增加|上升|提高|提升|增多)|下降|减少|降低|回落|下滑)(?=[，。；：、）！\n]|$)"
)
_CHANGES = frozenset({Kind.RATE, Kind.POINTS, Kind.MULTIPLE})
_HUNDRED = Decimal(100)


def turned(reading: Reading, grounded: Iterable[Grounded], level: Decimal) -> Iterator[Turned]:
    """Yield the changes told in words alone that go another way than the figure they are told of.

    Args:
        reading: The text as read.
        grounded: Its numbers, held against the figures.
        level: Up to how many per cent 基本持平 may be said.
    """
    known = {each.position: each for each in grounded}
    bare = (_moved_behind(reading.text, each) for each in known.values())
    for relation in (*reading.relations, *filter(None, bare)):
        this = known.get(relation.parts[0]) if relation.parts else None
        if relation.link is not Link.CHANGE or relation.whole is not None or this is None:
            continue
        if not this.named or this.verdict is not Verdict.RIGHT:
            continue
        for figure in this.figures[:1]:
            last = last_value(figure)
            if figure.role is not Role.VALUE or last is None or figure.value is None:
                continue
            if not goes(relation, _gained(figure, last), last, level):
                yield Turned(relation, figure)


def _moved_behind(text: str, level: Grounded) -> Relation | None:
    """Return the change that is said behind a number without another one: 78次，比上年下降。"""
    found = _BEHIND.match(text, level.mention.end)
    if not found:
        return None
    way = Direction.UP if found["up"] else Direction.DOWN
    return Relation(
        Link.CHANGE, level.mention.start, found.end(), None, (level.position,), direction=way
    )


def goes(relation: Relation, moved: Decimal, before: Decimal, level: Decimal) -> bool:
    """Tell whether a figure went the way that a change in words says."""
    match relation.direction:
        case Direction.UP:
            return moved > 0
        case Direction.DOWN:
            return moved < 0
        case Direction.SAME if relation.rough:
            return abs(moved) * _HUNDRED <= level * before
        case Direction.SAME:
            return not moved
    return True


def last_value(figure: Figure) -> Decimal | None:
    """Return last year's value of a figure, in its unit."""
    metric = figure.metric
    if metric is None or metric.previous is None or metric.previous.value is None:
        return None
    return metric.previous.value * base_of(figure.told_in)[1]


def _gained(figure: Figure, before: Decimal) -> Decimal:
    """Return by how much a figure rose; a rank rises as its number falls."""
    moved = (figure.value or 0) - before
    return -moved if figure.metric and figure.metric.is_rank else moved


def may_move(mention: Mention, figure: Figure) -> bool:
    """Tell whether a change in this unit may be told of a figure."""
    if mention.kind is Kind.POINTS:
        return figure.unit == "%"
    if mention.kind in _CHANGES:
        return True
    return not {*families(mention.unit)}.isdisjoint(families(figure.unit))


def moves(mention: Mention, relation: Relation, figure: Figure) -> bool:
    """Tell whether a figure changed as a mention tells it, within its own rounding."""
    before, value = last_value(figure), figure.value
    if before is None or value is None:
        return True
    moved = _gained(figure, before)
    if relation.direction is Direction.DOWN:
        moved = -moved
    if moved < 0 or (not moved and relation.direction in {Direction.UP, Direction.DOWN}):
        return False
    if mention.kind is Kind.MULTIPLE:
        if not before:
            return False
        grown = moved / before if relation.direction else value / before
        if mention.unit == "番":
            return abs(value / before - mention.low) <= mention.low / 20
        return mention.holds(grown)
    if mention.kind is Kind.RATE:
        return bool(before) and mention.holds(moved * _HUNDRED / before)
    return mention.holds(moved)
