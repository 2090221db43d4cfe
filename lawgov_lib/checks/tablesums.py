"""Whether the totals that tables of the text tell are the sums of their rows and columns.

A last or first row, and a last or first column of counts, is a total by its name. A total column
is reckoned only where it holds of as many rows as it fails in: else it sums up something else.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.severity import Severity
from lawgov_lib.base.wording import number
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import place
from lawgov_lib.document.tree import Table, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lawgov_lib.checks.subject import Written

_TOTAL = compiled("(?:合计|总计|共计)(?:[（(].*[)）])?")
_SUBTOTAL = compiled("小计")
_AMONG = compiled("其中|[含占]")
"""What heads a part of another row, so that a column counts it twice."""
_UNSUMMED = compiled("率|[均比]|序号|编号|年[度份]?$|排名|名次")
"""Heads of columns whose numbers no sum is told of."""
_NONE = frozenset("-－—–/／〇")
_PAIR = 2


class _Line(NamedTuple):
    """A row or a column with its head and the numbers of its cells, None where there is none."""

    head: str
    numbers: tuple[Decimal | None, ...]


def totals_of_tables(subject: Written) -> Iterator[Finding]:
    """Find tables in the text whose total row or column is not the sum (C07)."""
    for said in subject.said:
        block = subject.told[said.section][said.position]
        if not isinstance(block, Table) or not block.columns:
            continue
        for told, total, right in (*_of_rows(block), *_of_columns(block)):
            yield Finding(
                "C07",
                Severity.ERROR,
                f"表中“{told}”合计写作{number(total)}，各项相加为{number(right)}",
                place(said),
                "改正合计或有误的一项。",
                said.section,
                said.position,
                f"{said.section}/{told}",
            )


def _of_rows(table: Table) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Yield the columns whose cell in the total row is wrong: head, total and sum."""
    rows = [_line(plain(row[0]), [plain(cell) for cell in row[1:]]) for row in table.rows if row]
    heads = [column.text for column in table.columns[1:]]
    for total, parts in _parted(rows):
        for at, head in enumerate(heads):
            if not _UNSUMMED.search(head) and (found := _wrong(total, parts, at)):
                yield head, *found


def _of_columns(table: Table) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Yield the rows whose cell in the total column is wrong: head, total and sum."""
    cells = [[plain(cell) for cell in row] for row in table.rows if len(row) == len(table.columns)]
    columns = [
        _line(column.text, [row[at] for row in cells])
        for at, column in enumerate(table.columns)
        if at and not _UNSUMMED.search(column.text)
    ]
    for total, parts in _parted(columns):
        heads = [row[0].strip() for row in cells]
        reckoned = [
            at for at in range(len(cells)) if _sum(parts, at) is not None and total.numbers[at]
        ]
        wrong = {at: found for at in reckoned if (found := _wrong(total, parts, at))}
        if len(wrong) * _PAIR <= len(reckoned):
            for at, found in wrong.items():
                yield heads[at], *found


def _parted(lines: Sequence[_Line]) -> Iterator[tuple[_Line, list[_Line]]]:
    """Yield the line that is a total, and what adds up to it; none where parts overlap."""
    for at in (len(lines) - 1, 0):
        rest = [line for other, line in enumerate(lines) if other != at]
        if len(rest) < _PAIR or not _TOTAL.fullmatch(lines[at].head):
            continue
        parts = [line for line in rest if not _SUBTOTAL.search(line.head)]
        if not any(_AMONG.match(line.head) or _TOTAL.fullmatch(line.head) for line in parts):
            yield lines[at], parts
        return


def _wrong(total: _Line, parts: Sequence[_Line], at: int) -> tuple[Decimal, Decimal] | None:
    told = total.numbers[at] if at < len(total.numbers) else None
    right = _sum(parts, at)
    return (told, right) if told is not None and right is not None and told != right else None


def _sum(parts: Sequence[_Line], at: int) -> Decimal | None:
    """Add up a cell of each part; None where one of them has no number."""
    total = Decimal(0)
    for line in parts:
        value = line.numbers[at] if at < len(line.numbers) else None
        if value is None:
            return None
        total += value
    return total


def _line(head: str, cells: Sequence[str]) -> _Line:
    return _Line(re.sub(r"\s", "", head), tuple(map(_number, cells)))


def _number(cell: str) -> Decimal | None:
    text = cell.strip().replace(",", "")
    if text and set(text) <= _NONE:
        return Decimal(0)
    digits = text.replace(".", "", 1)
    return Decimal(text) if digits.isascii() and digits.isdecimal() else None
