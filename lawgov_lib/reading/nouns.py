"""The noun that a number counts, the deed it was counted in, and the subject of a clause."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from pydantic import BaseModel, ConfigDict

from lawgov_lib.base.datafile import load_data
from lawgov_lib.base.expressions import compiled

if TYPE_CHECKING:
    import re

    from lawgov_lib.reading.words import Words

_NOMINAL = frozenset(
    {"n", "nr", "ns", "nt", "nz", "nrt", "nrfg", "ng", "vn", "an", "j", "l", "b", "s", "i"}
    | {"eng", "zg", "z", "q"}
)
_MODIFYING = frozenset(["v", "a", "ad", "d"])
_LINKING = frozenset("的和与及或、")
_APART = frozenset(["t", "p", "c", "r", "f", "m", "mq", "x", "ul", "d", "uz"])
_AIMS = frozenset(["力争", "确保", "实现", "达到", "保持", "占", "为", "是", "有"])
OFFICES = tuple("局厅委办院科处室所府关位门镇乡道心会社队站县市区属")
"""Endings of who did something, which is not what was counted."""
_PLACE = compiled("进(?!行|口|展|度|出)")
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
    return compiled(f"^(?:{'|'.join(ordered)})$")


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
        leading = not named and tag in _MODIFYING and word not in table.deeds
        if not (nominal or leading or (named and word in _LINKING)):
            break
        if not named and word in table.predicates:
            break
        if nominal:
            named, last = True, words.starts[at] + len(word)
        at += 1
    return text[begin:last]


def _ahead(text: str, begin: int, start: int, words: Words) -> Counted:
    """Return the noun phrase before a number, and the verb before that."""
    at = words.index(start - 1) if start > begin else -1
    while at >= 0 and words.starts[at] >= begin and _between().match(words.words[at]):
        at -= 1
    if at < 0 or words.starts[at] < begin:
        return Counted("", "")
    stop = min(words.starts[at] + len(words.words[at]), start)
    first, deed, rate = stop, "", text[stop - 1] == "率"
    while at >= 0 and words.starts[at] >= begin:
        word = words.words[at]
        if _is_deed(at, begin, words, rate=rate):
            deed = word
            break
        if words.tags[at] == "z" and word[:2] in _table().deeds:
            deed, first = word[:2], words.starts[at] + 2
            break
        if _is_apart(word, words.tags[at]) and not (word in _LINKING and first < stop):
            break
        first = words.starts[at]
        at -= 1
    noun = text[first:stop].strip("的和与及或、")
    return Counted("" if len(noun) == 1 or _PLACE.match(noun) else noun, deed)


def _is_deed(at: int, begin: int, words: Words, *, rate: bool) -> bool:
    """Tell whether a word is the verb of its clause and not a part of the noun behind it.

    In 政府信息公开申请 and 提出审查意见 it is a part; in 办结率 every verb is but those of aims.
    """
    table, word = _table(), words.words[at]
    if word not in table.deeds:
        return False
    if rate:
        return word in _AIMS
    if word not in table.also_nouns or at == 0 or words.starts[at - 1] < begin:
        return True
    before = words.words[at - 1]
    if before in table.before or before.endswith(OFFICES):
        return True
    of_noun = words.tags[at - 1] in _NOMINAL or before in table.endings
    return not (of_noun or (before in table.deeds and before not in table.also_nouns))


def _is_apart(word: str, tag: str) -> bool:
    """Tell whether a word stands between a noun and what comes before it."""
    return word in _table().before or tag in _APART


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
        going_on = first >= 0 and (word in _LINKING or word in table.endings)
        if not (tag in _NOMINAL or tag == "r" or modifying or going_on):
            break
        first = start if first < 0 else first
        last = start + len(word)
        at += 1
    return text[max(first, begin) : min(last, end)].strip("的和与及或、") if first >= 0 else ""
