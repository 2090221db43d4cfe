"""The page for reviewers, read back: text, remarks, cards, metric table; safe and repeatable."""

from __future__ import annotations

import base64
import re
from hashlib import sha256
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup, Tag
from nbconvert.exporters import get_exporter

from lawgov_lib.document.dossier import Difference, Part, Point
from lawgov_lib.document.tree import Item, Listing, Run, fingerprint
from lawgov_lib.exporters.plugins import ReviewExporter
from lawgov_lib.exporters.recordreader import assemble
from lawgov_lib.exporters.reviewpage import render_review
from lawgov_lib.exporters.yearchart import year_chart
from tests.reviewed import AGENCY, CARDS, DIFFERENCES, HOSTILE, REMARKS, REVIEW, record


@pytest.fixture(scope="module")
def page() -> str:
    """Return the page of the small report."""
    nb = record()
    return render_review(assemble(nb), nb)


@pytest.fixture(scope="module")
def soup(page: str) -> BeautifulSoup:
    """Return that page, parsed; the text of a template would not count as text."""
    return BeautifulSoup(re.sub("(</?)template", r"\1div", page), "html.parser")


def one(soup: BeautifulSoup | Tag, selector: str) -> Tag:
    """Return the one element that fits."""
    (found,) = soup.select(selector)
    return found


def test_header_names_agency_year_and_counts(soup: BeautifulSoup) -> None:
    """A reviewer sees first whose report it is and how much is open."""
    header = one(soup, ".headline").get_text(" ", strip=True)

    assert AGENCY in header
    assert "2024年度" in header
    assert "错误 2项 警告 1项 提示 1项 已答复 1项 指标 3项" in header


def test_a_remark_stands_beside_its_paragraph(soup: BeautifulSoup) -> None:
    """The paragraph is counted behind the headings; the text after it follows without remarks."""
    stretch = one(soup, ".stretch:-soup-contains('0a1b2c3d')")

    assert one(stretch, ".first").get_text().startswith("受理行政许可146件")
    assert [head.get_text()[:3] for head in stretch.select(".remark strong")] == ["C16", "C09"]
    assert "继续规范审批流程" in one(stretch, ".rest").get_text()


def test_a_remark_on_a_section_stands_where_its_text_begins(soup: BeautifulSoup) -> None:
    """It stands beside the first paragraph and says how it was answered."""
    stretch = one(soup, ".stretch:-soup-contains('本节没有数量')")
    remark = one(stretch, ".remark")

    assert one(stretch, ".first").get_text() == "行政处罚未提供"
    assert remark["data-answered"] == "yes"
    assert "本年没有检查任务" in remark.get_text()


def test_every_remark_is_shown_once(soup: BeautifulSoup) -> None:
    """None is lost, wherever it belongs."""
    shown = [remark.get_text(strip=True)[2:5] for remark in soup.select("main .remark")]

    assert sorted(shown) == sorted(remark.code for remark in REMARKS)


def test_a_remark_without_a_known_place_is_kept() -> None:
    """A section that the report lacks leaves it to the whole report, a wrong block to the last."""
    lost = REMARKS[4].model_copy(update={"section": "nowhere"})
    far = REMARKS[2].model_copy(update={"paragraph": 99})
    nb = record(REVIEW.model_copy(update={"remarks": (lost, far)}))
    soup = BeautifulSoup(render_review(assemble(nb), nb), "html.parser")

    assert "C17" in one(soup, ".general").get_text()
    assert one(soup, ".stretch:-soup-contains('C09') .first").get_text().startswith("继续规范")


def test_the_contents_tell_the_worst_state_of_each_section(soup: BeautifulSoup) -> None:
    """States are words; a part answers for its sections too."""
    states = [
        (link.get_text(" ", strip=True), one(link, ".state").get_text())
        for link in soup.select("nav a:has(.state)")
    ]

    assert [state for _, state in states] == [
        "错误 1",
        "错误 1",
        "错误 1",
        "已答复 1",
        "提示 1",
        "无发现",
    ]
    assert states[3][0].startswith("（二）严格规范公正文明执法")


def test_new_words_are_marked_across_numbers(soup: BeautifulSoup) -> None:
    """They are marked inside and outside the number, and nothing else is."""
    marks = soup.select("mark.fresh")

    assert "".join(mark.get_text() for mark in marks) == "98%，有所下降应当严格落实各项制度。"
    assert one(soup, "main p [data-metric=ontime]").get_text() == "98%"


def test_words_no_longer_said_stand_before_those_said_now(soup: BeautifulSoup) -> None:
    """They are no part of the number that took their place."""
    dropped = one(soup, "#text del")

    assert dropped.get_text() == "100%，保持稳定"
    assert dropped.find_parent("span") is None
    assert str(dropped.next_sibling).startswith('<span data-metric="ontime">')


def test_a_difference_that_does_not_fit_the_text_is_not_marked() -> None:
    """Words are marked where they stand to the letter, or not at all; the view has them still."""
    astray = DIFFERENCES[0].model_copy(update={"start": 10})
    nb = record(REVIEW.model_copy(update={"differences": (astray,)}))
    soup = BeautifulSoup(render_review(assemble(nb), nb), "html.parser")

    assert soup.select("mark.fresh, #text del") == []
    assert one(soup, "#changes ins").get_text() == "98%，有所下降"


def test_words_are_marked_in_the_item_that_has_them() -> None:
    """Of two items with the same words the one that changed is marked, in a list in one too."""
    inner = Item(runs=(Run(text="上年没有的话。"),))
    outer = Item(runs=(Run(text="上年没有的话。", note=(Run(text="脚注。"),)),), items=(inner,))
    found = (
        Difference(
            section="plans", paragraph=0, item=2, parts=(Part(text="上年没有的话。", only="now"),)
        ),
    )
    document = assemble(record(REVIEW.model_copy(update={"differences": found})))
    sections = tuple(
        section.model_copy(update={"blocks": (section.blocks[0], Listing(items=(outer,)))})
        if section.key == "plans"
        else section
        for section in document.sections
    )
    page = render_review(document.model_copy(update={"sections": sections}))
    soup = BeautifulSoup(page, "html.parser")

    assert len(one(soup, "#text mark").find_parents("li")) == 2


def test_what_is_new_changed_and_dropped_has_a_view(soup: BeautifulSoup) -> None:
    """By chapter in the order of the text; what no chapter has any more stands last."""
    view = one(soup, "#changes")

    assert [
        (group.h2.get_text(), [item.get_text("", strip=True) for item in group.select("li")])
        for group in view.select(".group")
        if group.h2
    ] == [
        ("（一）全面履行政府职能", ["改写按时办结率100%，保持稳定98%，有所下降。"]),
        ("二、下一年度主要安排", ["新增应当严格落实各项制度。", "删去举办培训2期。"]),
        ("本年没有的章节", ["删去用好专项资金。"]),
    ]
    assert "新增 1句 改写 1句 删去 2句" in one(view, ".tools").get_text(" ", strip=True)


def test_metrics_that_began_or_ended_are_listed() -> None:
    """A value where there was none, and none where there was one."""
    began = CARDS[0].model_copy(update={"series": CARDS[0].series[2:]})
    gap = (Point(year=2023, value="4", said="4宗"), Point(year=2024, value="", said="未提供"))
    ended = CARDS[2].model_copy(update={"series": gap, "previous": "4宗"})
    nb = record(REVIEW.model_copy(update={"cards": (began, CARDS[1], ended)}))
    view = one(BeautifulSoup(render_review(assemble(nb), nb), "html.parser"), "#changes")

    assert [item.get_text() for item in view.select("h2 + ul > li:has([data-metric])")] == [
        "行政许可受理：146件，上年126件",
        "行政处罚：未提供，上年4宗",
    ]


def test_without_a_last_year_nothing_is_compared() -> None:
    """There is no view of it, and no switch."""
    nb = record(REVIEW.model_copy(update={"differences": (), "against": 0}))
    soup = BeautifulSoup(render_review(assemble(nb), nb), "html.parser")

    assert soup.select("#changes") == []
    assert one(soup, "#differing").has_attr("hidden")


def test_every_finding_is_listed_once_and_leads_to_its_remark(soup: BeautifulSoup) -> None:
    """The list has the order of the text, and no two remarks share an anchor."""
    listed = [str(link["href"]).removeprefix("#") for link in soup.select("#findings li a")]

    assert listed == [remark["id"] for remark in soup.select("main .remark")]
    assert len(set(listed)) == len(REMARKS)


def test_findings_that_say_the_same_have_anchors_of_their_own() -> None:
    """A mark alone does not tell two apart."""
    nb = record(REVIEW.model_copy(update={"remarks": (REMARKS[1], REMARKS[1])}))
    soup = BeautifulSoup(render_review(assemble(nb), nb), "html.parser")

    assert [remark["id"] for remark in soup.select("main .remark")] == [
        "finding-0a1b2c3d",
        "finding-0a1b2c3d-2",
    ]


def test_an_answer_is_offered_only_where_it_closes_a_finding(soup: BeautifulSoup) -> None:
    """Of an error that has to be corrected the page says so."""
    answerable = one(soup, ".remark[data-code=C16]")
    error = one(soup, ".remark[data-code=C09]")

    assert (answerable["data-about"], answerable["data-mark"]) == ("ontime", "0a1b2c3d")
    assert len(soup.select("[data-answer]")) == 1
    assert "不能以答复代替" in error.get_text()


def test_rows_that_several_numbers_come_from_are_there_once(soup: BeautifulSoup) -> None:
    """The metric and the cited cell show the same rows of the register."""
    places = [place["data-rows"] for place in soup.select("[data-card] [data-rows]")]

    assert places == ["0", "0"]
    assert len(soup.select("[data-evidence]")) == 1


def test_a_card_says_all_that_is_known_of_a_metric(soup: BeautifulSoup) -> None:
    """Value, state, formula, base, limit, last year, findings, rows with file and line, chart."""
    ratio = one(soup, "[data-card='metric ontime']").get_text(" ", strip=True)
    count = one(soup, "[data-card='metric lic']")
    text = count.get_text(" ", strip=True)

    for said in (
        "98%",
        "数值",
        "按时办结件数÷办结件数",
        "分子 98",
        "分母 100",
        "不低于100%",
        "C16",
    ):
        assert said in ratio
    for said in (
        "2024年12月31日",
        "含延续",
        "上年 126件",
        "比上年增长15.9%",
    ):
        assert said in text
    rows = one(soup, f"[data-evidence='{one(count, '[data-rows]')['data-rows']}']")
    assert "licences.csv，共146行，列出前2行" in rows.get_text()
    assert [row.get_text(" ", strip=True) for row in rows.select(".scroll tbody tr")] == [
        "2 实验动物使用许可 2024-03-01",
        "3 外国人来华工作许可 2024-05-06",
    ]
    assert one(count, "svg")["aria-label"] == "行政许可受理：2022年90件，2023年126件，2024年146件。"
    assert [row.get_text(" ", strip=True) for row in count.select("details tbody tr")] == [
        "2022年 90件",
        "2023年 126件",
        "2024年 146件",
    ]


def test_the_metric_table_has_the_years_known(soup: BeautifulSoup) -> None:
    """One column a year, the change last; what orders a column is the plain value."""
    table = one(soup, "#metric-table")
    first = table.select("tbody tr")[0]

    assert [head.get_text() for head in table.select("thead th")] == [
        "指标",
        "章节",
        "2022年",
        "2023年",
        "2024年",
        "比上年",
    ]
    assert [cell["data-order"] for cell in first.select("[data-order]")][:3] == ["90", "126", "146"]
    assert [cell.get_text() for cell in first.select(".number")][-1] == "比上年增长15.9%"
    assert float(str(first.select("[data-order]")[-1]["data-order"])) == pytest.approx(20 / 126)


def test_code_and_inputs_have_a_view(soup: BeautifulSoup) -> None:
    """What the report was made from can be read beside it."""
    sources = one(soup, "#sources")

    assert 'report.section("functions")' in sources.get_text()
    assert HOSTILE in sources.get_text()


def test_input_never_becomes_markup(page: str, soup: BeautifulSoup) -> None:
    """Whatever inputs say is text, and the one script is ours."""
    script = one(soup, "script")

    assert HOSTILE not in page
    assert HOSTILE in one(soup, "[data-card='metric pun']").get_text()
    assert "alert(" not in script.get_text()
    assert not [name for tag in soup.find_all() for name in tag.attrs if name.startswith("on")]


def test_the_policy_lets_the_pages_own_script_run_and_nothing_else(soup: BeautifulSoup) -> None:
    """The hash is that of the text between the tags."""
    policy = str(one(soup, "meta[http-equiv=Content-Security-Policy]")["content"])
    digest = base64.b64encode(sha256(one(soup, "script").get_text().encode()).digest()).decode()

    assert policy.startswith(f"default-src 'none'; script-src 'sha256-{digest}';")
    assert "connect-src" not in policy


def test_headings_go_down_one_level_at_a_time(soup: BeautifulSoup) -> None:
    """One title in every view, and no level is skipped in it, nor in a card."""
    levels = [int(tag.name[1]) for tag in soup.select("main :is(h1, h2, h3, h4)")]
    card = [int(tag.name[1]) for tag in soup.select("[data-card='metric lic'] :is(h2, h3, h4)")]

    for found in (levels, card):
        assert all(b - a <= 1 for a, b in pairwise(found))
    assert levels.count(1) == len(soup.select("main #text, main .view"))


def test_a_fictional_agency_is_named_as_such(soup: BeautifulSoup) -> None:
    """Above and below; and no search engine lists any review."""
    assert "虚构机关" in one(soup, ".masthead").get_text()
    assert "虚构机关" in one(soup, "footer").get_text()
    assert one(soup, "meta[name=robots]")["content"] == "noindex"


def test_a_reviewer_sees_which_content_is_to_be_signed(soup: BeautifulSoup) -> None:
    """The masthead says that it is a draft, and names its content, short and whole."""
    content = assemble(record()).content
    colophon = one(soup, ".masthead .colophon")

    assert one(soup, ".masthead .draft").get_text() == "草稿　未经签发，不得公开。"
    assert one(colophon, "summary").get_text() == f"草稿　内容指纹 {fingerprint(content)}"
    assert one(colophon, "code").get_text() == content


def test_a_record_without_review_says_so() -> None:
    """An older notebook still gives the text, and the page says what it lacks."""
    nb = record(None)
    text = BeautifulSoup(render_review(assemble(nb), nb), "html.parser").get_text()

    assert "笔记本没有提供审核材料" in text
    assert "受理行政许可146件" in text


def test_exporter_gives_the_same_bytes_each_time(page: str) -> None:
    """Nbconvert finds the exporter by its full name, and its page is that of the record."""
    exporter = get_exporter("lawgov-review")()
    written, resources = exporter.from_notebook_node(record())

    assert isinstance(exporter, ReviewExporter)
    assert written == page
    assert resources["output_extension"] == ".review.html"


def test_a_chart_keeps_zero_and_leaves_unknown_years_empty() -> None:
    """Bars grow from zero, also downwards; a year without a value has no bar."""
    series = (
        Point(year=2022, value="-5", said="-5"),
        Point(year=2023, value="", said="未提供"),
        Point(year=2024, value="10", said="10"),
    )
    soup = BeautifulSoup(year_chart("净增", series), "html.parser")
    heights = [float(str(bar["height"])) for bar in soup.select("rect")]

    assert heights[2] == pytest.approx(2 * heights[0])
    assert heights[1] == 0
    assert "2023年未提供" in str(one(soup, "svg")["aria-label"])


def test_one_year_alone_makes_no_chart() -> None:
    """Nothing can be compared."""
    assert year_chart("行政处罚", CARDS[2].series) == ""
    assert not re.search("<svg", year_chart("行政处罚", ()))
