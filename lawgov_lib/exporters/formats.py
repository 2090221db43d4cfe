"""The formats: every file that is rendered from a record, in one list.

Publishing, roll-up and nbconvert take them from here. A new one is a module with its renderer, an
entry of :data:`FORMATS`, and its line among the entry points of pyproject.toml, which nbconvert
reads.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from traitlets import Dict, List, Unicode

from lawgov_lib.exporters.pdf import render_pdf
from lawgov_lib.exporters.reportpage import render_html
from lawgov_lib.exporters.reviewpage import render_review

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from nbformat import NotebookNode
    from traitlets import TraitType

    from lawgov_lib.document.tree import Document


@dataclass(frozen=True, eq=False)
class Format:
    """A file that is rendered from a record.

    ``exporter`` is the name of its class in :mod:`.plugins` and ``entry`` what nbconvert calls it;
    ``title`` is what people call it. ``render`` takes the document and the notebook that it was
    read from, and ``options`` by name: what nbconvert lets its users set.
    """

    file: str
    entry: str
    exporter: str
    title: str
    media: str
    render: Callable[..., str | bytes]
    for_review: bool = False
    """Whether it carries the reviewer's material: such a file goes with a draft and no further."""
    is_free: bool = False
    """Whether it is rendered without Python's lock, so that others may be meanwhile."""
    options: Mapping[str, TraitType[Any, Any]] = field(default_factory=dict)

    @property
    def ending(self) -> str:
        """How the names of the files that nbconvert writes end: those of the report plainly."""
        return "." + self.file.removeprefix("report.")


FORMATS = (
    Format(
        file="report.html",
        entry="lawgov-html",
        exporter="HTMLExporter",
        title="网页",
        media="text/html",
        render=lambda document, _: render_html(document),
    ),
    Format(
        file="report.pdf",
        entry="lawgov-pdf",
        exporter="PDFExporter",
        title="PDF",
        media="application/pdf",
        render=lambda document, _, **options: render_pdf(document, **options),
        is_free=True,
        options={
            "faces": Dict(
                value_trait=List(Unicode()),
                key_trait=Unicode(),
                help="Families by part, over the shipped ones, e.g. {'body': ['仿宋_GB2312']}.",
            ),
            "font_dirs": List(Unicode(), help="Folders with font files of one's own."),
        },
    ),
    Format(
        file="review.html",
        entry="lawgov-review",
        exporter="ReviewExporter",
        title="审核页",
        media="text/html",
        render=render_review,
        for_review=True,
    ),
)


def rendered(document: Document, nb: NotebookNode, *, for_review: bool) -> dict[str, bytes]:
    """Render the files of all formats.

    Args:
        document: The whole report.
        nb: The executed notebook that the document was read from.
        for_review: Whether those with the reviewer's material are wanted too.

    Returns:
        The files by name.

    Raises:
        ExportError: A figure is not readable, or no face has a character.
    """
    wanted = [each for each in FORMATS if for_review or not each.for_review]
    with ThreadPoolExecutor(1) as aside:
        begun = {each: aside.submit(each.render, document, nb) for each in wanted if each.is_free}
        made = {each: each.render(document, nb) for each in wanted if not each.is_free}
        made |= {each: future.result() for each, future in begun.items()}
    return {
        each.file: content.encode() if isinstance(content, str) else content
        for each, content in made.items()
    }
