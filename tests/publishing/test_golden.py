"""The published 2020 report reads as it was approved, to the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bs4 import BeautifulSoup

from tests.places import DATA
from tests.readback import html_sections

if TYPE_CHECKING:
    from pathlib import Path

GOLDEN = DATA / "report_2020.txt"


def test_report_of_2020_reads_as_approved(published: Path) -> None:
    """Text, numbers and annex of 2020 are those of the golden file, section by section."""
    told = html_sections(published / "report.html")

    text = "\n".join(f"[{key}]\n{section}" for key, section in told.items()) + "\n"

    assert text == GOLDEN.read_text(encoding="utf-8")


def test_review_page_says_nothing_of_what_is_not_known(published: Path) -> None:
    """A year without a year before it shows a dash for the change, and no word of the machine's."""
    page = BeautifulSoup((published / "review.html").read_text(encoding="utf-8"), "lxml")
    cells = [cell.get_text() for cell in page.select("td, dd")]

    assert "—" in cells
    assert "None" not in cells
