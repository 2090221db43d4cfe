"""The days that a text names, in digits or Chinese, and those of them that no calendar has."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date
from functools import lru_cache

from lawgov_lib.base.expressions import compiled

_DIGITS = str.maketrans("〇零一二三四五六七八九０１２３４５６７８９", "00123456789" + "0123456789")
_TENS = compiled("([二三]?)十([一二三四五六七八九]?)")
_N = "[0-9０-９]{1,2}"
_HAN = "[一二三四五六七八九十]{1,3}"
_YEAR = "(?:[0-9０-９]{4}|[〇零一二三四五六七八九]{4})"
_SHIFTS = {
    "当年": 0, "同年": 0, "该年": 0,
    "次年": 1, "翌年": 1, "来年": 1, "第二年": 1,
    "今年": 0, "本年": 0, "本年度": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1,
}  # fmt: skip
"""How many years later a word of time stands, than the year told before or the report's."""
_FROM_THE_REPORT = frozenset(("今年", "本年", "本年度", "去年", "上年", "前年", "明年"))
_NEXT_DAY = compiled("(?:次|翌|第二)[日天月][^，。；0-9]{0,2}$")
_DAY = compiled(
    rf"(?<![0-9０-９—–－\-.])(?:(?:(?P<year>{_YEAR})年|(?P<shift>{'|'.join(_SHIFTS)})的?))?(?P<month>{_N}|{_HAN})月"
    rf"(?:份|(?P<day>{_N}|{_HAN})(?:[日号]|(?=[—－\-~～至到、]{{1,2}}[0-9]{{1,2}}[日号])))?"
    rf"|(?<![0-9.])(?P<y>(?:19|20)[0-9]{{2}})(?P<sep>[-./])(?P<m>[0-9]{{1,2}})(?P=sep)(?P<d>[0-9]{{1,2}})(?![0-9.])"
)
_SAME_MONTH = compiled(f"(?:[—－\\-~～至到、和或]|——)({_N}|{_HAN})[日号](?!内)")
"""A day behind another of its month: 9月20日至25日."""
_PLAIN_YEAR = compiled(rf"(?P<year>{_YEAR})年")
_MONTHS = 12


@dataclass(frozen=True)
class Day:
    """A month or a day as a text names it, with the year it stands in.

    ``year`` is None where the text names none before it; ``day`` where it names the month only.
    ``later`` is how many years after the report's it stands where no year is named: 1 for 次年.
    """

    start: int
    end: int
    words: str
    year: int | None
    month: int
    day: int | None
    later: int = 0

    def year_in(self, year: int) -> int:
        """Return the year it stands in, in a report of the year given."""
        return self.year or year + self.later

    def exists(self, year: int) -> bool:
        """Tell whether a calendar has it; a day without a year is one of the year given."""
        told = self.year_in(year)
        if not (1 <= self.month <= _MONTHS and MINYEAR <= told <= MAXYEAR):
            return False
        return self.day is None or 1 <= self.day <= monthrange(told, self.month)[1]

    def in_year(self, year: int) -> date | None:
        """Return the day, or the first of the month, None where there is no such."""
        if not self.exists(year):
            return None
        return date(self.year_in(year), self.month, self.day or 1)


@lru_cache(maxsize=4096)
def days(text: str) -> tuple[Day, ...]:
    """Return the months and days of a text in their order.

    One that names no year stands in the year told before it in the same text; 当年 and 同年 are
    that year, 次年 and 翌年 the one after it, 去年 and 明年 those beside the report's.
    """
    years = [(found.start(), int(_digits(found["year"]))) for found in _PLAIN_YEAR.finditer(text)]
    found_days: list[Day] = []
    told, later = 0, 0
    for found in _DAY.finditer(text):
        while years and years[0][0] < found.start():
            told, later = years.pop(0)[1], 0
        if found["y"]:
            year, month, day = int(found["y"]), int(found["m"]), int(found["d"])
            if month > _MONTHS and found["sep"] != "-":
                continue  # 2024.13.5 is a version or a section as likely as a day
        else:
            month, day = _number(found["month"]), _number(found["day"] or "0")
            if found["year"]:
                told, later = int(_digits(found["year"])), 0
            elif shift := found["shift"]:
                told = 0 if shift in _FROM_THE_REPORT else told
                told, later = _moved(told, later, shift)
            elif (
                found_days
                and month < found_days[-1].month
                and _NEXT_DAY.search(text[found_days[-1].end : found.start()])
            ):
                told, later = _moved(told, later, "次年")
            year = told
        named = found["day"] or found["d"]
        found_days.append(
            Day(
                found.start(),
                found.end(),
                found[0],
                year or None,
                month,
                day if named else None,
                0 if year else later,
            )
        )
        while found_days[-1].day and (more := _SAME_MONTH.match(text, found_days[-1].end)):
            found_days.append(
                replace(
                    found_days[-1],
                    start=more.start(1),
                    end=more.end(),
                    words=f"{month}月{more[0][-len(more[1]) - 1 :]}",
                    day=_number(more[1]),
                )
            )
    return tuple(found_days)


def _moved(told: int, later: int, shift: str) -> tuple[int, int]:
    """Return the year told and the years after the report's, moved by a word of time."""
    years = _SHIFTS[shift]
    if told:
        return told + years, 0
    return 0, years if shift in _FROM_THE_REPORT else later + years


def _digits(text: str) -> str:
    return text.translate(_DIGITS)


def _number(text: str) -> int:
    """Read a number up to 99, in digits or in Chinese."""
    tens = _TENS.fullmatch(text)
    if tens:
        return int(_digits(tens[1]) or 1) * 10 + int(_digits(tens[2]) or 0)
    plain = _digits(text)
    return int(plain) if plain.isdigit() else 0
