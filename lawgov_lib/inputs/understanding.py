"""What was understood of a table: where it stands, what was taken of it, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
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
class Remark:
    """What was read otherwise than it looks, or looks lost: the first place, and how many more."""

    place: Place
    message: str
    more: int = 0

    def __str__(self) -> str:
        """Say it in one sentence."""
        also = f"，本列这样的另有{self.more}处" if self.more else ""
        return f"{self.place.within or '表格上方'}：{self.message}{also}"


@dataclass(frozen=True)
class Understood:
    """What was understood of one table.

    ``header`` are the lines of its header, ``rows`` how many rows were taken, ``aside`` the titles
    of columns that are not read, ``more`` how many rows left out ``left_out`` does not list;
    ``said`` is what else a person should know: separator, encoding, unit; ``remarks`` what should
    be looked at, with its place.
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
    remarks: tuple[Remark, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Tell whether all lines and columns were taken; remarks on cells are told by a check."""
        return not (self.aside or self.left_out or self.said)


@dataclass
class Noted:
    """What is being noted of a table while it is read."""

    left_out: list[LeftOut] = field(default_factory=list)
    more: int = 0
    said: list[str] = field(default_factory=list)
    remarks: dict[tuple[str | None, str], Remark] = field(default_factory=dict)

    def leave(self, line: int, why: str, text: str) -> None:
        """Note a row that is left out."""
        if len(self.left_out) < KEPT:
            self.left_out.append(LeftOut(line, why, text[:40]))
        else:
            self.more += 1

    def remark(self, kind: str, place: Place, message: str) -> None:
        """Remark on a cell; of those of one column and kind the first is told, others counted."""
        known = self.remarks.get((place.column, kind))
        self.remarks[place.column, kind] = (
            Remark(place, message) if known is None else replace(known, more=known.more + 1)
        )

    def say(self, text: str) -> None:
        """Note something once."""
        if text not in self.said:
            self.said.append(text)
