"""Export the record as one HTML file that asks the network for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from nbconvert.exporters import Exporter
from traitlets import default

from lawgov_lib.document import Annex, Heading, Signature, Title
from lawgov_lib.exporters.record import assemble
from lawgov_lib.exporters.webfont import font_face
from lawgov_lib.markup import to_html

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from lawgov_lib.document import Blocks, Document

_CONTENTS_LEVELS = (1, 2)
_KAI_LEVEL = 2


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
    environment = Environment(
        loader=PackageLoader("lawgov_lib.exporters"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    blocks = document.blocks
    body = environment.get_template("body.html").render(
        meta=document.meta,
        content=Markup(to_html(blocks)),  # noqa: S704  to_html escapes all text
        entries=_contents(blocks),
        date=next((block.date for block in blocks if isinstance(block, Signature)), ""),
    )
    return environment.get_template("page.html").render(
        meta=document.meta,
        faces=Markup("\n".join(_faces(blocks, body))),  # noqa: S704  CSS and Base64 of our own
        body=Markup(body),  # noqa: S704  autoescaped when it was rendered
    )


def _contents(blocks: Blocks) -> list[dict[str, Any]]:
    """List the headings for the contents; those of level 2 stand under their level 1."""
    entries: list[dict[str, Any]] = []
    for block in blocks:
        match block:
            case Annex(label=label, title=title, anchor=anchor):
                level, text = 1, f"{label} {title}"
            case Heading(level=level, number=number, text=title, anchor=anchor):
                text = number + title
            case _:
                continue
        if level in _CONTENTS_LEVELS:
            siblings = entries[-1]["parts"] if level > 1 and entries else entries
            siblings.append({"text": text, "link": f"#{quote(anchor)}", "parts": []})
    return entries


def _faces(blocks: Blocks, body: str) -> list[str]:
    """Embed what a machine without Chinese faces needs; the last one has every character."""
    titles = (line for block in blocks if isinstance(block, Title) for line in block.lines)
    seconds = (
        block.number + block.text
        for block in blocks
        if isinstance(block, Heading) and block.level == _KAI_LEVEL
    )
    return [
        font_face("Noto Serif SC", "NotoSerifSC-Black.ttf", "".join(titles)),
        font_face("LXGW WenKai GB Lite", "LXGWWenKaiGBLite-Regular.ttf", "".join(seconds)),
        font_face("Noto Sans CJK SC", "NotoSansCJKsc-Medium.otf", body),
    ]
