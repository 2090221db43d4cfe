"""The agency's own prose, read into blocks that fit under the heading of its section."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, cast

from lawgov_lib.base.errors import TellingError
from lawgov_lib.document import markdown
from lawgov_lib.document.tree import Heading, Paragraph
from lawgov_lib.inputs.outlineentry import DEEPEST
from lawgov_lib.inputs.picturefile import picture

if TYPE_CHECKING:
    from lawgov_lib.base.errors import Problem
    from lawgov_lib.document.markdown_inline import Resolve
    from lawgov_lib.document.tree import Block, Blocks
    from lawgov_lib.inputs import Prose
    from lawgov_lib.inputs.outlineentry import Level

_COMMON = 2
"""The levels of headings beside which prose has always set its own by itself."""


def read_prose(text: Prose, resolve: Resolve, key: str, depth: int) -> Blocks:
    """Read the prose of a section; of a Word file places are paragraphs and headings go below.

    Args:
        text: The prose.
        resolve: Resolves references.
        key: The section; headings have anchors after it.
        depth: The level of the heading that the section stands under, 0 for none.

    Raises:
        TellingError: See :func:`.markdown.parse`.
    """
    try:
        blocks = markdown.parse(
            text.text, resolve=resolve, show=partial(picture, text), file=text.file, anchor=key
        )
    except TellingError as error:
        raise TellingError(tuple(_placed(each, text) for each in error.problems)) from None
    return tuple(_fitted(block, text, depth) for block in blocks)


def _placed(problem: Problem, text: Prose) -> Problem:
    line = problem.place.line if problem.place else None
    return replace(problem, place=text.place(line)) if line and text.paragraphs else problem


def _fitted(block: Block, text: Prose, depth: int) -> Block:
    """Set a heading below a third or fourth level: the prose does not know where it stands."""
    match block:
        case Paragraph(source=source) if text.paragraphs:
            place = text.place(int(source.rpartition(":")[2]))
            return block.model_copy(update={"source": f"{place.file}:{place.line}"})
        case Heading(level=level) if text.paragraphs or depth > _COMMON:
            below = level + depth if text.paragraphs else max(level, depth + 1)
            return block.model_copy(update={"level": cast("Level", min(below, DEEPEST))})
    return block
