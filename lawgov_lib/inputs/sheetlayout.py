"""What of a sheet is merged or hidden, read from its XML as a stream."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING
from xml.parsers import expat

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from lawgov_lib.inputs.cells import Flaw

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CHUNK = 1 << 16
_DATA = b"sheetData"
"""What stands at both edges of the rows, whatever the prefix, and within no row."""
_MOST_MERGES = 10_000
_TRUE = {"1", "true"}
_LOW, _NARROW = 2, 0.2
"""The height in points, and the width in characters, of which nothing can be read."""


@dataclass
class Layout:
    """The merged cells by the row they begin in, the hidden rows, the spans of hidden columns.

    ``formulas`` are the formulas without a result that can be trusted, by row and column,
    ``disorder`` the cells that stand elsewhere than they say. They and the hidden rows are known
    when their rows have been read. ``hides_rows`` tells that a row without a height of its own is
    hidden.
    """

    merged: dict[int, list[tuple[str, int, int]]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    formulas: dict[int, dict[int, tuple[str, str]]] = field(default_factory=dict)
    disorder: dict[int, dict[int, tuple[str, str]]] = field(default_factory=dict)
    hides_rows: bool = False
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
        doubtful = (self.formulas.get(number, {}), self.disorder.get(number, {}))
        for at, (message, hint) in (each for found in doubtful for each in found.items()):
            yield Flaw(at, f"单元格{get_column_letter(at + 1)}{number}{message}", hint)
        while self._told < len(self.hidden_columns) and self.hidden_columns[self._told][0] <= width:
            first, last = self.hidden_columns[self._told]
            ends = dict.fromkeys(map(get_column_letter, (first, last)))
            message = f"{'至'.join(ends)}列是隐藏列"
            yield Flaw(first - 1, message, "取消隐藏；不要的列删去。", is_hidden=True)
            self._told += 1


def layout_of(stream: IO[bytes]) -> Layout:
    """Read the layout of a sheet: what its XML says before and after the rows.

    Args:
        stream: The XML of the sheet.

    Raises:
        ExpatError: It is no XML.
        ValueError: It holds more merged cells than a person makes.
    """
    reading = _Reading()
    is_legible, before = False, b""
    while chunk := stream.read(_CHUNK):
        has_edge = _DATA in before + chunk
        is_legible = is_legible or has_edge
        reading.look(at_all=has_edge or not (is_legible and reading.is_among_rows))
        reading.parser.Parse(chunk)
        before = chunk[-len(_DATA) :]
    reading.parser.Parse(b"", True)  # noqa: FBT003  expat takes it by place
    return reading.layout


class _Reading:
    """A sheet's XML while it streams by."""

    def __init__(self) -> None:
        self.layout = Layout()
        self.is_among_rows = False
        self._merges = 0
        self._kinds = {
            "sheetData": self._begin,
            "col": self._columns,
            "mergeCell": self._merge,
            "filterColumn": self._filter,
            "sheetFormatPr": self._sizes,
        }
        self.parser = expat.ParserCreate(namespace_separator=" ")

    def look(self, *, at_all: bool) -> None:
        """Look at what follows, or at nothing of it: between the edges of the data stand rows."""
        self.parser.StartElementHandler = self._start if at_all else None
        self.parser.EndElementHandler = self._end if at_all else None

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if read := self._kinds.get(tag.rpartition(" ")[2]):
            read(attributes)

    def _end(self, tag: str) -> None:
        if tag.rpartition(" ")[2] == "sheetData":
            self.is_among_rows = False

    def _begin(self, _: dict[str, str]) -> None:
        self.is_among_rows = True

    def _columns(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in _TRUE or _is_nothing(attributes, "width", _NARROW):
            span = int(attributes["min"]), int(attributes["max"])
            self.layout.hidden_columns.append(span)

    def _merge(self, attributes: dict[str, str]) -> None:
        left, top, _, bottom = CellRange(attributes["ref"]).bounds
        self.layout.merged.setdefault(top, []).append((attributes["ref"], left - 1, bottom))
        self._merges += 1
        if self._merges > _MOST_MERGES:
            raise ValueError

    def _sizes(self, attributes: dict[str, str]) -> None:
        self.layout.hides_rows = attributes.get("zeroHeight") in _TRUE

    def _filter(self, _: dict[str, str]) -> None:
        self.layout.is_filtered = True


def is_hidden_row(attributes: Mapping[str, str]) -> bool:
    """Tell by the attributes of a row whether nobody sees it."""
    return attributes.get("hidden") in _TRUE or _is_nothing(attributes, "ht", _LOW)


def _is_nothing(attributes: Mapping[str, str], size: str, least: float) -> bool:
    """Tell whether a row or a column was drawn together until nothing of it is seen."""
    return size in attributes and float(attributes[size]) <= least
