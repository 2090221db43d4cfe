"""The page of an audit in a real browser: usable by all, and asking the network for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

import lawgov_lib as lawgov
from lawgov_lib.auditing.auditpage import render_audit
from tests.auditing.papers import report_file
from tests.browser.conftest import visited
from tests.browser.test_review_page import violations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser.conftest import Opened


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """Open the page of a report with faults."""
    folder = tmp_path_factory.mktemp("audit")
    path = report_file(folder, line_8="截至目前，机密★3年，办理信访12件。")
    with visited(folder, render_audit(lawgov.audit(path))) as found:
        yield found


def test_nothing_grave_is_found_by_axe(audited: Opened) -> None:
    """The text and the findings can be read and reached by everybody."""
    assert violations(audited.page) == []


def test_nothing_is_fetched_and_nothing_complained_of(audited: Opened) -> None:
    """The one address asked for is the page's own."""
    assert audited.asked == [audited.address]
    assert audited.said == []


def test_findings_can_be_filtered(audited: Opened) -> None:
    """Errors alone, and all again; what belongs to metrics is not offered."""
    page = audited.page
    expect(page.locator(".remark:visible")).to_have_count(2)
    page.get_by_label("警告").uncheck()
    expect(page.locator(".remark:visible")).to_have_count(1)
    page.get_by_label("警告").check()
    expect(page.locator("#metric-table")).to_be_hidden()
