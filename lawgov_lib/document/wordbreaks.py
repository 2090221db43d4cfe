"""Where a line of Chinese may end: between words, never before 的 or a closing mark.

A title is broken so that each line is whole in sense (词意完整, GB/T 9704-2012, 7.3.1).
"""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import rjieba

_LEADING = frozenset("和与及或并暨对在以把为向从按由将一二三四五六七八九十")
"""Words of one character that begin what follows: a line may end before them, not after."""
_OPENING = frozenset(("Ps", "Pi"))
"""The Unicode categories of opening brackets and quotation marks."""


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
