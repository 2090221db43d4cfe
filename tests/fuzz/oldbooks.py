"""Disturb a workbook of the old format, which no library here writes: as it stands in memory."""

from __future__ import annotations

import json
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import xlrd
from hypothesis import strategies as st
from xlrd.sheet import Colinfo, Note, Rowinfo

from lawgov_lib.inputs.rows import ROWS
from lawgov_lib.inputs.table import read_table
from lawgov_lib.inputs.xlsfile import XlsSheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy

    from lawgov_lib.base.errors import Problem

_BOOK = Path(__file__).parents[1] / "inputs" / "books" / "registers.xls"
_COLUMNS = ("name", "held_on", "materials")
_SOUND = ("宪法日", "2020-12-04", "50")
_DAY = 44169


def _put(at: int, value: object, meant: str | None) -> Callable[[Any, list[str | None]], None]:
    """Put a value into a cell of the one row."""
    kind = xlrd.XL_CELL_NUMBER if isinstance(value, int | float) else xlrd.XL_CELL_TEXT

    def put(sheet: Any, read: list[str | None]) -> None:  # noqa: ANN401  xlrd has no types
        sheet._cell_types[1][at] = kind  # noqa: SLF001
        sheet._cell_values[1][at] = value  # noqa: SLF001
        read[at] = meant

    return put


def _shown(code: str, value: float, meant: str | None) -> Callable[[Any, list[str | None]], None]:
    """Give the number of the row a format."""
    put = _put(2, value, meant)

    def show(sheet: Any, read: list[str | None]) -> None:  # noqa: ANN401  xlrd has no types
        put(sheet, read)
        form = sheet.book.xf_list[sheet.cell_xf_index(1, 2)].format_key
        sheet.book.format_map[form].format_str = code

    return show


def _hidden(sheet: Any, read: list[str | None]) -> None:  # noqa: ANN401  xlrd has no types
    sheet.merged_cells.append((1, 2, 0, 2))
    read[0] = None


def _row_of(height: int, *, is_hidden: bool = False) -> Callable[[Any, list[str | None]], None]:
    """Hide the one row, or give it a height of which nothing is seen."""

    def hide(sheet: Any, read: list[str | None]) -> None:  # noqa: ANN401  xlrd has no types
        row = sheet.rowinfo_map.setdefault(1, Rowinfo())
        row.hidden, row.height = int(is_hidden), height
        read[0] = None

    return hide


def _column_of(width: int, *, is_hidden: bool = False) -> Callable[[Any, list[str | None]], None]:
    """Hide a column that is read, or give it a width of which nothing is seen."""

    def hide(sheet: Any, read: list[str | None]) -> None:  # noqa: ANN401  xlrd has no types
        column = sheet.colinfo_map.setdefault(2, Colinfo())
        column.hidden, column.width = int(is_hidden), width
        read[0] = None

    return hide


def _font(**form: object) -> Callable[[Any, list[str | None]], None]:
    """Give the count of the row a font that nobody may miss."""

    def write(sheet: Any, read: list[str | None]) -> None:  # noqa: ANN401  xlrd has no types
        book = sheet.book
        font = copy(book.font_list[book.xf_list[sheet.cell_xf_index(1, 2)].font_index])
        vars(font).update(form)
        book.font_list.append(font)
        style = copy(book.xf_list[sheet.cell_xf_index(1, 2)])
        style.font_index = len(book.font_list) - 1
        book.xf_list.append(style)
        sheet._cell_xf_indexes[1][2] = len(book.xf_list) - 1  # noqa: SLF001
        read[0] = None if sheet.cell_value(1, 2) != "" else read[0]

    return write


def _commented(sheet: Any, read: list[str | None]) -> None:  # noqa: ANN401  xlrd has no types
    note = Note()
    note.text = "应为80"
    sheet.cell_note_map[1, 2] = note
    read[0] = None


WAYS = {
    **{
        f"count {value}": _put(2, value, meant)
        for value, meant in (
            *((7, "7"), ("１２", "12"), ("12份", "12"), (7.5, None), ("12²", None), ("", "None")),
            *((10**16, None), ("1e3", None), (-3, None), ("\ufffd", None), ("012", None)),
        )
    },
    **{
        f"name {value}": _put(0, value, meant)
        for value, meant in (
            *(("国安日", "国安日"), (" 宪法日 ", "宪法日"), ("宪法?日", None), ("??", None)),
            *(("宪法日²", None), ("", None), (5, "5"), ("#REF!", None), ("同上", None)),
        )
    },
    **{
        f"day {value}": _put(1, value, meant)
        for value, meant in (
            *((_DAY - 1, "2020-12-03"), ("2020年3月8日", "2020-03-08"), ("3月8日", None)),
            *(("2019-12-04", "2019-12-04"), (5, None), ("2020-02-30", None)),
        )
    },
    **{
        f"shown {code}": _shown(code, value, meant)
        for code, value, meant in (
            *(("0", 50.0, "50"), ("0.00", 50.0, "50"), ("#,##0,", 50_000.0, None)),
            *(("0", 50.4, None), (";;;", 50.0, None), ("0%", 0.5, None), ('0"万"', 5.0, None)),
        )
    },
    "merged": _hidden,
    "row hidden": _row_of(300, is_hidden=True),
    "row of no height": _row_of(0),
    "row of little height": _row_of(20),
    "column hidden": _column_of(2000, is_hidden=True),
    "column of no width": _column_of(0),
    "column of little width": _column_of(40),
    "struck": _font(struck_out=1),
    "raised": _font(escapement=1),
    "tiny": _font(height=20),
    "commented": _commented,
}


FONTS = frozenset({"struck", "raised", "tiny"})
"""Ways that say nothing of a blank cell; they come last."""


def inputs() -> SearchStrategy[bytes]:
    """Draw some ways, one or two at once."""
    return st.lists(st.sampled_from([*WAYS]), min_size=1, max_size=2).map(
        lambda names: json.dumps(names, ensure_ascii=False).encode()
    )


def check(data: bytes) -> tuple[Problem, ...]:
    """Read the disturbed sheet: what it means is read, or something is said."""
    book = xlrd.open_workbook(str(_BOOK), formatting_info=True)
    sheet = book.sheet_by_index(1)
    meant: list[str | None] = [*_SOUND]
    for name in sorted(json.loads(data), key=lambda name: name in FONTS):
        WAYS[name](sheet, meant)
    lines = XlsSheet(sheet.name, "a.xls#普法", False, book, sheet).lines()  # noqa: FBT003
    table = read_table(lines, "a.xls#普法", ROWS["publicity"], 2020)
    said = table.understood
    if not (table.problems or said.remarks or said.left_out):
        ((_, row),) = table.rows.records()
        assert [str(row[name]) for name in _COLUMNS] == meant, data.decode()
    return table.problems
