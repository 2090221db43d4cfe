"""The rows of a printed table: which column each part of a line stands in."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawgov_lib.auditing.pages import Line


_CLOSE = 1.6
"""The lines of one cell are at most so many heights of a character apart."""


def cells_of(rows: Sequence[Line]) -> list[list[str]]:
    """Return the cells of the rows of a table, blank where a row has none in a column.

    The row with the most parts shows the columns. Where two parts of a row would share one, the
    parts are no cells of these columns, and each row has those that it has. A line of words alone
    without a part in the first column goes on with the cells above it; a header that returns on
    the next page is told once.

    Args:
        rows: The lines of the table.
    """
    parts = [row.parts or (row,) for row in rows]
    columns = max(parts, key=len)
    found: list[list[str]] = []
    for before, line, row in zip((None, *rows), rows, parts, strict=False):
        if before and before.page != line.page and line.text == rows[0].text:
            continue
        places = [_column(part, columns) for part in row]
        if len({*places}) < len(places):
            return [[part.text for part in each] for each in parts]
        told = dict(zip(places, (part.text for part in row), strict=True))
        if found and 0 not in told and goes_on_in_cells(rows[: rows.index(line)], line):
            for place, text in told.items():
                found[-1][place] += text
        else:
            found.append([told.get(place, "") for place in range(len(columns))])
    return found


def goes_on_in_cells(rows: Sequence[Line], line: Line) -> bool:
    """Tell whether a line below rows of a table goes on with the words of cells above it."""
    above = rows[-1]
    columns = max((row.parts or (row,) for row in rows), key=len)
    parts = line.parts or (line,)
    is_near = 0 < above.middle - line.middle <= _CLOSE * max(line.height, above.height)
    return (
        line.page == above.page
        and is_near
        and not any(character.isdigit() for part in parts for character in part.text)
        and all(_is_within(part, columns) for part in parts)
    )


def _is_within(part: Line, columns: Sequence[Line]) -> bool:
    """Tell whether a part stands in one column, and that is not the first."""
    edges = [*(column.left for column in columns[1:]), math.inf]
    return any(
        left - part.height <= part.left and part.right < right for left, right in pairwise(edges)
    )


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
