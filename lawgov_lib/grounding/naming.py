"""Which figures a label names, in any order of its words, and whether it says more than they do."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from lawgov_lib.base.expressions import compiled
from lawgov_lib.grounding.figures import Figure, Role
from lawgov_lib.grounding.labels import Label, key, unchanged
from lawgov_lib.reading.mentions import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lawgov_lib.grounding.labels import Name
    from lawgov_lib.reading.mentions import Mention

JOINED = compiled("[和与及或、]")
_RECEIVER = compiled(
    "(?:向|为|给|面向)[一-鿿、]{2,12}?(?=发放|派发|赠送|分发|提供|公开|作出|开展|举办)|当年|[省市县区](?=政协|人大)"
)
_CENT = Decimal("0.01")
"""Rates told as finely as this may be cut off where they should be rounded."""
_COMMON = frozenset(
    {"行政", "上年结转", "结转下年", "参加", "完成", "发现", "问题", "上级", "平台"}
)
_Borne: TypeAlias = "tuple[Figure, bool, Name]"


def named_by(
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
        led = _longest(list(_bearing(figures, lead, lead, own_names)))
        if not led and not label.own and label.lead:
            return _longest(list(_bearing(figures, label.carried, label.carried, own_names)))
        return led
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
    if any(certain for _, certain in named) or not leads(label):
        return named
    return [
        (figure, any(name.sure and name.begins(label.behind) for name in figure.names))
        for figure, _ in named
    ]


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


def exceeded(
    mention: Mention, label: Label, named: Iterable[tuple[Figure, bool]], own_names: Iterable[str]
) -> list[Figure]:
    """Return the figures of which a number counts what went to some, but more than the whole.

    向企业发放普法资料7700份 is none of 6770.
    """
    own = _RECEIVER.sub("", label.own)
    return [
        figure
        for figure, _ in named
        if own != label.own
        and figure.value is not None
        and mention.low > figure.value
        and any(name.sure and not name.rest(own, own_names) for name in figure.names)
    ]


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


def is_sum(mention: Mention, label: Label | None, sure: Sequence[Figure]) -> bool:
    """Tell whether a number is the sum of figures that its label names together: 甲和乙共3人."""
    values = [each.value for each in sure if each.value is not None and each.role is Role.VALUE]
    joined = label and JOINED.search(f"{label.own}{label.behind}") and len(values) > 1
    return bool(joined) and mention.holds(sum(values, Decimal(0)))


def plain(label: Label, period: Period) -> Label:
    """Return a label without the words that say it is of last year, where it is."""
    if period is not Period.LAST:
        return label
    return Label(
        unchanged(label.own),
        unchanged(label.lead),
        unchanged(label.behind),
        unchanged(label.carried),
    )


def leads(label: Label) -> bool:
    """Tell whether the number stands before what it counts."""
    return not key(label.own) and bool(key(label.behind))


def says_no_more(behind: str, figures: Iterable[Figure]) -> bool:
    """Tell whether nothing but the figures' name is said behind a number."""
    return any(not name.rest(behind) for each in figures for name in each.names)


def holds(mention: Mention, figure: Figure) -> bool:
    """Tell whether a number agrees with a figure; a part of a rate is neither money nor a rate."""
    if figure.value is None:
        return False
    if figure.role in {Role.NUMERATOR, Role.DENOMINATOR} and mention.unit in {"元", "%"}:
        return False
    if mention.holds(figure.value):
        return True
    short = figure.value - mention.low
    cut = mention.unit == "%" and mention.exact and mention.step <= _CENT
    return cut and 0 <= short < mention.step


def bears(figure: Figure, text: str) -> bool:
    """Tell whether a text holds all words of a figure's name."""
    return any(name.sure and name.fits(text) for name in figure.names)


def touches(figure: Figure, text: str) -> bool:
    """Tell whether a text holds a word that belongs to a figure's name."""
    return any(
        word in text and word not in _COMMON
        for name in figure.names
        for term in name.terms
        for word in term
    )
