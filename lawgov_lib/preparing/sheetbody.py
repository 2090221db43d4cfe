"""The rows below the header of a sheet, written as the XML of its part (ECMA-376-1, 18.3.1).

openpyxl makes an object of every cell. Here it is asked once how a kind of value looks in a column;
the cells themselves are text.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from openpyxl.compat import safe_string
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.utils.exceptions import IllegalCharacterError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    Sample = Callable[[Any], Cell]

_FIRST_ROW = 2
_LONGEST = 32_767
"""The characters that a cell holds."""
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = {"\r": "&#13;"}
_TYPES = {"s": "inlineStr", "d": "n"}
_REMEMBERED = 1 << 16
_END = b"</sheetData>"


class SheetBody:
    """The rows of one sheet from the second on."""

    def __init__(self, sheet: Worksheet) -> None:
        """Begin without a column.

        Args:
            sheet: The sheet that holds the header.
        """
        self._sheet = sheet
        self._rows = 0
        self._columns: list[list[str]] = []

    def add(self, values: Sequence[Any], sample: Sample) -> None:
        """Add a column.

        Args:
            values: Its cells from the second row on.
            sample: Makes a cell that looks as one with a value does; how a text looks depends on
                nothing but its first character.

        Raises:
            IllegalCharacterError: A text holds what no workbook can hold.
        """
        self._rows = len(values)
        self._columns.append(list(_cells(values, sample)))

    def part(self, xml: bytes) -> bytes:
        """Return the part of the sheet with the rows.

        Args:
            xml: The part as openpyxl writes it, with the header alone.
        """
        if not self._rows:
            return xml
        top, _, bottom = xml.rpartition(_END)
        last = f"{get_column_letter(len(self._columns))}{self._rows + 1}"
        known, now = (f'<dimension ref="{ref}"' for ref in (self._sheet.dimensions, f"A1:{last}"))
        return b"".join(
            (top.replace(known.encode(), now.encode(), 1), self._xml().encode(), _END, bottom)
        )

    def _xml(self) -> str:
        cells = (
            f'<c r="{get_column_letter(at)}{{0}}{{{at}}}' for at in range(1, len(self._columns) + 1)
        )
        row = f'<row r="{{0}}">{"".join(cells)}</row>'
        return "".join(map(row.format, count(_FIRST_ROW), *self._columns))


def _cells(values: Sequence[Any], sample: Sample) -> Iterator[str]:
    """Write the cells of a column, each from behind the number of its row."""
    looks: dict[object, str] = {}
    for value in values:
        kind = value[:1] if isinstance(value, str) else type(value)
        look = looks.get(kind)
        if look is None:
            look = looks[kind] = _look(sample(value))
        if value is None or value == "":
            yield f"{look}/>"
        elif isinstance(value, str):
            yield f"{look}><is>{_text(value)}</is></c>"
        else:
            yield f"{look}><v>{_number(value)}</v></c>"


def _look(cell: Cell) -> str:
    return f'" s="{cell.style_id}" t="{_TYPES.get(cell.data_type, cell.data_type)}"'


def _text(value: str) -> str:
    if _ILLEGAL.search(value):
        raise IllegalCharacterError(value)
    kept = value[:_LONGEST]
    space = ' xml:space="preserve"' if kept != kept.strip() else ""
    return f"<t{space}>{escape(kept, _ESCAPED)}</t>"


@lru_cache(_REMEMBERED, typed=True)
def _number(value: Any) -> str:  # noqa: ANN401  a number, or a day
    is_day = isinstance(value, date)
    return safe_string(to_excel(value) if is_day else value)  # type: ignore[no-untyped-call]
