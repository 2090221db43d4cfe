"""Export the record as one HTML file that asks the network for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from lawgov_lib.document.markup import to_html
from lawgov_lib.document.tree import FINAL, Signature
from lawgov_lib.exporters.imprint import imprint
from lawgov_lib.exporters.webpage import contents, fill, page

if TYPE_CHECKING:
    from lawgov_lib.document.tree import Document


def render_html(document: Document, style: str = "") -> str:
    """Render the document as a web page.

    Args:
        document: The whole report.
        style: The template of a style sheet on top of the report's.

    Returns:
        The page; the same document gives the same text.

    Raises:
        ExportError: A figure is not readable SVG.
    """
    meta, blocks, told = document.meta, document.blocks, imprint(document)
    body = fill(
        "body.html",
        meta=meta,
        imprint=told,
        content=Markup(to_html(blocks)),  # noqa: S704  to_html escapes all text
        entries=contents(blocks),
        date=next((block.date for block in blocks if isinstance(block, Signature)), ""),
    )
    return page(
        meta,
        blocks,
        body,
        title=told.title,
        description=f"{meta.agency}《{meta.title}》全文",
        is_public=document.status == FINAL and not meta.fictional,
        marks=told.marks,
        style=style,
    )
