"""Words that mean the same in a claim and in what is held against it, or mean little."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from lawgov_lib.base.datafile import load_data
from lawgov_lib.reading.words import words_of

_CACHED = 4096
_CONTENT = ("n", "v", "a", "j", "l", "i", "z", "b", "s", "t", "d", "x")
_HAN = re.compile("[一-鿿]{2,}")
_SINGLE = re.compile("[一-鿿]")
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
    return re.compile(table()[name])


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
    found = {word}
    for group in table()["groups"]:
        if any(word == each or (len(each) > 1 and each in word) for each in group):
            found.update(group)
    return tuple(sorted(found, key=lambda each: (-len(each), each)))


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
