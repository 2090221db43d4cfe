"""Turn a Strict Open XML workbook into the usual kind, which the library reads.

openpyxl shows a Strict workbook without sheets. The two kinds differ, for what a register needs, in
the names of their namespaces alone (ISO/IEC 29500-1 and 29500-4).
"""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

LARGEST = 64 << 20
"""The bytes of all parts of the largest Strict workbook; its parts are taken whole."""

_WORKBOOK = "xl/workbook.xml"
_STRICT = b"http://purl.oclc.org/ooxml/"
_NAMES = {
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"http://purl.oclc.org/ooxml/drawingml/main": (
        b"http://schemas.openxmlformats.org/drawingml/2006/main"
    ),
}
_XML = (".xml", ".rels")


def is_strict(archive: ZipFile) -> bool:
    """Tell whether a workbook is of the Strict kind.

    Raises:
        BadZipFile: The archive is damaged.
    """
    return _WORKBOOK in archive.namelist() and _STRICT in archive.read(_WORKBOOK)


def transitional(archive: ZipFile) -> AbstractContextManager[IO[bytes]]:
    """Return the same workbook as one of the usual kind.

    Args:
        archive: A Strict workbook of no more than :data:`LARGEST` bytes.
    """
    stream = SpooledTemporaryFile(max_size=LARGEST)  # noqa: SIM115  the caller closes it
    with ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=1) as usual:
        for part in archive.infolist():
            content = archive.read(part)
            if part.filename.lower().endswith(_XML):
                for strict, name in _NAMES.items():
                    content = content.replace(strict, name)
            usual.writestr(part.filename, content)
    stream.seek(0)
    return stream
