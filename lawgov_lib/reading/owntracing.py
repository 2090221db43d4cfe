"""The numbers of an analyst's own cells, held to what the report has told."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from lawgov_lib.document.tree import OWN
from lawgov_lib.reading.tracing import trace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lawgov_lib.document.tree import Document, Lookup, Remark, Section

_MOST = 8
"""How many numbers of a block are quoted: a table may have hundreds."""


def untraced(sections: Iterable[Section], lookup: Lookup) -> Iterator[Remark]:
    """Find the numbers of own cells that nothing vouches for, a block each.

    Args:
        sections: What the cells make, each under its label.
        lookup: The report's names, and the remark as it is made but for its message.
    """
    own = {each.key: each for each in sections}
    told = {key: each.blocks for key, each in own.items()}
    found = trace(told, lookup.names).untraced
    for (section, paragraph), group in groupby(found, lambda each: (each.section, each.paragraph)):
        numerals = list(group)
        words = "”“".join(each.words for each in numerals[:_MOST])
        rest = "等" if len(numerals) > _MOST else ""
        yield lookup.untraced.model_copy(
            update={
                "message": f"{len(numerals)}个数字没有出处：“{words}”{rest}",
                "section": section,
                "paragraph": paragraph,
                "places": (numerals[0].source or own[section].label,),
                "about": section,
            }
        )


def with_remarks(document: Document, lookup: Lookup) -> Document:
    """Add to the reviewer's material what is found in the own cells of a document."""
    own = (each for each in document.sections if each.key.startswith(OWN))
    remarks = tuple(untraced(own, lookup))
    if not remarks or document.review is None:
        return document
    sections = tuple(
        each.model_copy(
            update={
                "review": each.review.model_copy(
                    update={"remarks": (*each.review.remarks, *remarks)}
                )
            }
        )
        if each.review
        else each
        for each in document.sections
    )
    return document.model_copy(update={"sections": sections})
