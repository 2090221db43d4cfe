"""What a cell says, written in one way, whatever program or person wrote it.

Both a CSV and a workbook hand over text; :func:`reader_of` turns the text of one column into the
one form that the field types read. What it cannot make sense of it leaves as it stands, so that the
field type refuses it and the message shows what was written.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from decimal import Decimal
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from lawgov_lib.base.expressions import compiled
from lawgov_lib.inputs.numberformat import GENERAL, day_shown, number_shown, text_shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from lawgov_lib.inputs.columns import ColumnSpec

SINCE_1904 = 1462
"""The days by which the date serials of a workbook with the 1904 system fall behind."""

_ORIGIN = date(1899, 12, 30)
_SERIALS = range(36526, 73051)
_GROUPED = compiled(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_WHOLE = compiled(r"([+-]?\d+)\.0+", re.ASCII)
_NUMBER = compiled(r"[+-]?(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)
_NOISY = compiled(r"[+-]?(?=[\d.]{17})\d+\.\d+", re.ASCII)
_EXACT = 15
"""The digits to which Excel keeps a number."""
_NOISE = 3
"""A fraction that these digits make so much shorter was never typed: 46.699999999999996."""
_SERIAL = compiled(r"(\d{5})(?:\.0+)?", re.ASCII)
_CLOCK = (
    r"(?:T| ?(?:[上下]午|晚上?|早上)? ?)"
    r"(?:\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?|\d{1,2}[时点](?:\d{1,2}分)?)?"
)
_WEEKDAY = r"(?: ?\(?(?:星期|周|礼拜)([一二三四五六日天])\)?)?"
_DAY = compiled(
    r"(\d{4})(?:([-/.、\\])(\d{1,2})\2(\d{1,2})\.?| ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号])"
    + _WEEKDAY
    + _CLOCK,
    re.ASCII,
)
_DIGITS = "〇一二三四五六七八九"
_IN_WORDS = compiled(
    "([〇零一二三四五六七八九]{4})年(十[一二]?|[一二三四五六七八九])月"
    "([二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]"
)
_COMPACT = compiled(r"((?:19|20)\d{2})(\d{2})(\d{2})", re.ASCII)
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0xA0: " "}
_BRACKETS = dict(zip(map(ord, "〔〕[]［］【】〖〗「」『』{}｛｝"), "()" * 9, strict=True))
_LIKENED = (
    _WIDE
    | _DASHES
    | _BRACKETS
    | dict(zip(map(ord, "<>〈〉《》"), "()" * 3, strict=True))
    | dict.fromkeys((*range(9, 14), *map(ord, " \x85\xa0\u3000"), *range(0x2000, 0x200B)))
)
_ALIKE = compiled(f"[{''.join(re.escape(chr(code)) for code in _LIKENED)}]")
_ESCAPED = compiled(r"_x([0-9A-Fa-f]{4})_")


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


class Note(NamedTuple):
    """What a person should know of a cell that was read: its line, its place there, the saying.

    Of what concerns the whole sheet ``at`` is None. Of one kind in a column the first is told, the
    others are counted.
    """

    line: int
    at: int | None
    message: str
    kind: str = ""


class Line(NamedTuple):
    """One line of a table: its number, its cells as text, and what is wrong with them.

    ``separator`` is what stands between its cells in a file of text, ``encoding`` how that writes
    its text; a sheet has neither. ``notes`` are what should be known of cells that are sound.
    """

    number: int
    cells: list[str]
    flaws: tuple[Flaw, ...] = ()
    separator: str = ""
    encoding: str = ""
    notes: tuple[Note, ...] = ()


def reader_of(spec: ColumnSpec, *, in_yuan: bool = False, shift: int = 0) -> Callable[[str], str]:
    """Return the function that writes a column's cells in the one form.

    Args:
        spec: The column.
        in_yuan: Whether the cells are 元 where the column wants 万元.
        shift: The days to add to a date serial: 0, or :data:`SINCE_1904`.
    """
    if spec.kind == "count":
        return partial(_count, unit=spec.unit)
    if spec.kind == "money" and in_yuan:
        return _in_ten_thousands
    if spec.kind in {"amount", "money"}:
        return partial(_number, unit=spec.unit)
    if spec.kind == "day":
        return partial(_day, shift=shift)
    return str.strip


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return a text as headers and titles are compared.

    Its letters are half-width, its brackets round, its blanks left out.
    """
    return "".join(normalize("NFKC", text).translate(_BRACKETS).split())


def likened(text: str) -> str:
    """Return a name or number as people tell it from others.

    Width, case, blanks, the kinds of brackets and hyphens, and whether an accent is a character of
    its own make no other case of a case.
    """
    text = normalize("NFC", text)
    return (text.translate(_LIKENED) if _ALIKE.search(text) else text).casefold()


def text_of(value: object, code: str = "") -> str:
    """Write what a cell of a workbook holds as the text that a person sees.

    Args:
        value: What openpyxl makes of the cell.
        code: The format of the cell; blank where it has none of its own.
    """
    if isinstance(value, str):
        return _text_of(value, code)
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int) and not code:
        return str(value)
    if isinstance(value, int | float):
        return number_shown(value, code or GENERAL)
    if isinstance(value, date | time):
        return day_shown(value, code)
    if isinstance(value, timedelta):
        return f"{value.total_seconds():.0f}秒"
    return _text_of(str(value), code)


def _text_of(text: str, code: str) -> str:
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text_shown(text, code) if "@" in code and code != "@" else text


def _narrow(text: str) -> str:
    """Write full-width letters half-width; 5² stays what it is, and is no 52."""
    return text.translate(_WIDE).strip()


def _number(text: str, unit: str = "") -> str:
    text = _narrow(text)
    if unit and text.endswith(unit):
        text = text[: -len(unit)].rstrip()
    text = text.replace(",", "") if _GROUPED.fullmatch(text) else text
    return _without_noise(text) if _NOISY.fullmatch(text) else text


def _without_noise(text: str) -> str:
    """Take back what binary fractions leave behind the fifteenth digit."""
    value = float(text)
    short = format(Decimal(f"{value:.{_EXACT}g}"), "f")
    is_binary = Decimal(repr(value)) == Decimal(text)
    return short if is_binary and len(short) + _NOISE <= len(text) else text


def _count(text: str, unit: str = "") -> str:
    text = _number(text, unit)
    whole = _WHOLE.fullmatch(text)
    return whole[1] if whole else text


def _in_ten_thousands(text: str) -> str:
    """Move the point by four places: exact, however long the number is."""
    text = _number(_narrow(text).lstrip("¥￥").strip(), "元")
    if not _NUMBER.fullmatch(text):
        return text
    sign, digits, exponent = Decimal(text).as_tuple()
    moved = format(Decimal((sign, digits, int(exponent) - 4)), "f")
    return moved.rstrip("0").rstrip(".")


def _day(text: str, shift: int) -> str:
    text = _narrow(text).translate(_DASHES)
    if found := _IN_WORDS.fullmatch(text):
        year = "".join(str(_DIGITS.index(digit)) for digit in found[1].replace("零", "〇"))
        text = f"{year}年{_small(found[2])}月{_small(found[3])}日"
    if found := _DAY.fullmatch(text):
        year, month, day = found[1], found[3] or found[5], found[4] or found[6]
        written = f"{year}-{month:0>2}-{day:0>2}"
        return written if found[7] is None or _falls_on(written, found[7]) else text
    if found := _COMPACT.fullmatch(text):
        return "-".join(found.groups())
    if (found := _SERIAL.fullmatch(text)) and int(found[1]) + shift in _SERIALS:
        return (_ORIGIN + timedelta(int(found[1]) + shift)).isoformat()
    return text


def _small(words: str) -> int:
    """Read a numeral below a hundred: 十二, 二十, 三十一."""
    tens, ten, ones = words.rpartition("十")
    return (10 * (_DIGITS.index(tens) if tens else 1) if ten else 0) + (
        _DIGITS.index(ones) if ones else 0
    )


def _falls_on(day: str, weekday: str) -> bool:
    """Tell whether a day is the day of the week that stands beside it."""
    try:
        return (
            "一二三四五六日".index(weekday.replace("天", "日")) == date.fromisoformat(day).weekday()
        )
    except ValueError:
        return False
