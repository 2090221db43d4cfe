"""Match the header of a table to the columns of a register."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import InputError, Place, Problem
from lawgov_lib.inputs.cells import Line, plain
from lawgov_lib.inputs.columns import CONFIRMATION

if TYPE_CHECKING:
    from lawgov_lib.inputs.columns import ColumnSpec, Row

_BRACKETED = re.compile(r"(.+)\((.+)\)")
_YUAN, _TEN_THOUSAND_YUAN = "元", "万元"


@dataclass(frozen=True)
class Header:
    """Where each column stands, as the file writes it.

    ``titles`` are the header cells as written, ``positions`` where each field stands among them,
    ``in_yuan`` the fields that the file gives in 元, ``confirmation`` where the rows are marked as
    待确认, if anywhere.
    """

    titles: tuple[str, ...]
    positions: dict[str, int]
    in_yuan: frozenset[str]
    confirmation: int | None

    def title(self, at: int | None) -> str | None:
        """Return the title over a cell, None where there is none."""
        return self.titles[at] if at is not None and at < len(self.titles) else None


def header_of(line: Line, name: str, model: type[Row]) -> Header:
    """Match a header line, with or without units in brackets, in any order.

    Args:
        line: The line.
        name: The file's name to show in messages.
        model: The row model.

    Raises:
        InputError: Columns are missing, unknown or doubled; all at once.
    """
    columns = model.columns()
    titles = _without_blank_end(line.cells)
    positions: dict[str, int] = {}
    in_yuan: set[str] = set()
    extra: list[str] = []
    twice: list[str] = []
    for at, title in enumerate(titles):
        field, yuan = _field(title, columns, standing=model.standing)
        if field is None:
            extra.append(title.strip() or f"第{at + 1}列")
        elif field in positions:
            twice.append(title.strip())
        else:
            positions[field] = at
            in_yuan |= {field} if yuan else set()
    missing = [column.header for column in columns if column.field not in positions]
    hint = f"表头应为：{','.join(column.header for column in columns)}"
    problems = tuple(
        Problem("E421", saying.format(title), Place(name, line.number, title), hint)
        for saying, wrong in (
            ("表头缺少「{}」", missing),
            ("表头多出「{}」", extra),
            ("表头「{}」重复", twice),
        )
        for title in wrong
    )
    if problems:
        raise InputError(problems)
    return Header(
        titles=tuple(title.strip() for title in titles),
        positions={column.field: positions[column.field] for column in columns},
        in_yuan=frozenset(in_yuan),
        confirmation=positions.get(CONFIRMATION),
    )


def _field(
    title: str, columns: tuple[ColumnSpec, ...], *, standing: bool
) -> tuple[str | None, bool]:
    """Find the field that a header means, and whether it is in 元 instead of 万元."""
    wanted = plain(title)
    for column in columns:
        if wanted == plain(column.header):
            return column.field, False
    if standing and wanted == CONFIRMATION:
        return CONFIRMATION, False
    found = _BRACKETED.fullmatch(wanted)
    for column in columns if found else ():
        if found and found[1] == plain(column.header):
            if found[2] == plain(column.unit):
                return column.field, False
            if column.kind == "money" and found[2] in {_YUAN, _TEN_THOUSAND_YUAN}:
                return column.field, found[2] == _YUAN
    return None, False


def _without_blank_end(cells: list[str]) -> list[str]:
    """Leave out the blank cells that a spreadsheet adds at the end of a line."""
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]
