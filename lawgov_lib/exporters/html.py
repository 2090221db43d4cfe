"""Export the record as one HTML file that asks the network for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from nbconvert.exporters import Exporter
from traitlets import default

from lawgov_lib.document import Signature
from lawgov_lib.exporters.record import assemble
from lawgov_lib.exporters.webpage import contents, fill, page
from lawgov_lib.markup import to_html

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from lawgov_lib.document import Document


class HTMLExporter(Exporter):
    """Write the report as a self-contained web page."""

    export_from_notebook = "法治政府建设年度报告（网页）"
    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension(self) -> str:
        return ".html"

    def from_notebook_node(  # type: ignore[override]  # the base class returns the notebook
        self,
        nb: NotebookNode,
        resources: dict[str, Any] | None = None,
        **kw: Any,  # noqa: ANN401  the base class leaves them open
    ) -> tuple[str, dict[str, Any]]:
        """Render an executed notebook.

        Args:
            nb: The executed notebook.
            resources: What nbconvert hands from step to step.
            **kw: Passed on to nbconvert.

        Returns:
            The page and the resources.

        Raises:
            ExportError: The notebook is not a complete record, or a figure is unreadable.
        """
        record, resources = super().from_notebook_node(nb, resources, **kw)
        return render_html(assemble(record)), resources


def render_html(document: Document) -> str:
    """Render the document as a web page.

    Args:
        document: The whole report.

    Returns:
        The page; the same document gives the same text.

    Raises:
        ExportError: A figure is not readable SVG.
    """
    meta, blocks = document.meta, document.blocks
    body = fill(
        "body.html",
        meta=meta,
        content=Markup(to_html(blocks)),  # noqa: S704  to_html escapes all text
        entries=contents(blocks),
        date=next((block.date for block in blocks if isinstance(block, Signature)), ""),
    )
    return page(
        meta,
        blocks,
        body,
        title=meta.title,
        description=f"{meta.agency}《{meta.title}》全文",
        is_public=not meta.fictional,
    )
