"""The page of an audit: the text as it was read, with the findings beside it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from lawgov_lib.auditing.findingsfile import UNKNOWN, where
from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.catalogue import load_catalogue
from lawgov_lib.document.dossier import Remark, Review
from lawgov_lib.document.tree import Document, Heading, Meta, Section
from lawgov_lib.exporters.reviewpage import render_review

if TYPE_CHECKING:
    from lawgov_lib.auditing.examination import Audited
    from lawgov_lib.auditing.paper import Paper
    from lawgov_lib.document.tree import Block

_TOP = 2
_UNDATED = date(2000, 12, 31)


def render_audit(audited: Audited) -> str:
    """Render an audit as a page of one file; the same audit gives the same text.

    Args:
        audited: The audit of a file that could be read.

    Raises:
        ValueError: The file could not be read.
    """
    if audited.paper is None:
        raise ValueError(audited.file)
    return render_review(_document(audited, audited.paper))


def _document(audited: Audited, paper: Paper) -> Document:
    stretches = _stretches(paper)
    identity = paper.identity
    meta = Meta(
        title=identity.title or audited.file,
        agency="、".join(identity.agencies) or f"{UNKNOWN}机关",
        year=identity.year or 0,
        signed_on=identity.signed_on or _UNDATED,
        outline=tuple(f"part-{number}" for number in range(len(stretches))),
    )
    place_of = {
        at: (f"part-{number}", offset)
        for number, (_, own) in enumerate(stretches)
        for offset, at in enumerate(own)
    }
    review = Review(cards=(), remarks=(*_notices(paper), *_remarks(audited, paper, place_of)))
    sections = tuple(
        Section(
            key=f"part-{number}",
            order=(number,),
            blocks=tuple(
                _anchored(paper.blocks[at], f"part-{number}-{at}") for at in (*heads, *own)
            ),
            meta=meta if number == 0 else None,
            review=review if number == 0 else None,
        )
        for number, (heads, own) in enumerate(stretches)
    )
    return Document(meta=meta, sections=sections)


def _stretches(paper: Paper) -> list[tuple[list[int], list[int]]]:
    """Part the blocks where a heading or another section begins: its heads, then its own text."""
    owner = {at: key for key, chapter in paper.chapters.items() for at in chapter.at}
    stretches: list[tuple[list[int], list[int]]] = []
    here: str | None = None
    for at in range(len(paper.blocks)):
        key = owner.get(at)
        ends = bool(stretches and stretches[-1][1]) and key != here
        if not stretches or ends:
            stretches.append(([], []))
        stretches[-1][0 if key is None else 1].append(at)
        here = key
    return stretches or [([], [])]


def _anchored(block: Block, anchor: str) -> Block:
    """Give a heading within the text an anchor by which the page knows it as such."""
    if isinstance(block, Heading) and block.level > _TOP:
        return block.model_copy(update={"anchor": anchor})
    return block


def _notices(paper: Paper) -> tuple[Remark, ...]:
    return tuple(
        Remark(
            code=notice.code,
            title="读取说明",
            severity=Severity.INFO,
            message=notice.message,
            hint=notice.hint,
        )
        for notice in paper.notices
    )


def _remarks(
    audited: Audited, paper: Paper, place_of: dict[int, tuple[str, int]]
) -> tuple[Remark, ...]:
    found = []
    for finding in audited.findings:
        at = paper.block_at(finding.section, finding.paragraph)
        section, paragraph = place_of.get(at, ("", 0)) if at is not None else ("", 0)
        found.append(
            Remark(
                code=finding.code,
                title=load_catalogue()[finding.code].title,
                severity=finding.severity,
                message=finding.message,
                hint=finding.hint,
                section=section,
                paragraph=paragraph if section else None,
                places=tuple(where(place, paper) for place in finding.places),
            )
        )
    return tuple(found)
