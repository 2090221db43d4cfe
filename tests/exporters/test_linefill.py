"""Phrases are found in the PDF: no reader takes the gaps of a stretched line for blanks."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from functools import cache
from typing import TYPE_CHECKING

import pdfplumber
import pytest
from pypdf import PdfReader

from lawgov_lib.document.texts import texts_of
from lawgov_lib.document.tree import Figure, Heading, Paragraph, Run, Table
from lawgov_lib.exporters.linefill import MARK, marked
from lawgov_lib.exporters.pdf import render_pdf
from lawgov_lib.exporters.recordreader import assemble
from lawgov_lib.report.yearreport import Report
from tests.exporters.hardpages import HARD, dense, document, said
from tests.places import PROJECT
from tests.recorded import record_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lawgov_lib.document.tree import Document

MARGINS = re.compile(r"草稿\s*未经签发，不得公开(\s*虚构机关[^\n]*)?|—\s*\d+\s*—")
STRETCHES = (
    "）204件",
    "（2024年",
    "4.62%，",
    "98.5%（按",
    "1,234,567.89元",
    "法）”，",
    "《《办",
    "WebService",
)


def poppler(content: bytes) -> str:
    """Read with pdftotext, what stands between the margins."""
    if not shutil.which("pdftotext") and os.environ.get("CI") != "true":
        pytest.skip("pdftotext (poppler-utils) is not installed")
    area = ["-x", "0", "-y", "100", "-W", "596", "-H", "645"]
    command = ["pdftotext", *area, "-", "-"]
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()


def pypdf(content: bytes) -> str:
    """Read with pypdf."""
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return MARGINS.sub("", "\n".join(pages))


def plumber(content: bytes) -> str:
    """Read with pdfplumber, what is no mark of the page."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        bodies = [page.filter(lambda item: item.get("tag") != "Artifact") for page in pdf.pages]
        return "\n".join(body.extract_text() for body in bodies)


def sentences(report: Document) -> Iterator[str]:
    """Yield the sentences; cells and captions are no lines of the text."""
    for block in report.blocks:
        if isinstance(block, Heading):
            yield block.number + block.text
        elif not isinstance(block, Table | Figure):
            for runs in texts_of(block):
                text = "".join(run.text for run in runs)
                yield from filter(None, map(str.strip, re.split("(?<=。)|\n", text)))


def lost(report: Document, read: Callable[[bytes], str], content: bytes | None = None) -> list[str]:
    """Return the sentences that are not found when line ends alone are taken away."""
    text = re.sub(r"[\n\f]", "", read(content or render_pdf(report)))
    return [sentence for sentence in sentences(report) if sentence not in text]


@cache
def published(year: int, root: str) -> Document:
    """Assemble a year's report as its record would be."""
    return assemble(record_of(Report.open(year, str(PROJECT / root / "params"))))


@cache
def printed(year: int, root: str) -> bytes:
    """Set a year's report."""
    return render_pdf(published(year, root))


@cache
def long_dense() -> tuple[str, bytes]:
    """Set a paragraph of twelve thousand characters."""
    text = dense(12_000)
    return text, render_pdf(document(Paragraph(runs=said(text))))


@pytest.mark.parametrize("read", [poppler, pypdf, plumber])
@pytest.mark.parametrize(("year", "root"), [(2020, ""), (2021, "tests/demo"), (2024, "tests/demo")])
def test_every_sentence_is_found(year: int, root: str, read: Callable[[bytes], str]) -> None:
    """Whoever searches the published report for a sentence of it finds it."""
    assert lost(published(year, root), read, printed(year, root)) == []


@pytest.mark.parametrize("read", [poppler, pypdf, plumber])
def test_a_line_before_a_long_stretch_is_not_pulled_apart(read: Callable[[bytes], str]) -> None:
    """Wherever on its line a stretch begins that holds together, no blank is read before it."""
    paragraphs = [
        Paragraph(runs=said("法" * before + stretch + "治" * 30 + "。"))
        for stretch in STRETCHES
        for before in range(14, 27)
    ]

    assert lost(document(*paragraphs), read) == []


@pytest.mark.parametrize(("before", "reached"), [(22, False), (23, False), (24, True), (25, True)])
def test_only_a_line_with_much_room_ends_unstretched(before: int, *, reached: bool) -> None:
    """Where the gaps stay small, the line before such a stretch reaches the right edge."""
    report = document(Paragraph(runs=said("法" * before + "98.52%，" + "治" * 40)))
    with pdfplumber.open(io.BytesIO(render_pdf(report))) as pdf:
        right = max(char["x1"] for char in pdf.pages[0].chars if char["text"] == "法")

    assert (right > (184 - 1) * 72 / 25.4) is reached


@pytest.mark.parametrize("name", ["注六千字", "列表", "表注六千字"])
def test_hard_texts_are_found(name: str) -> None:
    """Long notes and lists too are found clause by clause."""
    report = document(*HARD[name])
    text = re.sub(r"[\n\f]", "", poppler(render_pdf(report)))
    clauses = [part for each in sentences(report) for part in re.findall("第[^，]+，", each)]

    assert [clause for clause in clauses if clause not in text] == []


@pytest.mark.parametrize("read", [poppler, pypdf, plumber])
def test_a_long_dense_paragraph_is_found(read: Callable[[bytes], str]) -> None:
    """Far down a paragraph of twelve thousand characters, too, no line is pulled apart."""
    text, content = long_dense()
    found = re.sub(r"[\n\f]", "", read(content))

    assert [clause for clause in text.split("；") if clause not in found] == []


def test_a_stretch_of_two_runs_is_marked_as_one() -> None:
    """A number and the comma after it stay together, whatever runs they belong to."""
    runs = (Run(text="法" * 22), Run(text="98.52%"), Run(text="，" + "治" * 30))

    assert marked(runs) == ["法" * 22, f"{MARK}21{MARK}98.52%", f"，{MARK}" + "治" * 30]


@pytest.mark.parametrize("text", ["法" * 4 + "98.52%，治", "法" * 60 + "治，", "法" * 90])
def test_what_needs_no_look_is_left_alone(text: str) -> None:
    """Nothing is marked where the line has room, or what moves is short."""
    assert marked(said(text)) == [text]
