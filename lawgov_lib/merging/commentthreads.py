"""Which comment of a Word file answers which, and which threads are done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lawgov_lib.exporters.wordcomments import PARAGRAPH_ID, W15
from lawgov_lib.inputs.wordpackage import W

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element


@dataclass
class Thread:
    """The ids of a comment and of its replies, the comment first."""

    keys: list[str] = field(default_factory=list)
    is_done: bool = False


def threads_of(comments: Mapping[str, Element], extended: Element | None) -> dict[str, Thread]:
    """Put the comments of a file into threads.

    Args:
        comments: The comments by id, in the order of the file.
        extended: The part that says what answers what; without it each stands alone.

    Returns:
        The threads by the id of their first comment.
    """
    told = () if extended is None else extended
    marks = {each.get(W15 + "paraId", ""): each for each in told}
    own = {key: _paragraph_id(each) for key, each in comments.items()}
    known = {mark: key for key, mark in own.items() if mark}
    threads: dict[str, Thread] = {}
    for key, mark in own.items():
        first = known[_first(mark, marks, known)] if mark else key
        thread = threads.setdefault(first, Thread([first]))
        if key != first:
            thread.keys.append(key)
        elif mark in marks:
            thread.is_done = marks[mark].get(W15 + "done") in {"1", "true"}
    return threads


def _first(mark: str, marks: Mapping[str, Element], known: Mapping[str, str]) -> str:
    """Go up from an answer to what it answers, as far as the file has it."""
    seen = {mark}
    while mark in marks:
        above = marks[mark].get(W15 + "paraIdParent", "")
        if above not in known or above in seen:
            break
        seen.add(above)
        mark = above
    return mark


def _paragraph_id(comment: Element) -> str:
    """Return the id of the last paragraph, by which a comment is known in its thread."""
    paragraphs = list(comment.iter(W + "p"))
    return paragraphs[-1].get(PARAGRAPH_ID, "") if paragraphs else ""
