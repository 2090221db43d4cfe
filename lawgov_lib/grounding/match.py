"""Matching numbers of the text with figures of the year, by noun and unit, in any word order.

A number is right where a figure of its unit, that its sentence names, has its value within its own
rounding, or where it follows from numbers beside it that are right. It contradicts a figure only
where its label bears that figure's name and says nothing besides: a part, another body, another
time is never held against the figure of the whole year.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations
from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled
from lawgov_lib.grounding.figures import Figure, Role
from lawgov_lib.grounding.labels import Label, change_said, labels, unchanged
from lawgov_lib.grounding.moves import last_value, may_move, moves
from lawgov_lib.grounding.naming import (
    JOINED,
    bears,
    exceeded,
    holds,
    is_sum,
    leads,
    named_by,
    plain,
    says_no_more,
    touches,
)
from lawgov_lib.grounding.verdict import Grounded, Verdict
from lawgov_lib.reading.consistency import agreement
from lawgov_lib.reading.mentions import Kind, Link, Period, Relation
from lawgov_lib.reading.scopes import resolved
from lawgov_lib.reading.tracing import NEEDED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lawgov_lib.grounding.figures import Figures
    from lawgov_lib.reading.mentions import Mention, Reading

_EACH = compiled("(?:各|分别|平均|每[^，。]{0,3})$")
_LISTED = compiled("合计|共计|总计|相加|加起来")
_MEASURED = frozenset({"%", "元", "人", ""})
_HUNDRED = Decimal(100)
_FOLD = "番"
"""比上年翻番 is told of this year, whatever year it names."""


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
    known = placed or {}
    needed = [at for at, each in enumerate(reading.mentions) if each.kind in NEEDED]
    if all(at in known for at in needed):
        return tuple(_placed(reading.mentions[at], at, figures, known[at]) for at in needed)
    return _Grounding(reading, figures, known).all()


def _placed(mention: Mention, at: int, figures: Figures, name: str) -> Grounded:
    """Return a number that a reference put there."""
    figure = figures.of(name)
    return Grounded(at, mention, Verdict.RIGHT, (figure,) if figure else (), named=True)


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
                self.found[at] = _placed(self.mention(at), at, self.figures, self.placed[at])
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
        named = named_by(known, plain(label, period), self.figures.own_names) if label else []
        if agreeing := [each for each, _ in named if holds(mention, each)]:
            return Grounded(at, mention, Verdict.RIGHT, tuple(agreeing), named=True)
        sure = [each for each, certain in named if certain]
        if not sure and label and period is Period.THIS:
            sure = exceeded(mention, label, named, self.figures.own_names)
        sentence = self.sentence(mention)
        if is_sum(mention, label, [each for each, _ in named]):
            return Grounded(at, mention, Verdict.RIGHT, tuple(each for each, _ in named))
        if meant := self._meant_by_all(mention, known, sure):
            return Grounded(at, mention, Verdict.RIGHT, tuple(meant))
        if sure and label and self._is_sure(mention, label, sure):
            return Grounded(at, mention, Verdict.CONTRADICTED, tuple(sure), named=True)
        akin = [
            each
            for each in self.figures.fitting(mention.unit)
            if each.period in {period, Period.THIS}
            and holds(mention, each)
            and touches(each, sentence)
        ]
        if not akin and label and mention.kind is Kind.COUNT:
            akin = self._otherwise_told(mention, label, [each for each, _ in named])
        if akin:
            return Grounded(at, mention, Verdict.RIGHT, tuple(akin))
        if mention.exact and period not in {Period.LAST, Period.EARLIER, Period.NEXT}:
            cells = tuple(self.figures.cells(mention.low, mention.unit, self.reading.text))
            if not cells and label and JOINED.search(f"{label.own}{label.behind}"):
                joined = f"{label.own} {label.behind}"
                cells = tuple(self.figures.kinds_summed(mention.low, joined))
            if cells:
                return Grounded(at, mention, Verdict.RIGHT, cells)
        if sure or (named and period is Period.THIS):
            near = tuple(sure or (each for each, _ in named))
            return Grounded(at, mention, Verdict.AMBIGUOUS, near)
        return Grounded(at, mention, Verdict.UNKNOWN)

    def _meant_by_all(
        self, mention: Mention, known: Sequence[Figure], sure: Sequence[Figure]
    ) -> list[Figure]:
        """Return figures of the value that the sentence of a lone number names in more words.

        3件诉讼案件，法院都驳回了诉讼请求 is of those 驳回, not of those 收案.
        """
        alone = [each for each in self.reading.mentions if each.sentence == mention.sentence]
        if len([each for each in alone if each.kind in NEEDED]) > 1:
            return []
        most = max((len(name.terms) for each in sure for name in each.names), default=0)
        sentence = self.sentence(mention)
        return [
            each
            for each in known
            if sure and each.role is Role.VALUE and holds(mention, each)
            if any(len(name.terms) > most and name.fits(sentence) for name in each.names)
        ]

    def _is_sure(self, mention: Mention, label: Label, sure: Sequence[Figure]) -> bool:
        """Tell whether a number that its label sets equal to figures contradicts them."""
        scope = resolved(mention.scope, self.figures.year)
        if scope.period not in {Period.THIS, Period.LAST}:
            return False
        values = {each.value for each in sure}
        if _EACH.search(label.own) or (len(values) > 1 and JOINED.search(label.own)):
            return False
        if leads(label) and not label.says_whole and not says_no_more(label.behind, sure):
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
            if each.period is Period.THIS and each.role is Role.VALUE and holds(mention, each)
        )
        return [
            each
            for each, certain in named_by(known, label, self.figures.own_names)
            if certain and each not in named
        ]

    def _change(self, at: int, relation: Relation) -> Grounded:
        """Ground a number that tells a change by the figure that changed."""
        mention = self.mention(at)
        figures = self._changed(at, relation)
        moved = [each for each in figures if last_value(each) is not None]
        if not moved:
            beside = [*self._named_beside(mention), *self._right_beside(at, relation)]
            agreeing = tuple(each for each in beside if moves(mention, relation, each))
            level = self._level(at)
            if not agreeing and level.verdict is Verdict.RIGHT:
                return level
            verdict = Verdict.RIGHT if agreeing else Verdict.UNKNOWN
            return Grounded(at, mention, verdict, agreeing, change=relation)
        agreeing = tuple(each for each in moved if moves(mention, relation, each))
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
        period = resolved(mention.scope, self.figures.year).period
        if label is None or (period is not Period.THIS and mention.unit != _FOLD):
            return []
        bare = Label(unchanged(label.own), unchanged(label.lead), "", unchanged(label.carried))
        alike = (
            each
            for family in self.figures.by_family.values()
            for each in family
            if each.period is Period.THIS and each.role is Role.VALUE
        )
        known = [each for each in alike if may_move(mention, each)]
        return [each for each, certain in named_by(known, bare, self.figures.own_names) if certain]

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
            if figure.period is Period.THIS and last_value(figure) is not None
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
            and last_value(each) is not None
            and may_move(mention, each)
            and bears(each, sentence)
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
            if figure.period is Period.THIS and figure.value and bears(figure, sentence)
        }
        return any(
            below > above and mention.holds(above * _HUNDRED / below)
            for above, below in permutations(sorted(values), 2)
        )
