"""What nbconvert asks for by name: a class for each format, which renders a record handed over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from nbconvert.exporters import Exporter
from traitlets import default

from lawgov_lib.base.layout import NOTEBOOKS
from lawgov_lib.exporters.formats import FORMATS
from lawgov_lib.exporters.pictures import embedded, root_of
from lawgov_lib.exporters.recordreader import assemble

if TYPE_CHECKING:
    from nbformat import NotebookNode

from lawgov_lib.exporters.formats import Format


class RecordExporter(Exporter):
    """Read the document out of an executed notebook, and render it."""

    format: ClassVar[Format]

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
        here = Path(resources.get("metadata", {}).get("path") or ".")
        root = root_of(here)
        record = embedded(record, root, [here, root / NOTEBOOKS])
        options = {name: getattr(self, name) for name in self.format.options}
        content = self.format.render(assemble(record), record, **options)
        is_text = self.format.media.startswith("text/")
        return content.decode() if is_text else content, resources


def _exporter(told: Format) -> type[RecordExporter]:
    content = {
        "__module__": __name__,
        "__doc__": f"Write {told.file}.",
        "format": told,
        "export_from_notebook": f"法治政府建设年度报告（{told.title}）",
        "output_mimetype": told.media,
        "_file_extension": default("file_extension")(lambda _: told.ending),
        **{name: trait.tag(config=True) for name, trait in told.options.items()},
    }
    return type(told.exporter, (RecordExporter,), content)


EXPORTERS = {each.exporter: _exporter(each) for each in FORMATS}
"""The classes by name."""


def __getattr__(name: str) -> type[RecordExporter]:
    """Return the class of a format, which the entry points name as if it were written here."""
    try:
        return EXPORTERS[name]
    except KeyError:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message) from None
