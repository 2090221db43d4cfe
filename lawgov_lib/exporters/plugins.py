"""What nbconvert asks for by name: it hands over a notebook, each renders the document in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from nbconvert.exporters import Exporter
from traitlets import Dict, List, Unicode, default

from lawgov_lib.exporters.pdf import render_pdf
from lawgov_lib.exporters.recordreader import assemble
from lawgov_lib.exporters.reportpage import render_html
from lawgov_lib.exporters.reviewpage import render_review

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from lawgov_lib.document.tree import Document


class RecordExporter(Exporter):
    """Read the document out of an executed notebook, and render it."""

    ending: ClassVar[str]
    """How the names of the files end, with the dot."""

    @default("file_extension")
    def _file_extension(self) -> str:
        return self.ending

    def render(self, document: Document, nb: NotebookNode) -> str | bytes:
        """Render the document; ``nb`` is the notebook that it was read from."""
        raise NotImplementedError

    def from_notebook_node(  # type: ignore[override]  # the base class returns the notebook
        self,
        nb: NotebookNode,
        resources: dict[str, Any] | None = None,
        **kw: Any,  # noqa: ANN401  the base class leaves them open
    ) -> tuple[str | bytes, dict[str, Any]]:
        """Render an executed notebook.

        Args:
            nb: The executed notebook.
            resources: What nbconvert hands from step to step.
            **kw: Passed on to nbconvert.

        Returns:
            The file's content and the resources.

        Raises:
            ExportError: The notebook is not a complete record, or cannot be rendered.
        """
        record, resources = super().from_notebook_node(nb, resources, **kw)
        return self.render(assemble(record), record), resources


class HTMLExporter(RecordExporter):
    """Write the report as a self-contained web page."""

    export_from_notebook = "法治政府建设年度报告（网页）"
    output_mimetype = "text/html"

    ending = ".html"

    def render(self, document: Document, nb: NotebookNode) -> str:  # noqa: ARG002  of the base
        """Render the document as a web page."""
        return render_html(document)


class PDFExporter(RecordExporter):
    """Write the report as a PDF/A-2a and PDF/UA-1 document."""

    export_from_notebook = "法治政府建设年度报告（PDF）"
    output_mimetype = "application/pdf"

    faces = Dict(
        value_trait=List(Unicode()),
        key_trait=Unicode(),
        help="Families by part, over the shipped ones, e.g. {'body': ['仿宋_GB2312']}.",
    ).tag(config=True)
    font_dirs = List(Unicode(), help="Folders with font files of one's own.").tag(config=True)

    ending = ".pdf"

    def render(self, document: Document, nb: NotebookNode) -> bytes:  # noqa: ARG002  of the base
        """Set the document."""
        return render_pdf(document, faces=self.faces, font_dirs=tuple(self.font_dirs))


class ReviewExporter(RecordExporter):
    """Write the page for reviewers as one self-contained file."""

    export_from_notebook = "法治政府建设年度报告（审核页）"
    output_mimetype = "text/html"

    ending = ".review.html"

    def render(self, document: Document, nb: NotebookNode) -> str:
        """Render the document as the page for reviewers."""
        return render_review(document, nb)
