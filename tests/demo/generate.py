"""Write the registers of the fictional agency 示例市科学技术局: ``python -m tests.demo.generate``.

What an official would keep by hand stands in ``registers.yaml``; the caseload is drawn in
``caseload``. Headers come from the row models, so that a renamed column is followed; a column that
the agency has never filled in is not among them.
"""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING

from ruamel.yaml import YAML

from lawgov_lib.inputs.rows import ROWS
from tests.demo.caseload import drawn
from tests.demo.cases import YEARS, seen_by_year
from tests.places import DEMO

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from lawgov_lib.inputs.columns import ColumnSpec
    from tests.demo.cases import Cells

ROOT = DEMO
_KEPT = ROOT / "registers.yaml"
_PENDING: dict[str, Cells] = {
    "penalties": {"decided_on": None, "kind": None, "money": None},
    "reviews": {"closed_on": None, "outcome": "未审结"},
    "lawsuits": {"closed_on": None, "outcome": "未审结", "head_due": "否", "head_came": "否"},
}
"""How the cases of the kept registers read before they are closed."""


def registers() -> dict[tuple[int, str], str]:
    """Return the CSV text of every register that has rows, by year and name."""
    books = {**_kept(), **drawn()}
    return {
        (year, name): _csv(rows, _columns(name, book))
        for name, book in books.items()
        for year, rows in book.items()
        if rows
    }


def write(root: Path) -> None:
    """Write the registers below ``root/params``; a register without rows has no file."""
    for (year, name), text in registers().items():
        path = root / "params" / str(year) / "registers" / f"{name}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")


def _kept() -> dict[str, dict[int, list[Cells]]]:
    kept: Mapping[str, Mapping[str, list[list[object]]]] = YAML(typ="safe").load(_KEPT)
    return {
        name: (
            seen_by_year(_cells(book["fields"], book["rows"]), _PENDING[name])
            if name in _PENDING
            else {
                year: _cells(
                    book["fields"],
                    [cells for span, *cells in book["rows"] if year in _years(str(span))],
                )
                for year in YEARS
            }
        )
        for name, book in kept.items()
    }


def _cells(fields: Iterable[object], rows: Iterable[list[object]]) -> list[Cells]:
    names = [str(field) for field in fields]
    return [dict(zip(names, row, strict=True)) for row in rows]


def _years(span: str) -> range:
    first, dash, last = span.partition("-")
    end = int(last) if last else YEARS[-1] if dash else int(first)
    return range(int(first), end + 1)


def _columns(name: str, book: Mapping[int, list[Cells]]) -> list[ColumnSpec]:
    """Return the columns that a register has in every year: the required and the used ones."""
    columns = ROWS[name].columns()
    used = {field for rows in book.values() for row in rows for field in row}
    unknown = used - {column.field for column in columns}
    if unknown:
        message = f"{name} has no {', '.join(sorted(unknown))}"
        raise KeyError(message)
    return [column for column in columns if column.required or column.field in used]


def _csv(rows: list[Cells], columns: list[ColumnSpec]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(column.header for column in columns)
    writer.writerows([_written(row.get(column.field)) for column in columns] for row in rows)
    return text.getvalue()


def _written(cell: object) -> str:
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else str(cell)


if __name__ == "__main__":
    write(ROOT)
