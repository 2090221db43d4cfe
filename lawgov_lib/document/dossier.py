"""The reviewer's dossier: what the review page shows beside the text of the report.

It travels in the record with the document, and is no part of what is published.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lawgov_lib.base.severity import Severity
from lawgov_lib.document.node import Node


class Evidence(Node):
    """Rows of one input file: its header and, of very many rows, the first.

    ``lines`` are the lines of the rows shown, ``count`` is how many rows there are in all.
    """

    file: str
    label: str
    headers: tuple[str, ...]
    lines: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    count: int


class Point(Node):
    """A metric's value in one year, as a plain decimal; blank where there is none."""

    year: int
    value: str
    said: str


class Card(Node):
    """All that a reviewer asks of one metric, as text ready to show; what is not known is blank."""

    id: str
    name: str
    section: str
    state: str
    said: str
    unit: str
    formula: str
    numerator: str = ""
    denominator: str = ""
    as_of: str = ""
    basis: str = ""
    threshold: str = ""
    declared: bool = False
    source: str = ""
    remark: str = ""
    previous: str = ""
    change: str = ""
    evidence: tuple[Evidence, ...] = ()
    series: tuple[Point, ...] = ()


class Remark(Node):
    """A finding as the review page shows it.

    ``paragraph`` is the position of the block in its section's own text, counted from 0 behind the
    headings; ``answer`` is how it was answered, blank while it is open; ``is_answerable`` says
    whether an answer closes it.
    """

    code: str
    title: str
    severity: Severity
    message: str
    hint: str = ""
    section: str = ""
    paragraph: int | None = None
    about: str = ""
    mark: str = ""
    places: tuple[str, ...] = ()
    answer: str = ""
    is_answerable: bool = False


ANSWER = "\n答复："
"""What stands between a remark and its answer where both are one text."""


class Annotation(Node):
    """What a leader remarked on some words of the report; a blank answer leaves it open.

    ``paragraph`` is the position of the block in its section's own text, as of a finding;
    ``follows`` is the text of the remark to whose answer it replies.
    """

    signed: str
    author: str = ""
    words: str = ""
    text: str
    section: str = ""
    paragraph: int | None = None
    answer: str = ""
    follows: str = ""

    @property
    def told(self) -> str:
        """The remark with its answer."""
        return f"{self.text}{ANSWER}{self.answer}" if self.answer else self.text


class Part(Node):
    """A stretch of a sentence: said in both years, or only in one of them."""

    text: str
    only: Literal["", "now", "before"] = ""


class Difference(Node):
    """A sentence that the year before did not have like that, or that it alone had.

    ``paragraph`` is the position of the block in its section's own text, None where only the year
    before had the sentence; ``item`` is which text of the block it stands in, ``start`` its place
    there.
    """

    section: str
    paragraph: int | None = None
    item: int = 0
    start: int = 0
    parts: tuple[Part, ...]

    @property
    def said(self) -> str:
        """The sentence as this year says it, blank where it does not."""
        return "".join(part.text for part in self.parts if part.only != "before")

    @property
    def kind(self) -> Literal["新增", "改写", "删去"]:
        """Whether the sentence is new, reworded or dropped."""
        if self.paragraph is None:
            return "删去"
        return "新增" if all(part.only == "now" for part in self.parts) else "改写"


class InputText(Node):
    """An input file as text, of a long one the beginning."""

    file: str
    text: str


class Review(Node):
    """What a reviewer's page needs beside the text of the report.

    ``cells`` holds the row of every register cell that the text cites, by the name that its run
    carries. ``against`` is the year that the text was compared with, 0 where it could be with none.
    """

    cards: tuple[Card, ...]
    cells: dict[str, Evidence] = Field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    differences: tuple[Difference, ...] = ()
    against: int = 0
    inputs: tuple[InputText, ...] = ()
