"""Tables of a report whose columns are those of a register: their rows are the register's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.base.files import csv_bytes
from lawgov_lib.document.tree import plain
from lawgov_lib.inputs.cells import Line
from lawgov_lib.inputs.cells import plain as bare
from lawgov_lib.inputs.columns import CONFIRMATION, UNCONFIRMED
from lawgov_lib.inputs.header import field_of
from lawgov_lib.inputs.rows import ROWS
from lawgov_lib.inputs.table import read_table
from lawgov_lib.inputs.tablewords import NUMBERING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lawgov_lib.document.tree import Table
    from lawgov_lib.inputs.columns import Row

_FEWEST = 3
"""The columns by which a table that nobody named is known for certain."""


def registers_in(tables: Iterable[Table], year: int) -> dict[str, list[list[str]]]:
    """Return the rows of the registers that tables are of, the header first, by register.

    A table is one of a register where every column of it is, none that must be filled in is
    missing, and each row is sound.

    Args:
        tables: The tables of a report.
        year: The report year.
    """
    found: dict[str, list[list[str]]] = {}
    for table in tables:
        rows = [[column.text for column in table.columns]]
        rows += [[plain(cell).replace("\n", "") for cell in row] for row in table.rows]
        key = _register(rows, year)
        if key and key not in found:
            found[key] = _kept(rows)
    return found


def register_file(key: str, rows: list[list[str]]) -> bytes:
    """Write the rows of a register as its file; those that hold on are to be confirmed."""
    head, *body = rows
    if ROWS[key].standing:
        head, body = [*head, CONFIRMATION], [[*row, UNCONFIRMED] for row in body]
    return csv_bytes(head, body)


def _register(rows: list[list[str]], year: int) -> str:
    """Return the register whose columns a table has, blank where it is of none."""
    titles = [title for title in rows[0] if bare(title) not in NUMBERING]
    for key, model in ROWS.items():
        if _names_all(titles, model):
            lines = [Line(number, row) for number, row in enumerate(_kept(rows), start=1)]
            table = read_table(lines, f"{key}.csv", model, year)
            if not table.problems and len(table.rows) == len(rows) - 1:
                return key
    return ""


def _names_all(titles: list[str], model: type[Row]) -> bool:
    fields = {field_of(title, model)[0] for title in titles}
    needed = {column.field for column in model.columns() if column.required}
    return len(titles) >= _FEWEST and None not in fields and needed <= fields


def _kept(rows: list[list[str]]) -> list[list[str]]:
    """Return rows without the column that only numbers them."""
    kept = [at for at, title in enumerate(rows[0]) if bare(title) not in NUMBERING]
    return [[row[at] for at in kept] for row in rows]
