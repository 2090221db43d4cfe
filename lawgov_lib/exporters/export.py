"""What the exporters share: nbconvert hands them a notebook, they render the document in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from nbconvert.exporters import Exporter
from traitlets import default

from lawgov_lib.exporters.record import assemble

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from lawgov_lib.document import Document


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
