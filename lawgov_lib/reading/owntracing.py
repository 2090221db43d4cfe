"""The numbers of an analyst's own cells, held to what the report has told."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from lawgov_lib.base.severity import mark_of
from lawgov_lib.document.tree import OWN
from lawgov_lib.reading.tracing import told_of, trace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lawgov_lib.document.dossier import Remark
    from lawgov_lib.document.tree import Document, Lookup, Section


def untraced(sections: Iterable[Section], lookup: Lookup) -> Iterator[Remark]:
    """Find the numbers of own cells that nothing vouches for, a block each.

    Args:
        sections: What the cells make, each under its label.
        lookup: The report's names and answers, and the remark as it is but for its message.
    """
    own = {each.key: each for each in sections}
    told = {key: each.blocks for key, each in own.items()}
    found = trace(told, lookup.names).untraced
    for (section, paragraph), group in groupby(found, lambda each: (each.section, each.paragraph)):
        numerals = list(group)
        message, about = told_of(numerals)
        mark = mark_of(lookup.untraced.code, about, message)
        yield lookup.untraced.model_copy(
            update={
                "message": message,
                "section": section,
                "paragraph": paragraph,
                "places": (numerals[0].source or own[section].label,),
                "about": about,
                "mark": mark,
                "answer": lookup.answers.get(f"{about} {mark}", ""),
            }
        )


def with_remarks(document: Document, lookup: Lookup) -> Document:
    """Add to the reviewer's material what the checks did not find in own cells before the run."""
    if document.review is None:
        return document
    known = {(each.code, each.about, each.mark) for each in document.review.remarks}
    own = (each for each in document.sections if each.key.startswith(OWN))
    remarks = tuple(
        each for each in untraced(own, lookup) if (each.code, each.about, each.mark) not in known
    )
    if not remarks:
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
