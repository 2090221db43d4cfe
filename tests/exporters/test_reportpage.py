"""The web page, read back: complete, in one file, accessible, safe, repeatable."""

from __future__ import annotations

import base64
import io
import os
import re
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import nbformat
import pytest
from bs4 import BeautifulSoup
from fontTools.ttLib import TTFont
from nbconvert.exporters import get_exporter

from lawgov_lib.document.tree import (
    DRAFT,
    FINAL,
    SECTION_MIME,
    Annex,
    Block,
    Column,
    Document,
    Figure,
    Heading,
    Listing,
    Meta,
    Paragraph,
    Run,
    Section,
    Signature,
    Table,
    Title,
    Verbatim,
    dump,
    fingerprint,
)
from lawgov_lib.exporters.plugins import HTMLExporter
from lawgov_lib.exporters.reportpage import render_html

if TYPE_CHECKING:
    from lawgov_lib.document.tree import Status

AGENCY = "示例市科学技术局"
REPORT_TITLE = f"{AGENCY}2020年度法治政府建设年度报告"
CHART = Figure(
    data='<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script>'
    '<path id="a"/><text>扫描</text></svg>',
    alt="2020年18件",
    caption="图1 行政许可",
)
BLOCKS: tuple[Block, ...] = (
    Title(lines=(AGENCY, "2020年度法治政府建设年度报告")),
    Paragraph(runs=(Run(text="市委、市人民政府："),), role="addressee"),
    Heading(level=1, number="一、", text="主要举措和成效", anchor="part-1"),
    Heading(level=2, number="（一）", text="依法全面履行政府职能", anchor="职能 1"),
    Paragraph(runs=(Run(text="办理行政许可"), Run(text="18", metric="lic_done"), Run(text="件。"))),
    Heading(level=3, number="1.", text="审批", anchor="functions-1"),
    Listing(items=((Run(text="公示"),), (Run(text="记录"),))),
    Heading(level=1, number="二、", text="不足和原因", anchor="part-2"),
    CHART,
    CHART,
    Figure(media="image/png", data="AAAA", alt="附图"),
    Verbatim(text="甲  乙"),
    Paragraph(runs=(Run(text="附件：1.指标表"),), role="attachments"),
    Signature(agency=AGENCY, date="2021年1月5日"),
    Annex(label="附件1", title="指标表", anchor="annex-1"),
    Table(columns=(Column(text="指标"),), rows=(((Run(text="行政许可"),),),)),
)


def document(
    *blocks: Block,
    title: str = REPORT_TITLE,
    fictional: bool = False,
    status: Status | None = FINAL,
) -> Document:
    """Make a document of these blocks."""
    meta = Meta(
        title=title,
        agency=AGENCY,
        year=2020,
        signed_on=date(2021, 1, 5),
        outline=("all",),
        fictional=fictional,
    )
    sections = (Section(key="all", order=(0,), blocks=blocks, meta=meta),)
    return Document(meta=meta, sections=sections, status=status)


@pytest.fixture(scope="module")
def page() -> str:
    """Return the page of a report with every kind of block."""
    return render_html(document(*BLOCKS))


@pytest.fixture(scope="module")
def soup(page: str) -> BeautifulSoup:
    """Return that page, parsed."""
    return BeautifulSoup(page, "html.parser")


def faces(page: str) -> dict[str, TTFont]:
    """Return the embedded faces by the names that the style sheet gives them."""
    rules = re.findall(r'@font-face\{font-family:"([^"]+)";src:url\("data:[^,]+,([^"]+)"', page)
    return {family: TTFont(io.BytesIO(base64.b64decode(data))) for family, data in rules}


def test_the_page_says_what_it_is(soup: BeautifulSoup) -> None:
    """Language, title and description are there for browsers, readers and search engines."""
    html, description = soup.html, soup.select_one("meta[name=description]")

    assert html is not None
    assert html["lang"] == "zh-CN"
    assert soup.title is not None
    assert soup.title.get_text() == REPORT_TITLE
    assert description is not None
    assert AGENCY in description["content"]
    assert soup.select_one("meta[name=viewport]") is not None


def test_headings_go_down_one_level_at_a_time(soup: BeautifulSoup) -> None:
    """One title, and no level of headings is skipped."""
    levels = [int(tag.name[1]) for tag in soup.select("h1, h2, h3, h4")]

    assert levels == [1, 2, 3, 4, 2, 2]


def test_the_contents_lead_to_every_part(soup: BeautifulSoup) -> None:
    """Parts, areas and annexes are listed with their numbers, and each link has its target."""
    links = soup.select("nav a")
    targets = [soup.find(id=unquote(str(link["href"])[1:])) for link in links]
    listed = [link.get_text() for link in links]

    assert listed == [
        "一、主要举措和成效",
        "（一）依法全面履行政府职能",
        "二、不足和原因",
        "附件1 指标表",
    ]
    assert [link.get_text() for link in soup.select("nav li li a")] == listed[1:2]
    assert [target and target.get_text() for target in targets] == listed
    assert all(re.fullmatch("#[a-zA-Z0-9%-]+", str(link["href"])) for link in links)


def test_the_page_has_its_landmarks_and_a_way_past_the_contents(soup: BeautifulSoup) -> None:
    """The first link of the page leads to the one main region; a footer closes the page."""
    first = soup.select("a")[0]

    assert [tag["id"] for tag in soup.select("main")] == [str(first["href"])[1:]]
    assert AGENCY in soup.select("footer")[0].get_text()


def test_ids_are_unique(soup: BeautifulSoup) -> None:
    """Two charts and the page itself share no id."""
    ids = [tag["id"] for tag in soup.select("[id]")]

    assert len(ids) == len(set(ids))


def test_numbers_keep_their_metric(soup: BeautifulSoup) -> None:
    """A published number can be followed to its metric."""
    assert [(tag["data-metric"], tag.get_text()) for tag in soup.select("[data-metric]")] == [
        ("lic_done", "18")
    ]


def test_the_page_asks_the_network_for_nothing(page: str, soup: BeautifulSoup) -> None:
    """No address leads outside the file, nothing runs, and the browser is told to refuse both."""
    policy = soup.select_one("meta[http-equiv=Content-Security-Policy]")
    addresses = [
        str(tag[name])
        for tag in soup.find_all()
        for name in ("src", "href", "srcset", "action", "data", "poster", "xlink:href")
        if name in tag.attrs
    ]
    addresses += re.findall(r"url\(\s*[\"']?([^\"')]+)", page)

    assert policy is not None
    assert "default-src 'none'" in policy["content"]
    assert "script-src" not in policy["content"]
    assert {address.split(",")[0] for address in addresses if not address.startswith("#")} == {
        "data:image/png;base64",
        "data:font/woff;base64",
    }
    assert "@import" not in page
    assert not soup.select("script, link, iframe, object, embed, base, meta[http-equiv=refresh]")
    assert not [name for tag in soup.find_all() for name in tag.attrs if name.startswith("on")]


def test_every_character_has_a_face_without_any_system_font(page: str, soup: BeautifulSoup) -> None:
    """The embedded faces cover the text, the charts and what the page adds by itself."""
    text = soup.body.get_text() if soup.body else ""
    covered = {name: set(map(chr, font.getBestCmap())) for name, font in faces(page).items()}

    assert set(text) - {"\n"} <= covered["Noto Sans CJK SC"]
    assert set(REPORT_TITLE) <= covered["Noto Serif SC"]
    assert set("（一）依法全面履行政府职能") <= covered["LXGW WenKai GB Lite"]


def test_only_the_characters_of_the_report_are_embedded(page: str) -> None:
    """A short report makes a small page."""
    assert "龙" not in map(chr, faces(page)["Noto Sans CJK SC"].getBestCmap())
    assert len(page) < 80_000


def test_a_character_without_a_shipped_face_is_kept(page: str) -> None:
    """A rare character is left to the reader's system, not dropped."""
    rare = "\U00020bb7"

    assert rare not in page
    assert rare in render_html(document(Paragraph(runs=(Run(text=rare),))))


def test_a_fictional_agency_is_named_as_such_above_and_below() -> None:
    """Nobody takes the demonstration for a real report, nor finds it by a search engine."""
    soup = BeautifulSoup(render_html(document(*BLOCKS, fictional=True)), "html.parser")
    robots = soup.select_one("meta[name=robots]")

    assert [tag.get_text() for tag in soup.select(".fictional")] == ["虚构机关，仅供演示。"]
    assert "虚构机关，仅供演示" in soup.select("footer")[0].get_text()
    assert robots is not None
    assert robots["content"] == "noindex"


def test_a_real_agency_carries_no_such_banner(page: str) -> None:
    """A real report says nothing of fiction."""
    assert "虚构" not in page
    assert "noindex" not in page


def test_a_draft_says_so_in_title_and_head_and_is_not_listed() -> None:
    """Nobody takes a draft for what was issued, on the page, in a tab, in a search or on paper."""
    page = render_html(document(*BLOCKS, status=DRAFT))
    soup = BeautifulSoup(page, "html.parser")

    assert [tag.get_text() for tag in soup.select(".draft[role=note]")] == [
        "草稿　未经签发，不得公开。"
    ]
    assert soup.title is not None
    assert soup.title.get_text() == f"草稿：{REPORT_TITLE}"
    assert soup.select("meta[name=robots][content=noindex]")
    assert '@top-center {\n    content: "草稿　未经签发，不得公开";' in page


def test_the_final_report_carries_no_mark_of_a_draft(page: str) -> None:
    """Nor does it keep search engines out."""
    assert DRAFT not in page
    assert "@top-center" not in page
    assert "noindex" not in page


@pytest.mark.parametrize("status", [DRAFT, FINAL])
def test_the_foot_tells_status_and_content(status: Status) -> None:
    """The hash is short for the eye, and whole for whoever asks."""
    told = document(*BLOCKS, status=status)
    (colophon,) = BeautifulSoup(render_html(told), "html.parser").select("footer .colophon")
    summary, whole = colophon.select("summary, code")

    assert summary.get_text() == f"{status}　内容指纹 {fingerprint(told.content)}"
    assert whole.get_text() == told.content


def test_what_is_no_report_has_neither_mark_nor_colophon() -> None:
    """A comparison of two reports is not issued; search engines do not list it."""
    page = render_html(document(*BLOCKS, status=None))

    assert DRAFT not in page
    assert "内容指纹" not in page
    assert "noindex" in page


def test_hostile_names_stay_text() -> None:
    """Title, agency and headings are escaped in the head and in the contents too."""
    hostile = '"></title></style><script>alert(1)</script>'
    soup = BeautifulSoup(
        render_html(
            document(
                Title(lines=(hostile,)),
                Heading(level=1, text=hostile, anchor=hostile),
                Signature(agency=hostile, date=hostile),
                title=hostile,
            )
        ),
        "html.parser",
    )

    assert not soup.select("script")
    assert soup.title is not None
    assert soup.title.get_text() == hostile
    assert soup.select("nav a")[0].get_text() == hostile


def test_the_same_report_gives_the_same_bytes(page: str) -> None:
    """Neither the clock nor the order of hashing changes the page."""
    command = (
        "import sys; from lawgov_lib.document.tree import Document;"
        "from lawgov_lib.exporters.reportpage import render_html;"
        "document = Document.model_validate_json(sys.stdin.buffer.read());"
        "sys.stdout.buffer.write(render_html(document).encode())"
    )
    seed = "1" if os.environ.get("PYTHONHASHSEED") == "0" else "0"

    again = subprocess.run(
        [sys.executable, "-c", command],
        input=document(*BLOCKS).model_dump_json().encode(),
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=True,
    ).stdout.decode()

    assert again == page


def test_nbconvert_exports_an_executed_notebook_without_its_code(page: str) -> None:
    """The exporter's page is the page of the record that the notebook carries."""
    data: dict[str, Any] = {SECTION_MIME: dump(document(*BLOCKS).sections[0])}
    output = nbformat.v4.new_output("display_data", data=data)
    cell = nbformat.v4.new_code_cell("report.all()", outputs=[output], id="all")
    notebook = nbformat.v4.new_notebook(cells=[cell], metadata={"lawgov": {"status": FINAL}})

    exporter = HTMLExporter()
    written, resources = exporter.from_notebook_node(notebook)

    assert written == page
    assert resources["output_extension"] == ".html"


def test_nbconvert_accepts_the_exporter_by_name() -> None:
    """`jupyter nbconvert --to` takes the class by its full name."""
    exporter = get_exporter("lawgov-html")

    assert exporter is HTMLExporter
    assert exporter.export_from_notebook == "法治政府建设年度报告（网页）"


def test_rare_characters_are_embedded_beside_the_common_ones() -> None:
    """The last family shows them by further faces, each named with its characters and no more."""
    rare = "\U00020bb7㐂㎡鎔☑"
    page = render_html(document(Paragraph(runs=(Run(text=f"法治{rare}"),)), title="法"))
    rules = re.findall(
        r'font-family:"Noto Sans CJK SC";src:url\("data:font/woff;base64,([^"]+)"\)[^;}]*([^}]*)}',
        page,
    )
    faces = [TTFont(io.BytesIO(base64.b64decode(data))).getBestCmap().keys() for data, _ in rules]

    assert [span for _, span in rules] == [
        "",
        ";unicode-range:U+9394",
        ";unicode-range:U+33A1,U+3402,U+20BB7",
        ";unicode-range:U+2611",
    ]
    assert {ord(mark) for mark in rare} == set().union(*faces[1:])


def test_a_page_without_rare_characters_carries_no_face_for_them() -> None:
    """Whoever writes in common characters pays nothing."""
    assert "unicode-range" not in render_html(document(*BLOCKS))
