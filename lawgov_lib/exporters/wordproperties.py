"""What a Word file says of itself, and its bytes: the same report gives the same file."""

from __future__ import annotations

import zipfile
from datetime import datetime, time
from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from lawgov_lib.exporters.imprint import imprint

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

    from lawgov_lib.document.tree import Document

CONTENT, YEAR = "lawgov-content", "lawgov-year"
"""Properties by which a file that comes back is known: the hash of its content, its year."""
_FIRST = (1980, 1, 1, 0, 0, 0)
"""The earliest day that a ZIP archive can name."""
_KIND = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006"
_FIRST_ID = 2
"""The number of the first property: lower ones are the format's own."""


def write_properties(word: WordDocument, document: Document) -> None:
    """Write title, author, day and standing of the report, and by what it is known again."""
    told, meta = imprint(document), document.meta
    day = datetime.combine(meta.signed_on, time())
    core = word.core_properties
    core.title, core.author, core.language = told.title, meta.agency, meta.lang
    core.last_modified_by, core.keywords = meta.agency, told.colophon
    core.created = core.modified = day
    core.revision = 1
    own = {CONTENT: told.content, YEAR: str(meta.year)}
    entries = "".join(
        f'<property fmtid="{_FORMAT}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(own.items(), start=_FIRST_ID)
    )
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<Properties xmlns="{_SPACE}/custom-properties" xmlns:vt="{_SPACE}/docPropsVTypes">'
        f"{entries}</Properties>"
    )
    package = word.part.package
    part = Part(PackURI("/docProps/custom.xml"), _KIND, xml.encode(), package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def saved(word: WordDocument) -> bytes:
    """Return the file's bytes, which tell nothing of when and where they were written."""
    stream, steady = BytesIO(), BytesIO()
    word.save(stream)
    with zipfile.ZipFile(stream) as written, zipfile.ZipFile(steady, "w") as target:
        for name in written.namelist():
            entry = zipfile.ZipInfo(name, _FIRST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            target.writestr(entry, written.read(name))
    return steady.getvalue()
