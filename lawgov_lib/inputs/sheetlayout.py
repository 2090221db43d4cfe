"""What of a sheet is merged or hidden, read from its XML as a stream."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING
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
    hides_the_rest: bool = False
    shown_rows: set[int] = field(default_factory=set)
    _covered: int = 0

    def flaws(self, number: int, width: int) -> Iterator[Flaw]:
        """Tell what is wrong with a row; rows are asked for in ascending order.

        Args:
            number: The number of the row.
            width: How many columns must not be hidden: those of the header, 0 for other rows.
        """
        for name, at, last in self.merged.get(number, ()):
            self._covered = max(self._covered, last)
            yield Flaw(at, f"{name}是合并单元格", "取消合并，每格各填各的值。")
        if number in self.hidden_rows or (self.hides_the_rest and number not in self.shown_rows):
            how = "被筛选隐藏" if self.is_filtered else "是隐藏行"
            hint = "取消隐藏或清除筛选；不要的行删去。"
            yield Flaw(None, f"第{number}行{how}", hint)
        for at, (message, hint) in self.formulas.get(number, {}).items():
            yield Flaw(at, f"单元格{get_column_letter(at + 1)}{number}{message}", hint)
        for first, last in self.hidden_columns:
            if first > width:
                continue
            ends = dict.fromkeys(map(get_column_letter, (first, last)))
            yield Flaw(first - 1, f"{'至'.join(ends)}列是隐藏列", "取消隐藏；不要的列删去。")

    def covers(self, number: int) -> bool:
        """Tell whether a merged cell reaches into the row from above."""
        return number <= self._covered


def layout_of(stream: IO[bytes], *, stale: bool = False) -> Layout:
    """Read the layout of a sheet.

    Args:
        stream: The XML of the sheet.
        stale: Whether the workbook says that the results of its formulas may be out of date.

    Raises:
        ExpatError: It is no XML.
        ValueError: It holds more merged cells than a person makes.
    """
    layout = Layout()
    formulas = FormulaCells(stale=stale)
    layout.formulas = formulas.flaws
    row = merges = 0
    column, cell = -1, ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal row, merges, column, cell
        kind = tag.rpartition(" ")[2]
        if kind == "c":
            parser.CharacterDataHandler = None
            formulas.end()
            column = _column(attributes.get("r", ""), column)
            cell = attributes.get("t", "n")
        elif kind == "f":
            formulas.begin((row, column), attributes, cell)
            parser.CharacterDataHandler = formulas.formula
        elif kind == "v":
            if parser.CharacterDataHandler is not None:
                parser.CharacterDataHandler = formulas.result
        elif kind == "row":
            row, column = int(attributes.get("r", row + 1)), -1
            if attributes.get("hidden") in _TRUE or _is_nothing(attributes, "ht", "customHeight"):
                layout.hidden_rows.add(row)
            elif layout.hides_the_rest:
                layout.shown_rows.add(row)
        elif kind == "sheetFormatPr":
            layout.hides_the_rest = attributes.get("zeroHeight") in _TRUE
        elif kind == "col" and (
            attributes.get("hidden") in _TRUE or _is_nothing(attributes, "width", "customWidth")
        ):
            layout.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))
        elif kind in {"filterColumn", "filters", "customFilters"}:
            layout.is_filtered = True
        elif kind == "mergeCell":
            left, top, _, bottom = CellRange(attributes["ref"]).bounds
            layout.merged.setdefault(top, []).append((attributes["ref"], left - 1, bottom))
            merges += 1
            if merges > _MOST_MERGES:
                raise ValueError

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    while chunk := stream.read(_CHUNK):
        parser.Parse(chunk)
    parser.Parse(b"", True)  # noqa: FBT003  expat takes it by place
    formulas.end()
    return layout


def _column(reference: str, before: int) -> int:
    """Return the position of a cell's column; a cell without a reference stands behind the last."""
    letters = reference.rstrip("0123456789")
    return column_index_from_string(letters) - 1 if letters else before + 1


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
