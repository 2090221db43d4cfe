"""Match the header of a table to the columns of a register.

A file may lack a column whose cells may be blank: it was kept before the column was thought of. A
header that means no column is always refused, so that no cell is lost by a misspelt one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import InputError, Place, Problem
from lawgov_lib.inputs.cells import Line, plain
from lawgov_lib.inputs.columns import CONFIRMATION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lawgov_lib.inputs.columns import ColumnSpec, Row

_BRACKETED = re.compile(r"(.+)\((.+)\)")
_YUAN, _TEN_THOUSAND_YUAN = "元", "万元"
_LIKE = 0.5
"""How like a misspelt header is to the one that is meant: half its characters, in their order."""


@dataclass(frozen=True)
class Header:
    """Where each column stands, as the file writes it.

    ``titles`` are the header cells as written, ``positions`` where each field that the file has
    stands among them, ``in_yuan`` the fields that the file gives in 元, ``confirmation`` where the
    rows are marked as 待确认, if anywhere.
    """

    titles: tuple[str, ...]
    positions: dict[str, int]
    in_yuan: frozenset[str]
    confirmation: int | None

    def title(self, at: int | None) -> str | None:
        """Return the title over a cell, None where there is none."""
        return self.titles[at] if at is not None and at < len(self.titles) else None


def header_of(line: Line, name: str, model: type[Row]) -> Header:
    """Match a header line, with or without units in brackets, in any order, by any of its names.

    Args:
        line: The line.
        name: The file's name to show in messages.
        model: The row model.

    Raises:
        InputError: Required columns are missing, others unknown or doubled; all at once.
    """
    columns = model.columns()
    named = {plain(name): column for column in columns for name in (column.header, *column.also)}
    titles = _without_blank_end(line.cells)
    positions: dict[str, int] = {}
    in_yuan: set[str] = set()
    extra: list[str] = []
    twice: dict[str, str] = {}
    for at, title in enumerate(titles):
        field, yuan = _field(title, named, standing=model.standing)
        if field is None:
            extra.append(title.strip() or f"第{at + 1}列")
        elif field in positions:
            first = titles[positions[field]].strip()
            twice[title.strip()] = "" if title.strip() == first else f"「{first}」和"
        else:
            positions[field] = at
            in_yuan |= {field} if yuan else set()
    absent = {key: column for key, column in named.items() if column.field not in positions}
    missing = dict.fromkeys(column.header for column in absent.values() if column.required)
    hint = _all_of(columns)
    problems = tuple(
        Problem(
            "E421",
            saying.format(title, first=twice.get(title, "")),
            Place(name, line.number, title),
            near + hint,
        )
        for saying, wrong in (
            ("表头缺少「{}」", missing),
            ("表头多出「{}」", extra),
            ("表头{first}「{}」重复", twice),
        )
        for title in wrong
        for near in [_near(title, absent) if wrong is extra else ""]
    )
    if problems:
        raise InputError(problems)
    return Header(
        titles=tuple(title.strip() for title in titles),
        positions={
            column.field: positions[column.field] for column in columns if column.field in positions
        },
        in_yuan=frozenset(in_yuan),
        confirmation=positions.get(CONFIRMATION),
    )


def _field(
    title: str, named: Mapping[str, ColumnSpec], *, standing: bool
) -> tuple[str | None, bool]:
    """Find the field that a header means, and whether it is in 元 instead of 万元."""
    wanted = plain(title)
    if wanted in named:
        return named[wanted].field, False
    if standing and wanted == CONFIRMATION:
        return CONFIRMATION, False
    found = _BRACKETED.fullmatch(wanted)
    column = named.get(found[1]) if found else None
    if found and column:
        if found[2] == plain(column.unit):
            return column.field, False
        if column.kind == "money" and found[2] in {_YUAN, _TEN_THOUSAND_YUAN}:
            return column.field, found[2] == _YUAN
    return None, False


def _near(title: str, absent: Mapping[str, ColumnSpec]) -> str:
    """Ask whether a header that means no column is a misspelt one that the file lacks."""
    for key in get_close_matches(plain(title).partition("(")[0], absent, 1, _LIKE):
        unit = f"（{absent[key].unit}）" if absent[key].unit else ""
        return f"如指「{absent[key].header}」{unit}，照此改写。"
    return ""


def _all_of(columns: tuple[ColumnSpec, ...]) -> str:
    """Say which columns there are, and which of them a file may lack."""
    lax = "、".join(column.header for column in columns if not column.required)
    told = f"表头应为：{','.join(column.header for column in columns)}"
    return f"{told}；可以没有：{lax}" if lax else told


def _without_blank_end(cells: list[str]) -> list[str]:
    """Leave out the blank cells that a spreadsheet adds at the end of a line."""
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]
