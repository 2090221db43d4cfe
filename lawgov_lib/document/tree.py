"""The document tree: what the notebook stores and the exporters read.

The two wings of the house meet here and only here. The tree knows no metric formula and no file
format: headings, paragraphs made of runs, tables and figures. A run may carry the id of the
metric, or the register cell, that its text comes from.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import (
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from lawgov_lib.document.dossier import Remark, Review
from lawgov_lib.document.node import Node
from lawgov_lib.document.signoffterms import Terms

if TYPE_CHECKING:
    from collections.abc import Callable

SECTION_MIME = "application/vnd.lawgov.section+json"
"""MIME type under which a notebook cell stores a :class:`Section`."""
TABLE_MIME = "application/vnd.lawgov.table+json"
"""MIME type under which a data frame stores all of itself as a :class:`Table`."""
OWN = "own-"
"""How the key of a section begins that an analyst's own cell makes."""

SIGNATURE_ORDER = (90,)
ANNEX_ORDER = (91,)
REVIEW_ORDER = (92,)


class Run(Node):
    """A stretch of text; ``metric`` or ``cell`` says where a number in it comes from.

    A line end in the text is a line break. ``note`` is a footnote that hangs at the end.
    """

    text: str
    metric: str | None = None
    cell: str | None = None
    strong: bool = False
    note: tuple[Run, ...] = ()


Runs = tuple[Run, ...]


class Title(Node):
    """The report's title, one entry a line."""

    kind: Literal["title"] = "title"
    lines: tuple[str, ...]


class Heading(Node):
    """A heading: level 1 is 一、, 2 (一), 3 1. and 4 (1), with its number kept apart."""

    kind: Literal["heading"] = "heading"
    level: Literal[1, 2, 3, 4]
    text: str
    number: str = ""
    anchor: str


class Paragraph(Node):
    """A paragraph; ``role`` tells body text from addressee, attachment list and notes.

    ``source`` is the place of the prose that it was read from, ``file:line``, blank where the text
    was generated.
    """

    kind: Literal["paragraph"] = "paragraph"
    runs: Runs
    role: Literal["body", "addressee", "attachments", "note"] = "body"
    source: str = ""


class Item(Node):
    """An item of a list with the list in it: ``ordered`` and ``start`` are of the inner one."""

    runs: Runs
    items: tuple[Item, ...] = ()
    ordered: bool = False
    start: int = 1

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: object) -> object:
        """Take runs alone for an item without a list in it."""
        return {"runs": value} if isinstance(value, list | tuple) else value


class Listing(Node):
    """A bulleted or numbered list; the numbers count from ``start``."""

    kind: Literal["listing"] = "listing"
    items: tuple[Item, ...]
    ordered: bool = False
    start: int = 1


class Column(Node):
    """A table column: its header, alignment and share of the width.

    ``over`` is a head that stands above the header and those beside it with the same one.
    """

    text: str
    align: Literal["left", "center", "right"] = "left"
    share: float = 1.0
    over: str = ""

    @model_serializer(mode="wrap")
    def _without_blank(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Leave a blank head unsaid: documents without one keep their content hash."""
        told: dict[str, Any] = handler(self)
        if not self.over:
            told.pop("over", None)
        return told


@dataclass(frozen=True)
class Head:
    """A cell of the heads of a table: the column that it begins at, how wide and how high it is."""

    text: str
    at: int
    across: int = 1
    down: int = 1
    is_over: bool = False


class Table(Node):
    """A table with a header row; a wide one takes a page turned on its side.

    ``groups`` are the positions of rows of one cell, each the head of the rows that follow it.
    """

    kind: Literal["table"] = "table"
    caption: str = ""
    columns: tuple[Column, ...]
    rows: tuple[tuple[Runs, ...], ...]
    groups: tuple[int, ...] = ()
    wide: bool = False

    @property
    def heads(self) -> tuple[tuple[Head, ...], ...]:
        """The heads, row by row: one row, or two where some stand above others."""
        lower = [
            Head(column.text, place) for place, column in enumerate(self.columns) if column.over
        ]
        upper: list[Head] = []
        for place, column in enumerate(self.columns):
            before = upper[-1] if upper else None
            if not column.over:
                upper.append(Head(column.text, place, down=2 if lower else 1))
            elif before and before.down == 1 and before.text == column.over:
                upper[-1] = replace(before, across=before.across + 1)
            else:
                upper.append(Head(column.over, place, is_over=True))
        return (tuple(upper), tuple(lower)) if lower else (tuple(upper),)


class Figure(Node):
    """A picture with its text alternative; ``data`` is SVG text or base64 of a PNG or JPEG.

    ``origin`` is the line below the caption that says where its values come from.
    """

    kind: Literal["figure"] = "figure"
    media: Literal["image/svg+xml", "image/png", "image/jpeg"] = "image/svg+xml"
    data: str
    alt: str
    caption: str = ""
    origin: str = ""


class Verbatim(Node):
    """Plain text output of a cell, kept line by line."""

    kind: Literal["verbatim"] = "verbatim"
    text: str


class Signature(Node):
    """Who signs and when; ``others`` sign beside the agency, in their order.

    ``sealed`` asks for the room and the places that seals on paper need.
    """

    kind: Literal["signature"] = "signature"
    agency: str
    others: tuple[str, ...] = ()
    date: str
    sealed: bool = False

    @property
    def agencies(self) -> tuple[str, ...]:
        """All that sign, the leading one first."""
        return (self.agency, *self.others)


class Annex(Node):
    """The head of an annex (附件), which begins a new page."""

    kind: Literal["annex"] = "annex"
    label: str
    title: str
    anchor: str


Block = Annotated[
    Title | Heading | Paragraph | Listing | Table | Figure | Verbatim | Signature | Annex,
    Field(discriminator="kind"),
]
Blocks = tuple[Block, ...]


class Dataset(Node):
    """Rows published as a data file of their own beside the report, e.g. the metrics."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Form(Node):
    """What stands above the title and at the foot of the last page of an official document.

    All as it is printed, blank where there is none: ``number`` is 发文字号, ``signers`` are 签发人
    of a document to a superior, ``copies`` is who gets one (抄送), ``printer`` and ``printed_on``
    say who printed it and when (印发机关, 印发日期).
    """

    number: str = ""
    signers: tuple[str, ...] = ()
    copies: str = ""
    printer: str = ""
    printed_on: str = ""

    @property
    def has_head(self) -> bool:
        """Whether anything stands above the title."""
        return bool(self.number or self.signers)

    @property
    def has_foot(self) -> bool:
        """Whether there is a record of copies and printing (版记)."""
        return bool(self.copies or self.printer)


class Meta(Node):
    """What a file format asks about the whole document; ``outline`` lists the sections in order.

    ``form`` is None where nothing of it is said. ``faces`` are the office's own faces by part; they
    shape the PDF and are no part of what is said. ``roles`` are those who must sign before the
    report is final, ``terms`` those on which they do, ``signoff_note`` says where these ask less
    than usual; ``pending`` says what else still stands in the way of a final report, ``mail`` lists
    the domains whose addresses count as personal.
    """

    title: str
    agency: str
    year: int
    signed_on: date
    outline: tuple[str, ...]
    roles: tuple[str, ...] = ()
    terms: Terms | None = None
    signoff_note: str | None = None
    pending: tuple[str, ...] = ()
    mail: tuple[str, ...] = ()
    fictional: bool = False
    form: Form | None = None
    faces: dict[str, str] = Field(default_factory=dict)
    lang: Literal["zh-CN"] = "zh-CN"


class Lookup(Node):
    """What the Markdown of an analyst's own cells may refer to, and what its numbers are held to.

    ``references`` holds the runs of every reference by ``name`` or ``name|format``, ``names`` those
    with numerals in them, which are no quantities; ``untraced`` is what is found where a number was
    typed by hand, but for its message, and ``answers`` how such a finding was answered, by what it
    is about and its mark.
    """

    references: dict[str, Runs]
    names: tuple[str, ...] = ()
    untraced: Remark
    answers: dict[str, str] = Field(default_factory=dict)


class Section(Node):
    """What one cell of the notebook shows; ``order`` is its place in the outline.

    The opening carries the lookup of the document. ``label`` names an analyst's own cell.
    """

    key: str
    order: tuple[int, ...]
    blocks: Blocks
    meta: Meta | None = None
    datasets: tuple[Dataset, ...] = ()
    review: Review | None = None
    lookup: Lookup | None = None
    label: str = ""


Status = Literal["草稿", "定稿"]
DRAFT: Status = "草稿"
FINAL: Status = "定稿"

IDENTITY = ("title", "agency", "year", "signed_on", "fictional", "form", "signoff_note")
"""What of the meta data is part of the content."""


class Document(Node):
    """The whole report: its meta data and its sections in outline order.

    ``status`` is blank for what is no report, such as a comparison of two. ``omitted`` says, a line
    each, what of an analyst's own cells is no part of the report, such as a progress bar.
    """

    meta: Meta
    sections: tuple[Section, ...]
    status: Status | None = None
    omitted: tuple[str, ...] = ()

    @cached_property
    def content(self) -> str:
        """The SHA-256 of all that is published of the document, in hexadecimal.

        Approvals are bound to it; neither the status nor the reviewer's material is part of it.
        """
        return content_of(self, dump)

    @property
    def blocks(self) -> Blocks:
        """All blocks in reading order."""
        return tuple(block for section in self.sections for block in section.blocks)

    @property
    def datasets(self) -> tuple[Dataset, ...]:
        """All datasets in reading order."""
        return tuple(dataset for section in self.sections for dataset in section.datasets)

    @property
    def review(self) -> Review | None:
        """The reviewer's material, where the record has it."""
        return next((section.review for section in self.sections if section.review), None)


def dump(node: Node) -> dict[str, Any]:
    """Return the node as plain JSON values."""
    return node.model_dump(mode="json", exclude_defaults=False)


def content_of(document: Document, write: Callable[[Node], dict[str, Any]]) -> str:
    """Return the content hash of a document.

    Args:
        document: The document.
        write: How a part is written as plain JSON values.
    """
    published = {
        "meta": document.meta.model_dump(mode="json", include=set(IDENTITY), exclude_none=True),
        "blocks": [write(block) for block in document.blocks],
        "datasets": [write(dataset) for dataset in document.datasets],
    }
    text = json.dumps(published, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprint(content: str) -> str:
    """Write a content hash short enough to be compared by eye: its first 16 digits, by fours."""
    return " ".join(content[start : start + 4] for start in range(0, 16, 4))


def plain(runs: Runs) -> str:
    """Return the text of the runs."""
    return "".join(run.text for run in runs)
