"""Numbers with the words beside them: 近百, 30余, 不少于3, 3—5, 百分之九十二点五, 三分之二.

Own work, because the libraries for it (cn2an, Recognizers-Text, jionlp) turn any numeral into a
number: of the table ``tests/reading/numbers.yaml`` they read less than half of the quantities, no
interval, and take nearly every date, article and document number for a quantity.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from lawgov_lib.base.datafile import load_data
from lawgov_lib.base.expressions import compiled
from lawgov_lib.reading.numerals import (
    AMOUNT,
    ARABIC,
    SPOKEN,
    UnreadableError,
    Worth,
    more_than,
    worth_of,
)
from lawgov_lib.reading.units import unit_pattern

_HALF = Decimal(50)
_TENTH = Decimal(10)
_HUNDRED = Decimal(100)
_PER = {"百分之": Decimal(1), "千分之": Decimal("0.1"), "万分之": Decimal("0.01")}
_SIGNS = {"%": Decimal(1), "‰": Decimal("0.1")}
_BARE = compiled(f"{ARABIC}|[一二两三四五六七八九]")
_SCALED = compiled(f"(?:{_BARE.pattern})(?P<scale>[百千]?(?:万亿|[万亿])?)[余多来几]?")
_FRACTION_STEP = Decimal(5)
"""How rough a spoken fraction is, in percent: 三分之二 holds from 64.2 to 69.1 %."""


class _Place(Enum):
    BEFORE = "before"
    WITHIN = "within"
    AFTER = "after"


class _End(Enum):
    VALUE = "value"
    SLACK = "slack"
    LEAD = "lead"
    DECADE = "decade"
    ZERO = "zero"
    NONE = "none"


class Estimate(BaseModel):
    """Words that make a number an estimate or a bound, and the interval then meant."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: tuple[str, ...]
    place: _Place
    low: _End
    high: _End
    not_after: str = ""
    not_before: str = ""
    only_before: str = ""


class Surface(NamedTuple):
    """A number as it stands in the normal form of a text.

    ``start`` is where its words begin, ``number`` where the number itself does, ``behind`` where
    it ends without its unit.
    """

    start: int
    number: int
    behind: int
    end: int
    worth: Worth
    unit: str
    spoken: bool


@cache
def _estimates(place: _Place) -> dict[str, Estimate]:
    table = [Estimate.model_validate(entry) for entry in load_data("reading/estimates.yaml")]
    return {word: each for each in table if each.place is place for word in each.words}


def _words(place: _Place) -> str:
    table = _estimates(place)
    ordered = sorted(table, key=lambda word: (-len(word), word))
    return "|".join(_pattern(word, table[word]) for word in ordered)


def _pattern(word: str, estimate: Estimate) -> str:
    before = f"(?<![{estimate.not_after}])" if estimate.not_after else ""
    behind = f"(?=[{estimate.only_before}])" if estimate.only_before else ""
    other = f"(?![{estimate.not_before}])" if estimate.not_before else ""
    return f"{before}{re.escape(word)}{behind}{other}"


@cache
def _surface() -> re.Pattern[str]:
    number = rf"(?:{AMOUNT})"
    return compiled(
        rf"(?P<before>{_words(_Place.BEFORE)})?"
        rf"(?:(?P<per>[百千万]分之)(?P<share>{number})(?:[—~至到-](?:[百千万]分之)?(?P<share_to>{number}))?"
        rf"|(?P<below>{SPOKEN}|[0-9]+)分之(?P<above>{SPOKEN}|[0-9]+)"
        r"|(?P<half>一半|过半数|半数|过半(?!年)|大半数?(?!年)|减半)"
        rf"|翻了?(?P<fold>{SPOKEN}|[0-9]+)?番"
        rf"|(?P<low>{number})(?P<sign>[%‰])?(?:[—~至到-](?P<high>{number}))?)"
        rf"(?P<unit>[%‰]|成(?![立为员效果绩功本长熟交品就套型都])(?:半|[一二三四五六七八九](?![十百千个件家]))?"
        rf"|{unit_pattern()})?(?P<after>{_words(_Place.AFTER)})?"
    )


@cache
def _beginning() -> re.Pattern[str]:
    """Return the pattern of a character that a number or a word before one begins with."""
    words = "".join(sorted({word[0] for word in _estimates(_Place.BEFORE)}))
    return compiled(
        f"[0-9零〇一二三四五六七八九十百千万亿两数几半过大减翻廿卅壹贰叁肆伍陆柒捌玖拾佰仟{words}]"
    )


def surfaces(text: str, begin: int, end: int) -> list[Surface]:
    """Find the numbers in a stretch of a normal form, in order.

    Args:
        text: The normal form.
        begin: Where to begin.
        end: Where to end.

    Returns:
        The numbers with their units.
    """
    found: list[Surface] = []
    pattern, at = _surface(), begin
    for first in _beginning().finditer(text, begin, end):
        if first.start() >= at and (match := pattern.match(text, first.start(), end)):
            try:
                found.append(_read(match))
            except UnreadableError:
                continue
            at = max(found[-1].end, first.end())
    return found


def _read(match: re.Match[str]) -> Surface:
    """Make of what was matched the number, its interval and its unit."""
    group = match.groupdict()
    start, number, behind = match.start(), match.end("before"), match.end()
    if number < 0:
        number = start
    unit = group["unit"] or ""
    end = match.end()
    behind = match.start("unit") if unit else (match.start("after") if group["after"] else end)
    if group["per"]:
        worth = _between(group["share"], group["share_to"]).times(_PER[group["per"]])
        unit, behind = "%", match.end("share_to") if group["share_to"] else match.end("share")
        end = match.end("after") if group["after"] and not group["unit"] else behind
    elif group["below"]:
        below, above = worth_of(group["below"]).low, worth_of(group["above"]).low
        value = above * _HUNDRED / below if below else Decimal(0)
        worth, unit, behind = (
            Worth(value, value, _FRACTION_STEP, _FRACTION_STEP),
            "%",
            match.end("above"),
        )
        end = match.end("after") if group["after"] and not group["unit"] else behind
    elif group["half"]:
        worth, unit, behind = Worth(_HALF, _HALF, _TENTH, _TENTH), "%", match.end("half")
        if group["half"].startswith(("过", "大")):
            worth = replace(worth, high=_HUNDRED, exact=False)
        end = match.end("after") if group["after"] and not group["unit"] else behind
    elif "番" in match[0] and not group["low"]:
        times = int(worth_of(group["fold"]).low) if group["fold"] else 1
        value = Decimal(2 ** min(times, 20))
        worth, unit, end = (
            Worth(value, value, Decimal(1), Decimal(1)),
            "番",
            match.start("unit") if unit else end,
        )
        behind = end
    else:
        return _plain(match, start, number)
    return Surface(start, number, behind, end, _bounded(match, worth), unit, spoken=True)


def _plain(match: re.Match[str], start: int, number: int) -> Surface:
    """Read a number or a range of numbers with its unit."""
    low, high, unit = match["low"], match["high"], match["unit"] or ""
    spoken = not low[0].isascii()
    after = match["after"] or ""
    lone = match["sign"] and not high
    if high:
        worth = _between(low, high)
        if worth.low >= worth.high or match.string[max(start - 1, 0) : start] in {"由", "从"}:
            behind = match.end("sign") if match["sign"] else match.end("low")
            worth, unit, end = worth_of(low), match["sign"] or "", behind
            return Surface(start, number, match.end("low"), end, *_percent(worth, unit), spoken)
    else:
        worth = worth_of(low)
    behind = match.end("high") if high else match.end("low")
    end = match.end()
    if lone:
        unit, end = match["sign"], match.end("sign")
        if not match["unit"] and after:
            end = match.end()
    worth, unit = _percent(worth, unit)
    return Surface(start, number, behind, end, _bounded(match, worth), unit, spoken)


def _percent(worth: Worth, unit: str) -> tuple[Worth, str]:
    """Bring %, ‰ and 成 to percent."""
    if unit in _SIGNS:
        return worth.times(_SIGNS[unit]), "%"
    if unit.startswith("成"):
        worth = worth.times(_TENTH)
        if rest := unit[1:]:
            extra = Decimal(5) if rest == "半" else worth_of(rest).low
            worth = Worth(worth.low + extra, worth.high + extra, Decimal(1), Decimal(1))
        return worth, "%"
    return worth, unit


def _between(low: str, high: str | None) -> Worth:
    """Read a range; 3至5千万 is 30 to 50 million, 500至1万 is what it says."""
    first = worth_of(low)
    if not high:
        return first
    last = worth_of(high)
    if scale := _shared_scale(low, high):
        scaled = first.times(worth_of(f"一{scale}").low)
        first = scaled if scaled.low < last.high else first
    return Worth(first.low, last.high, last.step, last.lead, exact=first.exact and last.exact)


def _shared_scale(low: str, high: str) -> str:
    """Return what multiplies the last number of a range and, unsaid, the first: 万, 千万."""
    if low.endswith(("万", "亿")):
        return ""
    last = _SCALED.fullmatch(high)
    if last and _BARE.fullmatch(low):
        return last["scale"]
    return next((each for each in ("万亿", "亿", "万") if high.endswith(each)), "")


def _bounded(match: re.Match[str], worth: Worth) -> Worth:
    """Apply the words before and behind a number to its interval."""
    for group, place in (("after", _Place.AFTER), ("before", _Place.BEFORE)):
        word = match[group]
        if word:
            estimate = _estimates(place)[word]
            worth = replace(
                worth,
                low=_end(estimate.low, worth, below=True),
                high=_end(estimate.high, worth, below=False),
                exact=False,
            )
    return worth


def _end(end: _End, worth: Worth, *, below: bool) -> Decimal:
    """Return one end of the interval that a word gives a number."""
    value = worth.low if below else worth.high
    match end:
        case _End.VALUE:
            return value
        case _End.SLACK:
            slack = max(min(value / 10, worth.lead / 2), worth.step / 2)
            return value - slack if below else value + slack
        case _End.LEAD:
            return more_than(worth).high
        case _End.DECADE:
            return value * 10 - 1
        case _End.ZERO:
            return Decimal(0)
        case _End.NONE:
            return Decimal("Infinity")
