"""Corrections of a file that is older than the year's data: only what leaders changed counts.

The file as it was sent out is the common ground. What the office has changed since stands, what
leaders changed is put upon it; where both changed the same words, a person has to decide.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lawgov_lib.merging.alignment import align
from lawgov_lib.merging.rewriting import Steps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lawgov_lib.merging.alignment import Pair
    from lawgov_lib.merging.wordedits import WordParagraph, WordText


@dataclass(frozen=True)
class Rebased:
    """The corrected file as if it had been made today, and the paragraphs that both changed."""

    edited: WordText
    contested: tuple[str, ...]


def rebased(edited: WordText, sent: WordText, today: Sequence[WordParagraph]) -> Rebased:
    """Put the corrections of a file upon the report of today.

    Args:
        edited: The corrected file.
        sent: The file as it was sent out.
        today: The paragraphs of the report as it is now.
    """
    theirs = align(sent.paragraphs, edited.paragraphs, is_same=True)
    ours = align(sent.paragraphs, today, is_same=False)
    was = _one_to_one((pair.new, pair.old) for pair in theirs)
    now = _one_to_one((pair.old, pair.new) for pair in ours)
    changed = {
        place
        for pair in ours
        for place in pair.old
        if place not in now or sent.paragraphs[place].text != today[now[place]].text
    }
    contested = [
        "\n".join(edited.paragraphs[place].text for place in pair.new)
        for pair in theirs
        if (len(pair.old), len(pair.new)) != (1, 1) and changed & {*pair.old}
        if not _is_done(pair, ours, edited.paragraphs, today)
    ]
    taken = dict(_taken(theirs, ours, edited.paragraphs, today))
    marks = _marks(sent.paragraphs, now, today)
    kept: list[WordParagraph] = []
    at_today, at_edited = dict[int, int](), dict[int, int]()
    for place, told in enumerate(edited.paragraphs):
        if place in taken:
            at_today[taken[place]] = at_edited[place] = len(kept)
            kept.append(today[taken[place]])
            continue
        each, text, origin = told, told.text, was.get(place)
        if origin in changed and origin is not None:
            before = sent.paragraphs[origin].text
            after = today[now[origin]].text if origin in now else ""
            merged = _joined(before, after, text)
            if merged is None:
                contested.append(text)
            elif not merged:
                continue
            text = merged or text
        if origin in now and origin is not None:
            at_today[now[origin]] = len(kept)
            each = _ranked(sent.paragraphs[origin], today[now[origin]], each)
        at_edited[place] = len(kept)
        blocks = tuple(block for mark in each.blocks for block in marks.get(mark, ()))
        kept.append(replace(each, text=text, blocks=blocks))
    fresh = [place for place in _added(ours) if place not in taken.values()]
    order = _inserted(len(kept), fresh, at_today)
    at = {place: position for position, (is_new, place) in enumerate(order) if not is_new}
    return Rebased(
        replace(
            edited,
            paragraphs=tuple(
                _apart(today[place], edited) if is_new else kept[place] for is_new, place in order
            ),
            comments=tuple(
                replace(each, paragraph=at.get(at_edited.get(each.paragraph, -1), -1))
                for each in edited.comments
            ),
        ),
        tuple(contested),
    )


def _added(pairs: Iterable[Pair]) -> list[int]:
    return [place for pair in pairs if not pair.old for place in pair.new]


def _is_done(
    pair: Pair,
    ours: Iterable[Pair],
    edited: Sequence[WordParagraph],
    today: Sequence[WordParagraph],
) -> bool:
    """Tell whether the report of today has paragraphs as the leaders have them."""
    asked = [edited[place].text for place in pair.new]
    return any(
        pair.old == each.old and asked == [today[place].text for place in each.new] for each in ours
    )


def _taken(
    theirs: Iterable[Pair],
    ours: Iterable[Pair],
    edited: Sequence[WordParagraph],
    today: Sequence[WordParagraph],
) -> Iterator[tuple[int, int]]:
    """Yield what the leaders have added that is there today, by its place with them and today."""
    there = _added(ours)
    for place in _added(theirs):
        same = next((each for each in there if today[each].text == edited[place].text), None)
        if same is not None:
            there.remove(same)
            yield place, same


def _apart(paragraph: WordParagraph, edited: WordText) -> WordParagraph:
    """Count the table of a cell of today's beyond those that the leaders' file has."""
    if paragraph.cell is None:
        return paragraph
    table, row, column = paragraph.cell
    return replace(paragraph, cell=(table + len(edited.paragraphs), row, column))


def _one_to_one(sides: Iterable[tuple[tuple[int, ...], tuple[int, ...]]]) -> dict[int, int]:
    return {one[0]: other[0] for one, other in sides if len(one) == len(other) == 1}


def _marks(
    sent: Sequence[WordParagraph], now: dict[int, int], today: Sequence[WordParagraph]
) -> dict[int, tuple[int, ...]]:
    """Return the bookmarks of today by those of the file that was sent out."""
    return {
        mark: today[now[place]].blocks
        for place, each in enumerate(sent)
        for mark in each.blocks
        if place in now
    }


def _ranked(before: WordParagraph, one: WordParagraph, other: WordParagraph) -> WordParagraph:
    """Give a paragraph of the leaders the ranks of today that they have not changed."""
    level = one.level if other.level == before.level else other.level
    kept = other.list_level == before.list_level
    return replace(other, level=level, list_level=one.list_level if kept else other.list_level)


def _joined(before: str, one: str, other: str) -> str | None:
    """Put the changes of two hands together; None where they changed the same words apart."""
    if other in {before, one}:
        return one
    if one == before:
        return other
    steps = [(each, Steps(before, each)) for each in (one, other)]
    edits = {(a, b, each[c:d]) for each, step in steps for a, b, c, d in step.changed()}
    parts: list[str] = []
    reached = 0
    for start, end, text in sorted(edits):
        if start < reached or (parts and start == reached):
            return None
        parts += [before[reached:start], text]
        reached = end
    return "".join([*parts, before[reached:]])


def _inserted(count: int, fresh: Sequence[int], at_today: dict[int, int]) -> list[tuple[bool, int]]:
    """Put what the office has added since behind the paragraph that it follows today."""
    order = [(False, place) for place in range(count)]
    for place in fresh:
        before = (True, place - 1)
        if before not in order:
            before = (False, at_today.get(place - 1, -1))
        at = order.index(before) + 1 if before in order else 0
        order.insert(at, (True, place))
    return order
