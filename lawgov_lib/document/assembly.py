"""The assembly of a document: sections put in outline order, with what was added after each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lawgov_lib.document.tree import Annex, Document, Heading, Paragraph, Run, Section

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lawgov_lib.document.tree import Block, Blocks, Status

PLACEHOLDER = Paragraph(
    runs=(Run(text="【本节内容未提供，定稿前须补写】", strong=True),), role="note"
)
"""What a draft shows under a heading that nothing is told under; no final report has it."""


@dataclass
class Group:
    """A section and what an analyst added after it, cell by cell."""

    section: Section
    added: list[Section] = field(default_factory=list)

    def add(self, blocks: Blocks, key: str, label: str) -> None:
        """Add blocks of a cell, which make a section of their own."""
        if self.added and self.added[-1].key == key:
            last = self.added.pop()
            blocks = (*last.blocks, *blocks)
        order = self.section.order
        self.added.append(Section(key=key, order=order, blocks=blocks, label=label))


def joined(
    groups: Iterable[Group],
    status: Status,
    preamble: Iterable[Section] = (),
    omitted: Iterable[str] = (),
) -> Document:
    """Order the groups; anchors of the report's own sections stay as they are.

    Args:
        groups: The sections, one of which, the opening, carries the document's meta data.
        status: The document's status.
        preamble: What stands before the first section, cell by cell; it follows the opening.
        omitted: What of an analyst's own cells is no part of the report.
    """
    groups = sorted(groups, key=lambda group: group.section.order)
    opening, meta = next((group, group.section.meta) for group in groups if group.section.meta)
    taken: set[str] = set()
    told = [_anchored(_told(group), taken) for group in groups]
    sections: list[Section] = []
    for group, blocks in zip(groups, told, strict=True):
        added = [*preamble, *group.added] if group is opening else group.added
        sections.append(group.section.model_copy(update={"blocks": blocks}))
        sections += (
            each.model_copy(update={"blocks": _anchored(each.blocks, taken)}) for each in added
        )
    return Document(meta=meta, sections=tuple(sections), status=status, omitted=tuple(omitted))


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
