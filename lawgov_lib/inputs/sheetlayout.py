"""What of a sheet is merged or hidden, read from its XML as a stream."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING
from xml.parsers import expat

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from lawgov_lib.inputs.cells import Flaw

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK = 1 << 16
_MOST_MERGES = 10_000
_TRUE = {"1", "true"}


@dataclass
class Layout:
    """The merged cells by the row they begin in, the hidden rows, the spans of hidden columns."""

    merged: dict[int, list[tuple[str, int, int]]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
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
            hint = "取消隐藏或清除筛选；不要的行删去。"
            yield Flaw(None, f"第{number}行是隐藏行", hint)
        while self._told < len(self.hidden_columns) and self.hidden_columns[self._told][0] <= width:
            first, last = self.hidden_columns[self._told]
            ends = dict.fromkeys(map(get_column_letter, (first, last)))
            message = f"{'至'.join(ends)}列是隐藏列"
            yield Flaw(first - 1, message, "取消隐藏；不要的列删去。", is_hidden=True)
            self._told += 1


def layout_of(stream: IO[bytes]) -> Layout:
    """Read the layout of a sheet.

    Args:
        stream: The XML of the sheet.

    Raises:
        ExpatError: It is no XML.
        ValueError: It holds more merged cells than a person makes.
    """
    layout = Layout()
    row = merges = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal row, merges
        kind = tag.rpartition(" ")[2]
        if kind == "row":
            row = int(attributes.get("r", row + 1))
            if attributes.get("hidden") in _TRUE:
                layout.hidden_rows.add(row)
        elif kind == "col" and attributes.get("hidden") in _TRUE:
            layout.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))
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
    return layout


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
