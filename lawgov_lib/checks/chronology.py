"""Whether the days that the text names exist, and follow one another as the events do."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from lawgov_lib.base.datafile import load_data
from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import at, sentences
from lawgov_lib.reading.dates import days

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lawgov_lib.checks.subject import Said, Written
    from lawgov_lib.reading.dates import Day

_CODE = "C25"
_NAMES = re.compile("《[^《》]*》")
_TO = re.compile("(?:至|到|—|－|-|～|~)")
_CLAUSE = re.compile("[，；。、（）]")


class _Event(NamedTuple):
    """What happened on a day that the text names."""

    word: str
    day: Day
    on: date


def no_such_day(subject: Written) -> Iterator[Finding]:
    """Find days and months that no calendar has (C25)."""
    for said, sentence in _sentences(subject):
        for day in days(sentence):
            if not day.exists(subject.year):
                year = f"{day.year or subject.year}年"
                yield _finding(
                    said,
                    f"日期“{day.words}”不存在",
                    f"核对日期：{year}没有这一天。" if day.day is not None else "核对月份。",
                    day.words,
                )


def order_of_days(subject: Written) -> Iterator[Finding]:
    """Find spans that end before they begin, and later events dated before earlier ones (C25)."""
    for said, sentence in _sentences(subject):
        named = [day for day in days(sentence) if day.exists(subject.year)]
        for first, last in pairwise(named):
            if _TO.fullmatch(sentence[first.end : last.start]) and _before(last, first, subject):
                yield _finding(
                    said,
                    f"“{sentence[first.start : last.end]}”的止期早于起期",
                    "核对起止日期。",
                    sentence[first.start : last.end],
                )
        yield from _wrong_order(said, list(_events(sentence, named, subject)))


def _wrong_order(said: Said, events: list[_Event]) -> Iterator[Finding]:
    for position, event in enumerate(events):
        for other in events[position + 1 :]:
            if event.on == other.on:
                continue
            early, late = sorted((event, other), key=lambda each: each.on)
            if _comes_first(late.word, early.word) and not _comes_first(early.word, late.word):
                yield _finding(
                    said,
                    f"“{late.word}”在{late.day.words}，“{early.word}”却在{early.day.words}",
                    "核对两个日期及办理次序。",
                    f"{late.word}/{early.word}",
                )
                return


def _events(sentence: str, named: list[Day], subject: Written) -> Iterator[_Event]:
    """Yield the events that stand right behind a day, in its clause."""
    for position, day in enumerate(named):
        end = named[position + 1].start if position + 1 < len(named) else len(sentence)
        clause = _CLAUSE.split(sentence[day.end : end])[0]
        found = [(clause.find(word), -len(word), word) for word in _words() if word in clause]
        on = day.in_year(subject.year)
        if found and on and day.day is not None:
            yield _Event(min(found)[2], day, on)


def _before(last: Day, first: Day, subject: Written) -> bool:
    """Tell whether a span ends before it begins; where no year is named for its end, it may not."""
    begins, ends = first.in_year(subject.year), last.in_year(subject.year)
    if begins is None or ends is None:
        return False
    both = first.day is not None and last.day is not None
    return ends < begins if both else (ends.year, ends.month) < (begins.year, begins.month)


def _sentences(subject: Written) -> Iterator[tuple[Said, str]]:
    for said in subject.said:
        if "月" in said.text or "-" in said.text or "." in said.text or "/" in said.text:
            for sentence in sentences(said):
                yield said, _NAMES.sub(lambda name: "□" * len(name[0]), sentence.text)


def _finding(said: Said, message: str, hint: str, about: str) -> Finding:
    return at(said, Finding(_CODE, Severity.WARNING, message, hint=hint, about=about))


@cache
def _orders() -> tuple[tuple[str, ...], ...]:
    return tuple(map(tuple, load_data("checks/chronology.yaml")["orders"]))


@cache
def _words() -> frozenset[str]:
    return frozenset(word for order in _orders() for word in order)


@cache
def _comes_first(word: str, other: str) -> bool:
    """Tell whether one event comes before another wherever both stand in an order."""
    return any(
        word in order and other in order and order.index(word) < order.index(other)
        for order in _orders()
    )
