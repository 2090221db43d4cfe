"""The table of national laws that is shipped, ``versions.csv``, and where its lines were read."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from typing import NamedTuple

from lawgov_lib.base.datafile import load_data
from lawgov_lib.base.shipped import LIBRARY
from lawgov_lib.laws.lawversions import LawTable, Version

MARKS = {
    "v": "已核对法律文本或者官方网页",
    "s": "据转载或者公开文本，未核对原件",
    "u": "未核对，不据以检查和引用",
}
"""What the marks of the table say."""
VERSIONS = "laws/versions.csv"


class Source(NamedTuple):
    """Where lines of the table were read, and on which day last."""

    name: str
    checked: date


@cache
def shipped() -> LawTable:
    """Return the national laws, party rules and documents with their versions."""
    return LawTable(lines())


@cache
def lines() -> tuple[Version, ...]:
    """Return the lines of the table as it stands."""
    with (LIBRARY / VERSIONS).open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return tuple(
            Version(title, kind, number, _day(issued), _day(since), _day(until), by, mark, source)
            for title, kind, number, issued, since, until, by, mark, source in rows
        )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def sources() -> dict[str, Source]:
    """Return where the lines were read, by the keys that they name."""
    return {key: Source(**each) for key, each in load_data("laws/sources.yaml").items()}


def named_sources(version: Version) -> tuple[str, ...]:
    """Return in words where a version was read."""
    known = sources()
    return tuple(known[key].name if key in known else key for key in version.source.split())
