"""The sheets of a workbook of Excel 97 to 2003 (xls), or of WPS (et), as lines of text."""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import xlrd
from xlrd.biffh import XLRDError
from xlrd.compdoc import CompDocError
from xlrd.xldate import xldate_as_datetime

from lawgov_lib.base.errors import InputError, Place
from lawgov_lib.inputs.cellfont import MIXED, RAISED, STRUCK, UNSEEN
from lawgov_lib.inputs.cells import Flaw, Line, Note, text_of
from lawgov_lib.inputs.numberformat import HIDDEN, altered, unshown
from lawgov_lib.inputs.sheetcell import letters
from lawgov_lib.inputs.sheetnotes import noted
from lawgov_lib.inputs.sourcefile import opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LARGEST = 64 << 20
"""The bytes of the largest xls: 65 536 rows of twenty cells; it is read as a whole."""
_WHITE = (255, 255, 255)
_SMALLEST = 60
"""The height of a font, in twentieths of a point, below which nothing can be read."""
_LOW, _NARROW = 40, 51
"""The height in twentieths of a point, and the width in 256ths of a character, that hide all."""
_SAVE_AGAIN = "用表格软件打开并另存为“Excel工作簿（.xlsx）”。"


@dataclass(frozen=True)
class XlsSheet:
    """One sheet: its title, whether people see it, and its lines.

    Days are written out, so that ``shift`` is 0 whatever the workbook counts from.
    """

    title: str
    file: str
    is_hidden: bool
    _book: Any
    _sheet: Any
    shift: int = 0

    def lines(self) -> Iterator[Line]:
        """Read the sheet row by row, without the blank cells at a row's end."""
        sheet = self._sheet
        merged: dict[int, list[Flaw]] = {}
        for top, bottom, left, right in sheet.merged_cells:
            span = f"{letters(left)}{top + 1}:{letters(right - 1)}{bottom}"
            flaw = Flaw(left, f"{span}是合并单元格", "取消合并，每格各填各的值。", reach=bottom)
            merged.setdefault(top, []).append(flaw)
        hidden = sorted(
            at
            for at, column in sheet.colinfo_map.items()
            if column.hidden or column.width <= _NARROW
        )
        beside = self._beside()
        for row in range(sheet.nrows):
            flaws = list(merged.get(row, ()))
            cells, notes = [], []
            for at in range(sheet.row_len(row)):
                text, wrong, note = self._cell(row, at)
                cells.append(text)
                if text.strip():
                    note = note or self._remark_of_font(row, at)
                    if not wrong and (struck := self._flaw_of_font(row, at)):
                        wrong = Flaw(at, f"单元格{letters(at)}{row + 1}{struck[0]}", struck[1])
                flaws += [wrong] if wrong else []
                notes += [Note(row + 1, at, note)] if note else []
            while cells and not cells[-1].strip():
                cells.pop()
            if not cells:
                continue
            if (info := sheet.rowinfo_map.get(row)) and (info.hidden or info.height <= _LOW):
                hint = "取消隐藏或清除筛选；不要的行删去。"
                flaws.append(Flaw(None, f"第{row + 1}行是隐藏行", hint))
            while hidden and hidden[0] < len(cells):
                at = hidden.pop(0)
                message = f"{letters(at)}列是隐藏列"
                flaws.append(Flaw(at, message, "取消隐藏；不要的列删去。", is_hidden=True))
            yield Line(row + 1, cells, tuple(flaws), notes=(*beside, *notes))
            beside = ()

    def _beside(self) -> tuple[Note, ...]:
        """Say once that the sheet has comments, which are not read."""
        found = [
            (f"{letters(at)}{row + 1}", note.text)
            for (row, at), note in sorted(self._sheet.cell_note_map.items())
        ]
        return (Note(0, None, noted(found), "批注"),) if found else ()

    def _flaw_of_font(self, row: int, at: int) -> tuple[str, str] | None:
        """Tell a text that is struck out, or of which a part is struck out or raised."""
        form = self._book.xf_list[self._sheet.cell_xf_index(row, at)]
        runs = [each for _, each in self._sheet.rich_text_runlist_map.get((row, at), ())]
        fonts = [self._book.font_list[number] for number in (form.font_index, *runs)]
        if any(font.struck_out or font.escapement for font in fonts[1:]):
            return MIXED
        return STRUCK if fonts[0].struck_out else None

    def _remark_of_font(self, row: int, at: int) -> str:
        """Say what the font of a cell hides or makes doubtful."""
        form = self._book.xf_list[self._sheet.cell_xf_index(row, at)]
        font = self._book.font_list[form.font_index]
        if font.escapement:
            return RAISED
        is_white = self._book.colour_map.get(font.colour_index) == _WHITE
        is_bare = not form.background.fill_pattern
        return UNSEEN if (is_white and is_bare) or font.height < _SMALLEST else ""

    def _cell(self, row: int, at: int) -> tuple[str, Flaw | None, str]:
        """Return a cell as text, what keeps it from counting, and what it holds besides."""
        kind, value = self._sheet.cell_type(row, at), self._sheet.cell_value(row, at)
        where = f"单元格{letters(at)}{row + 1}"
        if kind == xlrd.XL_CELL_ERROR:
            code = xlrd.error_text_from_code.get(value, "#?")
            return code, Flaw(at, f"{where}是错误值“{code}”", "填写正确的值，或留空。"), ""
        if kind == xlrd.XL_CELL_BOOLEAN:
            return text_of(bool(value)), None, ""
        form = self._book.format_map[
            self._book.xf_list[self._sheet.cell_xf_index(row, at)].format_key
        ].format_str
        if kind == xlrd.XL_CELL_DATE:
            try:
                day = xldate_as_datetime(value, self._book.datemode)
                return text_of(day, form), None, ""
            except (ValueError, OverflowError):
                return text_of(value), None, ""
        if kind != xlrd.XL_CELL_NUMBER:
            return text_of(value, form), None, ""
        text = text_of(value, form)
        if flaw := unshown(value, text):
            return text.strip(HIDDEN), Flaw(at, f"{where}{flaw[0]}", flaw[1]), ""
        return text, None, altered(value, text)


@contextmanager
def sheets_of(path: Path, name: str) -> Iterator[tuple[XlsSheet, ...]]:
    """Open a workbook of the old format.

    Args:
        path: The file.
        name: The name to show in messages, relative to the root.

    Raises:
        InputError: The file cannot be read, is no workbook, or would fill the memory.
    """
    with opened(path, name, _LARGEST) as stream:
        data = stream.read()
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except Exception as error:  # noqa: BLE001  xlrd raises what the bytes happen to raise
        locked = isinstance(error, XLRDError) and "encrypted" in str(error).lower()
        old = isinstance(error, CompDocError | XLRDError)
        message = (
            "工作簿设有打开密码"
            if locked or (old and b"E\0n\0c\0r\0y\0p\0t\0e\0d\0" in data)
            else "旧格式的工作簿读不出来"
        )
        hint = f"取消密码，{_SAVE_AGAIN}" if "密码" in message else _SAVE_AGAIN
        raise InputError.of("E427", message, Place(name), hint) from None
    yield tuple(
        XlsSheet(sheet.name, f"{name}#{sheet.name}", sheet.visibility != 0, book, sheet)
        for sheet in book.sheets()
    )
