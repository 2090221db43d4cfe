"""Read published files back as a reader would: the text of each section, without white space."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pdfplumber
from bs4 import BeautifulSoup, Tag
from pypdf import PdfReader

if TYPE_CHECKING:
    from pathlib import Path

FIRST, CLOSING, ANNEX = "opening", "closing", "annex"
KEYS = (
    "functions",
    "institutions",
    "decisions",
    "enforcement",
    "oversight",
    "disputes",
    "capacity",
    "leadership",
    "shortcomings",
    "responsibility",
    "plans",
    "other",
)
"""The sections of the 2015–2020 outline, in order."""


def html_sections(path: Path) -> dict[str, str]:
    """Return the text of each section of ``report.html``."""
    main = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml").main
    assert main is not None
    starts = {"achievements": KEYS[0], **{key: key for key in KEYS}, "annex-1": ANNEX}
    key, told = FIRST, {FIRST: ""}
    for child in main.find_all(recursive=False):
        assert isinstance(child, Tag)
        key = starts.get(str(child.get("id")), key)
        if "attachments" in child.get_attribute_list("class"):
            key = CLOSING
        told[key] = told.get(key, "") + squeezed(child.get_text())
    return told


def pdf_sections(path: Path) -> dict[str, str]:
    """Return the text of each section of ``report.pdf``, cut at the headings it bookmarks."""
    text = pdf_text(path)
    titles = [squeezed(title) for title in bookmarks(path)]
    cuts = [0]
    for title in titles:
        cuts.append(text.index(title, cuts[-1] + 1 if cuts[-1] else 0))
    pieces = [text[a:b] for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]
    opening, part, *rest = pieces
    told = {FIRST: opening, **dict(zip(KEYS, rest, strict=False))}
    told[KEYS[0]] = part + told[KEYS[0]]
    told[KEYS[-1]], _, signature = told[KEYS[-1]].partition("附件：")
    told[CLOSING] = signature
    told[ANNEX] = "".join(rest[len(KEYS) :]) + "".join(pdf_rows(path))
    return told


def pdf_text(path: Path) -> str:
    """Return the whole text of a PDF without what stands in the margins of its pages."""
    with pdfplumber.open(path) as pdf:
        bodies = [page.filter(lambda item: item.get("tag") != "Artifact") for page in pdf.pages]
        return "".join(squeezed(body.extract_text()) for body in bodies)


def pdf_margins(path: Path) -> list[str]:
    """Return what stands in the margins of each page of a PDF: marks, number, colophon."""
    with pdfplumber.open(path) as pdf:
        margins = [page.filter(lambda item: item.get("tag") == "Artifact") for page in pdf.pages]
        return [squeezed(margin.extract_text()) for margin in margins]


def pdf_rows(path: Path) -> list[str]:
    """Return the rows of all ruled tables, each as the text of its cells side by side."""
    with pdfplumber.open(path) as pdf:
        return [
            squeezed("".join(cell or "" for cell in row))
            for page in pdf.pages
            for table in page.extract_tables()
            for row in table
        ]


def bookmarks(path: Path) -> list[str]:
    """Return the titles of a PDF's bookmarks in reading order."""

    def flat(items: list[object]) -> list[str]:
        return [
            title
            for item in items
            for title in (flat(item) if isinstance(item, list) else [str(item["/Title"])])  # type: ignore[index]
        ]

    return flat(list(PdfReader(path).outline))


def squeezed(text: str) -> str:
    """Return the text without white space."""
    return re.sub(r"\s", "", text)
