"""Name a cell as a spreadsheet does."""

from __future__ import annotations

from lawgov_lib.base.errors import Place

_LETTERS = 26


def letters(at: int) -> str:
    """Return the letters of a column: 0 is A, 26 is AA."""
    text = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, _LETTERS)
        text = chr(ord("A") + rest) + text
    return text


def is_sheet(file: str) -> bool:
    """Tell whether a name is that of a sheet within a workbook: ``registers.xlsx#学法考试台账``."""
    return "#" in file


def place_of(file: str, line: int, at: int | None, title: str | None) -> Place:
    """Return the place of a cell, which a sheet names by letters and number.

    Args:
        file: The file, or the sheet of a workbook.
        line: Its line.
        at: The position of its column, if known.
        title: The header over it, if any.
    """
    cell = f"{letters(at)}{line}" if at is not None and is_sheet(file) else None
    return Place(file, line, title, cell)
