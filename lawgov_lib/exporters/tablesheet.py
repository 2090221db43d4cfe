"""A table of the report as a sheet: numbers as numbers, their units in a column of their own."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.listing import Listing
from lawgov_lib.base.sheetbody import Number
from lawgov_lib.document.tree import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lawgov_lib.document.tree import Runs, Table

UNIT = "单位"
_AMOUNT = compiled(
    r"(?P<number>-?(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?)"
    r"(?P<unit>%|‰|[^\W\d_]{0,8})(?P<rest>（[^\d（）\"]*）)?"
)
_MOST_DIGITS = 15
"""The digits of a number that a workbook keeps."""


class Amount(NamedTuple):
    """A number that stands in a text, as it is written: with its unit, and with what follows."""

    number: str
    unit: str
    rest: str

    def typed(self, unit: str = "") -> Number:
        """Return the number, shown as it is written but for the unit that its row names."""
        tail = "" if self.unit == unit and not self.rest else self.unit + self.rest
        return Number(Decimal(self.number.replace(",", "")), _code(self.number, tail))


def amount_in(text: str) -> Amount | None:
    """Read a text that is one number, with its unit; None for any other.

    A code with zeros before it, and a number of more digits than a workbook keeps, are text.
    """
    found = _AMOUNT.fullmatch(text)
    if not found or sum(map(str.isdigit, found["number"])) > _MOST_DIGITS:
        return None
    return Amount(found["number"], found["unit"], found["rest"] or "")


def sheet_of(table: Table, title: str, above: Sequence[str], below: Sequence[str]) -> Listing:
    """Lay a table out as a sheet.

    Args:
        table: The table.
        title: What the sheet is called.
        above: The lines above its head.
        below: The lines under its last row, such as its notes.

    Returns:
        The sheet: where numbers have units, these stand behind the first column, those of each row
        once; a number with another unit than its row shows it with it.
    """
    read = [[_cell(cell) for cell in row] for row in table.rows]
    units = [_unit(row) for row in read]
    rows: list[list[Number | str | None]] = [
        [cell.typed(unit) if isinstance(cell, Amount) else cell for cell in row]
        for row, unit in zip(read, units, strict=True)
    ]
    heads = [f"{column.over} {column.text}".strip() for column in table.columns]
    aligns = [column.align for column in table.columns]
    if any(units):
        heads.insert(1, UNIT)
        aligns.insert(1, "center")
        for row, unit in zip(rows, units, strict=True):
            row.insert(1, unit or None)
    notes = (plain(run.note) for row in table.rows for cell in row for run in cell if run.note)
    return Listing(
        title,
        tuple(heads),
        tuple((*row, *[None] * (len(heads) - len(row))) for row in rows),
        above=tuple(above),
        below=(*notes, *below),
        groups=table.groups,
        aligns=tuple(aligns),
    )


def _cell(runs: Runs) -> Amount | str:
    text = plain(runs)
    return amount_in(text) or text


def _unit(row: Iterable[Amount | str]) -> str:
    """Return the unit that most numbers of a row have; a number that names the row has none."""
    counts = Counter(cell.unit for cell in list(row)[1:] if isinstance(cell, Amount) and cell.unit)
    return counts.most_common(1)[0][0] if counts else ""


def _code(number: str, tail: str) -> str:
    """Return the format in which a number shows as it is written, with what stands behind it."""
    _, _, decimals = number.partition(".")
    whole = "#,##0" if "," in number else "0"
    shown = f"{whole}.{'0' * len(decimals)}" if decimals else whole
    return f'{shown}"{tail}"' if tail else shown
