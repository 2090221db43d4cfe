"""Export the record as a Word file in the layout of GB/T 9704-2012, to be corrected and signed.

The body is written block by block in the styles of a template. Each block begins in a hidden
bookmark with its number in the report, each number stands in a content control whose tag is its
metric: what is corrected in the file finds its way back.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from docx.oxml import parse_xml
from lxml import etree

from lawgov_lib.document.tree import (
    DRAFT,
    Annex,
    Figure,
    Form,
    Heading,
    Listing,
    Paragraph,
    Run,
    Signature,
    Table,
    Title,
    Verbatim,
)
from lawgov_lib.exporters.imprint import imprint
from lawgov_lib.exporters.wordcomments import write_answers
from lawgov_lib.exporters.wordform import SQUARE, indent, squares, write_foot, write_head
from lawgov_lib.exporters.wordpages import Pages, write_marks
from lawgov_lib.exporters.wordpictures import Album
from lawgov_lib.exporters.wordproperties import saved, write_properties
from lawgov_lib.exporters.wordruns import Writer
from lawgov_lib.exporters.wordtables import write_table
from lawgov_lib.exporters.wordtemplate import open_template

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from docx.document import Document as WordDocument

    from lawgov_lib.document.tree import Block, Document, Item

BOOKMARK = "_lg_"
"""How the bookmark of a block begins; the number of the block follows. Word hides such names."""
_SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
_NAMESPACES = "".join(f' xmlns:{prefix}="{space}"' for prefix, space in _SPACES.items())
_FIRST_ITEM = 3
"""The characters by which the text of an item is moved in."""
_BULLETS = 1
"""The list of the template that has bullets."""
_NUMBERS = 2
"""The list of the template that has numbers: each list of the report counts anew."""
_KEEP = "<w:keepNext/>"
_SEAL = 43 / 25.4 * 1440 / SQUARE
"""The room of a seal of 42 mm, in characters."""
_ROWS = (3, 2)
"""So many agencies stand in a row, the most that have room; GB/T 9704-2012, 7.3.5.1."""
_ROLES = {"addressee": "addressee", "attachments": "attachments", "note": "note", "body": "body"}


def render_docx(document: Document, *, template: bytes = b"") -> bytes:
    """Write the document.

    Args:
        document: The whole report.
        template: The office's own template; ours where there is none.

    Returns:
        The file; the same document gives the same bytes.

    Raises:
        ExportError: A picture is not readable, or the template is none.
    """
    opened = open_template(template)
    word = opened.word
    end = word.element.body[-1]
    pages, writer = Pages(end), Writer(opened, _names(document))
    body = _Body(document, writer, pages, Album(word))
    written = "".join(body.write())
    for element in list(parse_xml(f"<w:body{_NAMESPACES}>{written}</w:body>")):
        end.addprevious(element)
    _write_notes(word, writer.notes)
    _write_lists(word, body.starts)
    write_marks(pages, word.part, imprint(document).marks, writer)
    if document.review and document.status == DRAFT:
        write_answers(word, document.review.annotations, document.meta.agency)
    write_properties(word, document)
    return saved(word)


class _Body:
    """Writes the blocks of a document one after the other."""

    def __init__(self, document: Document, writer: Writer, pages: Pages, album: Album) -> None:
        """Begin without lists; ``starts`` are the first numbers of those that are numbered."""
        self.writer = writer
        self.starts: list[int] = []
        self._pages = pages
        self._album = album
        self._document = document

    def write(self) -> Iterator[str]:
        """Write all blocks, with what stands above the title and at the foot of the last page."""
        form, before, is_turned = self._document.meta.form or Form(), "", False
        blocks = self._document.blocks
        for place, (block, after) in enumerate(zip_longest(blocks, blocks[1:])):
            if isinstance(block, Title):
                yield from write_head(form, self.writer, self._pages.width)
            kind = block.role if isinstance(block, Paragraph) else block.kind
            if is_turned and kind != "note":
                yield self._turn(turned=True)
                is_turned = False
            if isinstance(block, Table) and block.wide:
                yield self._turn(turned=False)
                is_turned = True
            mark = f"{BOOKMARK}{place}"
            if isinstance(block, Paragraph):
                yield from self._paragraph(block, mark, before, is_held=_closes(after))
            else:
                yield from self._block(block, mark)
            before = kind
        if is_turned:
            yield self._turn(turned=True)
        yield from write_foot(form, self.writer, self._pages.width)
        told = imprint(self._document)
        for line in filter(None, (told.colophon, told.note)):
            yield self.writer.paragraph("colophon", [Run(text=line)])

    def _paragraph(
        self, block: Paragraph, mark: str, before: str, *, is_held: bool
    ) -> Iterator[str]:
        """Write a paragraph; the last lines of the text go with the signature."""
        held = _KEEP if is_held else ""
        if block.role == "attachments" and before != "attachments":
            yield self.writer.paragraph("body", [], properties=_KEEP)
        yield self.writer.paragraph(_ROLES[block.role], block.runs, properties=held, mark=mark)

    def _block(self, block: Block, mark: str) -> Iterator[str]:
        write = self.writer.paragraph
        match block:
            case Title():
                yield write("title", [Run(text="\n".join(block.lines))], mark=mark)
                yield write("body", [])
            case Heading():
                text = [Run(text=block.number + block.text)]
                yield write(f"heading{block.level}", text, mark=mark)
            case Listing():
                yield from self._listing(block, 0, mark)
            case Table():
                width = self._pages.height if block.wide else self._pages.width
                yield write_table(block, self.writer, width, mark)
            case Figure():
                drawing = self._album.drawing(block, self._pages.width)
                yield write("picture", [], mark=mark, tail=drawing)
                lines = [line for line in (block.caption, block.origin) if line]
                if lines:
                    yield write("legend", [Run(text="\n".join(lines))])
            case Verbatim():
                yield write("verbatim", [Run(text=block.text)], mark=mark)
            case Signature():
                yield from self._signature(block, mark)
            case Annex():
                yield write("annex", [Run(text=block.label)], mark=mark)
                yield write("body", [], properties=_KEEP)
                yield write("annex_title", [Run(text=block.title)])

    def _listing(
        self, listing: Listing | Item, depth: int, mark: str = "", bullets: int = 0
    ) -> Iterator[str]:
        """Write the items of a list; ``bullets`` are the bulleted lists that it stands in."""
        number = _BULLETS
        if listing.ordered:
            self.starts.append(listing.start)
            number = _NUMBERS + len(self.starts)
        left = round((_FIRST_ITEM + depth) * SQUARE)
        listed = (
            f'<w:numPr><w:ilvl w:val="{bullets}"/><w:numId w:val="{number}"/></w:numPr>'
            f'<w:ind w:left="{left}" w:hanging="{SQUARE}" w:firstLineChars="0"/>'
        )
        inner = bullets + (not listing.ordered)
        for item in listing.items:
            yield self.writer.paragraph("item", item.runs, properties=listed, mark=mark)
            mark = ""
            yield from self._listing(item, depth + 1, bullets=inner)

    def _signature(self, block: Signature, mark: str) -> Iterator[str]:
        """Sign at the right; where seals come upon the names, those stand apart."""
        write = self.writer.paragraph
        names, date = block.agencies, squares(block.date)
        room = self._pages.width / SQUARE
        longest = max(map(squares, names))
        if block.sealed:
            yield from self._sealed(names, room - 4 - date / 2, mark)
        else:
            yield write("body", [], properties=_KEEP)
            left = room - 2 - max(longest, date + 2 if date > longest else 0)
            for place, name in enumerate(names):
                here = "" if place else mark
                yield write("signature", [Run(text=name)], properties=indent(left=left), mark=here)
        left = room - 4 - date if block.sealed or date > longest else room - longest
        left = min(left, room - 2 - date)
        yield write("date", [Run(text=block.date)], properties=indent(left=left))

    def _sealed(self, names: Sequence[str], last: float, mark: str) -> Iterator[str]:
        """Write agencies in rows, four lines apart, the last of them above the middle of the date.

        Args:
            names: The agencies, the leading one first.
            last: The middle of the date, in characters from the left.
            mark: The bookmark on the first row.
        """
        write, room = self.writer.paragraph, self._pages.width / SQUARE
        across, step = _seals(names, last)
        rows = [names[at : at + across] for at in range(0, len(names), across)]
        for number, row in enumerate(rows, start=1):
            yield from [write("body", [], properties=_KEEP)] * (4 if number > 1 else 2)
            free = across - len(row) if number == len(rows) else 0
            middles = [last - (across - 1 - free - at) * step for at in range(len(row))]
            stops = "".join(
                f'<w:tab w:val="center" w:pos="{round(place * SQUARE)}"/>'
                for place in (
                    min(middle, room - squares(name) / 2)
                    for middle, name in zip(middles, row, strict=True)
                )
            )
            told = "".join(f"\t{name}" for name in row)
            look = f"<w:tabs>{stops}</w:tabs>"
            yield write("signature", [Run(text=told)], properties=look, mark=mark)
            mark = ""

    def _turn(self, *, turned: bool) -> str:
        """End the upright pages before a wide table, or the turned ones with it."""
        style = f'<w:pStyle w:val="{self.writer.template.ids["note"]}"/>'
        return f"<w:p><w:pPr>{style}{self._pages.end(turned=turned)}</w:pPr></w:p>"


def _seals(names: Sequence[str], last: float) -> tuple[int, float]:
    """Return how many agencies stand in a row, and how far apart, that their seals do not touch."""
    longest = max(map(squares, names))
    for across in _ROWS:
        step = (last - max(longest / 2, _SEAL / 2)) / (across - 1)
        if across <= len(names) and step >= max(_SEAL, longest + 1):
            return across, step
    return 1, 0


def _closes(block: Block | None) -> bool:
    """Tell whether a block stands at the end of the text: what is attached, or who signs."""
    return isinstance(block, Signature) or (
        isinstance(block, Paragraph) and block.role == "attachments"
    )


def _names(document: Document) -> Mapping[str, str]:
    """Return the Chinese names of the metrics with their sources, by id."""
    return {
        row[0]: row[1] for data in document.datasets if data.name == "metrics" for row in data.rows
    }


def _write_notes(word: WordDocument, notes: Sequence[str]) -> None:
    """Put the footnotes behind the rules that the template has above them."""
    if not notes:
        return
    parts = word.part.package.iter_parts()
    part = next(part for part in parts if part.partname.endswith("/footnotes.xml"))
    tree = etree.fromstring(part.blob)
    tree.extend(list(etree.fromstring(f"<w:notes{_NAMESPACES}>{''.join(notes)}</w:notes>")))
    part._blob = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)  # noqa: SLF001


def _write_lists(word: WordDocument, starts: Sequence[int]) -> None:
    """Let each numbered list count from its own start."""
    numbering = word.part.numbering_part.element
    for number, start in enumerate(starts, start=_NUMBERS + 1):
        levels = "".join(
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            for level in range(9)
        )
        numbering.append(
            parse_xml(
                f'<w:num{_NAMESPACES} w:numId="{number}">'
                f'<w:abstractNumId w:val="{_NUMBERS}"/>{levels}</w:num>'
            )
        )
