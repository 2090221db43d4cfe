"""The comments of a Word file: who remarked what on which words, what was replied, what is done."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lawgov_lib.exporters.wordcomments import PARAGRAPH_ID, W15
from lawgov_lib.inputs.wordpackage import W

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from xml.etree.ElementTree import Element

    from lawgov_lib.merging.alignment import Pair
    from lawgov_lib.merging.origins import Origin

_NOWHERE = -1
"""The paragraph of a comment that hangs in none."""
_DAY = 10
"""The characters of a day, with which the time of a change begins."""


@dataclass(frozen=True)
class Comment:
    """A comment, the words that it hangs on, and the position of their paragraph.

    ``replies`` were made to it, one after the other; ``is_done`` where somebody closed the matter.
    """

    author: str
    day: str
    words: str
    text: str
    paragraph: int
    replies: tuple[Comment, ...] = ()
    is_done: bool = False


@dataclass
class _Thread:
    """The ids of a comment and of its replies, the comment first."""

    keys: list[str] = field(default_factory=list)
    is_done: bool = False


def comments_of(
    tree: Element | None, extended: Element | None, hung: Mapping[str, tuple[str, int]]
) -> Iterator[Comment]:
    """Yield the comments in the order in which they hang in the text, the loose ones last.

    Args:
        tree: The part with the comments.
        extended: The part that says what answers what; without it each stands alone.
        hung: The words and the paragraph that comments hang on, by their ids.
    """
    found = {} if tree is None else {each.get(W + "id", ""): each for each in tree}
    places = {**hung, **{key: ("", _NOWHERE) for key in found if key not in hung}}
    threads = _threads(found, extended)
    for key in places:
        if key in threads:
            keys = threads[key].keys
            first, *replies = (_comment(found[each], *places[each]) for each in keys)
            yield replace(first, replies=tuple(replies), is_done=threads[key].is_done)


def signed(element: Element) -> tuple[str, str]:
    """Return who made a change or a remark, and on which day."""
    return element.get(W + "author", ""), element.get(W + "date", "")[:_DAY]


def _comment(element: Element, words: str, place: int) -> Comment:
    texts = (_plain(each) for each in element.iter(W + "p"))
    author, day = signed(element)
    return Comment(author, day, words.strip(), "\n".join(filter(None, texts)), place)


def _plain(paragraph: Element) -> str:
    told = (
        each.text or "" if each.tag == W + "t" else "\n" * (each.tag == W + "br")
        for each in paragraph.iter()
    )
    return "".join(told).strip()


def _threads(comments: Mapping[str, Element], extended: Element | None) -> dict[str, _Thread]:
    """Put the comments, which are in the order of the file, into threads by their first ones."""
    told = () if extended is None else extended
    marks = {each.get(W15 + "paraId", ""): each for each in told}
    own = {key: _paragraph_id(each) for key, each in comments.items()}
    known = {mark: key for key, mark in own.items() if mark}
    threads: dict[str, _Thread] = {}
    for key, mark in own.items():
        first = known[_first(mark, marks, known)] if mark else key
        thread = threads.setdefault(first, _Thread([first]))
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


def with_sections(
    comments: Iterable[Comment], pairs: Iterable[Pair], origins: Sequence[Origin]
) -> Iterator[tuple[Comment, str]]:
    """Yield the comments, each with the section that it stands in, blank for the whole report.

    Args:
        comments: The comments of the corrected file.
        pairs: Which paragraph became which.
        origins: Where the paragraphs of the report come from.
    """
    known = {new: origins[pair.old[0]].section for pair in pairs if pair.old for new in pair.new}
    for each in comments:
        yield each, known.get(each.paragraph, "")
