"""The kinds of values that the files of a year folder hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from lawgov_lib.base.expressions import compiled

_DAY = compiled(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMBER = compiled(r"[+-]?(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)
_TRAPS = {
    "number_leading_zero": compiled(r"[+-]?0\d+(?:\.\d+)?", re.ASCII),
    "number_exponent": compiled(r"[+-]?\d+(?:\.\d+)?[eE][+-]?\d+", re.ASCII),
    "number_grouping": compiled(r"[+-]?[\d,]+(?:\.\d+)?", re.ASCII),
    "number_percent": compiled(r"[+-]?\d+(?:\.\d+)?[%‰]", re.ASCII),
    "number_marked": compiled(r"[+-]?\d[\d.,]*[\u00b2\u00b3\u00b9\u2070-\u2099\u2460-\u24ff*#]+"),
    "number_rounded": compiled(r"(?:约|近|逾|超过?|不足)\d[\d.,]*|\d[\d.,]*(?:多|余|左右|以上|\+)"),
    "number_unit": compiled(r"[¥￥$]?[+-]?\d[\d.,]*[万亿]?[^\W\d_]{0,4}"),
}
_DAY_TRAPS = {
    "day_without_day": compiled(r"\d{4}年\d{1,2}月份?|\d{4}[-/.]\d{1,2}|[A-Za-z]{3,9}[-/ ]\d{2,4}"),
    "day_without_year": compiled(r"\d{1,2}月\d{1,2}[日号]|\d{1,2}[-/.]\d{1,2}"),
    "day_span": compiled(r"\d{4}.*\d(?:日|号)?(?:-|—|~|～|至|到|、)\d{1,2}(?:[日号]|[月.]\d.*)"),
    "day_short_year": compiled(r"\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}-[A-Z][a-z]{2}-\d{2}"),
    "day_order": compiled(r"\d{1,2}([-/.])\d{1,2}\1\d{4}"),
}
_TEXT_TRAPS = {
    "text_cut": compiled(r"\d(?:\.\d+)?E\+\d{2,3}", re.ASCII),
    "text_dated": compiled(r"\d{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-\d{2}", re.ASCII),
    "text_failed": compiled(r"#(?:REF|N/A|VALUE|NAME|DIV/0|NUM|NULL)[!?]?", re.ASCII),
    "text_ditto": compiled(r"同(?:上|前|左|右)(?:[一二三两]?[行列格栏])?|[〃″\"〞々]|''"),
}
"""What Excel makes in a CSV file of a long number, of one with a hyphen, of a false formula, and
what a person writes for the cell beside."""
_TEXT_TRAP = compiled(
    "|".join(f"(?P<{trap}>{pattern.pattern})" for trap, pattern in _TEXT_TRAPS.items()), re.ASCII
)
_LONG = compiled(r"[+-]?\d{16,}(?:\.\d+)?", re.ASCII)
"""More digits before the point than a program for tables keeps."""
_UNREADABLE = "date_parsing"
_OUTSIDE = "day_outside_year"
_AFTER = "day_after_year"
_UNTIL = "day_until_year"
_BLANK = "blank_cell"
_NO_NUMBER = "decimal_parsing"
_TOO_LONG = "number_long"


@dataclass(frozen=True)
class Kind:
    """Marks a field type with what its cells hold."""

    name: Literal["count", "amount", "money", "day"]


def _written_as_day(value: object) -> str:
    """Refuse what pydantic would take for seconds since 1970, such as 20200713."""
    if isinstance(value, str) and not value.strip():
        raise PydanticCustomError(_BLANK, "blank")
    if isinstance(value, str) and _DAY.fullmatch(value.strip()):
        return value.strip()
    for trap, pattern in _DAY_TRAPS.items():
        if isinstance(value, str) and pattern.fullmatch(value.strip()):
            raise PydanticCustomError(trap, "no whole day")
    raise PydanticCustomError(_UNREADABLE, "not a day")


def _written_as_number(value: object) -> object:
    """Refuse what pydantic would take for a number but a person may not: 010, 1e3, 1_000."""
    if not isinstance(value, str):
        return value
    if _LONG.fullmatch(value.strip()):
        raise PydanticCustomError(_TOO_LONG, "more digits than are kept")
    if _NUMBER.fullmatch(value.strip()):
        return value
    if not value.strip():
        raise PydanticCustomError(_BLANK, "blank")
    for trap, pattern in _TRAPS.items():
        if pattern.fullmatch(value.strip()):
            raise PydanticCustomError(trap, "no plain number")
    raise PydanticCustomError(_NO_NUMBER, "not a number")


def _not_cut(text: str) -> str:
    """Refuse what was the number of a case before Excel changed it, and what stands for a cell."""
    if found := _TEXT_TRAP.fullmatch(text):
        raise PydanticCustomError(str(found.lastgroup), "not what was meant")
    return text


def _within_the_year(day: date, info: ValidationInfo) -> date:
    """Refuse a day outside the report year, where the reader names one."""
    year = (info.context or {}).get("year")
    if year is not None and day.year != year:
        raise PydanticCustomError(_OUTSIDE, "outside the year", {"year": year})
    return day


def _until_the_year(day: date, info: ValidationInfo) -> date:
    """Refuse a day after the report year, where the reader names one."""
    year = (info.context or {}).get("year")
    if year is not None and day.year > year:
        raise PydanticCustomError(_AFTER, "after the year", {"year": year})
    return day


def _after_the_year(day: date, info: ValidationInfo) -> date:
    """Refuse a day that does not lie after the report year, where the reader names one."""
    year = (info.context or {}).get("year")
    if year is not None and day.year <= year:
        raise PydanticCustomError(_UNTIL, "not after the year", {"year": year})
    return day


def _blank_to_none(value: object) -> object:
    return None if value == "" else value


_MAYBE = BeforeValidator(_blank_to_none)
_Value = TypeVar("_Value")
_PLAIN = BeforeValidator(_written_as_number)

_WHOLE_TEXT = AfterValidator(_not_cut)

Text = Annotated[str, Field(min_length=1), _WHOLE_TEXT]
Count = Annotated[int, Field(ge=0), _PLAIN, Kind("count")]
Amount = Annotated[Decimal, Field(ge=0), _PLAIN, Kind("amount")]
Money = Annotated[Decimal, Field(ge=0), _PLAIN, Kind("money")]
"""An amount of money in 万元; a header that says 元 is converted when it is read."""
Day = Annotated[date, BeforeValidator(_written_as_day), Kind("day")]
YearDay = Annotated[
    date, BeforeValidator(_written_as_day), AfterValidator(_within_the_year), Kind("day")
]
"""A day of the report year."""
PastDay = Annotated[
    date, BeforeValidator(_written_as_day), AfterValidator(_until_the_year), Kind("day")
]
"""A day of the report year or before it."""
LaterDay = Annotated[
    date, BeforeValidator(_written_as_day), AfterValidator(_after_the_year), Kind("day")
]
"""A day after the report year."""

MaybeText = Annotated[Annotated[str, _WHOLE_TEXT] | None, _MAYBE]
MaybeCount = Annotated[Count | None, _MAYBE]
MaybeAmount = Annotated[Amount | None, _MAYBE]
MaybeMoney = Annotated[Money | None, _MAYBE]
MaybeDay = Annotated[Day | None, _MAYBE]
MaybeYearDay = Annotated[YearDay | None, _MAYBE]
MaybePastDay = Annotated[PastDay | None, _MAYBE]
MaybeLaterDay = Annotated[LaterDay | None, _MAYBE]
Maybe = Annotated[_Value | None, _MAYBE]
"""A cell of any kind that may be blank: ``Maybe[Flag]``."""
