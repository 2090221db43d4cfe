"""What of a sheet is merged or hidden, read from its XML as a stream."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any
from xml.parsers import expat

from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from lawgov_lib.inputs.cells import Flaw
from lawgov_lib.inputs.formulacells import FormulaCells

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CHUNK = 1 << 16
_MOST_MERGES = 10_000
_TRUE = {"1", "true"}


@dataclass
class Layout:
    """The merged cells by the row they begin in, the hidden rows, the spans of hidden columns.

    ``formulas`` are the formulas without a result that can be trusted, by row and column.
    """

    merged: dict[int, list[tuple[str, int, int]]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    formulas: Mapping[int, Mapping[int, tuple[str, str]]] = field(default_factory=dict)
    is_filtered: bool = False
    _told: int = 0

    def flaws(self, number: int, width: int) -> Iterator[Flaw]:
        """Tell what is wrong with a row; a hidden column is told once, of the first row it is in.

        Args:
            number: The number of the row.
            width: How many cells of the row are filled or stand before one that is.
        """
        for name, at, last in self.merged.get(number, ()):
            yield Flaw(at, f"{name}是合并单元格", "取消合并，每格各填各的值。", reach=last)
        if number in self.hidden_rows:
            how = "被筛选隐藏" if self.is_filtered else "是隐藏行"
            hint = "取消隐藏或清除筛选；不要的行删去。"
            yield Flaw(None, f"第{number}行{how}", hint)
        for at, (message, hint) in self.formulas.get(number, {}).items():
            yield Flaw(at, f"单元格{get_column_letter(at + 1)}{number}{message}", hint)
        while self._told < len(self.hidden_columns) and self.hidden_columns[self._told][0] <= width:
            first, last = self.hidden_columns[self._told]
            ends = dict.fromkeys(map(get_column_letter, (first, last)))
            message = f"{'至'.join(ends)}列是隐藏列"
            yield Flaw(first - 1, message, "取消隐藏；不要的列删去。", is_hidden=True)
            self._told += 1


def layout_of(stream: IO[bytes], *, stale: bool = False) -> Layout:
    """Read the layout of a sheet.

    Args:
        stream: The XML of the sheet.
        stale: Whether the workbook says that the results of its formulas may be out of date.

    Raises:
        ExpatError: It is no XML.
        ValueError: It holds more merged cells than a person makes.
    """
    reading = _Reading(stale=stale)
    while chunk := stream.read(_CHUNK):
        reading.parser.Parse(chunk)
    reading.parser.Parse(b"", True)  # noqa: FBT003  expat takes it by place
    reading.formulas.end()
    return reading.layout


class _Reading:
    """A sheet's XML while it streams by."""

    def __init__(self, *, stale: bool) -> None:
        self.layout = Layout()
        self.formulas = FormulaCells(stale=stale)
        self.layout.formulas = self.formulas.flaws
        self._row, self._reference, self._unnamed = 0, "", 0
        self._cell_attributes: dict[str, str] = {}
        self._is_formula = False
        self._merges = 0
        self._kinds = {
            "c": self._cell,
            "f": self._formula,
            "v": self._value,
            "row": self._begin_row,
            "col": self._columns,
            "mergeCell": self._merge,
            "filterColumn": self._filter,
        }
        self._readers: dict[str, Any] = {}
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        read = self._readers.get(tag, self)
        if read is self:
            read = self._readers[tag] = self._kinds.get(tag.rpartition(" ")[2])
        if read is not None:
            read(attributes)

    def _cell(self, attributes: dict[str, str]) -> None:
        if self._is_formula:
            self._is_formula = False
            self.parser.CharacterDataHandler = None
            self.formulas.end()
        self._cell_attributes = attributes
        if reference := attributes.get("r"):
            self._reference, self._unnamed = reference, 0
        else:
            self._unnamed += 1

    def _formula(self, attributes: dict[str, str]) -> None:
        column = _column(self._reference) + self._unnamed
        kind = self._cell_attributes.get("t", "n")
        self.formulas.begin((self._row, column), attributes, kind)
        self.parser.CharacterDataHandler = self.formulas.formula
        self._is_formula = True

    def _value(self, _: dict[str, str]) -> None:
        if self._is_formula:
            self.parser.CharacterDataHandler = self.formulas.result

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._row = int(attributes.get("r", self._row + 1))
        self._reference, self._unnamed = "", 0
        if attributes.get("hidden") in _TRUE or _is_nothing(attributes, "ht", "customHeight"):
            self.layout.hidden_rows.add(self._row)

    def _columns(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in _TRUE or _is_nothing(attributes, "width", "customWidth"):
            span = int(attributes["min"]), int(attributes["max"])
            self.layout.hidden_columns.append(span)

    def _merge(self, attributes: dict[str, str]) -> None:
        left, top, _, bottom = CellRange(attributes["ref"]).bounds
        self.layout.merged.setdefault(top, []).append((attributes["ref"], left - 1, bottom))
        self._merges += 1
        if self._merges > _MOST_MERGES:
            raise ValueError

    def _filter(self, _: dict[str, str]) -> None:
        self.layout.is_filtered = True


def _column(reference: str) -> int:
    """Return the position of a cell's column, -1 without a reference."""
    letters = reference.rstrip("0123456789")
    return column_index_from_string(letters) - 1 if letters else -1


def _is_nothing(attributes: dict[str, str], size: str, custom: str) -> bool:
    """Tell whether a row or a column was drawn together until nothing of it is seen."""
    return attributes.get(custom) in _TRUE and float(attributes.get(size, 1)) == 0


def has_document_type(stream: IO[bytes]) -> bool:
    """Tell whether an XML part declares a document type; that stands before its first element.

    Raises:
        ExpatError: It is no XML.
    """
    declared = begun = False

    def doctype(*_: object) -> None:
        nonlocal declared
        declared = True
        raise _Seen

    def start(*_: object) -> None:
        nonlocal begun
        begun = True

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = start
    try:
        while not begun and (chunk := stream.read(_CHUNK)):
            parser.Parse(chunk)
    except _Seen:
        pass
    return declared


class _Seen(Exception):  # noqa: N818  it is no error, but ends the parsing before anything grows
    """What was looked for has been seen."""
