"""A year of the second period: ten areas, its own arrangement, and the year before beside it."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from lawgov_lib.publishing.publication import publish
from tests.readback import bookmarks, pdf_rows, pdf_text, squeezed
from tests.yearfolder import YearFolder, report_of

if TYPE_CHECKING:
    from pathlib import Path

SECTIONS = [
    "thought",
    "functions",
    "institutions",
    "decisions",
    "enforcement",
    "emergency",
    "disputes",
    "oversight",
    "leadership",
    "shortcomings",
    "responsibility",
    "plans",
    "other",
]
"""Sections with prose; study and training are told by their register alone."""
HEADINGS = [
    "一、法治政府建设的主要举措和成效",
    "（一）深入学习贯彻习近平法治思想，努力实现法治政府建设全面突破",
    "（二）健全政府机构职能体系，推动更好发挥政府作用",
    "（三）健全依法行政制度体系，加快推进政府治理规范化程序化法治化",
    "（四）健全行政决策制度体系，不断提升行政决策公信力和执行力",
    "（五）健全行政执法工作体系，全面推进严格规范公正文明执法",
    "（六）健全突发事件应对体系，依法预防处置重大突发事件",
    "（七）行政复议和矛盾化解",
    "（八）健全行政权力制约和监督体系，促进行政权力规范透明运行",
    "（九）加强党的领导，完善法治政府建设推进机制",
    "二、法治政府建设存在的不足和原因",
    "三、下一年度法治政府建设的主要安排",
    "四、其他需要报告的情况",
]
ARRANGED = """\
addressee: 市人民政府
headings: {disputes: 行政复议和矛盾化解}
arrange:
  fold: {responsibility: leadership}
  drop: [digital]
unconfirmed: [addressee]
"""


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish 2022 beside a published 2021."""
    folder = YearFolder(tmp_path_factory.mktemp("period") / "params", 2022)
    folder.write("report.yaml", report_of(2022).partition("signed_on")[0] + ARRANGED)
    for key in SECTIONS:
        folder.write(f"text/{key}.md", f"本节{key}已述。")
    folder.write("text/disputes.md", "行政复议案件{{ rec }}，{{ rec | 同比 }}。")
    folder.register("laws", "某法,法律", "某条例,行政法规")
    folder.figure("rec", "数值", value="31")
    folder.of(2021).publish("rec,数值,25,件", "laws,数值,3,部")
    return publish(folder.params.parent, 2022)


def test_page_has_the_years_headings(outputs: Path) -> None:
    """Contents and headings are the period's, as this year words and arranges them."""
    page = BeautifulSoup((outputs / "report.html").read_text(encoding="utf-8"), "lxml")
    assert page.main is not None

    headings = [squeezed(tag.get_text()) for tag in page.main.select("h2, h3")]
    contents = [squeezed(tag.get_text()) for tag in page.select("nav a")]

    assert headings[: len(HEADINGS)] == HEADINGS
    assert contents[: len(HEADINGS)] == HEADINGS


def test_folded_text_follows_its_host(outputs: Path) -> None:
    """Leadership comes first under its heading, then study, then what is folded in."""
    page = BeautifulSoup((outputs / "report.html").read_text(encoding="utf-8"), "lxml")
    assert page.main is not None
    text = squeezed(page.main.get_text())

    places = [
        text.index(words)
        for words in (
            HEADINGS[9],
            "本节leadership已述。",
            "组织学习《某法》《某条例》",
            "本节responsibility已述。",
            HEADINGS[10],
        )
    ]

    assert places == sorted(places)


def test_pdf_has_the_years_headings(outputs: Path) -> None:
    """The bookmarks of the PDF are the same headings."""
    titles = [squeezed(title) for title in bookmarks(outputs / "report.pdf")]

    assert titles[: len(HEADINGS)] == HEADINGS


def test_draft_says_that_it_is_one(outputs: Path) -> None:
    """What is not confirmed is said first, and the day of signing is open."""
    text = pdf_text(outputs / "report.pdf")

    assert "本稿尚有1处内容待确认，不得作为定稿。" in text
    assert "签发日期待定" in text


def test_year_before_stands_beside_this_year(outputs: Path) -> None:
    """Text, annex and data tell what was published the year before."""
    with (outputs / "metrics.csv").open(encoding="utf-8-sig") as file:
        rows = {row["编号"]: row for row in csv.DictReader(file)}

    assert "行政复议案件31件，比上年增长24%。" in pdf_text(outputs / "report.pdf")
    assert any("行政复议案件31件25件" in row for row in pdf_rows(outputs / "report.pdf"))
    assert (rows["laws"]["数值"], rows["laws"]["上年数值"]) == ("2", "3")
    assert rows["laws"]["上年出处"] == "outputs/2021/metrics.csv:3"
