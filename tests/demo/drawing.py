"""Rows drawn by a description: how many a year, and what each cell is drawn from.

A cell is described by what it may be: ``某日`` is a working day of the year, the rows in its order;
a text with ``{year}`` or ``{serial}`` is filled in; a list is chosen from; a mapping weighs its
keys; ``between`` are the bounds of a number; ``after`` names a day from which ``days`` or
``workdays`` pass, drawn between bounds; anything else is the cell itself.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any

from tests.demo.cases import workdays_between

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.demo.cases import Cells

_SPAN = (1, 4), (11, 28)
"""The days of a year between which rows begin, unless ``within`` says others."""


def drawn(
    agency: str, register: str, book: Mapping[str, Any], years: range
) -> Iterator[tuple[int, Cells]]:
    """Draw the rows of a register, each with the year in which it begins.

    Args:
        agency: The agency's folder: it and the register make the draw its own.
        register: The register's key.
        book: ``draw``, the number of rows by year, ``cells``, what describes each cell, and
            ``within``, the first and last month and day on which rows begin.
        years: The years of the agency.
    """
    for year in years:
        draw = Random(f"{agency} {register} {year}")  # noqa: S311  the same rows every time
        first, last = (date(year, *each) for each in book.get("within", _SPAN))
        days = [day for day in _workdays(year) if first <= day <= last]
        began = sorted(draw.choices(days, k=book["draw"].get(year, 0)))
        for serial, day in enumerate(began, start=1):
            row: Cells = {}
            for field, described in book["cells"].items():
                row[field] = _cell(draw, described, row, {"year": year, "serial": serial}, day)
            yield year, row


@cache
def _workdays(year: int) -> tuple[date, ...]:
    return tuple(workdays_between(date(year, 1, 1), date(year, 12, 31)))


def _cell(
    draw: Random, described: object, row: Cells, named: Mapping[str, int], day: date
) -> object:
    match described:
        case "某日":
            return day
        case str():
            return described.format(**named)
        case list():
            return draw.choice(described)
        case {"between": [low, high]}:
            return draw.randint(low, high)
        case {"after": field, **passing}:
            return _later(draw, row[str(field)], passing)
        case dict():
            return draw.choices([*described], [*described.values()])[0]
    return described


def _later(draw: Random, start: object, passing: Mapping[Any, Any]) -> date | None:
    if not isinstance(start, date):
        return None
    if "days" in passing:
        return start + timedelta(days=draw.randint(*passing["days"]))
    left = [day for day in _workdays(start.year) if day > start]
    count = draw.randint(*passing["workdays"])
    return [start, *left][min(count, len(left))]
