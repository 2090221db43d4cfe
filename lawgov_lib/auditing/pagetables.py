"""The rows of a printed table: which column each part of a line stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawgov_lib.auditing.pages import Line


def cells_of(rows: Sequence[Line]) -> list[list[str]]:
    """Return the cells of the rows of a table, blank where a row has none in a column.

    The row with the most parts shows the columns. Where two parts of a row would share one, the
    parts are no cells of these columns, and each row has those that it has.

    Args:
        rows: The lines of the table.
    """
    parts = [row.parts or (row,) for row in rows]
    columns = max(parts, key=len)
    found: list[list[str]] = []
    for row in parts:
        places = [_column(part, columns) for part in row]
        if len({*places}) < len(places):
            return [[part.text for part in each] for each in parts]
        told = dict(zip(places, (part.text for part in row), strict=True))
        found.append([told.get(place, "") for place in range(len(columns))])
    return found


def _column(part: Line, columns: Sequence[Line]) -> int:
    """Return the column that a part stands in: over the most of it, else nearest to it."""
    return min(
        range(len(columns)),
        key=lambda place: (-_shared(part, columns[place]), _apart(part, columns[place])),
    )


def _shared(one: Line, other: Line) -> float:
    return max(0.0, min(one.right, other.right) - max(one.left, other.left))


def _apart(one: Line, other: Line) -> float:
    return abs(one.left + one.right - other.left - other.right)
