"""The city's page in a real browser: links, keyboard, phone, dark colours, axe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from lawgov_lib.rollup.citypage import render_city
from tests.browser.conftest import visited
from tests.rollup.conftest import made  # noqa: F401  the fixture that a town is varied from
from tests.rollup.test_citypage import META
from tests.rollup.town import Town, approvals, count, rate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser.conftest import Opened


@pytest.fixture(scope="module")
def opened(
    tmp_path_factory: pytest.TempPathFactory,
    made: dict[str, bytes],  # noqa: F811  as above
) -> Iterator[Opened]:
    """Open the page of a city of three agencies, one of them late and one absent."""
    town = Town(tmp_path_factory.mktemp("town"), made)
    town.hands_in("a", "甲局", {"svc_online": rate("88.89", "40", "45")})
    town.hands_in("a", "甲局", {"lic_granted": count("100")}, year=2023)
    town.hands_in("b", "乙局", approvals=approvals("2025-03-05"))
    town.hands_in("c", "丙局", year=2023)
    with visited(tmp_path_factory.mktemp("city"), render_city(town.figures(), META)) as found:
        yield found


def test_a_rate_opens_the_agencys_own_table(opened: Opened) -> None:
    """The link leads into a closed table, which opens; the keyboard does the same."""
    page = opened.page
    page.goto(opened.address)
    link = page.locator("#r-svc_online tbody tr", has_text="40/45").locator("td a")
    link.focus()
    page.keyboard.press("Enter")

    expect(page.locator("#a0-svc_online")).to_be_in_viewport()
    expect(page.locator("#a0-svc_online")).to_contain_text("40/45")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1300])
def test_axe_finds_nothing_and_nothing_runs_over_the_edge(
    opened: Opened, width: int, scheme: str
) -> None:
    """On a phone and a desk, by day and by night, with every part opened."""
    page = opened.page
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(opened.address)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")

    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_page_asks_for_nothing_and_says_nothing(opened: Opened) -> None:
    """It is one file from the disk."""
    assert {address.partition("#")[0] for address in opened.asked} == {opened.address}
    assert opened.said == []
