"""The document tree: what the notebook stores and the exporters read.

The two wings of the house meet here and only here. The tree knows no metric formula and no file
format: headings, paragraphs made of runs, tables and figures. A run may carry the id of the
metric, or the register cell, that its text comes from.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from collections.abc import Iterator

SECTION_MIME = "application/vnd.lawgov.section+json"
"""MIME type under which a notebook cell stores a :class:`Section`."""

SIGNATURE_ORDER = (90,)
ANNEX_ORDER = (91,)


class Node(BaseModel):
    """A frozen node; an unknown field is an error: a record says no more than we read."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Run(Node):
    """A stretch of text; ``metric`` or ``cell`` says where a number in it comes from."""

    text: str
    metric: str | None = None
    cell: str | None = None
    strong: bool = False


Runs = tuple[Run, ...]


class Title(Node):
    """The report's title, one entry a line."""

    kind: Literal["title"] = "title"
    lines: tuple[str, ...]


class Heading(Node):
    """A heading: level 1 is 一、, level 2 (一), level 3 1., with its number kept apart."""

    kind: Literal["heading"] = "heading"
    level: Literal[1, 2, 3]
    text: str
    number: str = ""
    anchor: str


class Paragraph(Node):
    """A paragraph; ``role`` tells body text from addressee, attachment list and notes."""

    kind: Literal["paragraph"] = "paragraph"
    runs: Runs
    role: Literal["body", "addressee", "attachments", "note"] = "body"


class Listing(Node):
    """A bulleted or numbered list."""

    kind: Literal["listing"] = "listing"
    items: tuple[Runs, ...]
    ordered: bool = False


class Column(Node):
    """A table column: its header, alignment and share of the width."""

    text: str
    align: Literal["left", "center", "right"] = "left"
    share: float = 1.0


class Table(Node):
    """A table with a header row."""

    kind: Literal["table"] = "table"
    caption: str = ""
    columns: tuple[Column, ...]
    rows: tuple[tuple[Runs, ...], ...]


class Figure(Node):
    """A picture with its text alternative; ``data`` is SVG text or base64 of a PNG."""

    kind: Literal["figure"] = "figure"
    media: Literal["image/svg+xml", "image/png"] = "image/svg+xml"
    data: str
    alt: str
    caption: str = ""


class Verbatim(Node):
    """Plain text output of a cell, kept line by line."""

    kind: Literal["verbatim"] = "verbatim"
    text: str


class Signature(Node):
    """Who signs and when."""

    kind: Literal["signature"] = "signature"
    agency: str
    date: str


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


class Meta(Node):
    """What a file format asks about the whole document; ``outline`` lists the sections in order."""

    title: str
    agency: str
    year: int
    signed_on: date
    outline: tuple[str, ...]
    fictional: bool = False
    lang: Literal["zh-CN"] = "zh-CN"


class Section(Node):
    """What one cell of the notebook shows; ``order`` is its place in the outline."""

    key: str
    order: tuple[int, ...]
    blocks: Blocks
    meta: Meta | None = None
    datasets: tuple[Dataset, ...] = ()


class Document(Node):
    """The whole report: its meta data and its sections in outline order."""

    meta: Meta
    sections: tuple[Section, ...]

    @property
    def blocks(self) -> Blocks:
        """All blocks in reading order."""
        return tuple(block for section in self.sections for block in section.blocks)

    @property
    def datasets(self) -> tuple[Dataset, ...]:
        """All datasets in reading order."""
        return tuple(dataset for section in self.sections for dataset in section.datasets)


def dump(node: Node) -> dict[str, Any]:
    """Return the node as plain JSON values."""
    return node.model_dump(mode="json", exclude_defaults=False)


def plain(runs: Runs) -> str:
    """Return the text of the runs."""
    return "".join(run.text for run in runs)


def runs_of(block: Block) -> Iterator[Run]:
    """Yield the runs of a block in reading order."""
    match block:
        case Paragraph(runs=runs):
            yield from runs
        case Listing(items=items):
            for item in items:
                yield from item
        case Table(rows=rows):
            for row in rows:
                for cell in row:
                    yield from cell
