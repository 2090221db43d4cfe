"""The page for reviewers in a real browser: mouse, keyboard, phone, screen reader, no network."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from lawgov_lib.exporters.recordreader import assemble
from lawgov_lib.exporters.reviewpage import render_review
from lawgov_lib.inputs.answersfile import Answers
from lawgov_lib.inputs.yamlfile import read_yaml
from tests.reviewed import REVIEW, record

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

    from tests.browser.conftest import Opened

PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}


def violations(page: Page) -> list[str]:
    """Return what axe finds."""
    return [
        f"{violation['id']}: {node['html']}"
        for violation in Axe().run(page).response["violations"]
        for node in violation["nodes"]
    ]


def replaced(page: Page, html: str) -> bool:
    """Put a newer page in the place of the one shown; tell whether the page did so."""
    done: bool = page.evaluate(
        "text => !dispatchEvent(new CustomEvent('lawgov:replace', {cancelable: true,"
        " detail: {page: new DOMParser().parseFromString(text, 'text/html')}}))",
        html,
    )
    return done


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
    page.locator("#report").focus()
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


def test_findings_are_filtered_by_severity_answer_section_and_code(page: Page) -> None:
    """Each filter narrows list and text alike, and the count is announced."""
    status = page.locator("[data-status=remarks]")
    shown = page.locator("main .remark:visible")
    listed = page.locator("#findings li:visible")

    expect(page.get_by_role("tab", name="检查发现 5")).to_be_visible()
    expect(status).to_have_text("显示5项，共5项。")
    page.get_by_label("错误", exact=True).uncheck()
    expect(status).to_have_text("显示3项，共5项。")
    page.locator("[name=answered]").select_option("未答复")
    expect(status).to_have_text("显示2项，共5项。")
    page.locator("[name=chapter]").select_option("plans")
    expect(status).to_have_text("显示1项，共5项。")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("C17")
    expect(listed).to_have_count(1)
    page.locator("[name=chapter]").select_option("")
    page.locator("[name=code]").select_option("C09")
    expect(listed).to_have_text(re.compile("C09 同比"))


def test_the_reader_steps_through_the_findings(page: Page) -> None:
    """Next and previous bring focus to the finding, round the end too, and say which it is."""
    place = page.locator("#place")

    page.get_by_role("button", name="上一项").click()
    expect(page.locator(".remark:focus")).to_contain_text("C17")
    expect(place).to_have_text("5/5")
    page.get_by_role("button", name="下一项").click()
    expect(page.locator(".remark:focus")).to_contain_text("C01")
    page.keyboard.press("n")
    expect(page.locator(".remark:focus")).to_contain_text("C16")
    expect(place).to_have_text("2/5")
    expect(page.locator("#findings [aria-current]")).to_contain_text("C16")


def test_the_place_in_the_list_is_kept_while_it_is_filtered(page: Page) -> None:
    """From a finding that is hidden now, the step leads to the next one in the text."""
    page.locator("#findings a", has_text="C16").click()
    expect(page.locator("#place")).to_have_text("2/5")
    page.get_by_label("警告", exact=True).uncheck()
    expect(page.locator("#place")).to_have_text("2/3")
    page.get_by_label("错误", exact=True).uncheck()
    page.get_by_label("警告", exact=True).check()
    expect(page.locator("#place")).to_have_text("–/3")
    page.get_by_role("button", name="下一项").click()

    expect(page.locator(".remark:focus")).to_contain_text("C09")
    expect(page.locator("#place")).to_have_text("1/3")


def test_arrows_go_through_the_list_and_the_tabs(page: Page) -> None:
    """The list is used without a mouse."""
    page.get_by_role("tab", name="检查发现").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("tab", name="目录")).to_be_focused()
    expect(page.locator("nav.contents")).to_be_visible()
    page.keyboard.press("ArrowRight")
    page.locator("#findings a").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#findings a:focus")).to_contain_text("C16")
    page.keyboard.press("Enter")

    expect(page.locator(".remark:focus")).to_contain_text("C16")


def test_an_answer_is_copied_as_an_entry_of_the_file(page: Page, tmp_path: Path) -> None:
    """What is on the clipboard is read by the program as the answer to this finding."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="答复", exact=True).click()
    expect(page.get_by_label("理由")).to_be_focused()
    page.get_by_label("理由").fill("上级“平台”: 只反馈#比率\n第二行\\")
    page.get_by_label("答复人").fill("某某")
    page.get_by_label("日期").fill("2025-01-10")
    page.get_by_role("button", name="复制条目").click()
    expect(page.locator("#copied")).to_contain_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    page.keyboard.press("Escape")

    file = tmp_path / "answers.yaml"
    file.write_text(copied, encoding="utf-8")
    (answer,) = read_yaml(file, file.name, Answers).root
    assert (answer.code, answer.about, answer.mark) == ("C16", "ontime", "0a1b2c3d")
    assert answer.reason == "上级“平台”: 只反馈#比率\n第二行\\"
    assert (answer.name, str(answer.date)) == ("某某", "2025-01-10")
    expect(page.locator("[data-answer]:focus")).to_be_visible()


def test_a_page_that_writes_answers_itself_hears_of_them(page: Page) -> None:
    """Whoever cancels the event takes the answer over."""
    page.evaluate(
        "addEventListener('lawgov:answer', event => {"
        " event.preventDefault(); document.title = event.detail.mark + event.detail.reason; })"
    )
    page.get_by_role("button", name="答复", exact=True).click()
    page.get_by_label("理由").fill("已核实")
    page.get_by_label("答复人").fill("某某")
    page.get_by_role("button", name="复制条目").click()

    expect(page.locator("#answer")).to_be_hidden()
    assert page.title() == "0a1b2c3d已核实"


@pytest.mark.parametrize("cut", ["#%", "#%E4%B8", "#nowhere", "#"])
def test_an_address_that_leads_nowhere_opens_the_text(opened: Opened, cut: str) -> None:
    """Also where it was cut in the middle of a letter."""
    said = len(opened.said)
    opened.page.goto("about:blank")
    opened.page.goto(f"{opened.address}{cut}")

    expect(opened.page.locator("#text")).to_be_visible()
    assert opened.said[said:] == []


def test_the_way_back_leads_to_the_view_and_place_that_were_left(page: Page) -> None:
    """From the tools and from a link within the page alike; forward leads on again."""
    page.evaluate("scrollTo(0, 300)")
    follow = "link => link.click()"
    page.locator(".views").get_by_role("link", name="指标", exact=True).evaluate(follow)
    expect(page.locator("#metrics")).to_be_visible()
    page.locator(".views").get_by_role("link", name="代码和资料").evaluate(follow)
    expect(page.locator("#sources")).to_be_visible()

    page.go_back()
    expect(page.locator("#metrics")).to_be_visible()
    page.go_back()
    expect(page.locator("#text")).to_be_visible()
    assert page.evaluate("scrollY") == 300
    page.go_forward()
    expect(page.locator("#metrics")).to_be_visible()
    page.go_back()
    page.locator(".masthead a[href='#metrics']").evaluate(follow)
    expect(page.locator("#metrics")).to_be_visible()
    page.go_back()
    expect(page.locator("#text")).to_be_visible()


def test_a_reload_finds_the_reader_where_they_were(page: Page) -> None:
    """View, filter, place in the list, switches and scroll are kept."""
    page.locator("#findings a", has_text="C16").click()
    page.get_by_label("提示", exact=True).uncheck()
    page.get_by_role("button", name="标出与上年的不同").click()
    page.get_by_role("link", name="正文", exact=True).click()
    page.evaluate(
        "new Promise(done => { history.replaceState(null, ''); scrollTo(0, 300);"
        " const look = () => history.state ? done() : requestAnimationFrame(look); look(); })"
    )
    page.reload()

    expect(page.locator("#place")).to_have_text("2/4")
    expect(page.get_by_label("提示", exact=True)).not_to_be_checked()
    expect(page.locator("#differing")).to_have_attribute("aria-pressed", "true")
    assert abs(page.evaluate("document.fonts.ready.then(() => scrollY)") - 300) < 2


def test_a_newer_page_takes_the_place_of_the_old_one(opened: Opened, page: Page) -> None:
    """Scroll, place, filter, panel and focus stay; the text, the findings and the cards are new."""
    page.get_by_label("提示", exact=True).uncheck()
    page.locator("#findings a", has_text="C09").click()
    page.locator("main p [data-metric=lic]").click()
    before = page.locator("main p [data-metric=lic]").bounding_box()
    html = Path(opened.address.removeprefix("file://")).read_text(encoding="utf-8")
    newer = (
        html.replace("现将有关情况报告如下。", "现将有关情况报告如下。" * 60)
        .replace("继续规范审批流程。", "精简审批流程。")
        .replace('<p class="value">146件</p>', '<p class="value">147件</p>')
    )
    assert replaced(page, newer)
    after = page.locator("main p [data-metric=lic]").bounding_box()

    assert before is not None
    assert after is not None
    assert abs(before["y"] - after["y"]) < 2
    expect(page.locator("main")).to_contain_text("精简审批流程。")
    expect(page.locator("#panel .value")).to_have_text("147件")
    expect(page.locator("#place")).to_have_text("3/4")
    expect(page.locator("main p [data-metric=lic]")).to_have_attribute("aria-expanded", "true")
    page.get_by_role("button", name="关闭").click()
    expect(page.locator("main p [data-metric=lic]")).to_be_focused()


def test_findings_that_come_with_a_newer_page_are_shown(page: Page) -> None:
    """A page without any finding has no filter; those that come then are not hidden."""
    clean = REVIEW.model_copy(update={"remarks": (), "differences": (), "against": 0})
    pages = [record(clean), record()]
    for nb in pages:
        assert replaced(page, render_review(assemble(nb), nb))

    expect(page.locator("main .remark:visible")).to_have_count(5)
    expect(page.locator("[data-change]:not([hidden])")).to_have_count(4)


def test_the_next_finding_is_the_one_behind_that_which_went(page: Page) -> None:
    """Also where others came before it while it was looked at."""
    ids = page.locator("main .remark").evaluate_all("all => all.map(each => each.id)")
    current = "each => document.querySelector('.remark.current').id"

    def without(*gone: int) -> str:
        full = BeautifulSoup(render_review(assemble(record()), record()), "html.parser")
        for at in gone:
            full.select_one(f'[id="{ids[at]}"]').decompose()  # type: ignore[union-attr]
            full.select_one(f'#findings li:has(> a[href="#{ids[at]}"])').decompose()  # type: ignore[union-attr]
        return str(full)

    assert replaced(page, without(0))
    page.get_by_role("button", name="下一项").click()
    page.get_by_role("button", name="下一项").click()
    assert page.evaluate(current) == ids[2]
    assert replaced(page, without())
    assert replaced(page, without(2))
    page.get_by_role("button", name="下一项").click()

    assert page.evaluate(current) == ids[3]


def test_the_metric_table_is_searched_and_sorted(page: Page) -> None:
    """Search narrows the rows; a column sorts both ways, rows without a value last."""
    names = page.locator("#metric-table tbody tr:visible th")
    year = page.get_by_role("button", name="2024年")

    page.get_by_role("link", name="指标", exact=True).click()
    year.click()
    expect(names).to_have_text(["按时办结率", "行政许可受理", "行政处罚"])
    year.click()
    expect(names).to_have_text(["行政许可受理", "按时办结率", "行政处罚"])
    expect(page.locator("th[aria-sort=descending]")).to_contain_text("2024年")
    page.get_by_label("查找", exact=True).fill("办结")
    expect(names).to_have_text(["按时办结率"])
    expect(page.locator("[data-status=metrics]")).to_have_text("显示1项，共3项。")


def test_each_view_is_shown_alone_and_links_lead_into_another(page: Page) -> None:
    """Text, comparison, metrics and sources take turns; a chapter's link opens the text."""
    views = page.locator(".view:visible")

    expect(views).to_have_attribute("id", "text")
    page.get_by_role("link", name="代码和资料").click()
    expect(views).to_have_attribute("id", "sources")
    expect(views).to_contain_text("params/2024/report.yaml")
    page.get_by_role("link", name="与上年对照").click()
    expect(views).to_have_attribute("id", "changes")
    expect(page.get_by_role("link", name="与上年对照")).to_have_attribute("aria-current", "true")
    page.get_by_label("删去 2句").uncheck()
    expect(page.locator("#changes li:visible")).to_have_count(2)
    page.locator("#changes").get_by_role("link", name="二、下一年度主要安排").click()
    expect(views).to_have_attribute("id", "text")
    expect(page.locator("#plans")).to_be_in_viewport()


def test_differences_to_last_year_are_shown_on_request(page: Page) -> None:
    """At first the text is read as it is; the switch marks its new words and shows the old ones."""
    mark, dropped = page.locator("mark.fresh").first, page.locator("#text del")

    expect(mark).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    expect(dropped).to_be_hidden()
    page.get_by_role("button", name="标出与上年的不同").click()
    expect(mark).to_have_css("background-color", "rgb(217, 236, 213)")
    expect(dropped).to_be_visible()


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
    hidden = [page.locator(part).first.is_visible() for part in ("#panel", ".toolbar", "#finder")]
    remarks = page.locator("main .remark:visible").count()
    page.emulate_media(media="screen")

    assert hidden == [False, False, False]
    assert remarks == 5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_nothing_stands_in_the_way_of_assistive_technology(
    page: Page, size: ViewportSize, theme: Literal["light", "dark"]
) -> None:
    """Axe finds nothing in any view, light or dark, with differences and a panel shown."""
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=theme)
    found = violations(page)
    for view in ("正文", "与上年对照", "指标", "代码和资料"):
        page.get_by_role("link", name=view, exact=True).click()
        found += violations(page)
    page.get_by_role("link", name="正文", exact=True).click()
    page.get_by_role("button", name="标出与上年的不同").click()
    page.get_by_role("button", name="下一项").click()
    page.locator("main p [data-metric=lic]").click()
    found += violations(page)
    page.locator("#panel-close").click()
    if size == PHONE:
        page.get_by_role("button", name="目录和发现").click()
        found += violations(page)
        page.keyboard.press("Escape")
    page.get_by_role("button", name="答复", exact=True).click()
    found += violations(page)
    page.emulate_media(color_scheme="light")

    assert found == []


def test_dark_colours_follow_the_system_or_the_reader(page: Page) -> None:
    """The switch outlasts a reload."""
    body = page.locator("body")
    switch = page.get_by_role("button", name="深色")

    page.emulate_media(color_scheme="dark")
    expect(body).to_have_css("background-color", "rgb(25, 24, 23)")
    expect(switch).to_have_attribute("aria-pressed", "true")
    switch.click()
    page.reload()
    expect(body).to_have_css("background-color", "rgb(255, 255, 255)")
    page.evaluate("localStorage.clear()")
    page.emulate_media(color_scheme="light")


def test_nothing_is_hidden_behind_the_panel(page: Page) -> None:
    """The page makes room for it, and the number stays where it was."""
    number = page.locator("main p [data-metric=lic]")
    number.scroll_into_view_if_needed()
    before = number.bounding_box()
    number.click()
    panel, after = page.locator("#panel").bounding_box(), number.bounding_box()
    right = page.evaluate(
        "Math.max(...[...document.querySelectorAll('.toolbar, main, .remark, footer, .masthead')]"
        ".map(each => each.getBoundingClientRect().right))"
    )

    assert panel is not None
    assert before is not None
    assert after is not None
    assert right <= panel["x"]
    assert abs(before["y"] - after["y"]) < 2


def test_tools_contents_and_heads_of_tables_stay_in_sight(page: Page) -> None:
    """The page scrolls under its tools, a table under its heads and beside its first column."""
    page.set_viewport_size({"width": 1280, "height": 320})
    page.evaluate("scrollTo(0, 600)")
    tools = page.locator(".toolbar").bounding_box()
    list_ = page.locator("#finder").bounding_box()
    page.get_by_role("link", name="指标", exact=True).click()
    page.set_viewport_size({"width": 390, "height": 320})
    page.locator("#metrics .scroll").evaluate("box => box.scrollTo(120, 60)")
    box = page.locator("#metrics .scroll").bounding_box()
    head = page.locator("#metric-table thead").bounding_box()
    first = page.locator("#metric-table tbody th").last.bounding_box()

    assert tools is not None
    assert list_ is not None
    assert box is not None
    assert head is not None
    assert first is not None
    assert tools["y"] == 0
    assert abs(list_["y"] - tools["height"]) < 2
    assert abs(head["y"] - box["y"]) < 3
    assert abs(first["x"] - box["x"]) < 3


def test_the_contents_follow_the_text(page: Page) -> None:
    """The chapter that is read is marked."""
    page.set_viewport_size({"width": 1280, "height": 320})
    page.get_by_role("tab", name="目录").click()
    page.get_by_role("link", name="（二）严格规范公正文明执法").click()

    expect(page.locator(".contents [aria-current]")).to_contain_text("（二）严格规范公正文明执法")
    page.evaluate("scrollTo(0, 0)")
    expect(page.locator(".contents [aria-current]")).to_contain_text("全文")


def test_contents_and_findings_open_over_the_text_on_a_phone(page: Page) -> None:
    """They are below the tools, and make way for what is chosen."""
    page.set_viewport_size(PHONE)
    finder = page.locator("#finder")

    expect(finder).to_be_hidden()
    page.get_by_role("button", name="目录和发现").click()
    expect(page.get_by_role("tab", name="检查发现")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="目录和发现")).to_be_focused()
    page.keyboard.press("Enter")
    page.locator("#findings a", has_text="C16").click()
    expect(finder).to_be_hidden()
    expect(page.locator(".remark:focus")).to_contain_text("C16")


def test_the_page_asks_the_network_for_nothing_and_complains_of_nothing(opened: Opened) -> None:
    """All that was ever requested is the file itself; the console is empty."""
    opened.page.reload()
    opened.page.locator("main p [data-metric=lic]").click()

    assert {url for url in opened.asked if not url.startswith("data:")} == {opened.address}
    assert opened.said == []
