"""The rows of a sheet's XML as a stream, each cell as Excel shows it.

openpyxl says what a cell means. What it says is remembered by type, format and content, for a
column says the same again and again.
"""

from __future__ import annotations

from io import BytesIO
from typing import IO, TYPE_CHECKING, Any, NamedTuple
from xml.etree.ElementTree import Element, SubElement
from xml.parsers import expat

from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet._reader import CELL_TAG, FORMULA_TAG, ROW_TAG, VALUE_TAG, WorkSheetParser

from lawgov_lib.inputs.cells import text_of
from lawgov_lib.inputs.formulacells import FormulaCells
from lawgov_lib.inputs.numberformat import code_of, is_of_days, unshown
from lawgov_lib.inputs.sheetlayout import is_hidden_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    from lawgov_lib.inputs.sheetlayout import Layout

_CHUNK = 1 << 16
_REMEMBERED = 1 << 17
_TEXTS = {"inlineStr", "s", "str"}
_MAIN = CELL_TAG[1:].partition("}")[0]
_INLINE, _PHONETIC = f"{_MAIN} t", f"{_MAIN} rPh"
_ROW, _CELL, _VALUE, _FORMULA = (
    tag[1:].replace("}", " ") for tag in (ROW_TAG, CELL_TAG, VALUE_TAG, FORMULA_TAG)
)


class Shown(NamedTuple):
    """What a cell shows, and what makes it say something else than it holds: message and hint."""

    text: str
    flaw: tuple[str, str] | None = None


_BLANK = Shown("")


class SheetRows:
    """The rows of one sheet.

    Nothing is asked of expat that is not needed: the end of a cell is the beginning of the next.
    """

    def __init__(self, sheet: ReadOnlyWorksheet, layout: Layout, *, stale: bool) -> None:
        """Begin above the first row.

        Args:
            sheet: The sheet as openpyxl opens it.
            layout: Its layout, which is told of hidden rows and doubtful formulas.
            stale: Whether the workbook says that the results of its formulas may be out of date.
        """
        self._layout, self._meaning = layout, _Meaning(sheet)
        self._formulas = FormulaCells(layout.formulas, stale=stale)
        self._rows: list[tuple[int, list[Shown]]] = []
        self._row: list[Shown] = []
        self._number = self._column = 0
        self._kind = self._style = self._takes = ""
        self._is_open = self._has_formula = self._is_in_row = False
        self._text: list[str] = []
        self._columns: dict[str, int] = {}
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start

    def read(self, stream: IO[bytes]) -> Iterator[tuple[int, list[Shown]]]:
        """Return the rows that the sheet has, each with its number, up to its last cell.

        Args:
            stream: The XML of the sheet.

        Raises:
            Exception: It is no XML, or a cell is not what its type says.
        """
        while chunk := stream.read(_CHUNK):
            self._parser.Parse(chunk)
            yield from self._rows
            self._rows.clear()
        self._parser.Parse(b"", True)  # noqa: FBT003  expat takes it by place
        self._end_row()
        yield from self._rows

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == self._takes:
            self._take(tag)
        elif tag == _CELL:
            if self._is_open:
                self._end_cell()
            self._is_open = True
            reference = attributes.get("r")
            self._column = self._column_of(reference) if reference else self._column + 1
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
            self._takes = _INLINE if self._kind == "inlineStr" else _VALUE
        elif tag == _ROW:
            self._end_row()
            number = attributes.get("r")
            self._number = _whole(number) if number else self._number + 1
            self._column, self._row, self._is_in_row = 0, [], True
            if is_hidden_row(attributes):
                self._layout.hidden_rows.add(self._number)
        elif tag == _FORMULA:
            self._has_formula = True
            self._formulas.begin((self._number, self._column - 1), attributes, self._kind)
            self._parser.CharacterDataHandler = self._formulas.formula
        else:
            self._parser.CharacterDataHandler = None
            self._takes = "" if tag == _PHONETIC else self._takes

    def _take(self, tag: str) -> None:
        """Take the text of an element; in a text the blanks behind its end are none of it."""
        self._parser.CharacterDataHandler = self._text.append
        if self._kind in _TEXTS:
            self._parser.EndElementHandler = self._stop
        if tag == _VALUE:
            self._takes = ""

    def _stop(self, _: str) -> None:
        self._parser.CharacterDataHandler = self._parser.EndElementHandler = None

    def _end_cell(self) -> None:
        content = "".join(self._text)
        self._text.clear()
        if self._kind not in _TEXTS:
            content = content.strip()
        if self._has_formula:
            self._formulas.result(content)
            self._formulas.end()
            self._has_formula = False
        self._put(self._meaning.of(self._kind, self._style, content))
        self._is_open, self._takes = False, ""

    def _end_row(self) -> None:
        if self._is_open:
            self._end_cell()
        if self._is_in_row:
            self._rows.append((self._number, self._row[: self._column]))
            self._is_in_row = False

    def _put(self, shown: Shown) -> None:
        row, at = self._row, self._column - 1
        if at < len(row):
            row[at] = shown
            return
        if at > len(row):
            row.extend([_BLANK] * (at - len(row)))
        row.append(shown)

    def _column_of(self, reference: str) -> int:
        letters = reference.rstrip("0123456789")
        if letters not in self._columns:
            self._columns[letters] = column_index_from_string(letters)
        return self._columns[letters]


class _Meaning:
    """What the cells of a sheet show, by type, format and content."""

    def __init__(self, sheet: Any) -> None:  # noqa: ANN401  its annotations lack what is needed
        book = sheet.parent
        self._sheet, self._epoch, self._texts = sheet, book.epoch, sheet._shared_strings  # noqa: SLF001
        self._known: dict[tuple[str, str, str], Shown] = {}
        self._codes: dict[str, str] = {}
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
        if kind in _TEXTS:
            text = str(self._texts[int(content)]) if content and kind == "s" else content
            return Shown(text_of(text, self._code(style)) if text else "")
        key = (kind, style, content)
        shown = self._known.get(key)
        if shown is None:
            shown = self._shown(self._cell(*key), style)
            if len(self._known) < _REMEMBERED:
                self._known[key] = shown
        return shown

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
            return _BLANK
        code = self._code(style)
        number = value if isinstance(value, int | float) else None
        if number is not None and cell.data_type == "n" and is_of_days(code):
            text = text_of(from_excel(number, self._epoch), code)
        else:
            text = text_of(value, code)
        if cell.data_type == "e":
            return Shown(text, (f"是错误值“{value}”", "填写正确的值，或留空。"))
        return Shown(text, None if number is None else unshown(number, text))


def _whole(number: str) -> int:
    """Read the number of a row, which some programs write as 3.0."""
    try:
        return int(number)
    except ValueError:
        value = float(number)
        if not value.is_integer():
            raise
        return int(value)
