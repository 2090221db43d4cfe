"""Numerals of a text, in Arabic digits or in Chinese, and those that are no quantity."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from pydantic import BaseModel, ConfigDict

from lawgov_lib.base.datafile import load_data

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
LARGE = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
"""What may stand between a number and its unit, and by how much it multiplies."""
BELOW_YI = f"[{''.join(_DIGITS)}{''.join(_PLACES)}]+"
"""The pattern of a Chinese numeral without 亿, as :func:`value_of` reads it."""
CHINESE = f"[{''.join(_DIGITS)}{''.join(_PLACES)}亿]+"
"""The pattern of a Chinese numeral."""
ORDINAL = "[一二三四五六七八九十]{1,3}"
"""The pattern of the numeral of an item: 一是, （二）."""
NUMERAL = re.compile(rf"[0-9０-９]+(?:[.,．，][0-9０-９]+)*|{CHINESE}")
"""A numeral as a whole: 1,024.5 and 二百零三 are one each."""


class Exempt(BaseModel):
    """Numerals that need no source: the pattern that finds them, why, and who says so."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pattern: str
    reason: str
    source: str


@cache
def load_exempt() -> tuple[Exempt, ...]:
    """Return the table of numerals that need no source."""
    return tuple(Exempt.model_validate(entry) for entry in load_data("reading/numerals.yaml"))


@cache
def exempt_patterns() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of that table."""
    return tuple(re.compile(each.pattern.replace("digit", CHINESE)) for each in load_exempt())


def value_of(numeral: str) -> Decimal:
    """Read a whole number or decimal, in digits or in Chinese numerals below 亿."""
    if numeral[0].isascii():
        return Decimal(numeral.replace(",", ""))
    total = section = digit = 0
    for character in numeral:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character == "万":
            total, section, digit = (total + section + digit) * _PLACES["万"], 0, 0
        else:
            section, digit = section + (digit or 1) * _PLACES[character], 0
    return Decimal(total + section + digit)
