"""What a record says by itself: its content hash, whose report it is, and its tables.

A manifest is the word of whoever wrote it. The record is what all files are rendered from, so the
content that approvals are bound to is computed from it again. Most records hold nothing but the
sections of the report, and their stored form is hashed as it stands, which is how
every earlier version of the program hashed it; where that does not give the hash that was expected,
the record is read as exporters read it, and that counts.
"""

from __future__ import annotations

import csv
import hashlib
import io
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import from_json, to_json

from lawgov_lib.base.errors import LawgovError
from lawgov_lib.base.files import is_guarded, unguarded
from lawgov_lib.base.notebookfile import METADATA, REMOVE_CELL, REMOVE_OUTPUT
from lawgov_lib.document.firstcells import first_content
from lawgov_lib.document.tree import (
    DRAFT,
    IDENTITY,
    SECTION_MIME,
    Document,
    Section,
)

if TYPE_CHECKING:
    from lawgov_lib.document.tree import Status

_STORED = {SECTION_MIME, "text/html", "text/markdown", "text/plain"}
"""How a section is stored: what is rendered, and its views for other front ends."""
_END, _QUOTE = "\r\n", '"'
"""How a line of a data file ends, and what stands around a cell that holds one."""
_ANCHORED = {"heading", "annex"}


class UnreadableRecordError(ValueError):
    """The file is no record of a report."""


class Recorded(NamedTuple):
    """What a record says; ``tables`` are the data files by name, each with its header first.

    ``sections`` are as they are stored, in outline order; blank where more than sections was read.
    """

    content: str
    status: Status
    agency: str
    year: int
    fictional: bool
    tables: dict[str, list[list[str]]]
    sections: list[dict[str, Any]]

    def document(self, data: bytes) -> Document:
        """Return the document of the record that was read, without the reviewer's material.

        Args:
            data: The bytes of the record.

        Raises:
            UnreadableRecordError: The sections are none that this program knows.
        """
        if not self.sections:
            return document_of(data)
        told = ({**section, "review": None, "lookup": None} for section in self.sections)
        try:
            sections = tuple(map(Section.model_validate, told))
        except ValidationError:
            raise UnreadableRecordError from None
        meta = next(each.meta for each in sections if each.meta)
        return Document(meta=meta, sections=sections, status=self.status)


def recorded(data: bytes, expected: str = "") -> Recorded:
    """Read what a record says.

    Args:
        data: The bytes of ``report.ipynb``.
        expected: The content hash that it should have; the stored form alone may confirm it.

    Raises:
        UnreadableRecordError: It is no record that a report can be read from.
    """
    try:
        notebook = from_json(data)
        found = _stored(notebook)
        if found and found.content == expected:
            return found
        document = document_of(data)
        return _told(document, _content(document, notebook["cells"], expected))
    except UnreadableRecordError:
        raise
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        raise UnreadableRecordError from None


def document_of(data: bytes) -> Document:
    """Read a record's document, as exporters do, without the reviewer's material.

    That has changed its form often and is no part of the content: a draft of an earlier version of
    the program says what it said.

    Raises:
        UnreadableRecordError: It is no record that a report can be read from.
    """
    import nbformat  # noqa: PLC0415  most records are read without it

    from lawgov_lib.exporters.recordreader import assemble, payloads  # noqa: PLC0415

    try:
        notebook = nbformat.reads(data.decode(), as_version=4)
        for section in payloads(notebook):
            section["review"] = None
        return assemble(notebook)
    except LawgovError:
        raise UnreadableRecordError from None
    except Exception:  # noqa: BLE001  a file that was tampered with makes nbformat raise anything
        raise UnreadableRecordError from None


def table_of(data: bytes) -> list[list[str]]:
    """Read a data file as its report told it.

    Raises:
        ValueError: It is no text.
    """
    try:
        head, *rows = _rows(data.decode("utf-8-sig"))
    except csv.Error as error:
        raise ValueError from error
    if not is_guarded(data):
        return [head, *rows]
    return [head, *([unguarded(cell) for cell in row] for row in rows)]


def _rows(text: str) -> list[list[str]]:
    """Read the rows of a CSV file; a line without quotes is its cells with commas between them."""
    *lines, rest = text.split(_END)
    is_plain = not rest and "" not in lines
    if is_plain and text.count("\r") == text.count("\n") == len(lines):
        marked = [line for line in lines if _QUOTE in line]
        quoted = iter(read := [*csv.reader(marked, strict=True)])
        if len(read) == len(marked):  # no cell goes on in the next line
            return [next(quoted) if _QUOTE in line else line.split(",") for line in lines]
    return [*csv.reader(io.StringIO(text, newline=""), strict=True)]


def _content(document: Document, cells: list[dict[str, Any]], expected: str) -> str:
    """Return the content hash of a record that was read whole, by the rules of its time."""
    if document.content == expected:
        return expected
    return expected if first_content(document, cells) == expected else document.content


def _told(document: Document, content: str) -> Recorded:
    tables = {
        f"{each.name}.csv": [list(each.columns), *map(list, each.rows)]
        for each in document.datasets
    }
    meta = document.meta
    status = document.status or DRAFT
    return Recorded(content, status, meta.agency, meta.year, meta.fictional, tables, [])


def _stored(notebook: dict[str, Any]) -> Recorded | None:
    """Read a record as it is stored; nothing where more than sections has to be read."""
    sections = _sections(notebook["cells"])
    if sections is None or notebook["nbformat"] != 4:  # noqa: PLR2004  the version we write
        return None
    sections.sort(key=itemgetter("order"))
    metas = [section["meta"] for section in sections if section["meta"]]
    blocks = [block for section in sections for block in section["blocks"]]
    anchors = [block["anchor"] for block in blocks if block["kind"] in _ANCHORED]
    if len(metas) != 1 or len(set(anchors)) != len(anchors):
        return None
    (meta,) = metas
    datasets = [dataset for section in sections for dataset in section["datasets"]]
    identity = {name: meta[name] for name in IDENTITY if meta.get(name) is not None}
    return Recorded(
        _hashed(identity, blocks, datasets),
        notebook["metadata"].get(METADATA, {}).get("status", DRAFT),
        meta["agency"],
        meta["year"],
        meta["fictional"],
        {f"{each['name']}.csv": [each["columns"], *each["rows"]] for each in datasets},
        sections,
    )


def _hashed(identity: dict[str, Any], blocks: list[Any], datasets: list[Any]) -> str:
    """Hash the parts as :func:`.content_of` does, which also brings keys into their order.

    In a record they stand so already; in one that somebody wrote anew the hash is another, and the
    record is read whole.
    """
    sorted_parts = {"blocks": blocks, "datasets": datasets, "meta": dict(sorted(identity.items()))}
    return hashlib.sha256(to_json(sorted_parts)).hexdigest()


def _sections(cells: list[dict[str, Any]]) -> list[dict[str, Any]] | None:
    """Return the sections of cells that show nothing else; None where any shows more."""
    sections = []
    for cell in cells:
        metadata = cell["metadata"]
        tags = metadata.get("tags", ())
        is_shown = REMOVE_CELL not in tags
        if is_shown and (cell["cell_type"] == "markdown" or METADATA in metadata):
            return None
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if not data.keys() <= _STORED or SECTION_MIME not in data:
                return None
            if is_shown and REMOVE_OUTPUT not in tags:
                sections.append(data[SECTION_MIME])
    return sections
