"""One real browser and one page of a small report, opened from the file system."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, sync_playwright

from lawgov_lib.exporters.recordreader import assemble
from lawgov_lib.exporters.reviewpage import render_review
from tests.reviewed import record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@dataclass
class Opened:
    """An open page, what its console said, and the addresses that it asked for."""

    page: Page
    address: str
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


def browser_path() -> str:
    """Return Debian's chromium; where there is none, skip the test, but fail it in CI."""
    path = shutil.which("chromium")
    if path is None and os.environ.get("CI") == "true":
        pytest.fail("没有 chromium：apt-get install chromium")
    if path is None:
        pytest.skip("没有 chromium，未运行浏览器测试：apt-get install chromium")
    return path


@contextmanager
def visited(folder: Path, html: str) -> Iterator[Opened]:
    """Write a page to the folder and open it."""
    path = browser_path()
    file = folder / "page.html"
    file.write_text(html, encoding="utf-8")
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=path, args=QUIET) as browser,
    ):
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        found = Opened(page, file.as_uri())
        page.on("console", lambda message: found.said.append(message.text))
        page.on("pageerror", lambda error: found.said.append(str(error)))
        page.on("request", lambda request: found.asked.append(request.url))
        page.set_default_timeout(8000)
        page.route(lambda url: not url.startswith(("file:", "data:")), lambda route: route.abort())
        page.goto(found.address)
        yield found


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """Open the page for reviewers once for all tests of a module."""
    nb = record()
    with visited(tmp_path_factory.mktemp("review"), render_review(assemble(nb), nb)) as found:
        yield found


@pytest.fixture
def page(opened: Opened) -> Page:
    """Return the page as it is when it has just been opened."""
    opened.page.set_viewport_size({"width": 1280, "height": 900})
    opened.page.goto("about:blank")
    opened.page.goto(opened.address)
    return opened.page
