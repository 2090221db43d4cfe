"""The city's page in a real browser: links, keyboard, phone, dark colours, axe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import visited
from tests.rollup.conftest import made  # noqa: F401  the fixture that a town is varied from
from tests.rollup.test_citypage import written
from tests.rollup.town import Town, approvals, count, rate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser.conftest import Opened


@pytest.fixture(scope="module")
def city(
    tmp_path_factory: pytest.TempPathFactory,
    made: dict[str, bytes],  # noqa: F811  as above
) -> Town:
    """Return a city of three agencies, one of them late and one absent."""
    town = Town(tmp_path_factory.mktemp("town"), made)
    town.hands_in("a", "甲局", {"svc_online": rate("88.89", "40", "45")})
    town.hands_in("a", "甲局", {"lic_granted": count("100")}, year=2023)
    town.hands_in("b", "乙局", approvals=approvals("2025-03-05"))
    town.hands_in("c", "丙局", year=2023)
    return town


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, city: Town) -> Iterator[Opened]:
    """Open the city's page."""
    with visited(tmp_path_factory.mktemp("city"), written(city.figures())) as found:
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


def test_bars_are_seen_in_forced_colours(opened: Opened) -> None:
    """Both years stand out from the page and from each other, whichever colours are forced."""
    page = opened.page
    page.set_viewport_size({"width": 1300, "height": 900})
    page.emulate_media(forced_colors="active")
    page.goto(opened.address)
    colour = "each => getComputedStyle(each).backgroundColor"
    bars = page.locator("#m-lic_granted .bar")

    assert bars.count() == 2
    seen = {bars.nth(at).evaluate(colour) for at in (0, 1)} | {
        page.evaluate("getComputedStyle(document.body).backgroundColor")
    }
    page.emulate_media(forced_colors="none")
    assert len(seen) == 3


def test_an_address_opens_the_row_that_it_names(opened: Opened) -> None:
    """Whoever is sent the address of a number sees it, though no table was open."""
    page = opened.page
    page.goto("about:blank")
    page.goto(f"{opened.address}#a1-lic_granted")

    expect(page.locator("#a1-lic_granted")).to_be_in_viewport()
    assert page.evaluate("document.querySelector(':target').id") == "a1-lic_granted"
    assert page.locator(".ledger table").count() == 1


def test_what_an_agency_published_is_laid_out_by_area(opened: Opened, city: Town) -> None:
    """Each metric of its table stands once, each cell below its heading."""
    page = opened.page
    page.goto(opened.address)
    page.locator("#a0 summary").click()

    expect(page.locator("#a0 tr[id]")).to_have_count(len(city.rows("a")))
    cells = page.locator("#a0-svc_online").locator("th, td").all_inner_texts()
    assert cells == ["网上可办率", "88.89%", "40/45", "94.59%", "统计", "svc_online"]
    areas = page.locator("#a0 .area").all_inner_texts()
    assert len(areas) == len(set(areas))


def test_the_page_asks_for_nothing_and_says_nothing(opened: Opened) -> None:
    """It is one file from the disk."""
    assert {address.partition("#")[0] for address in opened.asked} == {opened.address}
    assert opened.said == []


@pytest.mark.parametrize("width", [390, 1300])
def test_no_word_of_an_agencys_table_runs_out_of_its_cell(opened: Opened, width: int) -> None:
    """Names wrap, codes do not, and no row is higher than its name needs."""
    page = opened.page
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(opened.address)
    page.locator("#a0 summary").click()
    cells = page.locator("#a0 tr[id] > *")

    expect(cells.last).to_be_visible()
    assert (
        cells.evaluate_all("all => all.filter(each => each.scrollWidth > each.clientWidth).length")
        == 0
    )
    assert (
        cells.locator("code").evaluate_all(
            "all => Math.max(...all.map(each => each.getClientRects().length))"
        )
        == 1
    )
