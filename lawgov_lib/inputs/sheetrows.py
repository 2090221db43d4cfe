"""The rows of a sheet's XML as a stream, each cell as Excel shows it."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING
from xml.parsers import expat

from openpyxl.utils import column_index_from_string
from openpyxl.worksheet._reader import CELL_TAG, FORMULA_TAG, ROW_TAG, VALUE_TAG

from lawgov_lib.inputs.cellfont import MIXED, is_mark
from lawgov_lib.inputs.cellmeaning import BLANK, TEXTS, CellMeaning, Shown
from lawgov_lib.inputs.formulacells import FormulaCells
from lawgov_lib.inputs.plainrows import END, PlainRows
from lawgov_lib.inputs.sheetlayout import is_hidden_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    from lawgov_lib.inputs.sheetlayout import Layout

_CHUNK = 1 << 16
_LONGEST_ROW = 1 << 20
_MAIN = CELL_TAG[1:].partition("}")[0]
_INLINE, _PHONETIC = f"{_MAIN} t", f"{_MAIN} rPh"
_ROW, _CELL, _VALUE, _FORMULA = (
    tag[1:].replace("}", " ") for tag in (ROW_TAG, CELL_TAG, VALUE_TAG, FORMULA_TAG)
)


class SheetRows:
    """The rows of one sheet.

    Nothing is asked of expat that is not needed: the end of a cell is the beginning of the next.
    """

    def __init__(
        self, sheet: ReadOnlyWorksheet, layout: Layout, mixed: frozenset[int], *, stale: bool
    ) -> None:
        """Begin above the first row.

        Args:
            sheet: The sheet as openpyxl opens it.
            layout: Its layout, which is told of hidden rows and doubtful formulas.
            mixed: The numbers of the shared texts of which a part is struck out or raised.
            stale: Whether the workbook says that the results of its formulas may be out of date.
        """
        self._layout, self._meaning = layout, CellMeaning(sheet, mixed)
        self._plain: PlainRows | None = PlainRows(self._meaning)
        self._formulas = FormulaCells(layout.formulas, stale=stale)
        self._rows: list[tuple[int, list[Shown]]] = []
        self._row: list[Shown] = []
        self._number = self._column = 0
        self._kind = self._style = self._takes = ""
        self._is_open = self._has_formula = self._is_in_row = self._is_mixed = False
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
        pending = b""
        while chunk := stream.read(_CHUNK):
            pending = self._feed(pending + chunk)
            yield from self._rows
            self._rows.clear()
        self._parser.Parse(pending, True)  # noqa: FBT003  expat takes it by place
        self._end_row()
        yield from self._rows

    def _feed(self, xml: bytes) -> bytes:
        """Read what is whole, as long as rows are read by themselves; return what is left.

        A plain row is none for expat, which is given all others: what it sees is well formed if and
        only if the whole is.
        """
        *rows, left = xml.split(END) if self._plain else (xml,)
        for row in rows:
            self._read(row)
        if self._plain and len(left) < _LONGEST_ROW:
            return left
        self._plain = None
        self._parser.Parse(left)
        return b""

    def _read(self, row: bytes) -> None:
        plain = self._plain.read(row) if self._plain else None
        if plain:
            self._end_row()
            self._number, self._row = plain
            self._column, self._is_in_row = len(self._row), True
            return
        self._parser.Parse(row + END)
        is_hidden = self._number in self._layout.hidden_rows
        if self._plain and not self._plain.learn(row, is_hidden=is_hidden):
            self._plain = None

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == self._takes:
            self._take(tag)
        elif tag == _CELL:
            if self._is_open:
                self._end_cell()
            self._is_open = True
            reference = attributes.get("r")
            before = self._column
            self._column = self._column_of(reference) if reference else before + 1
            if self._column <= before or (reference and not self._is_here(reference)):
                where = f"写作{reference}，与所在的行列不符或写了两次"
                hint = "用表格软件打开，核对这一格后另存。"
                disorder = self._layout.disorder.setdefault(self._number, {})
                disorder[self._column - 1] = (where, hint)
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
            self._takes = _INLINE if self._kind == "inlineStr" else _VALUE
        elif tag == _ROW:
            self._end_row()
            number = attributes.get("r")
            self._number = _whole(number) if number else self._number + 1
            self._column, self._row, self._is_in_row = 0, [], True
            if is_hidden_row(attributes) or (self._layout.hides_rows and "ht" not in attributes):
                self._layout.hidden_rows.add(self._number)
        elif tag == _FORMULA:
            self._has_formula = True
            self._formulas.begin((self._number, self._column - 1), attributes, self._kind)
            self._parser.CharacterDataHandler = self._formulas.formula
        else:
            self._parser.CharacterDataHandler = None
            self._takes = "" if tag == _PHONETIC else self._takes
            self._is_mixed |= self._is_open and is_mark(tag.rpartition(" ")[2], attributes)

    def _take(self, tag: str) -> None:
        """Take the text of an element; in a text the blanks behind its end are none of it."""
        self._parser.CharacterDataHandler = self._text.append
        if self._kind in TEXTS:
            self._parser.EndElementHandler = self._stop
        if tag == _VALUE:
            self._takes = ""

    def _stop(self, _: str) -> None:
        self._parser.CharacterDataHandler = self._parser.EndElementHandler = None

    def _end_cell(self) -> None:
        content = "".join(self._text)
        self._text.clear()
        if self._kind not in TEXTS:
            content = content.strip()
        if self._has_formula:
            self._formulas.result(content)
            self._formulas.end()
            self._has_formula = False
        shown = self._meaning.of(self._kind, self._style, content)
        self._put(shown._replace(flaw=MIXED) if self._is_mixed else shown)
        self._is_open, self._is_mixed, self._takes = False, False, ""

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
            row.extend([BLANK] * (at - len(row)))
        row.append(shown)

    def _is_here(self, reference: str) -> bool:
        """Tell whether a reference names the row that it stands in."""
        return reference[len(reference.rstrip("0123456789")) :] == str(self._number)

    def _column_of(self, reference: str) -> int:
        letters = reference.rstrip("0123456789")
        if letters not in self._columns:
            self._columns[letters] = column_index_from_string(letters)
        return self._columns[letters]


def _whole(number: str) -> int:
    """Read the number of a row, which some programs write as 3.0."""
    try:
        return int(number)
    except ValueError:
        value = float(number)
        if not value.is_integer():
            raise
        return int(value)
