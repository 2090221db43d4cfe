"""Changes told in words alone, without any number, of a figure that the clause names.

行政检查次数略有下降 is held against the figures of both years only where the words before the
change name one figure and say nothing besides: no part, no other body, no aim.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled
from lawgov_lib.grounding.labels import Label, unchanged
from lawgov_lib.grounding.moves import goes, last_value
from lawgov_lib.grounding.naming import named_by
from lawgov_lib.grounding.verdict import Turned
from lawgov_lib.reading.mentions import QUANTITIES, Direction, Link, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.grounding.figures import Figure, Figures
    from lawgov_lib.reading.mentions import Reading

_UP = "增长|增加|上升|提高|提升|增多|上涨|攀升|走高|扩大|回升|升高|增大|上扬"
_DOWN = "减少|下降|降低|回落|下滑|走低|缩减|下跌|变少|压减|萎缩"
_HOW = (
    "略有|稍有|有所|小幅|大幅度?|明显|显著|稳步|持续|逐步|再度|再次|又有?所?|继续|进一步|逐年|连年"
    "|稳中有|均|都|仍|也|呈|出现|保持|快速|平稳|总体|整体|均有|保持了?"
)
_MOVED = compiled(
    "[一-鿿、]{2,40}?"
    "(?:(?:比|较|与|同)(?:上一?年度?|去年)(?:同期)?(?:相比)?|同比)?"
    f"(?:{_HOW})*"
    f"(?:(?P<up>{_UP})|(?P<down>{_DOWN})"
    "|(?P<rough>(?:基本|大体|大致|总体)(?:持平|相当|不变|稳定))|(?P<same>持平|相同|不变|没有变化)"
    "|(?P<fold>翻了?(?:近|约|将近|了)?一?番)|(?P<half>减半))"
    "(?:了|趋势|态势|势头)*$"
)
_ENDING = compiled(f"(?:{_UP}|{_DOWN}|持平|相当|不变|稳定|相同|变化|番|减半)")
_LAST = 8
"""A change told in words stands in the last few characters of its clause."""
_WHAT = compiled(
    f"(?:(?:比|较|与|同)(?:上一?年度?|去年)(?:同期)?(?:相比)?|同比)?(?:{_HOW})*"
    f"(?:{_UP}|{_DOWN}|基本|大体|大致|总体|持平|相同|不变|没有变化|翻|减半)[^，]{{0,6}}$"
)
_APART = compiled(
    "上半年|下半年|季度|前年|近[三五]年|以来|计划|目标|预算|(?:上年|去年)(?!同期|相比|度)"
)
_BOUNDS = {"fold": (Decimal("1.8"), Decimal("2.2")), "half": (Decimal("0.4"), Decimal("0.6"))}
_WAYS = {"up": Direction.UP, "down": Direction.DOWN, "fold": Direction.UP, "half": Direction.DOWN}


def worded(reading: Reading, figures: Figures, level: Decimal) -> Iterator[Turned]:
    """Yield the changes told without a number that their figure did not make.

    Args:
        reading: The text as read.
        figures: The figures of its year.
        level: Up to how many per cent 基本持平 may be said.
    """
    if not figures.metrics:
        return
    counted = {each.clause for each in reading.mentions if each.kind in QUANTITIES}
    for at, clause in enumerate(reading.clauses):
        if at in counted or not _ENDING.search(
            reading.text, max(clause.start, clause.end - _LAST), clause.end
        ):
            continue
        text = reading.text[clause.start : clause.end].strip("，。；：！？\n ")
        found = _MOVED.fullmatch(text)
        what = _WHAT.sub("", text) if found else ""
        if found is None or not what or _APART.search(unchanged(what)):
            continue
        way = str(found.lastgroup)
        relation = Relation(
            Link.CHANGE,
            clause.start,
            clause.start + len(reading.text[clause.start : clause.end].rstrip("，。；：！？\n ")),
            None,
            (),
            direction=_WAYS.get(way, Direction.SAME),
            rough=way == "rough",
        )
        named = _named(what, figures)
        if named and not any(_agrees(way, relation, each, level) for each in named):
            yield Turned(relation, named[0])


def _named(what: str, figures: Figures) -> list[Figure]:
    """Return the figures of this year, known for the last too, that words name and no more."""
    label = Label(what, "", "", "")
    named = named_by(figures.repeated, label, figures.own_names)
    return [figure for figure, certain in named if certain]


def _agrees(way: str, relation: Relation, figure: Figure, level: Decimal) -> bool:
    last = last_value(figure)
    if last is None or figure.value is None:
        return True
    if way in _BOUNDS:
        least, most = _BOUNDS[way]
        return last * least <= figure.value <= last * most
    return goes(relation, figure.value - last, last, level)
