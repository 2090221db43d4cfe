"""What every format says of the report's standing: marks on each page, a colophon at the end.

What is no report, such as a comparison of two, has neither a draft's mark nor a colophon.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lawgov_lib.document.tree import DRAFT, fingerprint

if TYPE_CHECKING:
    from lawgov_lib.document.tree import Document, Status

DRAFT_MARK = f"{DRAFT}　未经签发，不得公开"
FICTIONAL_MARK = "虚构机关，仅供演示"


class Imprint(NamedTuple):
    """The marks by kind, most important first; the content's hash, whole and short for the eye.

    The title is the one that a window or a screen reader shows, with a draft named as such;
    ``note`` says below the colophon where the approvals ask less than usual.
    """

    title: str
    status: Status | None
    marks: dict[str, str]
    content: str
    fingerprint: str
    note: str

    @property
    def colophon(self) -> str:
        """Status and fingerprint on one line, blank for what is no report."""
        return f"{self.status}　内容指纹 {self.fingerprint}" if self.status else ""


def imprint(document: Document) -> Imprint:
    """Tell the standing of a document."""
    marks = {
        "draft": DRAFT_MARK if document.status == DRAFT else "",
        "fictional": FICTIONAL_MARK if document.meta.fictional else "",
    }
    title = document.meta.title
    return Imprint(
        title=f"{DRAFT}：{title}" if document.status == DRAFT else title,
        status=document.status,
        marks={kind: mark for kind, mark in marks.items() if mark},
        content=document.content,
        fingerprint=fingerprint(document.content),
        note=document.meta.signoff_note or "",
    )
