"""The days that a text names, in digits or Chinese, and those of them that no calendar has."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_DIGITS = str.maketrans("〇零一二三四五六七八九０１２３４５６７８９", "00123456789" + "0123456789")
_TENS = re.compile("([二三]?)十([一二三四五六七八九]?)")
_N = "[0-9０-９]{1,2}"
_HAN = "[一二三四五六七八九十]{1,3}"
_YEAR = "(?:[0-9０-９]{4}|[〇零一二三四五六七八九]{4})"
_DAY = re.compile(
    rf"(?<![0-9０-９—–－\-.])(?:(?P<year>{_YEAR})年)?(?P<month>{_N}|{_HAN})月"
    rf"(?:份|(?P<day>{_N}|{_HAN})[日号])?"
    rf"|(?<![0-9.])(?P<y>(?:19|20)[0-9]{{2}})(?P<sep>[-./])(?P<m>[0-9]{{1,2}})(?P=sep)(?P<d>[0-9]{{1,2}})(?![0-9.])"
)
_PLAIN_YEAR = re.compile(rf"(?P<year>{_YEAR})年")
_MONTHS = 12


@dataclass(frozen=True)
class Day:
    """A month or a day as a text names it, with the year it stands in.

    ``year`` is None where the text names none before it; ``day`` where it names the month only.
    """

    start: int
    end: int
    words: str
    year: int | None
    month: int
    day: int | None

    def exists(self, year: int) -> bool:
        """Tell whether a calendar has it; a day without a year is one of the year given."""
        if not 1 <= self.month <= _MONTHS:
            return False
        return self.day is None or 1 <= self.day <= monthrange(self.year or year, self.month)[1]

    def in_year(self, year: int) -> date | None:
        """Return the day, or the first of the month, None where there is no such."""
        if not self.exists(year):
            return None
        return date(self.year or year, self.month, self.day or 1)


def days(text: str) -> list[Day]:
    """Return the months and days of a text in their order.

    One that names no year stands in the year named before it in the same text.
    """
    years = [(found.start(), int(_digits(found["year"]))) for found in _PLAIN_YEAR.finditer(text)]
    found_days = []
    for found in _DAY.finditer(text):
        if found["y"]:
            year, month, day = int(found["y"]), int(found["m"]), int(found["d"])
            if month > _MONTHS and found["sep"] != "-":
                continue  # 2024.13.5 is a version or a section as likely as a day
        else:
            before = [told for at, told in years if at < found.start()]
            own = int(_digits(found["year"])) if found["year"] else None
            year_told = own if own is not None else (before[-1] if before else None)
            year, month = year_told or 0, _number(found["month"])
            day = _number(found["day"]) if found["day"] else 0
        named = found["day"] or found["d"]
        found_days.append(
            Day(found.start(), found.end(), found[0], year or None, month, day if named else None)
        )
    return found_days


def _digits(text: str) -> str:
    return text.translate(_DIGITS)


def _number(text: str) -> int:
    """Read a number up to 99, in digits or in Chinese."""
    tens = _TENS.fullmatch(text)
    if tens:
        return int(_digits(tens[1]) or 1) * 10 + int(_digits(tens[2]) or 0)
    plain = _digits(text)
    return int(plain) if plain.isdigit() else 0
