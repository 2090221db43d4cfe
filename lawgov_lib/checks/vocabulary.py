"""Which words of the metrics' names a text tells, found in one pass over the text."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from lawgov_lib.checks.synonyms import contents, listed, same_as, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Called = Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]

_CACHED = 2048
_YEARS = 8
_OPENING = 2


class Vocabulary:
    """Words that texts are asked for, and those that mean the same, by their first characters."""

    def __init__(self, words: Iterable[str]) -> None:
        """Take the words.

        Args:
            words: The words, each once.
        """
        self._openings: dict[str, list[tuple[str, str]]] = {}
        for word in words:
            for each in same_as(word):
                self._openings.setdefault(each[:_OPENING], []).append((each, word))

    def told(self, text: str) -> set[str]:
        """Return the words of which a text has one that means the same."""
        found = set[str]()
        for at in range(len(text)):
            for opening in (text[at], text[at : at + _OPENING]):
                for each, word in self._openings.get(opening, ()):
                    if text.startswith(each, at):
                        found.add(word)
        return found


@lru_cache(maxsize=_CACHED)
def words_of_name(name: str) -> tuple[str, ...]:
    """Return the words of a metric's name that a text must tell: without 率 and the like."""
    plain = name.removesuffix("率")
    return tuple(word for word in contents(plain) if word not in listed("optional"))


@lru_cache(maxsize=_YEARS)
def vocabulary_of(names: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[Called, Vocabulary]:
    """Return the names of each metric with their words, and all those words.

    Args:
        names: The ids of the metrics, each with all its names.
    """
    called = {
        metric_id: tuple((name, words) for name in each if (words := words_of_name(name)))
        for metric_id, each in names
    }
    others = [name for row in table()["outcomes"] for name in row["of"]]
    rows = [words for each in called.values() for _, words in each]
    rows += [words_of_name(name) for name in others]
    return called, Vocabulary(dict.fromkeys(word for words in rows for word in words))
