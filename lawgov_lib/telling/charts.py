"""Bar charts as what they show; a character that no face shows is an error."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import uharfbuzz

from lawgov_lib.base.characters import REWRITE, strangers
from lawgov_lib.base.errors import TellingError
from lawgov_lib.base.glyphs import SANS
from lawgov_lib.base.shipped import FONTS
from lawgov_lib.base.wording import quantity
from lawgov_lib.document.tree import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

_FULL = 1.0
"""How far a character reaches that another face stands in for: it is an ideograph or a unit."""


@cache
def _face() -> uharfbuzz.Face:
    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(FONTS / SANS.file))


@cache
def _advance(mark: str) -> float:
    """Return how far a character reaches, for one of the face's size."""
    font = uharfbuzz.Font(_face())
    glyph = font.get_nominal_glyph(ord(mark))
    return _FULL if glyph is None else font.get_glyph_h_advance(glyph) / _face().upem


def widest(texts: Iterable[str]) -> float:
    """Return the width of the widest line, for one of the face's size."""
    return max((sum(map(_advance, text)) for text in texts), default=0)


@dataclass(frozen=True)
class Bars:
    """A horizontal bar chart, the first label on top, each bar ending in its value.

    Args:
        labels: A label a bar.
        values: The bars' lengths, in ``unit``.
        unit: The unit, written after each value.
        caption: The caption; with labels and values it makes the text alternative.

    Raises:
        TellingError: A label has characters that no face shows.
    """

    labels: tuple[str, ...]
    values: tuple[Decimal, ...]
    unit: str
    caption: str

    def __post_init__(self) -> None:
        """Refuse what would print as a box."""
        if found := strangers("".join([*self.labels, *self.ends])):
            told = "；".join(map(str, found))
            raise TellingError.of("E510", f"图“{self.caption}”中{told}", hint=REWRITE)

    @property
    def ends(self) -> tuple[str, ...]:
        """What each bar ends in."""
        return tuple(quantity(value, self.unit) for value in self.values)

    def figure(self) -> Figure:
        """Draw the chart."""
        from lawgov_lib.telling.drawing import drawn  # noqa: PLC0415  a check draws nothing

        told = "、".join(map("".join, zip(self.labels, self.ends, strict=True)))
        return Figure(data=drawn(self), alt=f"{self.caption}。{told}。", caption=self.caption)
