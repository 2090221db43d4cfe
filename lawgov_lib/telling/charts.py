"""Charts as what they show; a character that no face shows is an error.

A chart that would say nothing is not drawn: fewer than two categories, or all of them equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from lawgov_lib.base.characters import REWRITE, strangers
from lawgov_lib.base.errors import TellingError
from lawgov_lib.base.glyphs import SANS
from lawgov_lib.base.shipped import FONTS
from lawgov_lib.base.wording import number, quantity
from lawgov_lib.document.tree import Figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from uharfbuzz import Font

    from lawgov_lib.telling.narrative import Teller

_FULL = 1.0
"""How far a character reaches that another face stands in for: it is an ideograph or a unit."""
MOST_BARS = 10
"""Of more categories the smallest are told together."""
NO_VALUE = "—"
DECLARED = "申报数"
"""What the file of declared figures is called."""
SIZE, WIDTH = 12.0, 330.0
"""Letters and breadth of a drawing, in points: legible on a page of 360 pixels."""


@cache
def _font() -> Font:
    from uharfbuzz import Blob, Face, Font  # noqa: PLC0415  only where charts are drawn

    return Font(Face(Blob.from_file_path(FONTS / SANS.file)))


@cache
def _advance(mark: str) -> float:
    """Return how far a character reaches, for one of the face's size."""
    font = _font()
    glyph = font.get_nominal_glyph(ord(mark))
    return _FULL if glyph is None else font.get_glyph_h_advance(glyph) / font.face.upem


def widest(texts: Iterable[str]) -> float:
    """Return the width of the widest line, for one of the face's size."""
    return max((sum(map(_advance, text)) for text in texts), default=0)


def _refuse_boxes(caption: str, texts: Iterable[str]) -> None:
    """Refuse what would print as a box."""
    if found := strangers("".join(texts)):
        told = "；".join(map(str, found))
        raise TellingError.of("E510", f"图“{caption}”中{told}", hint=REWRITE)


@dataclass(frozen=True)
class Bars:
    """A horizontal bar chart, the first label on top, each bar ending in its value.

    Args:
        labels: A label a bar.
        values: The bars' lengths, in ``unit``.
        unit: The unit, written after each value.
        caption: The caption; with labels and values it makes the text alternative.
        source: Where the values come from, blank where it goes without saying.

    Raises:
        TellingError: A label has characters that no face shows.
    """

    labels: tuple[str, ...]
    values: tuple[Decimal, ...]
    unit: str
    caption: str
    source: str = ""

    def __post_init__(self) -> None:
        """Refuse what would print as a box."""
        _refuse_boxes(self.caption, [*self.labels, *self.ends])

    @property
    def ends(self) -> tuple[str, ...]:
        """What each bar ends in."""
        return tuple(quantity(value, self.unit) for value in self.values)

    def figure(self) -> Figure:
        """Draw the chart."""
        from lawgov_lib.telling.drawing import bars  # noqa: PLC0415  a check draws nothing

        told = "、".join(map("".join, zip(self.labels, self.ends, strict=True)))
        alt = f"{self.caption}。{told}。"
        return Figure(data=bars(self), alt=alt, caption=self.caption, origin=self.source)


@dataclass(frozen=True)
class Trend:
    """Columns year by year, of one quantity or of two side by side, each below its value.

    Args:
        years: The years, the oldest first.
        labels: What each quantity is called.
        values: The values of each quantity by year, in ``unit``; None where it is not known.
        unit: The unit, which the caption names.
        title: What the chart is about; with years and unit it makes the caption.
        source: Where the values come from.

    Raises:
        TellingError: A label has characters that no face shows.
    """

    years: tuple[int, ...]
    labels: tuple[str, ...]
    values: tuple[tuple[Decimal | None, ...], ...]
    unit: str
    title: str
    source: str = ""

    def __post_init__(self) -> None:
        """Refuse what would print as a box."""
        _refuse_boxes(self.caption, self.labels)

    @property
    def caption(self) -> str:
        """The caption: years, title and unit."""
        return f"{self.years[0]}至{self.years[-1]}年{self.title}（单位：{self.unit}）"

    @property
    def tops(self) -> tuple[tuple[str, ...], ...]:
        """What stands on each column."""
        return tuple(
            tuple(NO_VALUE if value is None else number(value) for value in row)
            for row in self.values
        )

    def figure(self) -> Figure:
        """Draw the chart."""
        from lawgov_lib.telling.drawing import columns  # noqa: PLC0415  a check draws nothing

        told = "；".join(map(self._told, range(len(self.years))))
        alt = f"{self.caption}。{told}。"
        return Figure(data=columns(self), alt=alt, caption=self.caption, origin=self.source)

    def _told(self, place: int) -> str:
        """Say all values of a year."""
        values = [row[place] for row in self.values]
        said = [
            label + ("未提供" if value is None else quantity(value, self.unit))
            for label, value in zip(self.labels, values, strict=True)
        ]
        return f"{self.years[place]}年{'、'.join(said)}"


@dataclass(frozen=True)
class Chart:
    """A chart of categories that an area offers: ``report.yaml`` asks for it by its name."""

    name: str
    draw: Callable[[Teller], Bars | None]


@dataclass(frozen=True)
class TrendChart:
    """A chart over the years that an area offers, of one metric or of two in the same unit."""

    name: str
    title: str
    metrics: tuple[str, ...]


def categories(
    counts: Iterable[tuple[str, Decimal | None]], unit: str, caption: str, labels: Iterable[str]
) -> Bars | None:
    """Compare categories, the largest first and 其他 last; nothing where nothing can be compared.

    Args:
        counts: The categories with their values; without a value, or with zero, one is left out.
        unit: The unit of the values.
        caption: The caption.
        labels: What the files are called that the values come from.
    """
    known = [(name, value) for name, value in counts if value]
    pairs = sorted(known, key=lambda pair: (pair[0].startswith("其他"), -pair[1]))
    if len({value for _, value in pairs}) <= 1:
        return None
    if len(pairs) > MOST_BARS:
        rest = pairs[MOST_BARS - 1 :]
        others = (f"其他{len(rest)}项", sum((value for _, value in rest), start=Decimal(0)))
        pairs = [*pairs[: MOST_BARS - 1], others]
    names, values = zip(*pairs, strict=True)
    return Bars(names, values, unit, caption, cited(labels))


def told_in(teller: Teller, metric_ids: Iterable[str]) -> list[str]:
    """Return what the files are called that metrics come from."""
    labels = {book.file: book.label for book in teller.registers.values()}
    files = (source.file for each in metric_ids for source in teller.metrics[each].sources)
    return [labels.get(file, DECLARED) for file in files]


def cited(labels: Iterable[str]) -> str:
    """Say where the values of a chart come from; blank where nothing is named."""
    told = "、".join(dict.fromkeys(labels))
    return told and f"数据来源：{told}"
