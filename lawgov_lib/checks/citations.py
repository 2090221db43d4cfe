"""Where a text cites a law: how it is written, and on which days it was applied."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from lawgov_lib.base.datafile import load_data
from lawgov_lib.base.expressions import compiled
from lawgov_lib.checks.passages import sentences
from lawgov_lib.laws.names import bare, edition, numbers_in
from lawgov_lib.reading.dates import days

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.checks.subject import Said, Written

_LAW = compiled("《([^《》]+)》")
_TITLE = compiled("《[^《》]+》(?:[（(][^（）()]*[）)])?")
_MARKS = "[，。；]"
_EDITED = compiled("((?:19|20)[0-9]{2})年?(?:版|[^，。；]{0,4}(?:修订|修正|修改)后?)的?$")
_BRACKET = compiled("[（(]([^（）()]*)[）)]")
_ORDERED = compiled("(?:令|号)[^，。；《》]{0,8}$")
_YEAR = compiled(
    "(?<![0-9])((?:19|20)[0-9]{2})年(?![0-9]{1,2}月)|(去年|上年|前年)(?!度?[0-9]{1,2}月)"
)
_PART = compiled(
    "(?P<half>[上下])半年|(?P<through>前)?第?(?P<quarter>[一二三四1-4])个?季度|年(?P<end>[初底末])"
)
_MONTHS = compiled(
    "(?<![0-9])(?P<first>[0-9]{1,2})月?[—－–~～至到-]{1,2}(?P<last>[0-9]{1,2})月(?!份?[0-9]{1,2}[日号])"
)
_THIRD = compiled("份?(?:(?P<third>[上中下])旬|(?P<edge>[初底末]))")
_QUARTERS = {
    each: number for number, pair in enumerate(("一1", "二2", "三3", "四4")) for each in pair
}
_JOINT = compiled("[—－–~～至到、和及-]{1,2}|以及|至次年")
_MADE = (
    "(?:[^，。；]{0,2}?(?:施行|实施|生效)"
    "|新?(?:修订|修正|修改|公布|颁布|发布|出台|通过|印发|制定)[^，。；]{0,4}的|版|□)"
)
_OF_A_LAW = compiled(_MADE)
_DATED = compiled(f"(?:19|20)[0-9]{{2}}年(?:[0-9]{{1,2}}月)?(?:[0-9]{{1,2}}日)?(?={_MADE})")
"""When a law was made or came into force is no time at which it was applied."""
_JUST_BEFORE = compiled("((?:19|20)[0-9]{2})年?$")
_AGO = {"去年": 1, "上年": 1, "前年": 2}
_DECEMBER, _TENTH, _TWENTIETH = 12, 10, 20


class Span(NamedTuple):
    """The first and the last day of a time that a text names."""

    first: date
    last: date


class _Time(NamedTuple):
    """A time in a sentence, and where it is written."""

    start: int
    end: int
    span: Span


@dataclass(frozen=True)
class Citation:
    """A title as a sentence writes it, with the words of its clause before and after it.

    Attributes:
        said: The block that it stands in.
        sentence: The sentence.
        at: Where in the sentence the title begins.
        written: The title.
        year: The report year.
        is_planned: Whether it is cited for what is still to be done.
    """

    said: Said
    sentence: str
    at: int
    written: str
    year: int
    is_planned: bool

    @property
    def title(self) -> str:
        """The title without 中华人民共和国 and edition."""
        return bare(self.written)

    @cached_property
    def before(self) -> str:
        """The words of the clause before the title."""
        return re.split(_MARKS, self.sentence[: self.at])[-1]

    @cached_property
    def following(self) -> str:
        """The rest of the sentence behind the title."""
        return self.sentence[self.at + len(self.written) + 2 :]

    @cached_property
    def after(self) -> str:
        """The words of the clause behind the title."""
        return re.split(_MARKS, self.following)[0]

    @property
    def edition(self) -> int | None:
        """The year of the edition that is cited, in the title, behind it or before it."""
        told = _EDITED.search(self.before)
        return (
            edition(self.written)
            or edition(self.after.partition("）")[0] + "）")
            or (int(told[1]) if told else None)
        )

    @property
    def numbers(self) -> tuple[str, ...]:
        """The document numbers that stand in the bracket behind the title, or right before it."""
        bracket = _BRACKET.match(self.following)
        ordered = _ORDERED.search(self.before)
        return numbers_in(bracket[1] if bracket else "") or numbers_in(
            self.before if ordered else ""
        )

    @cached_property
    def span(self) -> Span | None:
        """When the law was applied, by the time that stands before it, else behind; else None."""
        times = _groups(self.sentence, self.year + self.is_planned)
        told = [time for time in times if time.end <= self.at]
        later = [time for time in times if time.start > self.at]
        return told[-1].span if told else later[0].span if later else None

    @property
    def until(self) -> date:
        """The last day on which the law may have been applied."""
        return self.span.last if self.span else date(self.year + self.is_planned, 12, 31)


def citations(subject: Written) -> Iterator[Citation]:
    """Yield the titles that the text cites, each once a sentence."""
    for said in subject.said:
        if "《" not in said.text:
            continue
        spot = subject.spots.get(said.section)
        plans = spot is not None and spot.serves == "plans"
        for sentence in sentences(said):
            seen = set()
            for found in _LAW.finditer(sentence.text):
                if (name := (bare(found[1]), edition(found[1]))) not in seen:
                    seen.add(name)
                    before = re.split(_MARKS, sentence.text[: found.start()])[-1]
                    is_planned = plans or _plan_words().search(before) is not None
                    yield Citation(
                        said, sentence.text, found.start(), found[1], subject.year, is_planned
                    )


@cache
def _plan_words() -> re.Pattern[str]:
    return compiled(load_data("checks/lawcitations.yaml")["told"]["planned"])


def _groups(sentence: str, year: int) -> list[_Time]:
    """Return the times of a sentence; those that 至, 、 or 和 join are one."""
    text = _DATED.sub(_blanked, _TITLE.sub(_blanked, sentence))
    found = sorted(_times(text, year))
    groups = found[:1]
    for time in found[1:]:
        last = groups[-1]
        if time.start < last.end:
            continue
        if _JOINT.fullmatch(text[last.end : time.start]):
            first, until = (
                min(last.span.first, time.span.first),
                max(last.span.last, time.span.last),
            )
            groups[-1] = _Time(last.start, time.end, Span(first, until))
        else:
            groups.append(time)
    return [_bounded(text, time) for time in groups if not _OF_A_LAW.match(text, time.end)]


def _blanked(found: re.Match[str]) -> str:
    return "□" * len(found[0])


def _times(text: str, year: int) -> Iterator[_Time]:
    """Yield the days, months, parts of years and years that a text names."""
    yield from _days(text, year)
    yield from _months(text, year)
    yield from _parts(text, year)
    yield from _years(text, year)


def _days(text: str, year: int) -> Iterator[_Time]:
    for day in days(text):
        first = day.in_year(year)
        if first:
            third = None if day.day else _THIRD.match(text, day.end)
            last = first if day.day else _month_end(first)
            span = _third_of_month(third, first, last) if third else Span(first, last)
            yield _Time(day.start, third.end() if third else day.end, span)


def _months(text: str, year: int) -> Iterator[_Time]:
    for found in _MONTHS.finditer(text):
        first, last = int(found["first"]), int(found["last"])
        if 1 <= first <= last <= _DECEMBER:
            told, start = _year_before(text, found.start(), year)
            span = Span(date(told, first, 1), _month_end(date(told, last, 1)))
            yield _Time(start, found.end(), span)


def _parts(text: str, year: int) -> Iterator[_Time]:
    for part in _PART.finditer(text):
        told, start = _year_before(text, part.start(), year)
        yield _Time(start, part.end(), _part_of_year(part, told))


def _years(text: str, year: int) -> Iterator[_Time]:
    for found in _YEAR.finditer(text):
        told = int(found[1]) if found[1] else year - _AGO[found[2]]
        if not (_PART.match(text, found.end()) or _PART.match(text, found.end() - 1)):
            yield _Time(found.start(), found.end(), Span(date(told, 1, 1), date(told, 12, 31)))


def _year_before(text: str, at: int, year: int) -> tuple[int, int]:
    """Return the year that stands right before a position, and where; else the year given."""
    found = _JUST_BEFORE.search(text[:at])
    return (int(found[1]), found.start()) if found else (year, at)


def _third_of_month(third: re.Match[str], first: date, last: date) -> Span:
    """Return the ten days or so that 上旬, 初, 底 and the like name."""
    which = {"初": "上", "底": "下", "末": "下"}.get(third["edge"], third["third"])
    if which == "上":
        return Span(first, first.replace(day=_TENTH))
    if which == "中":
        return Span(first.replace(day=_TENTH + 1), first.replace(day=_TWENTIETH))
    return Span(first.replace(day=_TWENTIETH + 1), last)


def _part_of_year(part: re.Match[str], year: int) -> Span:
    if part["half"]:
        months = (1, 6) if part["half"] == "上" else (7, 12)
    elif part["quarter"]:
        quarter = _QUARTERS[part["quarter"]]
        months = (1 if part["through"] else 3 * quarter + 1, 3 * quarter + 3)
    else:
        months = (1, 1) if part["end"] == "初" else (12, 12)
    return Span(date(year, months[0], 1), _month_end(date(year, months[1], 1)))


def _month_end(first: date) -> date:
    if first.month == _DECEMBER:
        return date(first.year, 12, 31)
    return date(first.year, first.month + 1, 1) - timedelta(1)


def _bounded(text: str, time: _Time) -> _Time:
    """Return a time as 截至, 前, 以来 and 后 beside it bound it."""
    first, last = time.span
    behind = text[time.end : time.end + 3]
    if re.search("截[至止]到?$", text[: time.start]):
        first = date(last.year, 1, 1)
    elif re.match("以?前|之前", behind):
        first, last = date(min(first.year, (first - timedelta(1)).year), 1, 1), first - timedelta(1)
    elif re.match("以来|[以之]?后|起", behind):
        last = max(last, date(last.year, 12, 31))
    return _Time(time.start, time.end, Span(first, last))
