"""Where a line of Chinese may end: between words, never before 的 or a closing mark.

A title is broken so that each line is whole in sense (词意完整, GB/T 9704-2012, 7.3.1).
"""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import rjieba

from lawgov_lib.base.characters import is_wide

_LEADING = frozenset("和与及或并暨对在以把为向从按由将一二三四五六七八九十")
"""Words of one character that begin what follows: a line may end before them, not after."""
_OPENING = frozenset(("Ps", "Pi"))
"""The Unicode categories of opening brackets and quotation marks."""
_NARROW = 0.6
"""The width of a digit or letter in squares."""


def breaks(text: str) -> tuple[int, ...]:
    """Find the positions where a line of a title or heading may end.

    A word of one character stays with the word before it, a number with the word after it.

    Args:
        text: One line of text.

    Returns:
        The positions between 1 and ``len(text) - 1``, in ascending order: before the character at
        a position a new line may begin.
    """
    found, position = [], 0
    for word, after in pairwise(rjieba.cut(text)):
        position += len(word)
        if _is_open(word) or _is_bound(after):
            continue
        found.append(position)
    return tuple(found)


def even_lines(text: str, squares: int) -> tuple[str, ...]:
    """Break a text between its words into the fewest lines that fit, as even as they may be.

    Args:
        text: One line of text.
        squares: How many characters a line has room for.

    Returns:
        The lines; a word that is wider than that is broken.
    """
    if _width(text) <= squares:
        return (text,)
    places = sorted({0, *breaks(text), len(text)})
    parts = [
        text[start : min(start + squares, after)]
        for place, after in pairwise(places)
        for start in range(place, after, squares)
    ]
    fewest = len(_filled(parts, squares))
    lines = (_filled(parts, room) for room in range(1, squares + 1))
    return next(each for each in lines if len(each) == fewest)


def _filled(parts: list[str], squares: int) -> tuple[str, ...]:
    lines = [""]
    for part in parts:
        if lines[-1] and _width(lines[-1] + part) > squares:
            lines.append("")
        lines[-1] += part
    return tuple(lines)


def _width(text: str) -> float:
    return sum(1 if is_wide(character) else _NARROW for character in text)


def _is_open(word: str) -> bool:
    """Tell whether a word asks for the one after it on the same line."""
    return word in _LEADING or _is_number(word) or unicodedata.category(word[-1]) in _OPENING


def _is_bound(word: str) -> bool:
    """Tell whether a word belongs to the one before it: a suffix, a particle, a closing mark."""
    if len(word) > 1 or word in _LEADING or _is_number(word):
        return False
    return unicodedata.category(word) not in _OPENING


def _is_number(word: str) -> bool:
    """Tell whether a word is of digits or Latin letters."""
    return word.isascii() and word.isalnum()
