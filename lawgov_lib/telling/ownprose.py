"""The agency's own prose, read into blocks that fit under the heading of its section."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from lawgov_lib.document import markdown
from lawgov_lib.document.tree import Heading
from lawgov_lib.inputs.outlineentry import DEEPEST
from lawgov_lib.inputs.picturefile import picture

if TYPE_CHECKING:
    from lawgov_lib.document.markdown_inline import Resolve
    from lawgov_lib.document.tree import Block, Blocks
    from lawgov_lib.inputs import Prose
    from lawgov_lib.inputs.outlineentry import Level

_COMMON = 2
"""The levels of headings beside which prose has always set its own by itself."""


def read_prose(text: Prose, resolve: Resolve, key: str, depth: int) -> Blocks:
    """Read the prose of a section.

    Args:
        text: The prose.
        resolve: Resolves references.
        key: The section; headings have anchors after it.
        depth: The level of the heading that the section stands under, 0 for none.

    Raises:
        TellingError: See :func:`.markdown.parse`.
    """
    blocks = markdown.parse(
        text.text, resolve=resolve, show=partial(picture, text), file=text.file, anchor=key
    )
    return tuple(_fitted(block, depth) for block in blocks)


def _fitted(block: Block, depth: int) -> Block:
    """Set a heading below a third or fourth level: the prose does not know where it stands."""
    if not isinstance(block, Heading) or depth <= _COMMON:
        return block
    level = cast("Level", min(max(block.level, depth + 1), DEEPEST))
    return block.model_copy(update={"level": level})
