"""A year's own tree of headings reaches every format, numbered, linked and in its order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pypdf
import pytest
from bs4 import BeautifulSoup

from lawgov_lib.publishing.publication import publish
from tests.inputs.wordfiles import run, word
from tests.readback import squeezed
from tests.yearfolder import report_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.yearfolder import YearFolder

TREE = """\
outline:
  - 前言
  - heading: 工作开展
    tells: thought
    sections:
      - heading: 履职
        tells: functions
        sections: [{heading: 细目, sections: [四级]}]
  - {heading: '{{ 下一年度 }}年打算', serves: plans}
"""
HEADINGS = ["一、前言", "二、工作开展", "（一）履职", "1.细目", "（1）四级", "三、2021年打算"]
TEXTS = ["开头话。", "学思想。", "抓履职。", "第四级话。", "明年话。"]


@pytest.fixture
def made(folder: YearFolder) -> Path:
    """Publish a year with a tree four levels deep, one of its texts from Word."""
    folder.write("report.yaml", report_of(2020) + TREE)
    folder.write("text/前言.md", TEXTS[0])
    folder.write("text/thought.md", TEXTS[1])
    folder.write("text/functions.docx", word(f"<w:p>{run('抓', '<w:b/>')}{run('履职。')}</w:p>"))
    folder.write("text/四级.md", TEXTS[3])
    folder.write("text/plans.md", TEXTS[4])
    return publish(folder.params.parent, 2020)


def test_page(made: Path) -> None:
    """The page has a heading element a level, and its contents link to those of two levels."""
    page = BeautifulSoup((made / "report.html").read_text(encoding="utf-8"), "html.parser")

    heads = page.select("main :is(h2, h3, h4, h5)")
    assert [each.text for each in heads] == HEADINGS
    assert [each.name for each in heads] == ["h2", "h2", "h3", "h4", "h5", "h2"]
    linked = {each["href"] for each in page.select("nav a")}
    assert len(linked) >= 4
    text = squeezed(page.select_one("main").text)  # type: ignore[union-attr]
    places = [text.index(said) for said in (*HEADINGS[:2], *TEXTS[1:])]
    assert places == sorted(places)
    assert "h5 {" in page.select_one("style").text  # type: ignore[union-attr]


def test_pdf(made: Path) -> None:
    """The PDF has each heading as a bookmark, nested as the tree is, and the texts in order."""
    reader = pypdf.PdfReader(made / "report.pdf")

    assert _nested(reader.outline) == [
        *("一、前言", "二、工作开展"),
        ["（一）履职", ["1.细目", ["（1）四级"]]],
        "三、2021年打算",
    ]
    text = squeezed("".join(page.extract_text() for page in reader.pages))
    places = [text.index(said) for said in TEXTS]
    assert places == sorted(places)


def test_page_without_fourth_level_has_no_style_for_it(folder: YearFolder) -> None:
    """What a page does not use, it does not carry."""
    folder.write("text/plans.md", "明年话。")

    page = (publish(folder.params.parent, 2020) / "report.html").read_text(encoding="utf-8")

    assert not re.search(r"\bh5\b", page)


def _nested(outline: Sequence[object]) -> list[object]:
    return [
        _nested(each) if isinstance(each, list) else getattr(each, "title", "") for each in outline
    ]
