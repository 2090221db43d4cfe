"""The preview in a real browser: saved files appear in the page, and its place stays."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect, sync_playwright

from tests.browser.conftest import QUIET, browser_path
from tests.places import PROJECT
from tests.previewing.test_server import Served, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENT = 120_000
"""How many milliseconds a busy machine may take to show a change."""


@pytest.fixture
def seen(tmp_path: Path) -> Iterator[tuple[Served, Page, list[str]]]:
    """Serve the fictional agency's last year, and open it; what goes wrong in the page is kept."""
    shutil.copytree(PROJECT / "tests" / "demo" / "params", tmp_path / "params")
    said: list[str] = []
    with (
        serving(tmp_path) as served,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=browser_path(), args=QUIET) as browser,
    ):
        served.state_after(0)
        page = browser.new_context().new_page()
        page.set_default_timeout(PATIENT)
        expect.set_options(timeout=PATIENT)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"http://127.0.0.1:{served.port}{served.path}")
        page.wait_for_selector("html[data-live=good]")
        yield served, page, said


def test_the_page_follows_what_is_saved(seen: tuple[Served, Page, list[str]]) -> None:
    """A text appears, a fault is told beside the last good text, its mending takes it away."""
    served, page, said = seen
    year = served.root / "params" / "2024"
    report = (year / "report.yaml").read_text(encoding="utf-8")
    page.evaluate("scrollTo(0, 3000)")

    (year / "text" / "other.md").write_text("另设咨询窗口。\n", encoding="utf-8")
    expect(page.get_by_text("另设咨询窗口").first).to_be_attached()
    place = page.evaluate("scrollY")
    (year / "report.yaml").write_text(report.replace("year: 2024", "year: x"), encoding="utf-8")
    expect(page.locator("#live-status")).to_contain_text("1项问题")
    expect(page.get_by_text("另设咨询窗口").first).to_be_attached()
    (year / "report.yaml").write_text(report, encoding="utf-8")
    expect(page.locator("#live-status")).to_have_text("与资料一致。")

    assert abs(place - 3000) < 200
    assert said == []


def test_of_many_saves_the_last_is_shown(seen: tuple[Served, Page, list[str]]) -> None:
    """Two hundred saves in a row end in the last text, in two tabs, and in no error."""
    served, page, said = seen
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_selector("html[data-live=good]")
    prose = served.root / "params" / "2024" / "text" / "other.md"

    for number in range(200):
        prose.write_text(f"另设{'一二三四五六七八九'[number % 9]}号窗口。\n", encoding="utf-8")
    prose.write_text("另设末号窗口。\n", encoding="utf-8")

    for each in (page, other):
        expect(each.get_by_text("另设末号窗口").first).to_be_attached()
        expect(each.locator("#live-status")).to_have_text("与资料一致。")
    assert said == []


def test_a_finding_is_answered_where_it_stands(seen: tuple[Served, Page, list[str]]) -> None:
    """The answer goes to the file with its day, the page shows it, and it can be taken back."""
    served, page, said = seen
    answers = served.root / "params" / "2024" / "answers.yaml"
    text = served.root / "params" / "2024" / "text" / "other.md"
    text.write_text("另设咨询窗口8个。\n", encoding="utf-8")

    page.locator("[data-answer]:visible").first.click()
    page.locator("#answer [name=reason]").fill("统计口径有调整。")
    page.locator("#answer [name=name]").fill("张某")
    page.locator("#answer [name=date]").fill("2025-01-15")
    write(page)

    expect(page.locator(".remark").get_by_text("统计口径有调整").first).to_be_attached()
    assert "2025-01-15" in answers.read_text(encoding="utf-8")
    expect(page.locator("#live-status")).to_have_text("与资料一致。")
    page.get_by_role("button", name="撤回params/2024/answers.yaml的改动").click()
    expect(page.locator(".remark").get_by_text("统计口径有调整")).to_have_count(0)
    assert not answers.exists()
    assert said == []


def test_the_page_follows_while_a_number_is_open(seen: tuple[Served, Page, list[str]]) -> None:
    """Its panel keeps nothing back, and stays open."""
    served, page, said = seen
    page.locator(".traced").first.click()

    (served.root / "params" / "2024" / "text" / "other.md").write_text("另设咨询窗口。\n", "utf-8")

    expect(page.get_by_text("另设咨询窗口").first).to_be_attached()
    expect(page.locator("#panel")).to_be_visible()
    assert said == []


def test_the_box_has_the_colours_of_the_page(seen: tuple[Served, Page, list[str]]) -> None:
    """Chosen dark, it is dark; on a phone the last line of the page can be seen beside it."""
    _, page, said = seen
    page.set_viewport_size({"width": 390, "height": 844})
    colour = "id => getComputedStyle(document.getElementById(id)).color"
    light = page.evaluate(colour, "live")
    page.locator("#dark").click()
    dark = page.evaluate(colour, "live")
    page.locator("footer").last.scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    foot, box = (
        page.evaluate("name => document.querySelector(name).getBoundingClientRect()", name)
        for name in ("footer", "#live")
    )

    assert light != dark
    assert foot["bottom"] <= box["top"]
    assert Axe().run(page).response["violations"] == []
    assert said == []


def test_a_box_below_hides_nothing_on_a_phone(seen: tuple[Served, Page, list[str]]) -> None:
    """It is a bar below the text, and the panel of a number and the list of findings end above."""
    _, page, _ = seen
    page.set_viewport_size({"width": 390, "height": 844})
    edges = "name => document.querySelector(name).getBoundingClientRect()"
    bar = page.evaluate(edges, "#live")
    page.locator(".traced").first.click()
    panel = page.evaluate(edges, "#panel")
    page.locator("#panel-close").click()
    page.locator("#finder-switch").click()
    finder = page.evaluate(edges, "#finder")

    assert (bar["left"], bar["right"], bar["bottom"]) == (0, 390, 844)
    assert panel["bottom"] <= bar["top"]
    assert finder["bottom"] <= bar["top"]


def test_a_long_list_of_findings_ends_above_the_box(seen: tuple[Served, Page, list[str]]) -> None:
    """On a desk the box stands below the list, and covers no line of it."""
    served, page, _ = seen
    page.set_viewport_size({"width": 1280, "height": 900})
    words = "".join(f"另设{word}窗口8个。\n\n" for word in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午")
    (served.root / "params" / "2024" / "text" / "other.md").write_text(words, encoding="utf-8")
    expect(page.get_by_text("另设午窗口").first).to_be_attached()
    page.locator("#findings-tab").click()
    page.evaluate("scrollTo(0, 3000)")
    edges = "name => document.querySelector(name).getBoundingClientRect()"
    finder, box = (page.evaluate(edges, name) for name in ("#finder", "#live"))

    assert page.locator("#finder").evaluate("each => each.scrollHeight > each.clientHeight")
    assert finder["bottom"] <= box["top"]


def test_a_year_that_begins_with_a_fault_says_so(tmp_path: Path) -> None:
    """Nothing is being made, and no file is offered, until it is mended."""
    shutil.copytree(PROJECT / "tests" / "demo" / "params", tmp_path / "params")
    report = tmp_path / "params" / "2024" / "report.yaml"
    sound = report.read_bytes()
    report.write_text("year: [\n", encoding="utf-8")
    with (
        serving(tmp_path) as served,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=browser_path(), args=QUIET) as browser,
    ):
        served.state_after(0)
        page = browser.new_page()
        page.set_default_timeout(PATIENT)
        page.goto(f"http://127.0.0.1:{served.port}{served.path}")
        page.wait_for_selector("html[data-live=wrong]")
        expect(page.locator("#report")).not_to_contain_text("正在生成")
        expect(page.get_by_role("link", name="PDF")).to_be_hidden()
        report.write_bytes(sound)
        page.wait_for_selector("html[data-live=good]")
        expect(page.get_by_role("link", name="PDF")).to_be_visible()
        expect(page.locator("#finder")).to_be_attached()


def test_items_are_confirmed_one_after_the_other_by_keyboard(
    seen: tuple[Served, Page, list[str]],
) -> None:
    """The next one has focus when one is confirmed; after the last, the way to take it back."""
    served, page, said = seen
    rules = served.root / "params" / "2024" / "registers" / "rules.csv"
    rows = "".join(f"组织领导,内部管理制度,{name},待确认\n" for name in "甲乙")
    rules.write_text("领域,类别,名称,确认\n" + rows, encoding="utf-8")
    page.locator("summary", has_text="待确认").click()
    first, second = (f"确认params/2024/registers/rules.csv:{line}" for line in (2, 3))

    page.get_by_role("button", name=first).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=first)).to_have_count(0)
    expect(page.get_by_role("button", name=second)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="撤回params/2024/registers/rules.csv")).to_be_focused()

    assert "待确认" not in rules.read_text(encoding="utf-8")
    assert said == []


def asked(served: Served, page: Page, reason: str = "统计口径有调整。") -> None:
    """Write a text with a number from nowhere, and type an answer to what is found."""
    text = served.root / "params" / "2024" / "text" / "other.md"
    text.write_text("另设咨询窗口8个。\n", encoding="utf-8")
    page.locator("[data-answer]:visible").first.click()
    page.locator("#answer [name=reason]").press_sequentially(reason)
    page.locator("#answer [name=name]").fill("张某")
    page.locator("#answer [name=date]").fill("2025-01-15")


def write(page: Page) -> None:
    """Ask for the answer that was typed to be written."""
    page.get_by_role("button", name="写入").click()


def test_an_answer_that_comes_too_late_is_kept(seen: tuple[Served, Page, list[str]]) -> None:
    """The finding is gone: the page below follows, nothing is written, what was typed stays."""
    served, page, said = seen
    asked(served, page)
    text = served.root / "params" / "2024" / "text" / "other.md"
    text.write_text("另设热线3条。\n", encoding="utf-8")
    expect(page.get_by_text("另设热线3条").first).to_be_attached()
    expect(page.locator("#refused")).to_contain_text("已经不在")
    expect(page.locator("#answer [name=name]")).to_have_value("张某")

    write(page)

    expect(page.locator("#refused")).to_contain_text("资料有变化")
    expect(page.locator("#answer [name=reason]")).to_have_value("统计口径有调整。")
    assert not (served.root / "params" / "2024" / "answers.yaml").exists()
    text.write_text("另设咨询窗口8个。\n", encoding="utf-8")
    expect(page.locator("#live-status")).to_have_text("与资料一致。")
    write(page)
    expect(page.locator("#answer")).to_be_hidden()
    expect(page.locator(".remark").get_by_text("统计口径有调整").first).to_be_attached()
    assert [each for each in said if "409" not in each] == []


def test_what_was_typed_is_offered_to_what_the_finding_says_now(
    seen: tuple[Served, Page, list[str]],
) -> None:
    """The words around the number change below the answer: it is to be looked at, then it goes."""
    served, page, _ = seen
    asked(served, page)
    text = served.root / "params" / "2024" / "text" / "other.md"

    text.write_text("另设便民窗口8个。\n", encoding="utf-8")
    expect(page.locator("#refused")).to_contain_text("请核对")
    expect(page.locator("#answered-finding")).to_contain_text("便民窗口")
    expect(page.locator("#answer [name=reason]")).to_have_value("统计口径有调整。")
    expect(page.locator("#answer [name=date]")).to_have_value("2025-01-15")
    write(page)

    expect(page.locator("#answer")).to_be_hidden()
    expect(page.locator(".remark").get_by_text("统计口径有调整").first).to_be_attached()


def test_what_is_refused_stays_typed_with_the_reason(
    seen: tuple[Served, Page, list[str]],
) -> None:
    """A character that no file may hold, then a broken file: each mended, the rest need not be."""
    served, page, _ = seen
    asked(served, page, "统计口径😀有调整。")
    report = served.root / "params" / "2024" / "report.yaml"
    sound = report.read_text(encoding="utf-8")

    write(page)
    expect(page.locator("#refused")).to_contain_text("E892")
    expect(page.locator("#refused")).to_contain_text("第5个字符处")
    expect(page.locator("#answer [name=reason]")).to_have_value("统计口径😀有调整。")
    page.locator("#answer [name=reason]").fill("统计口径有调整。")
    report.write_text("year: [\n", encoding="utf-8")
    expect(page.locator("html")).to_have_attribute("data-live", "wrong")
    write(page)
    expect(page.locator("#refused")).to_contain_text("资料中有问题")
    expect(page.locator("#answer [name=name]")).to_have_value("张某")
    report.write_text(sound, encoding="utf-8")
    expect(page.locator("html")).to_have_attribute("data-live", "good")
    write(page)

    expect(page.locator("#answer")).to_be_hidden()
    expect(page.locator(".remark").get_by_text("统计口径有调整").first).to_be_attached()


def test_what_is_typed_outlives_closing_reloading_and_a_lost_connection(
    seen: tuple[Served, Page, list[str]],
) -> None:
    """To the letter, and the cursor is where one types on."""
    served, page, _ = seen
    asked(served, page, "统计口径")
    reason = page.locator("#answer [name=reason]")
    page.keyboard.press("Escape")
    page.locator("[data-answer]:visible").first.click()
    expect(reason).to_have_value("统计口径")
    reason.press("End")
    reason.press_sequentially("有调整")

    page.reload()
    expect(reason).to_have_value("统计口径有调整")
    expect(reason).to_be_focused()
    expect(page.locator("#answer [name=date]")).to_have_value("2025-01-15")
    page.context.set_offline(offline=True)
    write(page)
    expect(page.locator("#refused")).to_contain_text("预览没有回答")
    reason.fill("统计口径有调整，已核对。")
    page.context.set_offline(offline=False)
    write(page)

    expect(page.locator("#answer")).to_be_hidden()
    expect(page.locator(".remark").get_by_text("已核对").first).to_be_attached()


def test_a_server_that_ends_is_told_and_takes_nothing_along(
    seen: tuple[Served, Page, list[str]],
) -> None:
    """What is typed stays in the page, with why it is not written."""
    served, page, _ = seen
    asked(served, page)

    served.process.terminate()
    served.process.wait()
    expect(page.locator("#live-status")).to_contain_text("重新连接")
    write(page)

    expect(page.locator("#refused")).to_contain_text("预览没有回答")
    expect(page.locator("#answer [name=reason]")).to_have_value("统计口径有调整。")


def test_too_long_a_reason_is_said_and_not_cut(seen: tuple[Served, Page, list[str]]) -> None:
    """A text pasted whole stays whole; it is not sent."""
    served, page, _ = seen
    asked(served, page)
    reason = page.locator("#answer [name=reason]")

    reason.fill("长" * 200_000)
    write(page)

    message = reason.evaluate("each => each.validationMessage")
    assert message == "理由最多5000字，现有200000字，请删减。"
    assert len(reason.input_value()) == 200_000


def test_a_folder_that_cannot_be_written_is_shown_for_reading(tmp_path: Path) -> None:
    """Why stands in the page; an answer is typed and copied as on a page from the disk."""
    shutil.copytree(PROJECT / "tests" / "demo" / "params", tmp_path / "params")
    year = tmp_path / "params" / "2024"
    (year / "text" / "other.md").write_text("另设咨询窗口8个。\n", encoding="utf-8")
    year.chmod(0o555)
    with (
        serving(tmp_path, as_bound=True) as served,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=browser_path(), args=QUIET) as browser,
    ):
        served.state_after(0)
        page = browser.new_context(permissions=["clipboard-read", "clipboard-write"]).new_page()
        page.goto(f"http://127.0.0.1:{served.port}{served.path}")
        page.wait_for_selector("html[data-live=good]", timeout=PATIENT)
        expect(page.locator("#live")).to_contain_text("params/2024不能写入")
        page.locator("[data-answer]:visible").first.click()
        page.locator("#answer [name=reason]").fill("统计口径有调整。")
        page.locator("#answer [name=name]").fill("张某")
        page.get_by_role("button", name="复制条目").click()
        expect(page.locator("#copied")).to_contain_text("已复制")
        assert "统计口径有调整。" in page.evaluate("navigator.clipboard.readText()")
    year.chmod(0o755)

    assert not (year / "answers.yaml").exists()


def test_a_page_opened_before_the_first_state_shows_it(tmp_path: Path) -> None:
    """It waits for the state, also where that comes between the page and its script."""
    shutil.copytree(PROJECT / "tests" / "demo" / "params", tmp_path / "params")
    with (
        serving(tmp_path) as served,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=browser_path(), args=QUIET) as browser,
    ):
        page = browser.new_page()
        address = f"http://127.0.0.1:{served.port}{served.path}"

        def late(route: Route) -> None:
            served.state_after(0)
            route.continue_()

        page.route("**/live.js", late)
        page.goto(address)

        page.wait_for_selector("html[data-live=good]", timeout=PATIENT)
        expect(page.locator("#finder")).to_be_attached()
