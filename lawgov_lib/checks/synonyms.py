"""Words that mean the same in a claim and in what is held against it, or mean little."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache, lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Any

from lawgov_lib.base.datafile import load_data
from lawgov_lib.base.expressions import compiled
from lawgov_lib.reading.words import words_of

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

_CACHED = 4096
_CONTENT = ("n", "v", "a", "j", "l", "i", "z", "b", "s", "t", "d", "x")
_HAN = compiled("[一-鿿]{2,}")
_SINGLE = compiled("[一-鿿]")
_VERBAL = ("v", "l", "i")
_VAGUE = frozenset("受理行立开成出定展发进到实用取设得有做能可事中人大作组会一参名案件次项查")
"""Characters of verbs that say too little of what was done for two of them to be one deed."""
_WHO = ("人员", "机构", "队伍", "对象")
"""Behind a verb that only says who: 法制审核人员, 社区矫正对象."""
_PARTICLES = frozenset({"d", "p", "c", "u", "uj", "ul", "uz", "ug", "f", "m", "q", "r", "y", "t"})
"""Parts of speech of single characters that belong to no word: 均, 在, 的, 了, 件."""


@cache
def table() -> dict[str, Any]:
    """Return the word lists of the check of sweeping claims, ``absolutes.yaml``."""
    found: dict[str, Any] = load_data("checks/absolutes.yaml")
    return found


@cache
def rule(name: str) -> re.Pattern[str]:
    """Return a pattern of the word lists."""
    return compiled(table()[name])


@cache
def listed(name: str) -> frozenset[str]:
    """Return a list of the word lists."""
    return frozenset(table()[name])


@lru_cache(maxsize=_CACHED)
def contents(text: str) -> tuple[str, ...]:
    """Return the words of a text that say something: two characters or more, no mere particle.

    Characters that the dictionary leaves alone are one word where they follow each other: 述法.
    """
    found, single = [], ""
    for word, tag in zip(*_cut(text), strict=True):
        if len(word) == 1 and _SINGLE.fullmatch(word) and tag not in _PARTICLES:
            single += word
            continue
        if _HAN.fullmatch(single):
            found.append(single)
        single = ""
        if _HAN.fullmatch(word) and (tag.startswith(_CONTENT) or len(same_as(word)) > 1):
            found.append(word)
    return tuple([*found, single] if _HAN.fullmatch(single) else found)


def _cut(text: str) -> tuple[list[str], list[str]]:
    words = words_of(text)
    return words.words, words.tags


@lru_cache(maxsize=_CACHED)
def telling(text: str) -> tuple[str, ...]:
    """Return the words of a text that say which thing is meant."""
    return tuple(word for word in contents(text) if word not in listed("generic"))


@lru_cache(maxsize=_CACHED)
def things(text: str) -> tuple[str, ...]:
    """Return the nouns of a text that say which thing is meant."""
    found = words_of(text)
    return tuple(
        word
        for word, tag in zip(found.words, found.tags, strict=True)
        if tag.startswith("n")
        and _HAN.fullmatch(word)
        and word not in listed("generic")
        and not rule("actors").search(word)
    )


@lru_cache(maxsize=_CACHED)
def same_as(word: str) -> tuple[str, ...]:
    """Return a word and those that mean the same, the longest first."""
    parts = (word[begin:end] for begin, end in combinations(range(len(word) + 1), 2))
    told = (part for part in parts if len(part) > 1 or part == word)
    found = {word}.union(*(_groups().get(part, ()) for part in told))
    return tuple(sorted(found, key=lambda each: (-len(each), each)))


@cache
def _groups() -> dict[str, frozenset[str]]:
    """Return for each word those that stand in a group with it."""
    found: dict[str, set[str]] = defaultdict(set)
    for group in table()["groups"]:
        for word in group:
            found[word].update(group)
    return {word: frozenset(others) for word, others in found.items()}


def is_told(word: str, text: str) -> bool:
    """Tell whether a word, or one that means the same, stands in a text."""
    return any(each in text for each in same_as(word))


def is_kin(text: str, other: str) -> bool:
    """Tell whether two texts share a character."""
    return not set(text).isdisjoint(other)


def without(text: str, known: str) -> tuple[str, ...]:
    """Return the telling words of a text beside those of another text and their like.

    Args:
        text: The text.
        known: What is known already, such as the name of a metric.
    """
    words = {each for word in contents(known) for each in same_as(word)} | set(contents(known))
    for word in sorted(words, key=lambda each: (-len(each), each)):
        text = text.replace(word, "　")
    return tuple(
        word for word in telling(text) if word not in known and not set(word) <= set(known)
    )


def done_until(said: Sequence[str], characters: frozenset[str], text: str) -> int:
    """Return where the last word of a text ends that says the same deed as some words.

    A deed is the same where one word stands for the other by the table, or where a verb has a
    character that says what was done: 到庭 and 出庭, 回告 and 回音.

    Args:
        said: The words of a deed.
        characters: The characters of its verbs, see :func:`characters_of`.
        text: What is said of a number.

    Returns:
        The place behind the word, -1 where there is none.
    """
    found = max(_behind(text, each) for word in said for each in same_as(word))
    for _, end, own in _verbs(text):
        if end > found and not own.isdisjoint(characters):
            found = end
    return found


def _behind(text: str, word: str) -> int:
    at = text.rfind(word)
    return at if at < 0 else at + len(word)


@lru_cache(maxsize=_CACHED)
def characters_of(deed: str) -> frozenset[str]:
    """Return the characters of a deed that say what was done, and of words that mean the same.

    Of words that mean the same those count that two of them have: 回 of 回复, 回应 and 反馈.
    """
    found = Counter(each for *_, own in _verbs(deed) for each in own)
    for word in contents(deed):
        like = same_as(word)
        counted = Counter(each for other in like for each in set(other))
        found.update(each for each, times in counted.items() if times > 1)
    return frozenset(found) - _VAGUE


@lru_cache(maxsize=_CACHED)
def head_of(deed: str) -> str:
    """Return the first verb of a deed, or its last word where it has none."""
    return next((deed[begin:end] for begin, end, _ in _verbs(deed)), deed)


@lru_cache(maxsize=_CACHED)
def _verbs(text: str) -> tuple[tuple[int, int, frozenset[str]], ...]:
    """Return the place of each verb, and its telling characters; the last word where none is."""
    found, at, last = [], 0, ""
    for word, tag in zip(*_cut(text), strict=True):
        at += len(word)
        if word in listed("light") or word in listed("adverbs"):
            last = ""
            continue
        last = word if _HAN.match(word) else last
        if tag.startswith(_VERBAL) and not text.startswith(_WHO, at):
            found.append((at - len(word), at, frozenset(word) - _VAGUE))
    if last and not any(own for *_, own in found):
        found.append((at - len(last), at, frozenset(last) - _VAGUE))
    return tuple(found)
