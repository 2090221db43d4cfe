"""What a cell of a sheet shows, by its type, its format and its content.

openpyxl says what a cell means. What it says is remembered, for a column says the same again and
again.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, SubElement

from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet._reader import CELL_TAG, VALUE_TAG, WorkSheetParser

from lawgov_lib.inputs.cellfont import MIXED, STRUCK, remark_on, struck
from lawgov_lib.inputs.cells import text_of
from lawgov_lib.inputs.numberformat import altered, code_of, is_of_days, unshown

REMEMBERED = 1 << 17
"""The cells whose meaning is kept."""
TEXTS = {"inlineStr", "s", "str"}
"""The types of cells that hold a text, blanks at its edges with it."""


class Shown(NamedTuple):
    """What a cell shows, and what makes it say something else than it holds: message and hint.

    ``note`` says what it holds where the text, which is what counts, is another number.
    """

    text: str
    flaw: tuple[str, str] | None = None
    note: str = ""


BLANK = Shown("")


class CellMeaning:
    """What the cells of a sheet show, by type, format and content."""

    def __init__(self, sheet: Any, mixed: frozenset[int] = frozenset()) -> None:  # noqa: ANN401  its annotations lack what is needed
        """Begin with nothing remembered.

        Args:
            sheet: The sheet as openpyxl opens it.
            mixed: The numbers of the shared texts of which a part is struck out or raised.
        """
        book = sheet.parent
        self._sheet, self._epoch, self._texts = sheet, book.epoch, sheet._shared_strings  # noqa: SLF001
        self._known: dict[tuple[str, str, str], Shown] = {}
        self._codes: dict[str, str] = {}
        self._mixed = mixed
        self._fonts: dict[str, tuple[bool, str]] = {"": (False, ""), "0": (False, "")}
        self._parser = WorkSheetParser(
            BytesIO(),
            self._texts,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,  # noqa: SLF001
            timedelta_formats=book._timedelta_formats,  # noqa: SLF001
        )

    def of(self, kind: str, style: str, content: str) -> Shown:
        """Write a cell as Excel shows it."""
        if kind in TEXTS:
            text = str(self._texts[int(content)]) if content and kind == "s" else content
            if not text:
                return BLANK
            shown = Shown(text_of(text, self._code(style)))
            if self._mixed and kind == "s" and int(content) in self._mixed:
                return shown._replace(flaw=MIXED)
            return self._in_its_font(shown, style)
        key = (kind, style, content)
        if (known := self._known.get(key)) is not None:
            return known
        shown = self._in_its_font(self._shown(self._cell(*key), style), style)
        if len(self._known) < REMEMBERED:
            self._known[key] = shown
        return shown

    def _in_its_font(self, shown: Shown, style: str) -> Shown:
        """Say besides what the font makes of a cell that shows something."""
        if style not in self._fonts:
            cell = ReadOnlyCell(self._sheet, 1, 1, None, style_id=int(style))
            self._fonts[style] = struck(cell), remark_on(cell)
        is_struck, remark = self._fonts[style]
        if not (is_struck or remark) or not shown.text.strip() or shown.flaw:
            return shown
        return (
            shown._replace(flaw=STRUCK) if is_struck else shown._replace(note=shown.note or remark)
        )

    def _cell(self, kind: str, style: str, content: str) -> ReadOnlyCell:
        element = Element(CELL_TAG, {"t": kind} | ({"s": style} if style else {}))
        if content:
            SubElement(element, VALUE_TAG).text = content
        return ReadOnlyCell(self._sheet, **self._parser.parse_cell(element))

    def _code(self, style: str) -> str:
        """Return the code of a format; most cells have none of their own."""
        if style not in self._codes:
            cell = ReadOnlyCell(self._sheet, 1, 1, None, style_id=int(style or 0))
            has_one = int(style or 0)
            self._codes[style] = (
                code_of(cell.style_array.numFmtId, cell.number_format) if has_one else ""
            )
        return self._codes[style]

    def _shown(self, cell: ReadOnlyCell, style: str) -> Shown:
        value = cell.value
        if value is None:
            return BLANK
        code = self._code(style)
        number = value if isinstance(value, int | float) else None
        if number is not None and cell.data_type == "n" and is_of_days(code):
            text = text_of(from_excel(number, self._epoch), code)
        else:
            text = text_of(value, code)
        if cell.data_type == "e":
            return Shown(text, (f"是错误值“{value}”", "填写正确的值，或留空。"))
        if number is None or cell.data_type != "n" or is_of_days(code):
            return Shown(text, None if number is None else unshown(number, text))
        return Shown(text, unshown(number, text), altered(number, text))
