"""How words look in a Word file: bold, which prose knows, and what no prose can say."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from lawgov_lib.inputs.wordpackage import W
from lawgov_lib.inputs.wordstyles import is_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from xml.etree.ElementTree import Element

    from lawgov_lib.merging.alignment import Pair
    from lawgov_lib.merging.wordedits import WordParagraph

_KINDS = {
    "i": "倾斜",
    "u": "下划线",
    "color": "颜色",
    "highlight": "突出显示",
    "shd": "底纹",
    "sz": "字号",
}
_NOTHING = {"none", "auto", "clear", "nil", *"0"}
"""The values by which a setting is taken back."""


def is_bold(properties: Element | None) -> bool:
    """Tell whether a run is bold by its own setting; what its style says is not counted."""
    return properties is not None and is_on(properties.find(W + "b"))


def looks_of(properties: Element | None) -> frozenset[str]:
    """Name how a run looks besides being bold."""
    if properties is None:
        return frozenset()
    found = ((name, properties.find(W + key)) for key, name in _KINDS.items())
    return frozenset(name for name, each in found if is_on(each) and not _is_nothing(each))


def _is_nothing(element: Element | None) -> bool:
    return element is not None and element.get(W + "val", "") in _NOTHING


def spans_within(spans: Iterable[tuple[int, int]], text: str) -> tuple[tuple[int, int], ...]:
    """Return stretches of a text as those of the text without the blanks at its ends."""
    shift, length = len(text) - len(text.lstrip()), len(text.strip())
    moved = ((max(start - shift, 0), min(end - shift, length)) for start, end in spans)
    return tuple((start, end) for start, end in moved if start < end)


def bold_letters(paragraphs: Sequence[WordParagraph]) -> list[bool]:
    """Tell of each letter of neighbouring paragraphs whether it is bold, a line end between two."""
    told: list[bool] = []
    for each in paragraphs:
        own = [False] * len(each.text)
        for start, end in each.strong:
            own[start:end] = [True] * (end - start)
        told += [*([False] if told else []), *own]
    return told


def bold_of(paragraphs: Sequence[WordParagraph], places: Iterable[int]) -> list[bool]:
    """Tell which letters of some paragraphs are bold; with a heading, whose look it is, none is."""
    mine = [paragraphs[place] for place in places]
    return [] if any(each.level for each in mine) else bold_letters(mine)


def is_rebolded(old: str, new: str, was: Sequence[bool], now: Sequence[bool]) -> bool:
    """Tell whether a letter that was kept became bold or is bold no more.

    Args:
        old: What was said.
        new: What is said.
        was: Of each letter that was said, whether it was bold.
        now: The same of what is said.
    """
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return any(was[a : a + size] != now[b : b + size] for a, b, size in blocks)


def new_looks(
    pairs: Iterable[Pair], old: Sequence[WordParagraph], new: Sequence[WordParagraph]
) -> dict[str, int]:
    """Count the paragraphs that got each look which they, or any if they are new, did not have.

    Args:
        pairs: Which paragraph became which.
        old: The paragraphs as they were.
        new: Those of the corrected file.
    """
    usual = frozenset[str]().union(*(each.looks for each in old))
    counts: dict[str, int] = {}
    for pair in pairs:
        before = frozenset[str]().union(*(old[place].looks for place in pair.old))
        for place in pair.new:
            for look in sorted(new[place].looks - (before if pair.old else usual)):
                counts[look] = counts.get(look, 0) + 1
    return counts
