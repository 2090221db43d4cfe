"""The page for reviewers in a real browser: mouse, keyboard, phone, screen reader, no network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

    from tests.browser.conftest import Opened

PHONE: ViewportSize = {"width": 390, "height": 844}


def grave(page: Page) -> list[str]:
    """Return what axe finds serious or critical."""
    violations = Axe().run(page).response["violations"]
    return [
        f"{violation['id']}: {node['html']}"
        for violation in violations
        if violation["impact"] in {"serious", "critical"}
        for node in violation["nodes"]
    ]


def test_click_on_a_number_shows_where_it_comes_from(page: Page) -> None:
    """The panel has the value, its rows with file and line, and the chart with its table."""
    page.locator("main p [data-metric=lic]").click()
    panel = page.get_by_role("dialog", name="行政许可受理")

    expect(panel).to_be_visible()
    expect(panel.locator(".value")).to_have_text("146件")
    expect(panel).to_contain_text("params/2024/registers/licences.csv")
    expect(panel.get_by_role("row", name="3 外国人来华工作许可")).to_be_visible()
    expect(panel.get_by_role("img")).to_be_visible()
    panel.get_by_text("以表格查看").click()
    expect(panel.get_by_role("row", name="2022年 90件")).to_be_visible()


def test_click_on_another_number_changes_the_panel(page: Page) -> None:
    """The text stays usable while the panel is open; a cited cell has its row."""
    page.locator("main p [data-metric=lic]").click()
    page.locator("main p [data-cell]").click()

    expect(page.get_by_role("dialog", name="行政许可台账")).to_be_visible()
    expect(page.locator("main p [data-metric=lic]")).to_have_attribute("aria-expanded", "false")


def test_a_number_without_a_card_is_no_button(page: Page) -> None:
    """Nothing invites a click that would show nothing."""
    expect(page.locator("main [data-metric=unknown]")).not_to_have_attribute("role", "button")


def test_the_keyboard_alone_opens_and_closes_the_panel(page: Page) -> None:
    """Tab reaches a number, Enter opens, focus is in the panel, Escape gives it back."""
    page.locator("[name=sources]").focus()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.metric") == "lic":
            break
    page.keyboard.press("Enter")
    expect(page.locator("#panel-title")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="关闭")).to_be_focused()
    page.keyboard.press("Escape")

    expect(page.locator("#panel")).to_be_hidden()
    expect(page.locator("main p [data-metric=lic]")).to_be_focused()


def test_the_close_button_gives_focus_back_too(page: Page) -> None:
    """A reader goes on where they were."""
    page.locator("main p [data-metric=ontime]").press(" ")
    page.get_by_role("button", name="关闭").click()

    expect(page.locator("main p [data-metric=ontime]")).to_be_focused()


def test_findings_are_filtered_by_severity_answer_and_section(page: Page) -> None:
    """Each filter narrows what is shown, and the count is announced."""
    status = page.locator("[data-status=remarks]")
    shown = page.locator("main .remark:visible")

    expect(status).to_have_text("显示5项，共5项。")
    page.get_by_label("错误", exact=True).uncheck()
    expect(status).to_have_text("显示3项，共5项。")
    page.get_by_label("答复情况").select_option("未答复")
    expect(status).to_have_text("显示2项，共5项。")
    page.locator("[name=chapter]").select_option("二、下一年度主要安排")
    expect(status).to_have_text("显示1项，共5项。")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("C17")


def test_the_reader_steps_through_the_findings(page: Page) -> None:
    """Next and previous bring focus to the finding, round the end too."""
    page.get_by_role("button", name="上一项").click()
    expect(page.locator(".remark:focus")).to_contain_text("C17")
    page.get_by_role("button", name="下一项").click()
    expect(page.locator(".remark:focus")).to_contain_text("C01")
    page.get_by_role("button", name="下一项").click()
    expect(page.locator(".remark:focus")).to_contain_text("C16")


def test_the_metric_table_is_searched_and_sorted(page: Page) -> None:
    """Search narrows the rows; a column sorts both ways, rows without a value last."""
    names = page.locator("#metric-table tbody tr:visible th")
    year = page.get_by_role("button", name="2024年")

    year.click()
    expect(names).to_have_text(["按时办结率", "行政许可受理", "行政处罚"])
    year.click()
    expect(names).to_have_text(["行政许可受理", "按时办结率", "行政处罚"])
    expect(page.locator("th[aria-sort=descending]")).to_contain_text("2024年")
    page.get_by_label("查找", exact=True).fill("办结")
    expect(names).to_have_text(["按时办结率"])
    expect(page.locator("[data-status=metrics]")).to_have_text("显示1项，共3项。")


def test_code_and_inputs_stand_behind_a_switch(page: Page) -> None:
    """They are hidden until asked for."""
    sources = page.locator("#sources")

    expect(sources).to_be_hidden()
    page.get_by_label("显示代码和原始资料").check()
    expect(sources).to_be_visible()
    expect(sources).to_contain_text("params/2024/report.yaml")


def test_marks_of_new_text_are_switched_off(page: Page) -> None:
    """The switch takes the colour away, not the text."""
    mark = page.locator("mark.fresh").first

    expect(mark).to_have_css("background-color", "rgb(230, 241, 228)")
    page.get_by_label("标出上年没有的内容").uncheck()
    expect(mark).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    expect(mark).to_be_visible()


def test_findings_stand_beside_the_text_on_a_wide_screen(page: Page) -> None:
    """The remark begins at the height of its paragraph, to the right of it."""
    stretch = page.locator(".stretch", has_text="C16")
    text, remark = (
        stretch.locator(".first").bounding_box(),
        stretch.locator(".remarks").bounding_box(),
    )

    assert text is not None
    assert remark is not None
    assert remark["x"] >= text["x"] + text["width"]
    assert abs(remark["y"] - text["y"]) < 20


def test_a_phone_needs_no_horizontal_scrolling(page: Page) -> None:
    """Findings stand below the paragraph; the panel fits the screen and leaves the number free."""
    page.set_viewport_size(PHONE)
    page.reload()
    stretch = page.locator(".stretch", has_text="C16")
    text, remark = (
        stretch.locator(".first").bounding_box(),
        stretch.locator(".remarks").bounding_box(),
    )
    page.locator("main p [data-metric=lic]").click()
    panel = page.locator("#panel").bounding_box()
    number = page.locator("main p [data-metric=lic]").bounding_box()

    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert text is not None
    assert remark is not None
    assert panel is not None
    assert number is not None
    assert number["y"] + number["height"] <= panel["y"]
    assert remark["y"] >= text["y"] + text["height"]
    assert (panel["x"], panel["width"]) == (0, PHONE["width"])


def test_print_has_the_findings_and_no_tools(page: Page) -> None:
    """On paper are text, findings and metrics."""
    page.locator("main p [data-metric=lic]").click()
    page.emulate_media(media="print")
    hidden = [page.locator(part).first.is_visible() for part in ("#panel", ".tools", ".contents")]
    remarks = page.locator("main .remark:visible").count()
    page.emulate_media(media="screen")

    assert hidden == [False, False, False]
    assert remarks == 5


def test_nothing_serious_stands_in_the_way_of_assistive_technology(page: Page) -> None:
    """Axe finds nothing serious on the page, with everything shown and a panel open."""
    page.get_by_label("显示代码和原始资料").check()

    assert grave(page) == []
    page.locator("main p [data-metric=lic]").click()
    assert grave(page) == []


def test_the_page_asks_the_network_for_nothing_and_complains_of_nothing(opened: Opened) -> None:
    """All that was ever requested is the file itself; the console is empty."""
    opened.page.reload()
    opened.page.locator("main p [data-metric=lic]").click()

    assert {url for url in opened.asked if not url.startswith("data:")} == {opened.address}
    assert opened.said == []
