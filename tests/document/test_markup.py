"""Fragments of HTML and Markdown, parsed back: nothing that a node says becomes markup."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from lawgov_lib.base.errors import ExportError
from lawgov_lib.document.markup import to_html, to_markdown
from lawgov_lib.document.tree import (
    Annex,
    Block,
    Column,
    Figure,
    Heading,
    Item,
    Listing,
    Paragraph,
    Run,
    Signature,
    Table,
    Title,
    Verbatim,
    dump,
)

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>[a](javascript:alert(1))'
RUNS = (Run(text=HOSTILE, metric=HOSTILE, cell=HOSTILE, strong=True),)
CHART = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'width="100" height="50" viewBox="0 0 100 50">{}</svg>'
)

HOSTILE_BLOCKS: list[Block] = [
    Title(lines=(HOSTILE, HOSTILE)),
    Heading(level=1, text=HOSTILE, number=HOSTILE, anchor=HOSTILE),
    Paragraph(runs=RUNS),
    Paragraph(runs=RUNS, role="addressee"),
    Listing(items=(RUNS, RUNS)),
    Listing(items=(RUNS,), ordered=True),
    Table(caption=HOSTILE, columns=(Column(text=HOSTILE),), rows=((RUNS,),)),
    Figure(data=CHART.format(""), alt=HOSTILE, caption=HOSTILE),
    Figure(media="image/png", data=HOSTILE, alt=HOSTILE, caption=HOSTILE),
    Verbatim(text=HOSTILE),
    Signature(agency=HOSTILE, date=HOSTILE),
    Annex(label=HOSTILE, title=HOSTILE, anchor=HOSTILE),
]


def parsed(*blocks: Block) -> BeautifulSoup:
    """Parse the fragment of these blocks."""
    return BeautifulSoup(to_html(blocks), "html.parser")


def drawn(content: str) -> str:
    """Return the fragment of a picture with this content."""
    return to_html((Figure(data=CHART.format(content), alt="图"),))


def test_a_metric_and_a_register_cell_stay_with_their_number() -> None:
    """A number leads back to its metric or to its cell; other text carries nothing."""
    runs = (
        Run(text="办理"),
        Run(text="31", metric="lic_done"),
        Run(text="7", cell="exams.csv:2"),
    )

    paragraph = parsed(Paragraph(runs=runs)).p

    assert str(paragraph) == (
        '<p>办理<span data-metric="lic_done">31</span><span data-cell="exams.csv:2">7</span></p>'
    )


def test_strong_text_is_emphasised_beside_chinese_punctuation() -> None:
    """Both formats emphasise 加强监管。 although Markdown's asterisks would not."""
    paragraph = Paragraph(runs=(Run(text="加强监管。", strong=True), Run(text="按照要求")))

    html = to_html((paragraph,))
    markdown = MarkdownIt().render(to_markdown((paragraph,)))

    assert html == "<p><strong>加强监管。</strong>按照要求</p>"
    assert markdown == "<p><strong>加强监管。</strong>按照要求</p>\n"


def test_the_three_levels_of_headings_follow_the_title() -> None:
    """The title is h1, 一、 h2, （一） h3, 1. h4, an annex h2; numbers stand before the text."""
    soup = parsed(
        Title(lines=("示例市科学技术局", "年度报告")),
        Heading(level=1, number="一、", text="成效", anchor="one"),
        Heading(level=2, number="（一）", text="职能", anchor="two"),
        Heading(level=3, number="1.", text="审批", anchor="three"),
        Annex(label="附件1", title="指标表", anchor="annex-1"),
    )

    told = [(tag.name, tag.get("id"), tag.get_text()) for tag in soup.find_all(recursive=False)]

    assert told == [
        ("h1", None, "示例市科学技术局年度报告"),
        ("h2", "one", "一、成效"),
        ("h3", "two", "（一）职能"),
        ("h4", "three", "1.审批"),
        ("h2", "annex-1", "附件1 指标表"),
    ]


def test_a_paragraph_with_a_role_carries_it_as_its_class() -> None:
    """Addressee, attachment list and notes can be styled apart from body text."""
    soup = parsed(
        Paragraph(runs=(Run(text="市委："),), role="addressee"),
        Paragraph(runs=(Run(text="附件："),), role="attachments"),
        Paragraph(runs=(Run(text="注："),), role="note"),
    )

    assert [tag["class"] for tag in soup.select("p")] == [["addressee"], ["attachments"], ["note"]]


def test_what_scrolls_has_a_name_of_its_own() -> None:
    """By its caption or its heading, and by its number where that does not tell it apart."""
    table = Table(columns=(Column(text="件数"),), rows=())
    soup = parsed(
        table,
        Heading(level=1, number="一、", text="权责", anchor="a"),
        table,
        table,
        Verbatim(text="18"),
        table.model_copy(update={"caption": "许可"}),
        table.model_copy(update={"caption": "许可"}),
    )

    assert [each["aria-label"] for each in soup.select("[role=region]")] == [
        "表格",
        "权责：表格",
        "权责：表格（2）",
        "权责：输出",
        "许可",
        "许可（2）",
    ]


def test_a_table_names_its_columns_and_scrolls_by_itself() -> None:
    """Header cells have a scope, cells their column's alignment, the keyboard can scroll it."""
    soup = parsed(
        Table(
            caption="表1 许可",
            columns=(Column(text="事项", share=3), Column(text="件数", align="right")),
            rows=(((Run(text="备案"),), (Run(text="18"),)),),
        )
    )
    region = soup.div

    assert region is not None
    assert (region["role"], region["tabindex"], region["aria-label"]) == ("region", "0", "表1 许可")
    assert [(th["scope"], th.get_text()) for th in soup.select("thead th")] == [
        ("col", "事项"),
        ("col", "件数"),
    ]
    assert [td["style"] for td in soup.select("tbody td")] == [
        "text-align:left",
        "text-align:right",
    ]
    assert [col["style"] for col in soup.select("col")] == ["width:75%", "width:25%"]


@pytest.mark.parametrize("block", HOSTILE_BLOCKS, ids=lambda block: block.kind)
def test_hostile_text_stays_text_in_html(block: Block) -> None:
    """Tags, attributes and links inside a text are shown, never obeyed."""
    soup = parsed(block)

    attributes = {name for tag in soup.find_all() for name in tag.attrs}
    assert not soup.select("script, a, img:not([alt])")
    assert not {name for name in attributes if name.startswith("on")}
    assert not soup.find_all(src="x")
    assert "<script>alert(1)</script>" in soup.get_text()


@pytest.mark.parametrize("block", HOSTILE_BLOCKS, ids=lambda block: block.kind)
def test_hostile_text_stays_text_in_markdown(block: Block) -> None:
    """A reader of Markdown that lets tags pass shows the same text and finds no tag or link."""
    reader = MarkdownIt("commonmark", {"html": True}).enable("table")

    soup = BeautifulSoup(reader.render(to_markdown((block,))), "html.parser")

    assert not soup.select("script, img, a")
    assert HOSTILE in soup.get_text()


@pytest.mark.parametrize("text", ["1. 一是", "- 其中", "+ 5", "# 号", "    缩进", "> 引", "| 甲 |"])
def test_a_paragraph_stays_a_paragraph_in_markdown(text: str) -> None:
    """What begins like a list, a heading, a quotation or code is still body text."""
    markdown = to_markdown((Paragraph(runs=(Run(text=text),)),))

    assert BeautifulSoup(MarkdownIt().render(markdown), "html.parser").get_text().strip() == (
        text.strip()
    )
    assert MarkdownIt().render(markdown).startswith("<p>")


def test_markdown_tells_headings_lists_tables_and_figures() -> None:
    """A section reads as Markdown; a figure is represented by its text alternative."""
    blocks = (
        Heading(level=1, number="一、", text="成效", anchor="one"),
        Listing(items=((Run(text="甲"),), (Run(text="乙"),)), ordered=True),
        Table(
            caption="表1 许可",
            columns=(Column(text="事项"), Column(text="件数", align="right")),
            rows=(((Run(text="甲|乙"),), (Run(text="18", metric="lic_done"),)),),
        ),
        Figure(data=CHART.format(""), alt="图1 许可。2020年18件。", caption="图1 许可"),
        Verbatim(text="```"),
        Signature(agency="示例市科学技术局", date="2021年1月5日"),
    )

    assert to_markdown(blocks) == (
        "## 一、成效\n\n"
        "1. 甲\n2. 乙\n\n"
        "表1 许可\n\n| 事项 | 件数 |\n| :--- | ---: |\n| 甲\\|乙 | 18 |\n\n"
        "图1 许可。2020年18件。\n\n"
        "````\n```\n````\n\n"
        "示例市科学技术局\n\n2021年1月5日\n"
    )


@pytest.mark.parametrize(
    "content",
    [
        "<script>alert('BAD')</script>",
        '<a href="https://BAD.example"><path d="M0 0"/></a>',
        '<path d="M0 0" onload="BAD=1"/>',
        '<path onclick="BAD()"/>',
        '<image href="https://BAD.example/x.png"/>',
        '<image xlink:href="file:///BAD"/>',
        '<image href="data:image/svg+xml;base64,BAD="/>',
        '<use xlink:href="https://BAD.example/x.svg#a"/>',
        '<path fill="url(https://BAD.example/#a)"/>',
        "<path style=\"fill:URL( '//BAD.example/#a')\"/>",
        '<path style="fill:u\\72l(//BAD.example)"/>',
        '<path style="fill:\\75rl(//BAD.example)"/>',
        '<path style="fill:ur\\6c (//BAD.example)"/>',
        '<path class="BAD" data-metric="BAD"/>',
        "<path style=\"background:image-set('BAD' 1x)\"/>",
        "<style>@import 'https://BAD.example/x.css';</style>",
        "<style>* { fill: url(//BAD.example) }</style>",
        '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml">BAD</body></foreignObject>',
        '<html:p xmlns:html="http://www.w3.org/1999/xhtml">BAD</html:p>',
        '<set attributeName="href" to="javascript:BAD"/>',
        "<metadata>BAD</metadata>",
        "<!-- BAD -->",
        "<?BAD x?>",
    ],
)
def test_a_picture_is_only_a_drawing(content: str) -> None:
    """Scripts, handlers, style sheets, foreign content and outside references are dropped."""
    assert "BAD" not in drawn(content)


def test_a_drawing_keeps_its_shapes_text_and_references_to_itself() -> None:
    """Defusing a chart does not change how it looks."""
    fragment = drawn(
        "<style>*{stroke-linejoin: round; stroke-linecap: butt}</style>"
        '<defs><clipPath id="p1"><rect width="1" height="1"/></clipPath><path id="m1"/></defs>'
        '<g clip-path="url(#p1)" transform="translate(1 2)">'
        '<use xlink:href="#m1" style="fill: #2f5d8a; stroke: rgb(0,0,0)"/></g>'
        "<text style=\"font: 10.5px 'Noto Sans CJK SC'\">18件 &lt;b&gt;</text>"
        '<image xlink:href="data:image/png;base64,AAAA"/>'
    )

    soup = BeautifulSoup(fragment, "html.parser")
    prefix = str(soup.select_one("path")["id"]).removesuffix("m1")  # type: ignore[index]

    assert prefix
    assert f'<clipPath id="{prefix}p1">' in fragment
    assert f'<g clip-path="url(#{prefix}p1)" transform="translate(1 2)">' in fragment
    assert f'<use href="#{prefix}m1" style="fill: #2f5d8a;stroke: rgb(0,0,0)">' in fragment
    assert "<text style=\"font: 10.5px 'Noto Sans CJK SC'\">18件 &lt;b&gt;</text>" in fragment
    assert '<image href="data:image/png;base64,AAAA">' in fragment
    assert 'viewBox="0 0 100 50"' in fragment
    assert "stroke-linejoin: round;stroke-linecap: butt" in fragment


def test_two_charts_share_no_id() -> None:
    """The same chart may stand twice on a page, and ids do not depend on chance."""
    chart = Figure(data=CHART.format('<path id="a"/><use xlink:href="#a"/>'), alt="图")

    ids = [str(tag["id"]) for tag in parsed(chart, chart).select("[id]")]

    assert len(set(ids)) == 2
    assert ids == [str(tag["id"]) for tag in parsed(chart, chart).select("[id]")]


def test_a_picture_says_its_alternative() -> None:
    """SVG and PNG alike are named for those who cannot see them, and captioned."""
    soup = parsed(
        Figure(data=CHART.format(""), alt="2020年18件", caption="图1 许可"),
        Figure(media="image/png", data="AA\nAA", alt="2020年31件", caption="图2 备案"),
    )
    svg, png = soup.select("figure > svg, figure > img")

    assert (svg["role"], svg["aria-label"]) == ("img", "2020年18件")
    assert (png["src"], png["alt"]) == ("data:image/png;base64,AAAA", "2020年31件")
    assert [tag.get_text() for tag in soup.select("figcaption")] == ["图1 许可", "图2 备案"]


@pytest.mark.parametrize(
    "data",
    [
        "",
        "<svg",
        "<html/>",
        '<!DOCTYPE svg [<!ENTITY a "aa">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
    ],
)
def test_a_picture_that_is_no_svg_is_named(data: str) -> None:
    """A broken picture stops the export with its caption, instead of being left out silently."""
    with pytest.raises(ExportError, match=r"\[E721\] 图「图1 许可」不是可读的 SVG"):
        to_html((Figure(data=data, alt="甲", caption="图1 许可"),))


# Footnotes, lists in lists, lines

NOTED = (Run(text="甲", note=(Run(text="注", metric="x"),)),)


def test_footnotes_are_numbered_through_the_page_and_end_their_section() -> None:
    """Each number leads to its note, and each note back to where it is marked."""
    soup = parsed(
        Heading(level=2, text="一", anchor="a"),
        Paragraph(runs=NOTED),
        Listing(items=(Item(runs=(Run(text="乙"),), items=(Item(runs=NOTED),)),)),
        Heading(level=2, text="二", anchor="b"),
        Table(columns=(Column(text="丙"),), rows=((NOTED,),)),
        Signature(agency="局", date="日"),
    )

    assert [mark.get_text() for mark in soup.select("sup a")] == ["1", "2", "3"]
    for mark in soup.select("sup a"):
        note = soup.select_one(f"li[id='{str(mark['href'])[1:]}']")
        assert note is not None
        back = note.select("a")[-1]
        assert back["href"] == f"#{mark['id']}"
        assert note.select_one("[data-metric=x]")
    first, second = soup.select("ol.footnotes")
    assert (first["start"], second["start"]) == ("1", "3")
    assert [h.get_text() for h in first.find_next_siblings("h3")] == ["二"]
    assert second.find_next_sibling("div", class_="signature")


def test_lists_stand_in_their_items() -> None:
    """The kind and the first number of each level are kept."""
    inner = Item(
        runs=(Run(text="甲\n续"),), items=(Item(runs=(Run(text="乙"),)),), ordered=True, start=3
    )
    soup = parsed(Listing(items=(inner,)))

    assert str(soup) == '<ul><li>甲<br/>续<ol start="3"><li>乙</li></ol></li></ul>'


def test_a_record_from_before_lists_nested_is_read() -> None:
    """There an item was its runs."""
    old = {"kind": "listing", "items": [[{"text": "甲"}]], "ordered": True}

    assert Listing.model_validate(old) == Listing(
        items=(Item(runs=(Run(text="甲"),)),), ordered=True
    )


def test_a_wide_table_scrolls_instead_of_squeezing() -> None:
    """Its columns have a least width."""
    columns = tuple(Column(text=str(place)) for place in range(12))
    wide = parsed(Table(columns=columns, rows=(), wide=True)).table

    assert wide is not None
    assert wide["style"] == "min-width:66.0em"


def test_markdown_tells_footnotes_and_lists_in_lists() -> None:
    """The preview of the notebook says the same."""
    inner = Item(runs=(Run(text="乙\n续"),))
    blocks = (
        Paragraph(runs=NOTED),
        Listing(items=(Item(runs=(Run(text="丙"),), items=(inner,)),), ordered=True),
    )

    assert to_markdown(blocks) == "甲〔注1〕\n\n1. 丙\n   - 乙<br>续\n\n〔注1〕注\n"


# Groups and sources


def test_groups_of_a_table() -> None:
    """Each group is a body of its own under a head as wide as the table."""
    rows = ((_cell("甲"),), (_cell("1"), _cell("2")), (_cell("乙"),), (_cell("3"), _cell("4")))
    table = Table(columns=(Column(text="指标"), Column(text="数")), rows=rows, groups=(0, 2))

    bodies = BeautifulSoup(to_html((table,)), "lxml").select("tbody")

    assert [len(body.select("tr")) for body in bodies] == [2, 2]
    assert [body.th and body.th.get_text() for body in bodies] == ["甲", "乙"]
    assert {
        str(head["colspan"])
        for head in BeautifulSoup(to_html((table,)), "lxml").select("th[colspan]")
    } == {"2"}
    assert "| 甲 |" in to_markdown((table,))


def _cell(text: str) -> tuple[Run, ...]:
    return (Run(text=text),)


TWO_HEADS = Table(
    columns=(
        Column(text="申请人"),
        Column(text="企业", over="单位"),
        Column(text="其他", over="单位"),
        Column(text="总计"),
    ),
    rows=(tuple(map(_cell, "甲123")),),
)


def test_heads_above_heads() -> None:
    """A head stands once above its columns, what has none above it is as high as both rows."""
    upper, lower = parsed(TWO_HEADS).select("thead tr")

    told = [(each.text, each.get("colspan"), each.get("rowspan")) for each in upper.select("th")]
    assert told == [("申请人", None, "2"), ("单位", "2", None), ("总计", None, "2")]
    assert [each.text for each in lower.select("th")] == ["企业", "其他"]
    assert "| 申请人 | 单位 企业 | 单位 其他 | 总计 |" in to_markdown((TWO_HEADS,))


def test_a_table_without_heads_above_keeps_its_hash() -> None:
    """What a document says of a column without a head above it is what it always said."""
    plain, below = TWO_HEADS.columns[0], TWO_HEADS.columns[1]

    assert dump(plain) == {"text": "申请人", "align": "left", "share": 1.0}
    assert dump(below)["over"] == "单位"


def test_source_of_a_figure() -> None:
    """It stands below the caption, and behind the text alternative where there is no picture."""
    figure = Figure(
        data="<svg xmlns='http://www.w3.org/2000/svg'/>",
        alt="图。1件。",
        caption="图",
        origin="数据来源\uff1a台账",
    )

    caption = BeautifulSoup(to_html((figure,)), "lxml").select_one("figcaption")

    assert caption is not None
    assert [*caption.stripped_strings] == ["图", "数据来源\uff1a台账"]
    assert to_markdown((figure,)) == "图。1件。数据来源\uff1a台账\n"
