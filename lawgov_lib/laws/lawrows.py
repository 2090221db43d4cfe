"""Laws as a program asks for them: the same versions, changes and lines as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lawgov_lib.laws.lawtable import MARKS, lines, named_sources, sources
from lawgov_lib.laws.lawtext import changes_of, meant

if TYPE_CHECKING:
    from datetime import date

    from lawgov_lib.laws.lawversions import LawTable, Version

Row = dict[str, Any]


def of_law(table: LawTable, asked: str, on: date) -> list[Row]:
    """Return the versions of a law, the earliest first, then what is said of it unchecked.

    Args:
        table: The laws.
        asked: The title as typed, or a document number.
        on: The day; the version in force on it says so.

    Raises:
        ParameterError: No law has that title.
    """
    title = meant(table, asked)
    in_force = table.in_force(title, on)
    told = (*table.versions(title), *table.unchecked(title))
    return [{**_row(each), "in_force": each is in_force} for each in told]


def of_year(table: LawTable, on: date) -> list[Row]:
    """Return what came into force, was revised or ended in the year of a day, in its order."""
    return [{"date": when.isoformat(), "change": what} for when, what in changes_of(table, on.year)]


def due(year: int) -> list[Row]:
    """Return the lines of the shipped table that are to be read again by a year.

    Every line says in ``checked`` when each of its sources was last compared.
    """
    days = {key: source.checked for key, source in sources().items()}
    rows = []
    for line in lines():
        checked = [days[key] for key in line.source.split() if key in days]
        if line.mark != "v" or any(day.year < year for day in checked):
            rows.append(_row(line) | {"checked": [day.isoformat() for day in checked]})
    return rows


def _row(version: Version) -> Row:
    """Return a version with its days as they are written and its mark in words."""
    days = {"issued": version.issued, "since": version.since, "until": version.until}
    told = {"mark": MARKS[version.mark], "source": list(named_sources(version))}
    written = {name: None if day is None else day.isoformat() for name, day in days.items()}
    return version._asdict() | written | told
