"""What a cell says, written in one way, whatever program or person wrote it.

Both a CSV and a workbook hand over text; :func:`reader_of` turns the text of one column into the
one form that the field types read. What it cannot make sense of it leaves as it stands, so that the
field type refuses it and the message shows what was written.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Callable

    from lawgov_lib.inputs.columns import ColumnSpec

SINCE_1904 = 1462
"""The days by which the date serials of a workbook with the 1904 system fall behind."""

_ORIGIN = date(1899, 12, 30)
_SERIALS = range(36526, 73051)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_WHOLE = re.compile(r"([+-]?\d+)\.0+", re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)
_SERIAL = re.compile(r"(\d{5})(?:\.0+)?", re.ASCII)
_DAY = re.compile(
    r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日)(?: 0?0:00(?::00)?)?", re.ASCII
)


class Flaw(NamedTuple):
    """What is wrong with a cell or a row of a sheet before its text is looked at.

    ``at`` is the position of the cell in its row, None where the row itself is concerned. ``reach``
    is the last row that a merged cell covers, 0 for anything else; ``is_hidden`` tells of a column
    that nobody sees.
    """

    at: int | None
    message: str
    hint: str
    reach: int = 0
    is_hidden: bool = False


class Line(NamedTuple):
    """One line of a table: its number, its cells as text, and what is wrong with them.

    ``separator`` is what stands between its cells in a file of text; a sheet has none.
    """

    number: int
    cells: list[str]
    flaws: tuple[Flaw, ...] = ()
    separator: str = ""


def reader_of(spec: ColumnSpec, *, in_yuan: bool = False, shift: int = 0) -> Callable[[str], str]:
    """Return the function that writes a column's cells in the one form.

    Args:
        spec: The column.
        in_yuan: Whether the cells are 元 where the column wants 万元.
        shift: The days to add to a date serial: 0, or :data:`SINCE_1904`.
    """
    if spec.kind == "count":
        return _count
    if spec.kind == "money" and in_yuan:
        return _in_ten_thousands
    if spec.kind in {"amount", "money"}:
        return _number
    if spec.kind == "day":
        return partial(_day, shift=shift)
    return str.strip


def plain(text: str) -> str:
    """Return a text in half-width letters, without blanks, as headers and titles are compared."""
    return "".join(normalize("NFKC", text).split())


def text_of(value: object) -> str:
    """Write what a cell of a workbook holds as the text that a person sees."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        # A float's shortest form is the number that was typed.
        text = format(Decimal(repr(value)), "f")
        return text.removesuffix(".0")
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, timedelta):
        return f"{value.total_seconds():.0f}秒"
    return str(value)


def _number(text: str) -> str:
    text = normalize("NFKC", text).strip()
    return text.replace(",", "") if _GROUPED.fullmatch(text) else text


def _count(text: str) -> str:
    text = _number(text)
    whole = _WHOLE.fullmatch(text)
    return whole[1] if whole else text


def _in_ten_thousands(text: str) -> str:
    """Move the point by four places: exact, however long the number is."""
    text = _number(text)
    if not _NUMBER.fullmatch(text):
        return text
    sign, digits, exponent = Decimal(text).as_tuple()
    moved = format(Decimal((sign, digits, int(exponent) - 4)), "f")
    return moved.rstrip("0").rstrip(".")


def _day(text: str, shift: int) -> str:
    text = normalize("NFKC", text).strip()
    if found := _DAY.fullmatch(text):
        year, month, day = found[1], found[3] or found[5], found[4] or found[6]
        return f"{year}-{month:0>2}-{day:0>2}"
    if (found := _SERIAL.fullmatch(text)) and int(found[1]) + shift in _SERIALS:
        return (_ORIGIN + timedelta(int(found[1]) + shift)).isoformat()
    return text
