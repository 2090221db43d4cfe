"""Titles that are written with a slip, or not in full: which law they mean."""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled
from lawgov_lib.laws.names import STATE, bare
from lawgov_lib.reading.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_LAW_OF_STATE = compiled("..(?<!办)法$")
_RULE = compiled("(?:(?<!办)法|条例)$")
_SHORTEST = 5
"""A shorter title has too many neighbours for a slip of the pen to be told from another law."""
_LONG = 7
"""From this length on two slips still tell which law is meant."""
_TWO_SLIPS = 2
_WORD = 3
_OF_THE_STATE = frozenset(("政府", "行政", "国家", "重大", "重大行政"))
"""Words at the head of a title that speakers leave out, since all laws are of the state."""
_PROVISIONAL = ("暂行", "试行")
_MOST = 5
"""As many titles are suggested at most."""


class Titles:
    """The titles of a table of laws, without 中华人民共和国 and edition."""

    def __init__(self, known: Iterable[str], unchecked: Iterable[str] = ()) -> None:
        """Take the titles; of two that serve as well, the first is meant.

        Args:
            known: The titles of laws.
            unchecked: Titles that nobody has compared with a text: right as they stand, but no
                other title is held to mean them.
        """
        self._known = tuple(known)
        self._unchecked = tuple(title for title in unchecked if title not in self._known)
        self._set = frozenset((*self._known, *self._unchecked))
        self._found: dict[str, str | None] = {}
        self._by_length: dict[int, list[tuple[int, str]]] = {}
        for place, title in enumerate((*self._unchecked, *self._known)):
            self._by_length.setdefault(len(title), []).append((place, title))

    def near(self, title: str) -> str | None:
        """Return the law that a title means although it is written with a slip or two.

        A slip is one character wrong, missing, too many or in its neighbour's place; 中华人民共和国
        may hold slips of its own. In a title of some length a word may be missing or two words may
        have changed places, and two slips are one too many only where they make another word: that
        is another law's name.

        Args:
            title: A title without 中华人民共和国 and edition.

        Returns:
            The right title; None where the title is right, or no law is that near.
        """
        if title not in self._found:
            self._found[title] = self._confirmed(self._near(title))
        return self._found[title]

    def near_law(self, written: str) -> str | None:
        """Return the law that is meant by a title of a law of the state that no law has.

        The table has all laws: one that differs by a word is no other law.
        """
        title = bare(written)
        if not written.startswith(STATE) or not _LAW_OF_STATE.search(title) or title in self._set:
            return None
        return self._confirmed(self._nearest(title, _TWO_SLIPS if len(title) >= _LONG else 1))

    def _confirmed(self, title: str | None) -> str | None:
        return None if title in self._unchecked else title

    def completed(self, title: str) -> str | None:
        """Return the one law whose title ends as this one does, with a word of the state before it.

        信息公开条例 is 政府信息公开条例, 复议法 is 行政复议法; 安全生产条例 may be any province's.
        """
        if len(title) < _WORD or title in self._set or not _RULE.search(title):
            return None
        longer = [law for law in self._known if law.endswith(title)]
        is_one = len(longer) == 1 and longer[0].removesuffix(title) in _OF_THE_STATE
        return longer[0] if is_one else None

    def suggestions(self, words: str) -> tuple[str, ...]:
        """Return the titles that hold the words asked for, else those that are most like them."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415  only where a title is unknown

        wanted = bare(words)
        holding = [title for title in self._known if wanted in title]
        if holding:
            return tuple(sorted(holding, key=lambda title: (len(title), title))[:_MOST])
        near = process.extract(wanted, self._known, scorer=fuzz.ratio, limit=_MOST, score_cutoff=40)
        return tuple(title for title, *_ in near)

    def _near(self, title: str) -> str | None:
        if len(title) < _SHORTEST or title in self._set:
            return None
        stateless = self._without_misspelt_state(title)
        if stateless:
            return stateless if stateless in self._set else self._near(stateless)
        return self._provisional(title) or self._nearest(title, 1) or self._with_two_slips(title)

    def _provisional(self, title: str) -> str | None:
        """Return the law whose title has 暂行 or 试行 where this one lacks it."""
        return next(
            (
                longer
                for word in _PROVISIONAL
                for at in range(1, len(title))
                if (longer := title[:at] + word + title[at:]) in self._set
            ),
            None,
        )

    def _without_misspelt_state(self, title: str) -> str:
        """Return what stands behind 中华人民共和国 written with a slip or two, else nothing."""
        from rapidfuzz.distance import OSA  # noqa: PLC0415  only where a title is unknown

        if title[:1] != STATE[0] and title[1:2] != STATE[1]:
            return ""
        lengths = (len(STATE) + more for more in (0, -1, 1, -2))
        rests = [title[n:] for n in lengths if 0 < OSA.distance(title[:n], STATE) <= _TWO_SLIPS]
        known = next((rest for rest in rests if rest in self._set), "")
        return known or next((rest for rest in rests if self._nearest(rest, 1)), "")

    def _nearest(self, title: str, slips: int) -> str | None:
        from rapidfuzz.distance import OSA  # noqa: PLC0415  only where a title is unknown
        from rapidfuzz.process import extractOne  # noqa: PLC0415

        # A slip is one character: a title of another length needs no look.
        lengths = range(len(title) - slips, len(title) + slips + 1)
        placed = chain.from_iterable(self._by_length.get(length, ()) for length in lengths)
        titles = [known for _, known in sorted(placed)]
        near = extractOne(title, titles, scorer=OSA.distance, score_cutoff=slips)
        return near[0] if near else None

    def _with_two_slips(self, title: str) -> str | None:
        if len(title) < _LONG:
            return None
        turned = self._turned.get("".join(sorted(title)))
        near = turned or self._nearest(title, _TWO_SLIPS)
        return near if near and (turned or not _is_another_name(title, near)) else None

    @cached_property
    def _turned(self) -> dict[str, str]:
        """The titles by their characters in order, whatever places these have changed."""
        return {"".join(sorted(law)): law for law in reversed(self._known)}


def _is_another_name(title: str, law: str) -> bool:
    """Tell whether a title differs from a law's by a word: it then names another document.

    A word that is only missing inside makes none.
    """
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415  only where a title is unknown

    changes = [each for each in LCSseq.opcodes(law, title) if each.tag != "equal"]
    if len(title) < len(law) and len(changes) == 1:
        return changes[0].src_start == 0 or changes[0].src_end == len(law)
    words = words_of(title)
    for change in changes:
        written = range(change.dest_start, change.dest_end)
        if len(title) > len(law) or any(
            len(words.words[words.index(at)]) > 1
            and words.words[words.index(at)] not in law
            and len(written) > 1
            for at in written
        ):
            return True
    return False
