"""The reviewer's dossier: what the review page shows beside the text of the report.

It travels in the record with the document, and is no part of what is published.
"""

from __future__ import annotations

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
    headings; ``answer`` is how it was answered, blank while it is open.
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


class Fresh(Node):
    """A stretch of a paragraph that the year before did not have, numbers apart."""

    section: str
    paragraph: int
    text: str


class InputText(Node):
    """An input file as text, of a long one the beginning."""

    file: str
    text: str


class Review(Node):
    """What a reviewer's page needs beside the text of the report.

    ``cells`` holds the row of every register cell that the text cites, by the name that its run
    carries.
    """

    cards: tuple[Card, ...]
    cells: dict[str, Evidence] = Field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    fresh: tuple[Fresh, ...] = ()
    inputs: tuple[InputText, ...] = ()
