"""The rows below the head of a sheet, written as the XML of its part (ECMA-376-1, 18.3.1).

openpyxl makes an object of every cell. Here it is asked once how a kind of value looks in a column;
the cells themselves are text.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.sax.saxutils import escape

from openpyxl.compat import safe_string
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.utils.exceptions import IllegalCharacterError

from lawgov_lib.base.expressions import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from decimal import Decimal

    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    Sample = Callable[[Any], Cell]

SIGNS = tuple("=+-@\t\r\n＝＋－＠")
"""How a text begins that a program may take for a formula."""
LONGEST = 32_767
"""The characters that a cell holds."""
_ILLEGAL = compiled("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = {"\r": "&#13;"}
_MARKUP = compiled("[&<>\r]")
_TYPES = {"s": "inlineStr", "d": "n"}
_REMEMBERED = 1 << 16
_END = b"</sheetData>"


class Number(NamedTuple):
    """A number and the format in which a sheet shows it."""

    value: Decimal
    code: str


class Head(str):
    """A text that heads the rows behind it."""

    __slots__ = ()


class SheetBody:
    """The rows of one sheet below its head; what the sheet has below them stays there."""

    def __init__(self, sheet: Worksheet, first: int = 2) -> None:
        """Begin without a column.

        Args:
            sheet: The sheet that holds the head.
            first: The first row of the body.
        """
        self._sheet = sheet
        self._first = first
        self._rows = self._wide = 0
        self._columns: list[list[str]] = []
        self._heights: list[str] = []
        self._written = b""

    def add(self, values: Sequence[Any], sample: Sample) -> None:
        """Add a column.

        Args:
            values: Its cells from the first row of the body on.
            sample: Makes a cell that looks as one with a value does; how a text looks depends on
                nothing but whether it begins as a formula, how a number with a format on that.

        Raises:
            IllegalCharacterError: A text holds what no workbook can hold.
        """
        self._rows = len(values)
        self._wide += 1
        self._columns.append(list(_cells(values, sample)))

    def make_room(self, heights: Sequence[float]) -> None:
        """Set how high the rows are, in points, those that no program need reckon."""
        self._heights = [
            f' ht="{height:g}" customHeight="1"' if height else "" for height in heights
        ]

    def part(self, xml: bytes) -> bytes:
        """Return the part of the sheet with the rows.

        Args:
            xml: The part as openpyxl writes it, without the rows of the body.
        """
        if not self._rows:
            return xml
        self.close()
        behind = self._first + self._rows
        place = xml.find(f'<row r="{behind}"'.encode())
        if place < 0:
            place = xml.rindex(_END)
        last = f"{get_column_letter(self._wide)}{max(behind - 1, self._sheet.max_row)}"
        known, now = (f'<dimension ref="{ref}"' for ref in (self._sheet.dimensions, f"A1:{last}"))
        top = xml[:place].replace(known.encode(), now.encode(), 1)
        return b"".join((top, self._written, xml[place:]))

    def close(self) -> None:
        """Write the rows; their columns, which take many times the memory, are given up."""
        if not self._columns:
            return
        cells = (f'<c r="{get_column_letter(at)}{{0}}{{{at}}}' for at in range(1, self._wide + 1))
        row = f'<row r="{{0}}"{{{self._wide + 1}}}>{"".join(cells)}</row>'
        heights = self._heights or [""] * self._rows
        rows = map(row.format, count(self._first), *self._columns, heights)
        self._written = b"".join(map(str.encode, rows))
        self._columns.clear()
        self._heights.clear()


def _cells(values: Sequence[Any], sample: Sample) -> Iterator[str]:
    """Write the cells of a column, each from behind the number of its row."""
    looks: dict[object, str] = {}
    for value in values:
        kind = value.startswith(SIGNS) if type(value) is str else kind_of(value)
        look = looks.get(kind)
        if look is None:
            look = looks[kind] = _look(sample(value))
        if value is None or value == "":
            yield f"{look}/>"
        elif isinstance(value, str):
            yield f"{look}><is>{_text(value)}</is></c>"
        else:
            yield f"{look}><v>{_number(value)}</v></c>"


def kind_of(value: object) -> object:
    """Return what the look of a cell in its column depends on."""
    if isinstance(value, Head):
        return Head, value.startswith(SIGNS)
    if isinstance(value, str):
        return value.startswith(SIGNS)
    return value.code if isinstance(value, Number) else type(value)


def _look(cell: Cell) -> str:
    return f'" s="{cell.style_id}" t="{_TYPES.get(cell.data_type, cell.data_type)}"'


def _text(value: str) -> str:
    if _ILLEGAL.search(value):
        raise IllegalCharacterError(value)
    kept = value[:LONGEST]
    space = ' xml:space="preserve"' if kept != kept.strip() else ""
    written = escape(kept, _ESCAPED) if _MARKUP.search(kept) else kept
    return f"<t{space}>{written}</t>"


@lru_cache(_REMEMBERED, typed=True)
def _number(value: Any) -> str:  # noqa: ANN401  a number, or a day
    if isinstance(value, Number):
        return f"{value.value:f}"
    is_day = isinstance(value, date)
    return safe_string(to_excel(value) if is_day else value)  # type: ignore[no-untyped-call]
