"""What a numeral is, asked before it is taken as a quantity.

Names, dates, codes and set phrases are known by form (``phrases.yaml``). Of the numerals left,
one in Chinese is a quantity only with a measure word behind it: 八十二家次 is a count and
三会一课 is none. What stands in a dictionary as one word (统一, 百姓) is none either, nor is
what the rules of ``idioms.yaml`` know: 一企一策, 百日攻坚, 围绕十项措施.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from lawgov_lib.base.datafile import load_data
from lawgov_lib.base.expressions import compiled
from lawgov_lib.reading.mentions import Kind
from lawgov_lib.reading.numerals import CHINESE
from lawgov_lib.reading.units import is_weak, kind_of

if TYPE_CHECKING:
    import re

    from lawgov_lib.reading.estimates import Surface
    from lawgov_lib.reading.words import Words

_RUN = "零〇一二三四五六七八九十百千万亿两"
_NUMERAL = compiled(f"[0-9{_RUN}①-⑳]")
_BEGINNING = compiled(
    f"[0-9A-Za-z{_RUN}第《“〔\\[(（【①-⑳图表附上下前其首并全省市县区党邮传电热编账卡证代工Q微]"
)
"""What a stretch of the table may begin with."""
_AROUND = 18
_MOST = 10
"""No set phrase has more points."""
_ONCE = frozenset({"次", "趟", "件", "回"})
_OWN_TAGS = frozenset({"m", "mq", "q"})
_ABSTRACT = frozenset(["v", "d", "a", "ad", "z", "l", "i", "c", "r", "p", "f"])
"""Tags of words that are counted by no measure word: 四个自信, 两个维护, 四个亲自."""


class Phrase(BaseModel):
    """A stretch whose numerals are no quantity: how it is found, what it is, and who says so."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pattern: str
    kind: Kind
    reason: str
    source: str


class Idiom(BaseModel):
    """Where a Chinese numeral with a measure word is no count."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at: str = ""
    before: str = ""
    behind: str = ""
    reason: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """A stretch of the normal form whose numerals are no quantity."""

    start: int
    end: int
    kind: Kind


@cache
def _phrases() -> tuple[re.Pattern[str], tuple[Kind, ...]]:
    table = [Phrase.model_validate(entry) for entry in load_data("reading/phrases.yaml")]
    alternatives = "|".join(
        f"(?P<p{at}>{each.pattern.replace('digit', CHINESE)})" for at, each in enumerate(table)
    )
    guard = f"(?:(?<![0-9{_RUN}])|(?![0-9{_RUN}]))"
    return compiled(f"{guard}(?:{alternatives})"), tuple(each.kind for each in table)


@cache
def _idioms() -> tuple[tuple[re.Pattern[str], ...], ...]:
    table = [Idiom.model_validate(entry) for entry in load_data("reading/idioms.yaml")]
    return tuple(
        tuple(
            compiled(pattern.replace("digit", CHINESE))
            for pattern in (each.before, each.at, each.behind)
        )
        for each in table
    )


def fixed(text: str) -> list[Fixed]:
    """Find, in order, the names, dates, codes and set phrases of a normal form with numerals."""
    pattern, kinds = _phrases()
    found, at = [], 0
    for begin in _BEGINNING.finditer(text):
        if begin.start() < at:
            continue
        match = pattern.match(text, begin.start())
        if match and match.end() > begin.start():
            at = match.end()
            if _NUMERAL.search(match[0]):
                found.append(Fixed(match.start(), at, kinds[int((match.lastgroup or "p0")[1:])]))
    return found


def kind_at(text: str, surface: Surface, words: Words) -> Kind:
    """Tell what a number is that is no part of a fixed stretch.

    Args:
        text: The normal form.
        surface: The number.
        words: The words of the normal form.
    """
    if surface.spoken and _is_phrase(text, surface, words):
        return Kind.PHRASE
    if not surface.spoken and _is_rate_of_time(text, surface):
        return Kind.PHRASE
    return kind_of(surface.unit)


def _is_phrase(text: str, surface: Surface, words: Words) -> bool:
    """Tell whether a numeral in Chinese is part of a word or of a set phrase."""
    if surface.unit in {"%", "番"} or "分之" in text[surface.number : surface.behind]:
        return _is_in_word(surface, words) or _says_idiom(text, surface)
    if not surface.unit or is_weak(surface.unit):
        return True
    if _is_in_word(surface, words) or _says_idiom(text, surface):
        return True
    if (
        surface.worth.high == 1
        and surface.unit in _ONCE
        and words.tag_at(surface.end) in {"v", "d"}
    ):
        return surface.start == 0 or words.tag_at(surface.start - 1) not in {
            "v",
            "vn",
            "ul",
            "d",
            "c",
            "p",
        }
    few = surface.unit == "个" and surface.worth.high <= _MOST
    return few and words.tag_at(surface.end) in _ABSTRACT


def _is_in_word(surface: Surface, words: Words) -> bool:
    """Tell whether a numeral is part of a longer word of the dictionary."""
    begin, end, tag = words.around(surface.number)
    if begin < surface.start:
        return tag != "nr" and not (surface.unit == "倍" and tag == "l")
    return end > surface.end and tag not in _OWN_TAGS


def _says_idiom(text: str, surface: Surface) -> bool:
    ahead = text[max(surface.start - _AROUND, 0) : surface.start]
    for before, at, behind in _idioms():
        if (
            before.search(ahead)
            and at.match(text, surface.number)
            and behind.match(text, surface.end)
        ):
            return True
    return False


def _is_rate_of_time(text: str, surface: Surface) -> bool:
    ahead = text[max(surface.start - _AROUND, 0) : surface.start]
    return bool(_idioms()[-1][0].search(ahead))
