"""Which time and which part a number speaks of.

Words of time reach over the numbers behind them as a reader takes them: 上年 before a bare number
over that one alone, 2023年 over what follows until another time is named, 力争 over its clause.
Plans, targets and rules are :attr:`~lawgov_lib.reading.mentions.Period.NEXT`: no result. A year
that is named is kept; whether it is the report's own, :func:`resolved` tells who knows that.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from lawgov_lib.base.datafile import load_data
from lawgov_lib.base.expressions import compiled
from lawgov_lib.reading.mentions import Period, Scope

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

_END = frozenset("。！？\n")
_MARK = compiled("[。！？\n；，：（）、]")
_LABEL = compiled("[^。！？\n；，：（）、]*")
_LABEL_BEFORE = 16
_NUMBER = compiled("[0-9.,]+")
_QUOTED = compiled("《[^《》]*(?:《[^《》]*》[^《》]*)*》|“[^“”]*”|〔[^〔〕]*〕")
_PLAIN = frozenset(("", "的", "同期", "同期的"))
"""What may stand between 比上年 and the number that it compares with."""
_MULTIPLE = compiled("[百千]分之|一半|[0-9.一二两三四五六七八九十百半]+(?:[倍%‰成番]|个?百分点)")
_YEARS = ("y0", "y1", "y2", "y3", "y4")


class _Time(NamedTuple):
    """Words of time in the text."""

    start: int
    end: int
    words: str
    scope: Scope
    reach: str

    @property
    def is_part_of_a_year(self) -> bool:
        """Whether the words may go with a plan: 预计全年, 明年上半年."""
        return self.scope.year is None and self.words[:1] in "全年第上下前123456789一二三四"


@dataclass(slots=True)
class _State:
    """What is said of time so far: for the next number, the clause, up to ；, for the sentence."""

    number: Scope | None = None
    clause: Scope | None = None
    run: Scope | None = None
    sentence: Scope | None = None

    def now(self, *, taken: bool) -> Scope:
        """Return what counts for a number that stands here; a date takes nothing up."""
        found = self.number or self.clause or self.run or self.sentence or Scope()
        if taken:
            self.number = None
        return found

    def say(self, time: _Time, reach: str) -> None:
        """Take in words of time."""
        scope, self.number = time.scope, None
        aim = self.clause or self.run or self.sentence
        if aim and aim.period is Period.NEXT and time.is_part_of_a_year:
            return
        match reach:
            case "number":
                self.number = scope
            case "clause":
                self.clause = scope
            case "run" if scope.period is Period.CUMULATIVE and self.sentence:
                pass
            case "run":
                self.clause, self.run = None, scope
            case _:
                self.clause, self.run, self.sentence = None, None, scope

    def stop(self, mark: str) -> None:
        """Take in a mark: what reached up to it is over."""
        self.number = self.clause = None
        if mark != "，":
            self.run = None
        if mark in _END:
            self.sentence = None


def scopes(text: str, places: Sequence[tuple[int, int]]) -> tuple[Scope, ...]:
    """Tell of each number which time and which part it speaks of.

    Args:
        text: A block of text in its normal form.
        places: Start and end of its numbers with their units, in ascending order.

    Returns:
        A scope for each, in the same order.
    """
    if not places:
        return ()
    times = list(_times(text))
    counted = _counted(places, times)
    parts = _parts(text, places)
    events: list[tuple[int, int, Any]] = [(m.start(), 0, m[0]) for m in _MARK.finditer(text)]
    events += [(time.start, 1, time) for time in times]
    events += [(start, 2, position) for position, (start, _) in enumerate(places)]
    found: list[Scope] = []
    state, opened = _State(), True
    following = iter([*(places[each][0] for each in counted), len(text)])
    coming = next(following)
    events.sort(key=itemgetter(0, 1))
    for at, _, event in events:
        while coming < at:
            coming = next(following, len(text) + 1)
        if isinstance(event, str):
            if event in _END or event in "，；":
                state.stop(event)
            opened = event in _END or (opened and event == "、")
        elif isinstance(event, _Time):
            reach = _reach(text, event, coming, opening=opened or text[at - 1] in "；。")
            if reach:
                state.say(event, reach)
            opened = False
        else:
            scope = state.now(taken=event in counted)
            if scope.period is Period.THIS and _from(text, places[event]):
                scope = Scope(Period.LAST)
            part = "" if _is_last(scope) else parts.get(event, "")
            limited = part and not time_pattern().fullmatch(part)
            found.append(replace(scope, part=part) if limited else scope)
            opened = False
    return tuple(found)


def resolved(scope: Scope, year: int) -> Scope:
    """Tell a named year by the year of the report: 2023年 is last year's in a report of 2024.

    Args:
        scope: The scope as read.
        year: The year that the report is of.
    """
    if scope.year is None or scope.period is not Period.THIS or scope.year == year:
        return scope
    if scope.year > year:
        return replace(scope, period=Period.NEXT)
    return replace(scope, period=Period.LAST if scope.year == year - 1 else Period.EARLIER)


def _counted(places: Sequence[tuple[int, int]], times: Sequence[_Time]) -> dict[int, None]:
    """Return the positions of the numbers that are no part of words of time."""
    found: dict[int, None] = {}
    coming = iter(times)
    time = next(coming, None)
    for position, (start, _) in enumerate(places):
        while time and time.end <= start:
            time = next(coming, None)
        if not time or start < time.start:
            found[position] = None
    return found


def _is_last(scope: Scope) -> bool:
    return scope.period in {Period.LAST, Period.EARLIER}


def _reach(text: str, time: _Time, coming: int, *, opening: bool) -> str:
    """Return how far words of time reach; blank where they only compare."""
    between = text[time.end : coming]
    if _is_last(time.scope) or (time.scope.year and time.scope.period is Period.THIS):
        if _pattern("carried").match(between):
            return ""
        if _pattern("compared").search(text[max(time.start - 4, 0) : time.start]):
            multiple = text[time.start - 1] in "是为占达于" and _MULTIPLE.match(text, coming)
            return "number" if between in _PLAIN and not multiple else ""
        bare = len(between) <= _LABEL_BEFORE and _pattern("bare").search(between)
        if bare and not opening and _is_last(time.scope):
            return "number"
    return time.reach


def _from(text: str, place: tuple[int, int]) -> bool:
    """Tell whether a number is what a change began from: 由71次增至78次."""
    start, end = place
    before = _pattern("before_change").search(text[max(start - 12, 0) : start])
    return bool(before and _pattern("after_change").search(text[end : end + 14]))


def _times(text: str) -> Iterator[_Time]:
    """Yield the words of time, but for those in names and quotations."""
    quoted = iter([match.span() for match in _QUOTED.finditer(text)])
    here = next(quoted, None)
    rows = _rows()
    for match in time_pattern().finditer(text):
        while here and here[1] <= match.start():
            here = next(quoted, None)
        if here and here[0] < match.start():
            continue
        year = next((int(told) for told in match.group(*_YEARS) if told), None)
        period, reach = rows[str(match.lastgroup)]
        yield _Time(match.start(), match.end(), match[0], Scope(period, year=year), reach)


def _parts(text: str, places: Sequence[tuple[int, int]]) -> dict[int, str]:
    """Return the words of the part that a number is limited to, by its position."""
    table, found = _table()["parts"], {}
    opening, closing, units = table["opening"], _part("closing"), _part("units")
    unit, inside = "", False
    for position, (before, place) in enumerate(pairwise([(0, 0), *places])):
        gap = text[before[1] : place[0]]
        begins = gap.rfind(opening)
        if begins >= 0 and not closing.search(gap, begins):
            inside, unit = True, _unit(text, place)
        elif closing.search(gap):
            inside = False
        if inside and _unit(text, place) == unit:
            found[position] = _label(text, place) or opening
        elif gap in {"中", "中有", "中，", "中，有"} and position:
            found[position] = _behind(text, place)
        elif named := units.search(gap):
            found[position] = named[0]
    return found


def _unit(text: str, place: tuple[int, int]) -> str:
    return _NUMBER.sub("", text[slice(*place)])


def _label(text: str, place: tuple[int, int]) -> str:
    """Return the words before a number in its clause, or where there are none, those behind it."""
    start = place[0]
    begins = start - 1
    least = max(start - _LABEL_BEFORE, 0)
    while begins >= least and not _MARK.match(text[begins]):
        begins -= 1
    return text[begins + 1 : start].removeprefix("其中").removeprefix("有") or _behind(text, place)


def _behind(text: str, place: tuple[int, int]) -> str:
    """Return the words behind a number in its clause: 54人合格."""
    found = _LABEL.match(text, place[1], place[1] + _LABEL_BEFORE)
    return found[0] if found else ""


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = load_data("reading/scopes.yaml")
    return table


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return compiled(_table()[name]["pattern"])


@cache
def _part(name: str) -> re.Pattern[str]:
    return compiled(_table()["parts"][name])


@cache
def _rows() -> dict[str, tuple[Period, str]]:
    rows = _table()["times"]
    return {f"t{at}": (Period[row["period"]], row["reach"]) for at, row in enumerate(rows)}


@cache
def time_pattern() -> re.Pattern[str]:
    """Return the pattern of words of time, each row of the table a group."""
    rows = zip(_rows(), _table()["times"], strict=True)
    patterns = "|".join(f"(?P<{name}>{row['pattern']})" for name, row in rows)
    return compiled(f"(?=[{_table()['begins']}])(?:{patterns})")
