"""Write the registers of the fictional agencies: ``python -m tests.demo.generate``.

What an official would keep by hand stands in an agency's ``registers.yaml``. The caseload of
示例市科学技术局 is drawn in ``caseload``, that of the agencies below ``agencies`` as their
``registers.yaml`` describes it. Headers come from the row models, so that a renamed column is
followed; a column that the agency has never filled in is not among them.
"""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from lawgov_lib.inputs.rows import ROWS
from tests.demo import drawing
from tests.demo.caseload import drawn
from tests.demo.cases import YEARS, seen_by_year
from tests.places import DEMO

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from lawgov_lib.inputs.columns import ColumnSpec
    from tests.demo.cases import Cells

ROOT = DEMO
AGENCIES = {
    path.parent.name: path.parent for path in sorted(ROOT.glob("agencies/*/registers.yaml"))
}
"""The roots of the other fictional agencies by the names of their folders."""
AGENCY_YEARS = range(2025, 2027)
_KEPT = "registers.yaml"
_PENDING: dict[str, Cells] = {
    "penalties": {"decided_on": None, "kind": None, "money": None},
    "reviews": {"closed_on": None, "outcome": "未审结"},
    "lawsuits": {"closed_on": None, "outcome": "未审结", "head_due": "否", "head_came": "否"},
    "licences": {"finished_on": None, "outcome": "在办"},
    "requests": {"closed_on": None, "outcome": "办理中"},
    "proposals": {"closed_on": None},
    "mediations": {"closed_on": None, "outcome": "办理中"},
    "complaints": {"closed_on": None},
}
"""How the cases of registers read before they are closed."""


def registers(agency: str = "") -> dict[tuple[int, str], str]:
    """Return the CSV text of every register that has rows, by year and name.

    Args:
        agency: The folder below ``agencies``; blank is 示例市科学技术局.
    """
    listed = _kept(AGENCIES[agency], AGENCY_YEARS) if agency else _kept(ROOT, YEARS)
    books = listed if agency else {**listed, **drawn()}
    return {
        (year, name): _csv(rows, _columns(name, book))
        for name, book in books.items()
        for year, rows in book.items()
        if rows
    }


def write(root: Path, agency: str = "") -> None:
    """Write an agency's registers below ``root/params``; one without rows has no file."""
    for (year, name), text in registers(agency).items():
        path = root / "params" / str(year) / "registers" / f"{name}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")


def _kept(root: Path, years: range) -> dict[str, dict[int, list[Cells]]]:
    """Return the rows that ``registers.yaml`` lists or describes, by register and year.

    A listed register of cases has no years; every other row begins with those that it is of.
    """
    kept: Mapping[str, Mapping[str, Any]] = YAML(typ="safe").load(root / _KEPT)
    found = {}
    for name, book in kept.items():
        if "draw" in book:
            rows = [*drawing.drawn(root.name, name, book, years)]
        elif name in _PENDING:
            rows = [(years[0], row) for row in _cells(book["fields"], book["rows"])]
        else:
            spans = [(_years(str(span), years), cells) for span, *cells in book["rows"]]
            rows = [
                (year, row)
                for year in years
                for row in _cells(book["fields"], [cells for of, cells in spans if year in of])
            ]
        found[name] = (
            seen_by_year((row for _, row in rows), _PENDING[name], years)
            if name in _PENDING
            else {year: [row for of, row in rows if of == year] for year in years}
        )
    return found


def _cells(fields: Iterable[object], rows: Iterable[list[object]]) -> list[Cells]:
    names = [str(field) for field in fields]
    return [dict(zip(names, row, strict=True)) for row in rows]


def _years(span: str, years: range) -> range:
    first, dash, last = span.partition("-")
    end = int(last) if last else years[-1] if dash else int(first)
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
    for agency, root in AGENCIES.items():
        write(root, agency)
