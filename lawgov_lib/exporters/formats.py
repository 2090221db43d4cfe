"""The formats: every file that is rendered from a record, in one list.

Publishing, roll-up and nbconvert take them from here. A new one is a module with its renderer, an
entry of :data:`FORMATS`, and its line among the entry points of pyproject.toml, which nbconvert
reads.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from nbformat import NotebookNode
from traitlets import Bytes, Dict, List, Unicode

from lawgov_lib.exporters.metricsworkbook import render_xlsx, tabled
from lawgov_lib.exporters.officefaces import office_faces
from lawgov_lib.exporters.pagetext import pdf_text
from lawgov_lib.exporters.pdf import FACES, render_pdf
from lawgov_lib.exporters.readback import passages, refuse_losses, web_text
from lawgov_lib.exporters.reportpage import render_html
from lawgov_lib.exporters.reviewpage import render_review
from lawgov_lib.exporters.sheettext import sheet_text
from lawgov_lib.exporters.worddocument import render_docx
from lawgov_lib.exporters.wordtemplate import own_template
from lawgov_lib.exporters.wordtext import word_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from traitlets import TraitType

    from lawgov_lib.document.tree import Document
    from lawgov_lib.exporters.readback import Passage


@dataclass(frozen=True, eq=False)
class Format:
    """A file that is rendered from a record.

    ``exporter`` is the name of its class in :mod:`.plugins` and ``entry`` what nbconvert calls it;
    ``title`` is what people call it. ``draw`` takes the document and the notebook that it was read
    from, and ``options`` by name: what nbconvert lets its users set. ``read`` returns the text of
    what was drawn, ``told`` the passages of a document that must be in it.
    """

    file: str
    entry: str
    exporter: str
    title: str
    media: str
    draw: Callable[..., str | bytes]
    read: Callable[[bytes], str]
    told: Callable[[Document], Sequence[Passage]] = passages
    for_review: bool = False
    """Whether it carries the reviewer's material: such a file goes with a draft and no further."""
    is_free: bool = False
    """Whether it is rendered without Python's lock, so that others may be meanwhile."""
    options: Mapping[str, TraitType[Any, Any]] = field(default_factory=dict)

    @property
    def ending(self) -> str:
        """How the names of the files that nbconvert writes end: those of the report plainly."""
        return "." + self.file.removeprefix("report.")

    def render(self, document: Document, nb: NotebookNode, **options: object) -> bytes:
        """Render the file, and read it back.

        Args:
            document: The whole report.
            nb: The executed notebook that the document was read from.
            **options: Those of the format.

        Raises:
            ExportError: A figure is not readable, no face has a character, or one is not there.
        """
        return self.kept(self.draw(document, nb, **options), document, self.told(document))

    def kept(self, drawn: str | bytes, document: Document, told: Sequence[Passage]) -> bytes:
        """Return what was drawn, if all passages that it must tell are in it."""
        content = drawn.encode() if isinstance(drawn, str) else drawn
        refuse_losses(document, told, self.file, self.read(content))
        return content


FORMATS = (
    Format(
        file="report.html",
        entry="lawgov-html",
        exporter="HTMLExporter",
        title="网页",
        media="text/html",
        draw=lambda document, _: render_html(document),
        read=web_text,
    ),
    Format(
        file="report.pdf",
        entry="lawgov-pdf",
        exporter="PDFExporter",
        title="PDF",
        media="application/pdf",
        draw=lambda document, _, **options: render_pdf(document, **options),
        read=pdf_text,
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
        file="report.docx",
        entry="lawgov-docx",
        exporter="WordExporter",
        title="Word文件",
        media="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        draw=lambda document, _, **options: render_docx(document, **options),
        read=word_text,
        options={"template": Bytes(help="The office's own template, a Word file with its styles.")},
    ),
    Format(
        file="report.xlsx",
        entry="lawgov-xlsx",
        exporter="WorkbookExporter",
        title="工作簿",
        media="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        draw=lambda document, _: render_xlsx(document),
        read=sheet_text,
        told=tabled,
    ),
    Format(
        file="review.html",
        entry="lawgov-review",
        exporter="ReviewExporter",
        title="审核页",
        media="text/html",
        draw=render_review,
        read=web_text,
        for_review=True,
    ),
)


def rendered(
    document: Document, nb: NotebookNode, *, for_review: bool, fonts: Path | None = None
) -> dict[str, bytes]:
    """Render the files of all formats.

    Args:
        document: The whole report.
        nb: The executed notebook that the document was read from.
        for_review: Whether those with the reviewer's material are wanted too.
        fonts: The folder with the office's own font files and template, if it may have any.

    Returns:
        The files by name.

    Raises:
        ExportError: A figure is not readable, no face has a character, or one is not there.
    """
    options = _options(document, fonts)
    wanted = [each for each in FORMATS if for_review or not each.for_review]
    with ThreadPoolExecutor(1) as aside:
        begun = {
            each: aside.submit(each.draw, document, nb, **_of(each, options))
            for each in wanted
            if each.is_free
        }
        told = {tell: tell(document) for tell in dict.fromkeys(each.told for each in wanted)}
        made = {
            each.file: each.kept(
                each.draw(document, nb, **_of(each, options)), document, told[each.told]
            )
            for each in wanted
            if not each.is_free
        }
        free = {
            each.file: each.kept(future.result(), document, told[each.told])
            for each, future in begun.items()
        }
    return made | free


def redrawn(
    told: Format, document: Document, nb: NotebookNode | None = None, fonts: Path | None = None
) -> bytes:
    """Draw one file of a document anew, without reading it back.

    Args:
        told: The format.
        document: The whole report.
        nb: The executed notebook, where the format shows any of it.
        fonts: The folder with the office's own font files and template, if it has any.

    Raises:
        ExportError: A figure is not readable, or no face has a character.
    """
    drawn = told.draw(document, nb or NotebookNode(), **_of(told, _options(document, fonts)))
    return drawn.encode() if isinstance(drawn, str) else drawn


def rendered_alone(
    wanted: Format, document: Document, nb: NotebookNode, fonts: Path | None = None
) -> bytes:
    """Render the file of one format, as of :func:`rendered`.

    Raises:
        ExportError: As of :func:`rendered`.
    """
    return wanted.kept(redrawn(wanted, document, nb, fonts), document, wanted.told(document))


def _options(document: Document, fonts: Path | None) -> dict[str, object]:
    """Return what the office's own folder asks of the formats."""
    own = office_faces(fonts, document.meta.faces) if fonts else {}
    faces = {part: [family, *FACES[part]] for part, family in own.items()}
    options: dict[str, object] = {"faces": faces, "font_dirs": [str(fonts)]} if own else {}
    if fonts and (template := own_template(fonts)):
        options["template"] = template
    return options


def _of(told: Format, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of the options that a format has."""
    return {name: value for name, value in options.items() if name in told.options}
