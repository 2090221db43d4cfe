"""The assembly of a document: sections put in outline order, with what was added after each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lawgov_lib.document.tree import Annex, Document, Heading, Paragraph, Run

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lawgov_lib.document.tree import Block, Blocks, Section, Status

PLACEHOLDER = Paragraph(
    runs=(Run(text="【本节内容未提供，定稿前须补写】", strong=True),), role="note"
)
"""What a draft shows under a heading that nothing is told under; no final report has it."""


@dataclass
class Group:
    """A section and what an analyst added after it."""

    section: Section
    added: list[Block] = field(default_factory=list)


def joined(groups: Iterable[Group], status: Status, preamble: Iterable[Block] = ()) -> Document:
    """Order the groups; anchors of the report's own sections stay as they are.

    Args:
        groups: The sections, one of which, the opening, carries the document's meta data.
        status: The document's status.
        preamble: What stands before the first section; it follows the opening.
    """
    groups = sorted(groups, key=lambda group: group.section.order)
    opening, meta = next((group, group.section.meta) for group in groups if group.section.meta)
    taken: set[str] = set()
    own = [_anchored(_told(group), taken) for group in groups]
    added = [
        _anchored([*preamble, *group.added] if group is opening else group.added, taken)
        for group in groups
    ]
    sections = (
        group.section.model_copy(update={"blocks": (*blocks, *more)})
        for group, blocks, more in zip(groups, own, added, strict=True)
    )
    return Document(meta=meta, sections=tuple(sections), status=status)


def _told(group: Group) -> Blocks:
    """Return a section's own blocks; what an analyst added fills the place that was kept."""
    blocks = group.section.blocks
    return tuple(block for block in blocks if not group.added or block != PLACEHOLDER)


def _anchored(blocks: Iterable[Block], taken: set[str]) -> Blocks:
    """Return the blocks with anchors that are not taken yet, and take them."""
    anchored: list[Block] = []
    for block in blocks:
        if not isinstance(block, Heading | Annex):
            anchored.append(block)
            continue
        anchor, count = block.anchor, 1
        while anchor in taken:
            count += 1
            anchor = f"{block.anchor}-{count}"
        taken.add(anchor)
        anchored.append(block.model_copy(update={"anchor": anchor}))
    return tuple(anchored)
