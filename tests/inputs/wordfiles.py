"""Word files with prose, written as Word writes them."""

from __future__ import annotations

import io
from zipfile import ZIP_DEFLATED, ZipFile

from tests.auditing.papers import part, text

STYLES = part(
    "".join(
        f'<w:style w:styleId="h{level}"><w:name w:val="heading {level}"/></w:style>'
        for level in (1, 2, 3)
    ),
    "styles",
)
LEVELS = "".join(
    f'<w:abstractNum w:abstractNumId="{key}">'
    + "".join(
        f'<w:lvl w:ilvl="{deep}"><w:numFmt w:val="{form}"/><w:lvlText w:val="{say}"/></w:lvl>'
        for deep, say in enumerate(says)
    )
    + f'</w:abstractNum><w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>'
    for key, form, says in (
        (1, "decimal", ("%1.", "%2.")),
        (2, "bullet", ("•", "•")),
        (3, "chineseCounting", ("%1、", "%2、")),
        (4, "decimal", ("%1.", "%2.")),
    )
)


def word(*paragraphs: str, **parts: str) -> bytes:
    """Return a Word file of paragraphs; other parts are named by their names without .xml."""
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", part("".join(paragraphs)))
        archive.writestr("word/styles.xml", STYLES)
        archive.writestr("word/numbering.xml", part(LEVELS, "numbering"))
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return stream.getvalue()


def head(level: int, said: str) -> str:
    """Return a heading."""
    return text(said, props=f'<w:pStyle w:val="h{level}"/>')


def item(number: int, said: str, deep: int = 0) -> str:
    """Return an item of a list."""
    number_of = f'<w:numPr><w:ilvl w:val="{deep}"/><w:numId w:val="{number}"/></w:numPr>'
    return text(said, props=number_of)


def run(said: str, look: str = "") -> str:
    """Return a run."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{said}</w:t></w:r>'
