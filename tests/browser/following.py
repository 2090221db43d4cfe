"""How soon a browser shows what has been saved."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.browser.conftest import QUIET, browser_path
from tests.previewing.test_server import serving

if TYPE_CHECKING:
    from pathlib import Path

PATIENT = 120_000


def shown_after(root: Path, year: int, saves: int) -> list[float]:
    """Return the seconds from each save of a text until the page shows it.

    Args:
        root: The folder that holds ``params/``.
        year: The report year, the last one of the folder.
        saves: How often the text is saved.
    """
    prose = root / "params" / str(year) / "text" / "other.md"
    seconds = []
    with (
        serving(root) as served,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=browser_path(), args=QUIET) as browser,
    ):
        served.state_after(0)
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{served.port}{served.path}")
        page.wait_for_selector("html[data-live=good]", timeout=PATIENT)
        for number in range(saves):
            word = "".join("零一二三四五六七八九"[int(digit)] for digit in str(number))
            start = time.perf_counter()
            prose.write_text(f"另设{word}号窗口。\n", encoding="utf-8")
            page.wait_for_function(
                "word => document.querySelector('main').textContent.includes(word)",
                arg=f"另设{word}号窗口",
                timeout=PATIENT,
            )
            seconds.append(time.perf_counter() - start)
    return seconds
