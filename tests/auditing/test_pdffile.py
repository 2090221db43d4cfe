"""PDF files: lines become paragraphs, and what returns on each page is no text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import typst

import lawgov_lib as lawgov
from lawgov_lib.auditing.sources import read_source
from lawgov_lib.base.shipped import FONTS
from tests.auditing.papers import LINES
from tests.places import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

    from lawgov_lib.document.pieces import Content

SETTINGS = """
#set text(font: "Zhuque Fangsong (technical preview)", size: 12pt, lang: "zh")
#set par(first-line-indent: (amount: 2em, all: true), justify: true)
"""
LONG = (
    "全年组织开展执法检查，办理行政许可事项，群众满意度持续提升，各科室按照职责分工抓好落实，" * 4
)


def printed(folder: Path, body: str, settings: str = "") -> Content:
    """Print a text and read it."""
    source, path = folder / "a.typ", folder / "a.pdf"
    source.write_text(SETTINGS + settings + body, encoding="utf-8")
    compiler = typst.Compiler(source, font_paths=[FONTS], ignore_system_fonts=True)
    compiler.compile(output=path)
    return read_source(path, "a.pdf")


@pytest.fixture(scope="module")
def report() -> bytes:
    """Return the PDF of the published report of 2020, as the package makes it."""
    return lawgov.render(lawgov.open_year(2020, PROJECT), "pdf")


def test_the_report_of_2020_is_read_as_it_was_told(tmp_path: Path, report: bytes) -> None:
    """Every paragraph of the document arrives whole, across lines and pages."""
    path = tmp_path / "report.pdf"
    path.write_bytes(report)

    audited = lawgov.audit(path)

    assert audited.paper
    read = {each.replace(" ", "") for each in _texts(audited.paper.told)}
    said = {
        each.replace(" ", "")
        for section in lawgov.open_year(2020, PROJECT).document.sections
        for each in _texts({section.key: section.blocks})
        if len(each) > 60
    }
    assert len(said) > 20
    assert [each for each in sorted(said) if each not in read] == []
    assert (audited.agency, audited.year) == ("阳江市科学技术局", 2020)
    assert len(audited.paper.covered) == 5


def _texts(told: object) -> list[str]:
    from lawgov_lib.document.tree import Paragraph, plain  # noqa: PLC0415

    return [
        plain(block.runs)
        for blocks in told.values()  # type: ignore[attr-defined]
        for block in blocks
        if isinstance(block, Paragraph) and block.role == "body"
    ]


def test_page_numbers_and_running_heads_are_no_text(tmp_path: Path) -> None:
    """They would stand in the midst of a sentence that goes over the page."""
    body = "\n\n".join(f"第{word}段。{LONG}到此为止。" for word in "甲乙丙丁戊己庚辛")
    content = printed(
        tmp_path,
        body,
        "#set page(width: 300pt, height: 300pt, header: [某局年度报告], "
        "footer: context [— #counter(page).display() —])\n",
    )

    assert [piece.text for piece in content.pieces] == body.split("\n\n")
    assert content.pieces[-1].place > 4
    assert content.unit == "页"


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    """The line beside is another sentence."""
    content = printed(
        tmp_path,
        f"左栏开始。{LONG}左栏到此为止。\n#colbreak()\n右栏开始。{LONG}右栏到此为止。",
        "#set page(width: 500pt, height: 500pt, columns: 2)\n",
    )

    assert [piece.text for piece in content.pieces] == [
        f"左栏开始。{LONG}左栏到此为止。",
        f"右栏开始。{LONG}右栏到此为止。",
    ]


def test_rare_characters_arrive(tmp_path: Path) -> None:
    """A character beyond the first plane is one character."""
    content = printed(
        tmp_path,
        "𠮷某人负责本项工作，全年开展活动三次，参加人数逐年增加。",
        '#set text(font: "Noto Serif CJK SC")\n',
    )

    assert content.pieces[0].text.startswith("𠮷某人")


def test_headings_of_a_printed_report_are_known_by_their_numbers(tmp_path: Path) -> None:
    """A PDF has no styles."""
    printed(tmp_path, "\n\n".join(LINES[:1] + LINES[2:-2]))

    audited = lawgov.audit(tmp_path / "a.pdf")

    assert audited.paper
    assert audited.paper.covered == {
        "achievements",
        "shortcomings",
        "responsibility",
        "plans",
        "other",
    }
