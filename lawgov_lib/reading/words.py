"""The words of a text by jieba's dictionary, with their places and parts of speech."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

import rjieba

from lawgov_lib.base.expressions import compiled


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in order: where each begins, itself, and its part of speech."""

    starts: list[int]
    words: list[str]
    tags: list[str]

    def index(self, place: int) -> int:
        """Return the position of the word that a place stands in."""
        return max(bisect_right(self.starts, place) - 1, 0)

    def around(self, place: int) -> tuple[int, int, str]:
        """Return where the word begins and ends that a place stands in, and its part of speech."""
        if not self.starts:
            return place, place, ""
        at = self.index(place)
        return self.starts[at], self.starts[at] + len(self.words[at]), self.tags[at]

    def tag_at(self, place: int) -> str:
        """Return the part of speech of the word that a place stands in, blank at the end."""
        begin, end, tag = self.around(place)
        return tag if begin <= place < end else ""


_HALF = compiled("[\ud800-\udfff]")
"""Half of a character, which the dictionary cannot be asked for."""


def words_of(text: str) -> Words:
    """Cut a text into the words of the dictionary, and single characters that it lacks."""
    cut = rjieba.tag(_HALF.sub("\ufffd", text), False)  # noqa: FBT003  of the extension, by place only
    words = [word for word, _ in cut]
    starts = list(accumulate(map(len, words), initial=0))
    del starts[-1]
    return Words(starts, words, [tag for _, tag in cut])
