"""Matching numbers of the text with figures of the year, by noun and unit, in any word order.

A number is right where a figure of its unit, that its sentence names, has its value within its own
rounding, or where it follows from numbers beside it that are right. It contradicts a figure only
where its label bears that figure's name and says nothing besides: a part, another body, another
time is never held against the figure of the whole year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from itertools import permutations
from typing import TYPE_CHECKING, TypeAlias

from lawgov_lib.grounding.figures import Figure, Role, families
from lawgov_lib.grounding.labels import Label, change_said, key, labels, unchanged
from lawgov_lib.reading.consistency import agreement
from lawgov_lib.reading.mentions import Direction, Kind, Link, Period, Relation
from lawgov_lib.reading.scopes import resolved
from lawgov_lib.reading.tracing import NEEDED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lawgov_lib.grounding.figures import Figures
    from lawgov_lib.grounding.labels import Name
    from lawgov_lib.reading.mentions import Mention, Reading

_EACH = re.compile("(?:各|分别|平均|每[^，。]{0,3})$")
_BEHIND = re.compile(
    "，?(?:比|较)(?:上一?年度?|去年)(?:同期)?(?:有所)?"
    "(?:(?P<up>增长|增加|上升|提高|提升|增多)|下降|减少|降低|回落|下滑)(?=[，。；：、）！\n]|$)"
)
_AND = re.compile("[和与及、]")
_LISTED = re.compile("合计|共计|总计|相加|加起来")
_MEASURED = frozenset({"%", "元", "人", ""})
_CHANGES = frozenset({Kind.RATE, Kind.POINTS, Kind.MULTIPLE})
_HUNDRED = Decimal(100)
_CENT = Decimal("0.01")
"""Rates told as finely as this may be cut off where they should be rounded."""


class Verdict(Enum):
    """What becomes of a number held against the figures."""

    RIGHT = "相符"
    CONTRADICTED = "不符"
    AMBIGUOUS = "难以确定"
    UNKNOWN = "没有出处"


@dataclass(frozen=True, slots=True)
class Grounded:
    """A number of the text and what the year knows of it.

    Attributes:
        position: Its position among the mentions of the text.
        mention: The number.
        verdict: What became of it.
        figures: The figures that it agrees with, contradicts or may mean.
        named: Whether its label bears the name of the figures, and so is sure to mean them.
        change: The change that it tells, where it tells one.
    """

    position: int
    mention: Mention
    verdict: Verdict
    figures: tuple[Figure, ...] = ()
    named: bool = False
    change: Relation | None = None


@dataclass(frozen=True, slots=True)
class Turned:
    """A change told in words or with an amount that goes another way than its figure."""

    relation: Relation
    figure: Figure


def ground(
    reading: Reading, figures: Figures, placed: Mapping[int, str] | None = None
) -> tuple[Grounded, ...]:
    """Hold the numbers of a text against the figures of the year.

    Args:
        reading: The text as read.
        figures: The figures of its year.
        placed: The ids of the metrics, by position of the mention, that a reference put there;
            blank for a cell of a register.

    Returns:
        The numbers that need a source, in order; those that a reference placed are right.
    """
    return _Grounding(reading, figures, placed or {}).all()


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
            before = _before(figure)
            if figure.role is not Role.VALUE or before is None or figure.value is None:
                continue
            if not _goes(relation, figure.value - before, before, level):
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


def _goes(relation: Relation, moved: Decimal, before: Decimal, level: Decimal) -> bool:
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


class _Grounding:
    """One text held against the figures of its year."""

    def __init__(self, reading: Reading, figures: Figures, placed: Mapping[int, str]) -> None:
        self.reading = reading
        self.figures = figures
        self.placed = placed
        self.labels = labels(reading)
        self.sentences = [reading.text[each.start : each.end] for each in reading.sentences]
        self.found: dict[int, Grounded] = {}
        self.changes = {
            each.whole: each
            for each in reading.relations
            if each.link is Link.CHANGE and each.whole is not None
        }
        for at, label in enumerate(self.labels):
            if label and at not in self.changes and (direction := change_said(label)):
                mention = self.mention(at)
                self.changes[at] = Relation(
                    Link.CHANGE, mention.start, mention.end, at, (), direction=direction
                )

    def all(self) -> tuple[Grounded, ...]:
        """Ground every number that needs it: levels first, then changes, then what follows."""
        needed = [at for at, each in enumerate(self.reading.mentions) if each.kind in NEEDED]
        for at in needed:
            if at in self.placed:
                figure = self.figures.of(self.placed[at])
                self.found[at] = Grounded(
                    at, self.mention(at), Verdict.RIGHT, (figure,) if figure else (), named=True
                )
        for at in needed:
            if at not in self.found and at not in self.changes:
                self.found[at] = self._level(at)
        for at in needed:
            if at not in self.found:
                self.found[at] = self._change(at, self.changes[at])
        for _ in range(2):
            for at in needed:
                if self.found[at].verdict is Verdict.UNKNOWN and self._follows(at):
                    self.found[at] = Grounded(at, self.mention(at), Verdict.RIGHT)
        return tuple(self.found[at] for at in needed)

    def mention(self, at: int) -> Mention:
        """Return a mention of the text."""
        return self.reading.mentions[at]

    def sentence(self, mention: Mention) -> str:
        """Return the sentence that a mention stands in."""
        return self.sentences[mention.sentence]

    def _level(self, at: int) -> Grounded:
        """Ground a number that tells no change."""
        mention, label = self.mention(at), self.labels[at]
        period = resolved(mention.scope, self.figures.year).period
        known = [each for each in self.figures.fitting(mention.unit) if each.period is period]
        named = _named(known, _plain(label, period), self.figures.own_names) if label else []
        if agreeing := [each for each, _ in named if _holds(mention, each)]:
            return Grounded(at, mention, Verdict.RIGHT, tuple(agreeing), named=True)
        sure = [each for each, certain in named if certain]
        sentence = self.sentence(mention)
        if _is_sum(mention, label, [each for each, _ in named]):
            return Grounded(at, mention, Verdict.RIGHT, tuple(each for each, _ in named))
        if sure and label and self._is_sure(mention, label, sure):
            return Grounded(at, mention, Verdict.CONTRADICTED, tuple(sure), named=True)
        akin = [
            each
            for each in self.figures.fitting(mention.unit)
            if each.period in {period, Period.THIS}
            and _holds(mention, each)
            and _touches(each, sentence)
        ]
        if not akin and label and mention.kind is Kind.COUNT:
            akin = self._otherwise_told(mention, label, [each for each, _ in named])
        if akin:
            return Grounded(at, mention, Verdict.RIGHT, tuple(akin))
        if mention.exact and period not in {Period.LAST, Period.EARLIER, Period.NEXT}:
            cells = tuple(self.figures.cells(mention.low, mention.unit, self.reading.text))
            if cells:
                return Grounded(at, mention, Verdict.RIGHT, cells)
        if sure or (named and period is Period.THIS):
            near = tuple(sure or (each for each, _ in named))
            return Grounded(at, mention, Verdict.AMBIGUOUS, near)
        return Grounded(at, mention, Verdict.UNKNOWN)

    def _is_sure(self, mention: Mention, label: Label, sure: Sequence[Figure]) -> bool:
        """Tell whether a number that its label sets equal to figures contradicts them."""
        scope = resolved(mention.scope, self.figures.year)
        if scope.period not in {Period.THIS, Period.LAST}:
            return False
        values = {each.value for each in sure}
        if _EACH.search(label.own) or (len(values) > 1 and _AND.search(label.own)):
            return False
        if _leads(label) and not label.says_whole and not _says_no_more(label.behind, sure):
            return all(mention.low > value for value in values if value is not None)
        return True

    def _otherwise_told(
        self, mention: Mention, label: Label, named: Sequence[Figure]
    ) -> list[Figure]:
        """Return figures in another unit, as 项 for 场, that are named and have the value."""
        known = (
            each
            for family, figures in self.figures.by_family.items()
            if family not in _MEASURED
            for each in figures
            if each.period is Period.THIS and each.role is Role.VALUE and _holds(mention, each)
        )
        return [
            each
            for each, certain in _named(known, label, self.figures.own_names)
            if certain and each not in named
        ]

    def _change(self, at: int, relation: Relation) -> Grounded:
        """Ground a number that tells a change by the figure that changed."""
        mention = self.mention(at)
        figures = self._changed(at, relation)
        moved = [each for each in figures if _before(each) is not None]
        if not moved:
            beside = [*self._named_beside(mention), *self._right_beside(at, relation)]
            agreeing = tuple(each for each in beside if _moves(mention, relation, each))
            level = self._level(at)
            if not agreeing and level.verdict is Verdict.RIGHT:
                return level
            verdict = Verdict.RIGHT if agreeing else Verdict.UNKNOWN
            return Grounded(at, mention, verdict, agreeing, change=relation)
        agreeing = tuple(each for each in moved if _moves(mention, relation, each))
        verdict = Verdict.RIGHT if agreeing else Verdict.CONTRADICTED
        if not agreeing and (len(moved) > 1 or (not mention.exact and mention.low == mention.high)):
            verdict = Verdict.AMBIGUOUS
        return Grounded(at, mention, verdict, agreeing or tuple(moved), named=True, change=relation)

    def _changed(self, at: int, relation: Relation) -> list[Figure]:
        """Return the figures of this year that a change is told of, where that is certain."""
        if relation.parts:
            this = self.found.get(relation.parts[0])
            if this and this.named and this.verdict is Verdict.RIGHT:
                return [each for each in this.figures if each.role is Role.VALUE]
            return []
        label, mention = self.labels[at], self.mention(at)
        if label is None or resolved(mention.scope, self.figures.year).period is not Period.THIS:
            return []
        bare = Label(unchanged(label.own), unchanged(label.lead), "", unchanged(label.carried))
        alike = (
            each
            for family in self.figures.by_family.values()
            for each in family
            if each.period is Period.THIS and each.role is Role.VALUE
        )
        known = [each for each in alike if _may_move(mention, each)]
        return [each for each, certain in _named(known, bare, self.figures.own_names) if certain]

    def _right_beside(self, at: int, relation: Relation) -> list[Figure]:
        """Return the figures of the numbers that may have changed, where those are right."""
        here = self.mention(at)
        near = relation.parts or [
            each
            for each in self.found
            if each < at and self.mention(each).sentence == here.sentence
        ]
        right = [self.found[each] for each in near if each in self.found]
        return [
            figure
            for each in right
            if each.verdict is Verdict.RIGHT
            for figure in each.figures
            if figure.period is Period.THIS and _before(figure) is not None
        ]

    def _named_beside(self, mention: Mention) -> list[Figure]:
        """Return the figures of this year that the sentence of a change speaks of."""
        sentence = self.sentence(mention)
        return [
            each
            for family in self.figures.by_family.values()
            for each in family
            if each.period is Period.THIS
            and each.role is Role.VALUE
            and _before(each) is not None
            and _may_move(mention, each)
            and _bears(each, sentence)
        ]

    def _follows(self, at: int) -> bool:
        """Tell whether a number follows from others beside it that are right."""
        for relation in self.reading.relations:
            involved = [
                each
                for each in (relation.whole, *relation.parts, *relation.out)
                if each is not None
            ]
            if at not in involved or len(involved) < 2:  # noqa: PLR2004  one follows from another
                continue
            others = [self.found.get(each) for each in involved if each != at]
            if all(each and each.verdict is Verdict.RIGHT for each in others):
                judged = agreement(relation, self.reading.mentions)
                if judged and judged.holds and relation.link is not Link.PART:
                    return True
        return self._counts_list(at) or (
            self.mention(at).kind is Kind.RATE and self._is_quotient(at)
        )

    def _counts_list(self, at: int) -> bool:
        """Tell whether a number says how many were listed before it: 三项合计."""
        mention, label = self.mention(at), self.labels[at]
        listed = [
            each
            for each in self.found
            if each < at and self.mention(each).sentence == mention.sentence
        ]
        return bool(label and _LISTED.match(label.behind)) and mention.holds(Decimal(len(listed)))

    def _is_quotient(self, at: int) -> bool:
        """Tell whether a rate is the quotient of two figures that its sentence names."""
        mention = self.mention(at)
        sentence = self.sentence(mention)
        values = {
            figure.value
            for family, known in self.figures.by_family.items()
            if family != "%"
            for figure in known
            if figure.period is Period.THIS and figure.value and _bears(figure, sentence)
        }
        return any(
            below > above and mention.holds(above * _HUNDRED / below)
            for above, below in permutations(sorted(values), 2)
        )


def _named(
    known: Iterable[Figure], label: Label, own_names: tuple[str, ...]
) -> list[tuple[Figure, bool]]:
    """Return the figures that a label names, and of each whether it says nothing besides.

    The words of the number's own clause come first, then those that lead in, then those of the
    number before; each time some word of the name must stand beside the number. Figures whose name
    says less than another's are dropped: of 行政检查 and 涉企行政检查 the longer is meant where
    the label bears both.
    """
    figures = list(known)
    near = label.own if key(label.own) else f"{label.own} {label.behind}"
    around = f"{label.own} {label.behind}"
    if not key(near):
        lead = f"{label.lead} {near}"
        return _longest(list(_bearing(figures, lead, lead, own_names)))
    for scope, judged in (
        (near, near),
        (around, around),
        (f"{label.lead} {near}", f"{label.lead} {near}"),
        (f"{label.carried} {label.lead} {near}", near),
    ):
        found = [
            each
            for each in _bearing(figures, scope, judged, own_names)
            if any(word in near for term in each[2].terms for word in term)
        ]
        if found:
            named = _longest(found)
            break
    else:
        return []
    if any(certain for _, certain in named) or not _leads(label):
        return named
    return [
        (figure, any(name.sure and name.begins(label.behind) for name in figure.names))
        for figure, _ in named
    ]


_Borne: TypeAlias = "tuple[Figure, bool, Name]"


def _bearing(
    figures: Iterable[Figure], scope: str, judged: str, own_names: tuple[str, ...]
) -> Iterator[_Borne]:
    """Yield the figures whose name a stretch bears, and whether the judged words say no more."""
    for figure in figures:
        borne = [name for name in figure.names if name.fits(scope)]
        if borne:
            best = max(borne, key=lambda name: (len(name.terms), name.sure))
            certain = any(name.sure and not name.rest(judged, own_names) for name in borne)
            yield figure, certain, best


def _longest(found: Sequence[_Borne]) -> list[tuple[Figure, bool]]:
    """Leave out the figures whose name is part of another's that was found too."""
    names = [
        (figure, certain, name.sure, {term[0] for term in name.terms})
        for figure, certain, name in found
    ]
    return [
        (figure, certain)
        for figure, certain, _, own in names
        if not any(own < other and sure for _, _, sure, other in names)
    ]


def _is_sum(mention: Mention, label: Label | None, sure: Sequence[Figure]) -> bool:
    """Tell whether a number is the sum of figures that its label names together: 甲和乙共3人."""
    values = [each.value for each in sure if each.value is not None and each.role is Role.VALUE]
    joined = label and _AND.search(label.own) and len(values) > 1
    return bool(joined) and mention.holds(sum(values, Decimal(0)))


def _plain(label: Label, period: Period) -> Label:
    """Return a label without the words that say it is of last year, where it is."""
    if period is not Period.LAST:
        return label
    return Label(
        unchanged(label.own),
        unchanged(label.lead),
        unchanged(label.behind),
        unchanged(label.carried),
    )


def _leads(label: Label) -> bool:
    """Tell whether the number stands before what it counts."""
    return not key(label.own) and bool(key(label.behind))


def _says_no_more(behind: str, figures: Iterable[Figure]) -> bool:
    """Tell whether nothing but the figures' name is said behind a number."""
    return any(not name.rest(behind) for each in figures for name in each.names)


def _holds(mention: Mention, figure: Figure) -> bool:
    if figure.value is None:
        return False
    if figure.role in {Role.NUMERATOR, Role.DENOMINATOR} and mention.unit in {"元", "%"}:
        return False
    if mention.holds(figure.value):
        return True
    short = figure.value - mention.low
    cut = mention.unit == "%" and mention.exact and mention.step <= _CENT
    return cut and 0 <= short < mention.step


def _bears(figure: Figure, text: str) -> bool:
    """Tell whether a text holds all words of a figure's name."""
    return any(name.sure and name.fits(text) for name in figure.names)


def _touches(figure: Figure, text: str) -> bool:
    """Tell whether a text holds a word that belongs to a figure's name."""
    return any(
        word in text and word not in _COMMON
        for name in figure.names
        for term in name.terms
        for word in term
    )


_COMMON = frozenset(
    {"行政", "上年结转", "结转下年", "参加", "完成", "发现", "问题", "上级", "平台"}
)


def _before(figure: Figure) -> Decimal | None:
    """Return last year's value of a figure, in its unit."""
    metric = figure.metric
    if metric is None or metric.previous is None or metric.previous.value is None:
        return None
    factor = Decimal(10000) if figure.told_in == "万元" else Decimal(1)
    return metric.previous.value * factor


def _may_move(mention: Mention, figure: Figure) -> bool:
    """Tell whether a change in this unit may be told of a figure."""
    if mention.kind is Kind.POINTS:
        return figure.unit == "%"
    if mention.kind in _CHANGES:
        return True
    return not {*families(mention.unit)}.isdisjoint(families(figure.unit))


def _moves(mention: Mention, relation: Relation, figure: Figure) -> bool:
    """Tell whether a figure changed as a mention tells it, within its own rounding."""
    before, value = _before(figure), figure.value
    if before is None or value is None:
        return True
    moved = value - before
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
