"""A page with the official form in a real browser, on screen and on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lawgov_lib.document.tree import Form
from lawgov_lib.exporters.recordreader import assemble
from lawgov_lib.exporters.reportpage import render_html
from lawgov_lib.exporters.reviewpage import render_review
from tests.browser.conftest import visited
from tests.browser.test_review_page import PHONE, violations
from tests.reviewed import record

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import ViewportSize


@pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 900}])
def test_official_form_is_accessible(tmp_path: Path, size: ViewportSize) -> None:
    """Number and signers stand above the title, 版记 ends the text; axe finds nothing."""
    nb = record()
    plain = assemble(nb)
    form = Form(
        number="示科〔2025〕3号",
        signers=("张某",),
        copies="示例市司法局",
        printer="示例市科学技术局办公室",
        printed_on="2025年1月21日印发",
    )
    meta = plain.meta.model_copy(update={"form": form})
    report = plain.model_copy(update={"meta": meta})
    for html in (render_html(report), render_review(report, nb)):
        with visited(tmp_path, html) as opened:
            opened.page.set_viewport_size(size)
            text = opened.page.locator("main").inner_text()

            places = [text.index(said) for said in (form.number, "签发人：张某", "年度报告")]
            assert places == sorted(places)
            assert text.index("抄送：示例市司法局。") < text.index(form.printed_on)
            assert violations(opened.page) == []
