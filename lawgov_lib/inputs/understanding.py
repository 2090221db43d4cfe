"""What was understood of a table: where it stands, what was taken of it, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from lawgov_lib.base.errors import Place

KEPT = 1000
"""How many of the rows left out are kept by line; the others are counted."""


@dataclass(frozen=True)
class LeftOut:
    """A row that is no data: its line, why, and its first words."""

    line: int
    why: str
    text: str


@dataclass(frozen=True)
class TotalGap:
    """A total that differs from its column: where it stands, what it says, what the rows give."""

    place: Place
    column: str
    word: str
    told: Decimal
    summed: Decimal


@dataclass(frozen=True)
class Understood:
    """What was understood of one table.

    ``header`` are the lines of its header, ``rows`` how many rows were taken, ``aside`` the titles
    of columns that are not read, ``more`` how many rows left out ``left_out`` does not list;
    ``said`` is what else a person should know: separator, unit, years in the title.
    """

    file: str
    label: str
    header: tuple[int, ...] = ()
    rows: int = 0
    aside: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    more: int = 0
    said: tuple[str, ...] = ()
    gaps: tuple[TotalGap, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Tell whether everything that the table holds was taken as it stands."""
        return not (self.aside or self.left_out or self.said)


@dataclass
class Noted:
    """What is being noted of a table while it is read."""

    left_out: list[LeftOut] = field(default_factory=list)
    more: int = 0
    said: list[str] = field(default_factory=list)

    def leave(self, line: int, why: str, text: str) -> None:
        """Note a row that is left out."""
        if len(self.left_out) < KEPT:
            self.left_out.append(LeftOut(line, why, text[:40]))
        else:
            self.more += 1

    def say(self, text: str) -> None:
        """Note something once."""
        if text not in self.said:
            self.said.append(text)
