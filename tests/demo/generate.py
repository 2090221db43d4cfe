"""Write the registers of the fictional agency 示例市科学技术局: ``python -m tests.demo.generate``.

What an official would keep by hand stands in ``registers.yaml``; the caseload is drawn in
``caseload``. Headers come from the row models, so that a renamed column is followed.
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
        (year, name): _csv(name, books[name][year])
        for year in YEARS
        for name in ROWS
        if books[name][year]
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


def _csv(name: str, rows: list[Cells]) -> str:
    headers = ROWS[name].headers()
    for row in rows:
        unknown = row.keys() - headers.keys()
        if unknown:
            message = f"{name} has no {', '.join(sorted(unknown))}"
            raise KeyError(message)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(headers.values())
    writer.writerows([_written(row.get(field)) for field in headers] for row in rows)
    return text.getvalue()


def _written(cell: object) -> str:
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else str(cell)


if __name__ == "__main__":
    write(ROOT)
