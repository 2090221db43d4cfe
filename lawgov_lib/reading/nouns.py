"""The noun that a number counts, the deed it was counted in, and the subject of a clause."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from pydantic import BaseModel, ConfigDict

from lawgov_lib.base.datafile import load_data

if TYPE_CHECKING:
    from lawgov_lib.reading.words import Words

_NOMINAL = frozenset("n nr ns nt nz nrt nrfg ng vn an j l b s i eng zg z q".split())
_MODIFYING = frozenset("v a ad d".split())
_LINKING = frozenset("的和与及或、")
_INSIDE = frozenset("率数度额次比例")
"""Characters that end a noun which the dictionary does not know: 纠错率."""
_PLACE = re.compile("进(?!行|口|展|度|出)")
"""进企业, 进校园: where an activity was held, no noun of its own."""


class Counted(NamedTuple):
    """What a number counts, and the verb it was counted in."""

    noun: str
    deed: str


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    deeds: frozenset[str]
    also_nouns: frozenset[str]
    endings: frozenset[str]
    predicates: frozenset[str]
    before: frozenset[str]
    between: tuple[str, ...]


@cache
def _table() -> _Table:
    return _Table.model_validate(load_data("reading/nouns.yaml"))


@cache
def _between() -> re.Pattern[str]:
    ordered = sorted(_table().between, key=lambda word: (-len(word), word))
    return re.compile(f"^(?:{'|'.join(ordered)})$")


def counted(text: str, begin: int, end: int, number: tuple[int, int], words: Words) -> Counted:
    """Find what a number counts: the noun behind it, or else the one before it.

    Args:
        text: The normal form.
        begin: Where its clause begins, or the number before it in that clause ends.
        end: Where its clause ends, or the number behind it begins.
        number: Where the number begins and its unit ends.
        words: The words of the normal form.

    Returns:
        The noun and the deed, each blank where the clause names none.
    """
    ahead = _ahead(text, begin, number[0], words)
    behind = _behind(text, number[1], end, words)
    if not behind or (ahead.noun and words.tag_at(number[1]) in _MODIFYING):
        return ahead
    return Counted(behind, ahead.deed)


def _behind(text: str, begin: int, end: int, words: Words) -> str:
    """Return the noun phrase that follows a number, blank where a verb or a mark does."""
    table = _table()
    at, last, named = words.index(begin), begin, False
    if not words.starts or words.starts[at] != begin:
        return ""
    while at < len(words.words) and words.starts[at] < end:
        word, tag = words.words[at], words.tags[at]
        nominal = tag in _NOMINAL or (named and word in table.endings)
        if not nominal and (named or tag not in _MODIFYING or word in table.deeds):
            if not (named and word in "的和与及"):
                break
        if not named and word in table.predicates:
            break
        if nominal:
            named, last = True, words.starts[at] + len(word)
        at += 1
    return text[begin:last]


def _ahead(text: str, begin: int, start: int, words: Words) -> Counted:
    """Return the noun phrase before a number, and the verb before that."""
    table = _table()
    at = words.index(start - 1) if start > begin else -1
    while at >= 0 and words.starts[at] >= begin and _between().match(words.words[at]):
        at -= 1
    if at < 0 or words.starts[at] < begin:
        return Counted("", "")
    first = stop = min(words.starts[at] + len(words.words[at]), start)
    deed = ""
    while at >= 0 and words.starts[at] >= begin:
        word, tag = words.words[at], words.tags[at]
        before = words.tags[at - 1] if at and words.starts[at - 1] >= begin else ""
        if word in table.deeds and not (
            word in table.also_nouns and (before in _NOMINAL or text[stop - 1] in "率")
        ):
            deed = word
            break
        if tag == "z" and word[:2] in table.deeds:
            deed, first = word[:2], words.starts[at] + 2
            break
        if word in table.before or tag in {
            "t",
            "p",
            "c",
            "r",
            "f",
            "m",
            "mq",
            "x",
            "ul",
            "d",
            "uz",
        }:
            if not (word in _LINKING and first < stop):
                break
        first = words.starts[at]
        at -= 1
    noun = text[first:stop].strip("的和与及或、")
    return Counted("" if _PLACE.match(noun) else noun, deed)


def topic_of(text: str, begin: int, end: int, words: Words) -> str:
    """Return the subject of a clause: the nouns it begins with, blank where it begins with a verb.

    Args:
        text: The normal form.
        begin: Where the clause begins.
        end: Where it ends, or its first number begins.
        words: The words of the normal form.
    """
    table = _table()
    at, first, last = words.index(begin), -1, -1
    while at < len(words.words) and words.starts[at] < end:
        word, tag, start = words.words[at], words.tags[at], words.starts[at]
        if first < 0 and (tag in {"t", "d", "c", "f", "x"} or word in table.before):
            at += 1
            continue
        modifying = tag in {"v", "a"} and first < 0 and words.tag_at(start + len(word)) in _NOMINAL
        if word in table.deeds and not (word in table.also_nouns and first >= 0):
            break
        if not (tag in _NOMINAL or tag == "r" or modifying or (word in _LINKING and first >= 0)):
            if not (first >= 0 and word in table.endings):
                break
        first = start if first < 0 else first
        last = start + len(word)
        at += 1
    return text[max(first, begin) : min(last, end)].strip("的和与及或、") if first >= 0 else ""
