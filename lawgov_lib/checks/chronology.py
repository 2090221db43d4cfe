"""Whether the days that the text names exist, and follow one another as the events do."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from lawgov_lib.base.datafile import load_data
from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import at, sentences
from lawgov_lib.reading.dates import days
from lawgov_lib.reading.numerals import value_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lawgov_lib.checks.subject import Said, Written
    from lawgov_lib.reading.dates import Day

_CODE = "C25"
_DATED = compiled("月|[0-9][-./]")
"""What a sentence must hold to name a month or a day."""
_NAMES = compiled("《[^《》]*》")
_TO = compiled(
    "[底初末]?(?:开始|起)?[，、]?(?:一直|持续|延续|连续|截止|截)?(?:至|到|止于|—|——|－|-|～|~)(?:同年|当年)?"
)
_EVERY_YEAR = compiled("(?:每|历|各|常|往)年(?:的)?$")
_WEEKDAY = compiled("\\s*[（(]?(?:星期|周|礼拜)([一二三四五六日天])[）)]?")
_WEEKDAYS = "一二三四五六日"
_QUARTER = compiled("第(?:[五六七八九]|[05-9])季度")
_PART = compiled(
    "(?:^|[，；。：（])[^，。；：、（）0-9比较同与至到前]{0,12}?(?P<part>(?P<half>[上下])半年|第?(?P<quarter>[一二三四1234])季度)"
    "(?P<tie>(?!末|底|初|起|以)[^。；0-9年月]{0,16}(?:[0-9]{1,2}[次场期回轮][^。；0-9年月]{0,10})?)(?=[0-9]{1,2}月)"
)
"""A quarter or half of the year, and what stands between it and the first day told of it."""
_TIE = compiled("，?(?:分别|先后|陆续|依次)*[于在]?")
"""With nothing else between them a day must be in it; of what is of a quarter, most must."""
_AND = compiled("[、和及与]|以及")
_HALVES = {"上": range(1, 7), "下": range(7, 13)}
_LASTING = compiled(
    "(?:历时|为期|持续|共计|共|期限为?)[^，。；0-9]{0,4}?([0-9]+|[一二三四五六七八九十百]+)个?(?:日|天)(?!内)"
)
_CLAUSE = compiled("[，；。、（）]")
_ADVERBS = compiled("^(?:[底初中末]|[上中下]旬)?(?:才|就|即|已|便|再|正式|全面|顺利|完成|组织)*")
_HALF_A_YEAR = 200
_SEVERAL = compiled(
    "(?<![0-9年月一二三四五六七八九十])(?!1[^0-9]|一[^十百])(?:[0-9]+|[一二三四五六七八九十百两]+)余?[件起宗个家项部份批名]"
)
_SAME = 3
_PERSON = compiled("[一-鿿]某")
_PARTY = compiled("[甲乙丙丁戊](?=公司|店|厂|企业|村|单位)|[一-鿿]某")
_RIGHT_BEHIND = range(3)
"""Where an event must begin behind a month; behind a day it may stand anywhere in the clause."""


class _Event(NamedTuple):
    """What happened on a day that the text names: its stage, in which words, in which clause."""

    stage: str
    word: str
    clause: str
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


def spans_and_quarters(subject: Written) -> Iterator[Finding]:
    """Find quarters that no year has, and spans that last another time than is said (C25)."""
    for said in subject.said:
        for found in _QUARTER.finditer(said.text):
            yield _finding(said, f"“{found[0]}”不存在", "一年分四个季度，核对序数。", found[0])
    for said, sentence in _sentences(subject):
        named = [day for day in days(sentence) if day.exists(subject.year)]
        for first, last in pairwise(named):
            begins, ends = first.in_year(subject.year), last.in_year(subject.year)
            told = _LASTING.search(sentence, last.end)
            if (
                told is None
                or begins is None
                or ends is None
                or None in {first.day, last.day}
                or not _TO.fullmatch(sentence[first.end : last.start])
            ):
                continue
            lasts = (ends - begins).days
            if value_of(told[1]) not in {lasts, lasts + 1}:
                yield _finding(
                    said,
                    f"“{sentence[first.start : last.end]}”共{lasts + 1}日，正文写作“{told[0]}”",
                    "核对起止日期和天数。",
                    told[0],
                )


def days_of_a_span(subject: Written) -> Iterator[Finding]:
    """Find days listed as those of a quarter or half of the year that they are not in (C25)."""
    for said, sentence in _sentences(subject):
        named = [day for day in days(sentence) if day.day and day.exists(subject.year)]
        for span in _PART.finditer(sentence):
            listed = _listed_behind(sentence, span.end(), named)
            within = _months(span)
            outside = [day for day in listed if day.month not in within]
            if outside and (_TIE.fullmatch(span["tie"]) or 2 * len(outside) < len(listed)):
                yield _finding(
                    said,
                    f"“{outside[0].words}”不在“{span['part']}”之内",
                    "核对日期，或改正所写的季度、半年。",
                    f"{span['part']}/{outside[0].words}",
                )


def _listed_behind(sentence: str, end: int, named: list[Day]) -> list[Day]:
    """Return the days that are strung by 、 and 和 right from a place on."""
    listed: list[Day] = []
    for day in named:
        if day.start == end or (listed and _AND.fullmatch(sentence[end : day.start])):
            listed.append(day)
            end = day.end
    return listed


def _months(span: re.Match[str]) -> range:
    """Return the months of a quarter or half of the year."""
    if span["half"]:
        return _HALVES[span["half"]]
    quarter = "一二三四1234".index(span["quarter"]) % 4
    return range(3 * quarter + 1, 3 * quarter + 4)


def wrong_weekday(subject: Written) -> Iterator[Finding]:
    """Find days that fall on another day of the week than the text says (C25)."""
    for said, sentence in _sentences(subject):
        for day in days(sentence):
            named = _WEEKDAY.match(sentence, day.end)
            on = day.in_year(subject.year)
            if named is None or on is None or day.day is None:
                continue
            right = _WEEKDAYS[on.weekday()]
            if named[1].replace("天", "日") != right:
                yield _finding(
                    said,
                    f"“{day.words}{named[0]}”：{on.year}年{on.month}月{on.day}日是星期{right}",
                    "核对日期和星期。",
                    f"{day.words}{named[0]}",
                )


def order_of_days(subject: Written) -> Iterator[Finding]:
    """Find spans that end before they begin, and later events dated before earlier ones (C25)."""
    for said, sentence in _sentences(subject):
        named = [day for day in days(sentence) if day.exists(subject.year)]
        for first, last in pairwise(named):
            if _EVERY_YEAR.search(sentence[: first.start]) and first.day is None:
                continue
            if _TO.fullmatch(sentence[first.end : last.start]) and _before(last, first, subject):
                yield _finding(
                    said,
                    f"“{sentence[first.start : last.end]}”的止期早于起期",
                    "核对起止日期。",
                    sentence[first.start : last.end],
                )
    for said, passage, named in _passages(subject):
        yield from _wrong_order(said, passage, list(_events(passage, named, subject)))


def _passages(subject: Written) -> Iterator[tuple[Said, str, list[Day]]]:
    """Yield the sentences of each block, those that speak of one case joined, with their days."""
    for said in subject.said:
        passage, last = "", ""
        named: list[Day] = []
        for sentence in sentences(said) if _DATED.search(said.text) else ():
            spoken, masked = sentence.text, _masked(sentence.text)
            dated = [day for day in days(masked) if day.exists(subject.year)]
            if passage and not (dated and _goes_on(last, spoken)):
                yield said, passage, named
                passage, named = "", []
            if dated:
                at = len(passage)
                named += [replace(day, start=day.start + at, end=day.end + at) for day in dated]
                passage, last = passage + masked, spoken
        if passage:
            yield said, passage, named


def _goes_on(sentence: str, following: str) -> bool:
    """Tell whether a sentence speaks of the one case or document that the one before it does.

    It does where it points back (该案, 其), names the same document, speaks of the same thing in
    three characters, or says nothing beside its day and what happened, as 受理的 does of another
    thing. It does not where either counts several cases, or they name different documents.
    """
    named, again = (set(_NAMES.findall(each)) for each in (sentence, following))
    if _SEVERAL.search(sentence) or _SEVERAL.search(following):
        return False
    if named and again:
        return bool(named & again)
    if _table()["back"].search(following) or _shared_person(sentence, following):
        return True
    before, after = (_matter(each) for each in (sentence, following))
    return (len(after) < _SAME and "的" not in following) or any(
        after[at : at + _SAME] in before and " " not in after[at : at + _SAME]
        for at in range(len(after) - _SAME + 1)
    )


def _shared_person(sentence: str, following: str) -> bool:
    return bool({*_PERSON.findall(sentence)} & {*_PERSON.findall(following)})


def _matter(sentence: str) -> str:
    """Return what a sentence speaks of: no document, day, office, or what happened."""
    bare = _NAMES.sub(" ", sentence)
    for day in reversed(days(bare)):
        bare = f"{bare[: day.start]} {bare[day.end :]}"
    for pattern, _ in _stages().values():
        bare = pattern.sub(" ", bare)
    return re.sub(" +", " ", _table()["common"].sub(" ", bare)).strip()


def _wrong_order(said: Said, sentence: str, events: list[_Event]) -> Iterator[Finding]:
    for position, event in enumerate(events):
        for other in events[position + 1 :]:
            if _same_time(event, other) or _another_case(sentence, event, other):
                continue
            early, late = sorted((event, other), key=lambda each: each.on)
            if _comes_first(late.stage, early.stage):
                yield _finding(
                    said,
                    f"“{late.word}”在{late.day.words}，“{early.word}”却在{early.day.words}",
                    "核对两个日期及办理次序。",
                    f"{late.word}/{early.word}",
                )
                return


def _same_time(event: _Event, other: _Event) -> bool:
    """Tell whether two events are of one day, or of one month where one of them names no day."""
    if event.day.day is None or other.day.day is None:
        return (event.on.year, event.on.month) == (other.on.year, other.on.month)
    return event.on == other.on


def _another_case(sentence: str, event: _Event, other: _Event) -> bool:
    """Tell whether a new case begins between two events (不服, 起诉), or a new year (12月, 1月)."""
    if {event.stage, other.stage} & {*_table()["opens"]}:
        return False
    if other.stage in _table()["begins"]:
        return True
    parties = {*_PARTY.findall(event.clause)}, {*_PARTY.findall(other.clause)}
    if all(parties) and parties[0].isdisjoint(parties[1]):
        return True
    begin, end = event.day.start, other.day.end
    over_new_year = (event.on - other.on).days > _HALF_A_YEAR
    if over_new_year and event.day.year is None and other.day.later == event.day.later:
        return True
    return _table()["anew"].search(sentence, begin, end + len(other.clause)) is not None


def _events(sentence: str, named: list[Day], subject: Written) -> Iterator[_Event]:
    """Yield what happened on each day: what its clause tells behind it, else before it.

    Of a span both days have what is told behind it. What another thing is described by (对照3月印发
    的预案) is no event of this one.
    """
    for position, day in enumerate(named):
        on = day.in_year(subject.year)
        begin = named[position - 1].end if position else 0
        last = day
        for following in named[position + 1 :]:
            if not _TO.fullmatch(sentence[last.end : following.start]):
                break
            last = following
        stop = next((each.start for each in named if each.start >= last.end), len(sentence))
        before = _CLAUSE.split(sentence[begin : day.start])[-1]
        rest = sentence[last.end : stop]
        behind = _CLAUSE.split(rest if before else rest.removeprefix("，"))[0]
        clause = f"{before}□{behind}"
        if on is None or _table()["aside"].search(clause):
            continue
        parts = [found for part in (behind, before, clause) if (found := _first(part, clause))]
        whatever = bool(parts) and parts[0][0] in _table()["whatever"]
        for stage, word in parts if whatever else parts[:1]:
            first = _ADVERBS.sub("", behind).find(word)
            if day.day is not None or first in _RIGHT_BEHIND:
                yield _Event(stage, word, behind, day, on)


def _first(text: str, clause: str) -> tuple[str, str] | None:
    """Return the stage of the first event that a text names, and its words; the longer of two."""
    found = [
        (match.start(), -len(match[0]), stage, match[0])
        for stage, (pattern, unless) in _stages().items()
        if (match := pattern.search(text)) and not (unless and unless.search(clause))
    ]
    return min(found)[2:] if found else None


def _before(last: Day, first: Day, subject: Written) -> bool:
    """Tell whether a span ends before it begins; where no year is named for its end, it may not."""
    begins, ends = first.in_year(subject.year), last.in_year(subject.year)
    if begins is None or ends is None:
        return False
    both = first.day is not None and last.day is not None
    return ends < begins if both else (ends.year, ends.month) < (begins.year, begins.month)


def _sentences(subject: Written) -> Iterator[tuple[Said, str]]:
    for said in subject.said:
        for sentence in sentences(said) if _DATED.search(said.text) else ():
            if _DATED.search(sentence.text):
                yield said, _masked(sentence.text)


def _masked(sentence: str) -> str:
    """Blot out the names of documents, which may hold days of their own."""
    return _NAMES.sub(lambda name: "□" * len(name[0]), sentence)


def _finding(said: Said, message: str, hint: str, about: str) -> Finding:
    return at(said, Finding(_CODE, Severity.WARNING, message, hint=hint, about=about))


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = dict(load_data("checks/chronology.yaml"))
    patterns = ("anew", "aside", "back", "common")
    return {**table, **{name: compiled(table[name]) for name in patterns}}


@cache
def _stages() -> dict[str, tuple[re.Pattern[str], re.Pattern[str] | None]]:
    """Return the stages: the words that tell them, and those of a clause that rule them out."""
    unless = _table()["unless"]
    return {
        stage: (compiled(words), compiled(unless[stage]) if stage in unless else None)
        for stage, words in _table()["stages"].items()
    }


@cache
def _comes_first(stage: str, other: str) -> bool:
    """Tell whether one stage comes before another in some order, and in none behind it."""
    placed = [
        order.index(stage) < order.index(other)
        for order in _table()["orders"]
        if stage in order and other in order
    ]
    return bool(placed) and all(placed)
