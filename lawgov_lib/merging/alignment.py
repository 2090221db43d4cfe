"""Which paragraph of the report became which of the corrected file: kept, moved, split, joined."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extractOne

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from lawgov_lib.merging.wordedits import WordParagraph

_ALIKE = 60
"""From which likeness on, of 100, a paragraph is taken for another one that was changed."""
_SURE = 8
"""The characters from which on the same text elsewhere is a paragraph that was moved."""


@dataclass(frozen=True)
class Pair:
    """Paragraphs that belong together, by their positions: before, and in the corrected file.

    Several before were joined, several now are one that was split; without any before they are
    new, without any now they were left out. ``is_moved`` where they stand elsewhere.
    """

    old: tuple[int, ...]
    new: tuple[int, ...]
    is_moved: bool = False


def align(
    old: Sequence[WordParagraph],
    new: Sequence[WordParagraph],
    outline: Collection[int] = (),
    *,
    is_same: bool,
) -> tuple[Pair, ...]:
    """Pair the paragraphs of two texts.

    Args:
        old: The paragraphs of the report.
        new: Those of the corrected file.
        outline: The places of the headings of the outline; what stands beneath goes with them.
        is_same: Whether the file was made from this very report, so that its bookmarks hold.

    Returns:
        The pairs in the order of the corrected file; what was left out comes last.
    """
    before, now = [each.text for each in old], [each.text for each in new]
    found = _Pairing(before, now)
    found.take(_in_order(_in_rows(old), _in_rows(new)))
    found.take(_in_tables(found, old, new))
    found.take(_elsewhere(found))
    if is_same:
        found.take(_marked(old, new))
    found.take(_alike(found))
    found.take(_between(found))
    levels = [each.level if place in outline else 0 for place, each in enumerate(old)]
    return tuple(_moved(list(found.grouped()), levels, len(new)))


class _Pairing:
    """The pairs found so far: the position before by the position now."""

    def __init__(self, before: Sequence[str], now: Sequence[str]) -> None:
        self.before, self.now = before, now
        self.pairs: dict[int, int] = {}
        self._taken = set[int]()

    def take(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Take pairs of which neither side has been taken."""
        for old, new in pairs:
            if new not in self.pairs and old not in self._taken:
                self.pairs[new] = old
                self._taken.add(old)

    def left(self) -> tuple[list[int], list[int]]:
        """Return what has no pair yet, before and now."""
        old = [place for place in range(len(self.before)) if place not in self._taken]
        return old, [place for place in range(len(self.now)) if place not in self.pairs]

    def grouped(self) -> Iterator[Pair]:
        """Yield the pairs, with splits and joins found beside them."""
        old, new = map(set, self.left())
        for place in range(len(self.now)):
            if place in self.pairs:
                first = self.pairs[place]
                olds = self._joined(first, place, old)
                news = self._split(first, place, new) if len(olds) == 1 else (place,)
                old -= {*olds}
                new -= {*news}
                yield Pair(olds, news)
            elif place in new:
                yield Pair((), (place,))
        for place in sorted(old):
            yield Pair((place,), ())

    def _joined(self, first: int, place: int, free: set[int]) -> tuple[int, ...]:
        """Find the paragraphs after, or before, one that were joined with it."""
        text, olds = self.now[place], [first]
        while olds[-1] + 1 in free and _better(
            text, self._old(olds), self._old([*olds, olds[-1] + 1])
        ):
            olds.append(olds[-1] + 1)
        while olds[0] - 1 in free and _better(
            text, self._old(olds), self._old([olds[0] - 1, *olds])
        ):
            olds.insert(0, olds[0] - 1)
        return tuple(olds)

    def _old(self, places: Iterable[int]) -> str:
        return "".join(self.before[each] for each in places)

    def _split(self, first: int, place: int, free: set[int]) -> tuple[int, ...]:
        """Find the paragraphs around one that are the other parts of the one that it was."""
        text, news = self.before[first], [place]
        while news[-1] + 1 in free and _better(
            text, self._new(news), self._new([*news, news[-1] + 1])
        ):
            news.append(news[-1] + 1)
        while news[0] - 1 in free and _better(
            text, self._new(news), self._new([news[0] - 1, *news])
        ):
            news.insert(0, news[0] - 1)
        return tuple(news)

    def _new(self, places: Iterable[int]) -> str:
        return "".join(self.now[each] for each in places)


def _better(text: str, without: str, with_it: str) -> bool:
    """Tell whether a text is clearly more like another one with a further part than without."""
    return ratio(text, with_it) > ratio(text, without) + 1


def _in_order(before: Sequence[str], now: Sequence[str]) -> Iterator[tuple[int, int]]:
    for block in SequenceMatcher(None, before, now, autojunk=False).get_matching_blocks():
        yield from ((block.a + each, block.b + each) for each in range(block.size))


def _in_rows(paragraphs: Sequence[WordParagraph]) -> list[str]:
    """Return the texts, those of a table with their row: short words stand in many rows."""
    rows: dict[tuple[int, int], str] = {}
    for each in paragraphs:
        if each.cell:
            rows[each.cell[:2]] = f"{rows.get(each.cell[:2], '')}\t{each.text}"
    return [each.text + (rows[each.cell[:2]] if each.cell else "") for each in paragraphs]


def _in_tables(
    found: _Pairing, old: Sequence[WordParagraph], new: Sequence[WordParagraph]
) -> Iterator[tuple[int, int]]:
    """Find the cells of rows that were changed: by their column, and those that are as they were.

    Which row it was its cells tell that are as they were; it must be as wide.
    """
    left, right = found.left()
    left = [place for place in left if old[place].cell]
    right = [place for place in right if new[place].cell]
    texts = [found.before[place] for place in left], [found.now[place] for place in right]
    same = [(left[one], right[other]) for one, other in _in_order(*texts)]
    votes: Counter[tuple[tuple[int, int], tuple[int, int]]] = Counter()
    for one, other in same:
        here, there = old[one].cell, new[other].cell
        if here and there:
            votes[here[:2], there[:2]] += 1
    before, now = _rows(old, left), _rows(new, right)
    for (row, row_now), _ in votes.most_common():
        if [*before[row]] == [*now[row_now]]:
            yield from ((before[row][each], now[row_now][each]) for each in now[row_now])
    yield from same


def _rows(
    paragraphs: Sequence[WordParagraph], places: Iterable[int]
) -> dict[tuple[int, int], dict[int, int]]:
    """Return the places of the cells of each row, by their columns."""
    rows: dict[tuple[int, int], dict[int, int]] = {}
    for place in places:
        if cell := paragraphs[place].cell:
            rows.setdefault(cell[:2], {})[cell[2]] = place
    return rows


def _elsewhere(found: _Pairing) -> Iterator[tuple[int, int]]:
    """Find the same text at another place; a short one may well be another's."""
    old, new = found.left()
    for place in new:
        text = found.now[place]
        same = [each for each in old if found.before[each] == text]
        if same and len(text) >= _SURE:
            old.remove(same[0])
            yield same[0], place


def _marked(
    old: Sequence[WordParagraph], new: Sequence[WordParagraph]
) -> Iterator[tuple[int, int]]:
    """Find the paragraph of the same bookmark; where one has several, it is the likest."""
    at = {block: place for place, each in enumerate(old) for block in each.blocks}
    for place, each in enumerate(new):
        known = [at[block] for block in each.blocks if block in at]
        if known:
            yield max(known, key=lambda one: ratio(old[one].text, each.text)), place


def _alike(found: _Pairing) -> Iterator[tuple[int, int]]:
    old, new = found.left()
    rest = {place: found.before[place] for place in old}
    for place in new:
        likest = extractOne(found.now[place], rest, scorer=ratio, score_cutoff=_ALIKE)
        if likest:
            del rest[likest[2]]
            yield likest[2], place


def _between(found: _Pairing) -> Iterator[tuple[int, int]]:
    """Pair what stands between the same two neighbours, where it is as many on both sides."""
    known = sorted((new, old) for new, old in found.pairs.items())
    edges = [(-1, -1), *known, (len(found.now), len(found.before))]
    for (new, old), (next_new, next_old) in pairwise(edges):
        if next_new - new == next_old - old > 1:
            yield from zip(range(old + 1, next_old), range(new + 1, next_new), strict=True)


def _moved(every: Sequence[Pair], levels: Sequence[int], count: int) -> Iterator[Pair]:
    """Tell which pairs stand elsewhere: all that the longest row in the old order leaves out.

    What went along with a heading of the outline is where it was, beneath it.

    Args:
        every: The pairs.
        levels: Of each paragraph before the level as a heading of the outline, 0 if it is none.
        count: How many paragraphs there are now.
    """
    both = [pair for pair in every if pair.old and pair.new]
    steady = set(_longest([pair.old[0] for pair in both]))
    became = {new: pair.old[0] for pair in both for new in pair.new}
    above = _above(levels)
    now_above = _above([levels[became[new]] if new in became else 0 for new in range(count)])
    kin: dict[int, list[int]] = {}
    for pair in both:
        heading, now = above[pair.old[0]], now_above[pair.new[0]]
        if heading is not None and heading not in steady and now is not None:
            kin.setdefault(heading, []).extend(pair.old[:1] if became[now] == heading else ())
    steady.update(place for mine in kin.values() for place in _longest(mine))
    for pair in every:
        is_moved = bool(pair.old and pair.new) and pair.old[0] not in steady
        yield Pair(pair.old, pair.new, is_moved)


def _above(levels: Sequence[int]) -> list[int | None]:
    """Return of each paragraph the place of the heading that it stands beneath."""
    found: list[int | None] = []
    headings: list[int] = []
    for place, level in enumerate(levels):
        while level and headings and levels[headings[-1]] >= level:
            headings.pop()
        found.append(headings[-1] if headings else None)
        if level:
            headings.append(place)
    return found


def _longest(numbers: Sequence[int]) -> list[int]:
    """Return the longest ascending row of numbers among them."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        at = bisect_left(ends, number)
        ends[at : at + 1] = [number]
        places[at : at + 1] = [place]
        before.append(places[at - 1] if at else -1)
    row: list[int] = []
    place = places[-1] if places else -1
    while place >= 0:
        row.append(numbers[place])
        place = before[place]
    return row[::-1]
