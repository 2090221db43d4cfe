"""The page of the report in a real browser: a draft on screen, on a phone, and on paper."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING

import pdfplumber
import pytest

from lawgov_lib.document.tree import FINAL
from lawgov_lib.exporters.recordreader import assemble
from lawgov_lib.exporters.reportpage import render_html
from lawgov_lib.telling.charts import Trend
from tests.browser.conftest import visited
from tests.browser.test_review_page import PHONE, violations
from tests.reviewed import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

LEGIBLE, PHONE_WIDTH = 11, 360
MARKS = "草稿　未经签发，不得公开　　虚构机关，仅供演示"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Open the report's page once for all tests of the module."""
    with visited(tmp_path_factory.mktemp("report"), render_html(assemble(record()))) as opened:
        yield opened.page


def printed(page: Page) -> list[str]:
    """Print the page, and return the text of each sheet without blanks."""
    with pdfplumber.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as pdf:
        return ["".join(sheet.extract_text().split()) for sheet in pdf.pages]


def test_every_sheet_of_a_printed_draft_says_so(page: Page) -> None:
    """The first sheet has the bars of the page, the others their heads."""
    first, *others = printed(page)

    assert first.startswith("草稿未经签发，不得公开。虚构机关，仅供演示。")
    assert others
    assert all(sheet.startswith("".join(MARKS.split())) for sheet in others)
    assert "草稿内容指纹" in others[-1]


def test_the_final_report_is_printed_without_a_mark(page: Page) -> None:
    """Only the agency of this test stays fictional."""
    final = assemble(record()).model_copy(update={"status": FINAL})
    address = page.url
    page.set_content(render_html(final))
    sheets = printed(page)
    page.goto(address)

    assert not [sheet for sheet in sheets if "草稿" in sheet]
    assert "定稿内容指纹" in sheets[-1]


def test_a_phone_shows_the_whole_hash_without_scrolling_sideways(page: Page) -> None:
    """A hash of 64 digits is broken to the width of the screen."""
    page.set_viewport_size(PHONE)
    page.locator(".colophon summary").click()

    assert page.locator(".colophon code").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_a_chart_is_legible_on_a_phone(page: Page) -> None:
    """Drawings shrink with the screen, and their letters stay as large as small print."""
    document = assemble(record())
    chart = Trend((2022, 2023, 2024), ("办件",), (tuple(map(Decimal, (31, 47, 52))),), "件", "办件")
    added = document.sections[-1].model_copy(update={"blocks": (chart.figure(),)})
    sections = (*document.sections[:-1], added)
    address = page.url
    page.set_viewport_size({"width": PHONE_WIDTH, "height": 740})
    page.set_content(render_html(document.model_copy(update={"sections": sections})))
    text = page.locator("figure svg text").last.evaluate(
        "each => parseFloat(getComputedStyle(each).fontSize) * each.getScreenCTM().a"
    )
    width = page.evaluate("document.documentElement.scrollWidth")
    page.goto(address)

    assert text >= LEGIBLE
    assert width == PHONE_WIDTH


def test_nothing_serious_stands_in_the_way_of_assistive_technology(page: Page) -> None:
    """Axe finds nothing serious, with the whole hash shown."""
    page.reload()
    page.locator(".colophon summary").click()

    assert violations(page) == []
