"""The executed notebook is read back into one document, with what an analyst added to it."""

from __future__ import annotations

import base64
from datetime import date
from typing import TYPE_CHECKING, Any

import nbclient
import nbformat.v4
import pytest

from lawgov_lib.base.errors import ExportError, TellingError
from lawgov_lib.base.severity import Severity
from lawgov_lib.document.dossier import Remark, Review
from lawgov_lib.document.tree import (
    DRAFT,
    FINAL,
    OWN,
    SECTION_MIME,
    TABLE_MIME,
    Annex,
    Blocks,
    Column,
    Dataset,
    Document,
    Figure,
    Heading,
    Lookup,
    Meta,
    Paragraph,
    Run,
    Section,
    Table,
    Title,
    Verbatim,
    dump,
)
from lawgov_lib.exporters.recordreader import assemble, without_lookup

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from lawgov_lib.document.tree import Status

v4: Any = nbformat.v4  # it has no annotations
Metadata = dict[str, Any]

META = Meta(
    title="2020年法治政府建设年度报告",
    agency="云川市示例局",
    year=2020,
    signed_on=date(2021, 1, 20),
    outline=("opening", "functions", "capacity"),
)
OPENING = Section(
    key="opening", order=(0,), blocks=(Title(lines=("年度报告",)),), meta=META, datasets=()
)
FUNCTIONS = Section(
    key="functions", order=(1, 1), blocks=(Heading(level=1, text="职能", anchor="functions"),)
)
CAPACITY = Section(
    key="capacity",
    order=(1, 2),
    blocks=(Heading(level=1, text="能力", anchor="capacity"),),
    datasets=(Dataset(name="metrics", columns=("id",), rows=(("trained",),)),),
)
PIXEL = base64.b64encode(b"\x89PNG one pixel").decode()


def shown(section: Section, metadata: Metadata | None = None) -> NotebookNode:
    """Return the cell that shows a section, with the other formats beside it."""
    data = {SECTION_MIME: dump(section), "text/html": "<p>同文</p>", "text/plain": "同文"}
    return code(data, metadata=metadata)


def code(
    *bundles: dict[str, Any], source: str = "", metadata: Metadata | None = None
) -> NotebookNode:
    """Return a code cell with one output a bundle."""
    outputs = [v4.new_output("display_data", data=bundle) for bundle in bundles]
    cell: NotebookNode = v4.new_code_cell(source, outputs=outputs, metadata=metadata or {})
    return cell


def said(text: str, source: str = "") -> Paragraph:
    """Return a paragraph of one run, with the cell and the line that it was typed in."""
    return Paragraph(runs=(Run(text=text),), source=source)


def assembled(*cells: NotebookNode) -> Document:
    """Assemble a notebook of these cells."""
    return assemble(v4.new_notebook(cells=list(cells)))


def read(*cells: NotebookNode) -> Document:
    """Assemble the whole report with these cells after the opening."""
    return assembled(shown(OPENING), *cells, shown(FUNCTIONS), shown(CAPACITY))


def added(*cells: NotebookNode) -> Blocks:
    """Return what these cells add after the opening."""
    return own(read(*cells))


def own(document: Document) -> Blocks:
    """Return the blocks of the cells that an analyst added."""
    return tuple(
        block
        for section in document.sections
        if section.key.startswith(OWN)
        for block in section.blocks
    )


def refused(*cells: NotebookNode) -> list[str]:
    """Return the codes of all problems of a notebook."""
    with pytest.raises((ExportError, TellingError)) as caught:
        assembled(*cells)
    return [problem.code for problem in caught.value.problems]


# Order


def test_the_record_gives_back_the_sections() -> None:
    """Sections come as they were stored, data sets and meta data included."""
    sections = (OPENING, FUNCTIONS, CAPACITY)

    assert read() == Document(meta=META, sections=sections, status=DRAFT)


@pytest.mark.parametrize(
    ("metadata", "status"),
    [({}, DRAFT), ({"lawgov": {}}, DRAFT), ({"lawgov": {"status": FINAL}}, FINAL)],
)
def test_a_record_is_a_draft_unless_it_says_otherwise(metadata: Metadata, status: Status) -> None:
    """The status stands in the metadata of the notebook."""
    cells = [shown(OPENING), shown(FUNCTIONS), shown(CAPACITY)]

    assert assemble(v4.new_notebook(cells=cells, metadata=metadata)).status == status


def test_sections_stand_in_outline_order_and_take_their_additions_along() -> None:
    """What follows a section in the notebook follows it in the report."""
    cells = [
        shown(OPENING),
        shown(CAPACITY),
        v4.new_markdown_cell("能力之后"),
        shown(FUNCTIONS),
        v4.new_markdown_cell("职能之后"),
        code({"text/plain": "42"}),
    ]
    expected = (
        *OPENING.blocks,
        *FUNCTIONS.blocks,
        said("职能之后", "第5个单元格:1"),
        Verbatim(text="42"),
        *CAPACITY.blocks,
        said("能力之后", "第3个单元格:1"),
    )

    assert assembled(*cells).blocks == expected


def test_what_precedes_the_first_section_follows_the_opening() -> None:
    """The title stays first, and the preamble comes before other additions."""
    cells = [
        v4.new_markdown_cell("前言"),
        shown(FUNCTIONS),
        shown(OPENING),
        v4.new_markdown_cell("按语"),
        shown(CAPACITY),
    ]

    assert assembled(*cells).blocks[:3] == (
        *OPENING.blocks,
        said("前言", "第1个单元格:1"),
        said("按语", "第4个单元格:1"),
    )


def test_sections_outside_the_outline_are_welcome() -> None:
    """Signature and annexes stand by their order."""
    signature = Section(key="signature", order=(90,), blocks=(said("签发"),))

    assert read(shown(signature)).sections[-1] == signature


# What is left out


def test_removed_cells_are_left_out() -> None:
    """The tag of nbconvert's convention removes Markdown and code alike."""
    removed = {"tags": ["remove_cell"]}
    draft = v4.new_markdown_cell("草稿", metadata=removed)

    assert added(draft, code({"text/plain": "1"}, metadata=removed)) == ()


def test_removed_outputs_are_left_out() -> None:
    """A cell may compute without showing."""
    assert added(code({"text/plain": "1"}, metadata={"tags": ["remove_output"]})) == ()


def test_raw_cells_and_sources_are_not_shown() -> None:
    """The report has results, not programs."""
    assert added(v4.new_raw_cell("原样"), code(source="x = 1")) == ()


def test_standard_output_is_shown_and_standard_error_is_not() -> None:
    """Colours of the terminal are dropped, warnings are for the analyst."""
    outputs = [
        v4.new_output("stream", name="stderr", text="warning"),
        v4.new_output("stream", name="stdout", text="\x1b[31m共3件\x1b[0m\n\n"),
        v4.new_output("stream", name="stdout", text="\n"),
    ]

    assert added(v4.new_code_cell(outputs=outputs)) == (Verbatim(text="共3件"),)


@pytest.mark.parametrize(
    "text", ["<Axes: >", "[<matplotlib.lines.Line2D at 0x7f0>]", "Text(0.5, 1.0, '题')"]
)
def test_an_object_without_a_text_form_is_not_shown(text: str) -> None:
    """What Python says of an object tells a reader nothing and differs from run to run."""
    assert added(code({"text/plain": text})) == ()


def test_numbers_of_a_plot_are_not_shown_beside_it() -> None:
    """A histogram returns its bins together with an object."""
    bundles = (
        {"text/plain": "(array([1.]), <BarContainer object of 3 artists>)"},
        {"image/png": PIXEL},
    )

    assert [block.kind for block in added(code(*bundles))] == ["figure"]


# What is read


def test_markdown_is_read_in_cells_and_outputs() -> None:
    """Both are the analyst's text."""
    expected = (said("甲", "第2个单元格:1"), said("乙"))

    assert added(v4.new_markdown_cell("甲"), code({"text/markdown": "乙"})) == expected


def test_without_a_lookup_references_stay_text() -> None:
    """A record of before the lookup knows no metrics."""
    assert added(v4.new_markdown_cell("{{ x }}")) == (said("{{ x }}", "第2个单元格:1"),)


def test_the_best_format_of_an_output_is_read() -> None:
    """A vector picture goes before a bitmap, a table before plain text."""
    pictures = {"image/png": PIXEL, "image/svg+xml": "<svg/>\n", "text/plain": "<Figure>"}
    table = {"text/plain": "甲", "text/html": "<table><tr><td>甲</td></tr></table>"}

    figure, read_table = added(code(pictures), code(table))

    assert figure == Figure(media="image/svg+xml", data="<svg/>", alt="分析人员添加的图")
    assert read_table.kind == "table"


def test_a_bitmap_is_base64_on_one_line() -> None:
    """Line ends in the stored picture are no part of it."""
    broken = f"{PIXEL[:8]}\n{PIXEL[8:]}\n"

    assert added(code({"image/png": broken})) == (
        Figure(media="image/png", data=PIXEL, alt="分析人员添加的图"),
    )


@pytest.mark.parametrize(
    ("source", "metadata", "alt"),
    [
        ("\n# 各月受理量\nplot()", {}, "各月受理量"),
        ("# 各月受理量", {"lawgov": {"alt": "折线图"}}, "折线图"),
        ("plot()\n# 画图", {}, "分析人员添加的图"),
    ],
)
def test_a_picture_is_named_by_its_cell(source: str, metadata: Metadata, alt: str) -> None:
    """Metadata goes before the opening comment; a comment further down is for programmers."""
    (figure,) = added(code({"image/png": PIXEL}, source=source, metadata=metadata))

    assert isinstance(figure, Figure)
    assert figure.alt == alt


# Tables in HTML


def table(html: str, source: str = "") -> Table:
    """Return the single table that HTML is read into."""
    (block,) = added(code({"text/html": html}, source=source))
    assert isinstance(block, Table)
    return block


def texts(read: Table) -> list[list[str]]:
    """Return the texts of a table, header first."""
    rows = [["".join(run.text for run in cell) for cell in row] for row in read.rows]
    return [[column.text for column in read.columns], *rows]


def test_header_rows_become_one() -> None:
    """Spans repeat their text, and a repeated text is said once."""
    html = """<table><caption>培训情况</caption><thead>
      <tr><th rowspan=2>单位</th><th colspan="2">培训</th></tr><tr><th>期</th><th>人次</th></tr>
      </thead><tbody><tr><th rowspan="2">甲局</th><td>1</td><td>20</td></tr>
      <tr><td>2</td><td>1,030</td></tr></tbody></table>"""
    read = table(html, "# 题目")

    assert texts(read) == [
        ["单位", "培训 期", "培训 人次"],
        ["甲局", "1", "20"],
        ["甲局", "2", "1,030"],
    ]
    assert [column.align for column in read.columns] == ["left", "right", "right"]
    assert read.caption == "培训情况"


def test_a_table_without_a_caption_is_named_by_its_cell() -> None:
    """The opening comment of the cell names tables as well."""
    assert table("<table><tr><td>甲</td></tr></table>", "# 培训情况").caption == "培训情况"


def test_short_rows_and_wild_spans_still_make_a_table() -> None:
    """Every row has as many cells as there are columns."""
    html = (
        "<table><tr><th>甲</th><th>乙</th></tr>"
        "<tr><td rowspan='99'>1</td></tr><tr><td colspan='x'>2</td></tr>"
        "<tr><td colspan='0'>3</td></tr></table>"
    )

    assert texts(table(html)) == [["甲", "乙"], ["1", ""], ["1", "2"], ["1", "3"]]


def test_a_span_without_end_is_cut() -> None:
    """A slip of the pen does not fill the memory; no page is as wide, so the table is parted."""
    cut = added(code({"text/html": "<table><tr><td colspan='999999999'>甲</td></tr></table>"}))

    tables = [part for part in cut if isinstance(part, Table)]
    names = len(tables) - 1  # the column of names, repeated
    assert sum(len(part.columns) for part in tables) - names == 1000


@pytest.mark.parametrize(
    ("cells", "align"),
    [
        (["1", "−2.5%", "NaN", ""], "right"),
        (["1", "二"], "left"),
        (["", "NaN"], "left"),
        (["2020-01-01"], "left"),
    ],
)
def test_numbers_go_right(cells: list[str], align: str) -> None:
    """A column is of numbers when all that is there is a number."""
    rows = "".join(f"<tr><td>{cell}</td></tr>" for cell in cells)

    assert table(f"<table><tr><th>列</th></tr>{rows}</table>").columns[0].align == align


def test_hypertext_gives_its_text_and_tables_in_order() -> None:
    """Style and script are not text; markup inside text is dropped."""
    html = (
        "<style>p {color: red}</style><h3>题</h3><script>alert(1)</script>一段<b>粗</b>\n字<br>末行"
        "<table><tr><td>甲<table><tr><td>乙</td></tr></table></td></tr></table>"
        "<table></table>注&lt;1&gt;\ufffc"
    )
    heading, one, two, inner, note = added(code({"text/html": html}))

    assert (heading, one, two) == (said("题"), said("一段粗 字"), said("末行"))
    assert isinstance(inner, Table)
    assert texts(inner) == [[""], ["甲 乙"]]
    assert note == said("注<1>")


# Anchors


def test_anchors_are_unique_and_those_of_sections_stay() -> None:
    """An analyst's heading gives way, whichever comes first."""
    annex = Section(
        key="annex", order=(91,), blocks=(Annex(label="附件1", title="清单", anchor="cell-2-1"),)
    )
    cell = code({"text/markdown": "# 甲\n\n# 乙"}, {"text/markdown": "# 丙"})
    document = read(cell, shown(annex))
    anchors = [block.anchor for block in document.blocks if isinstance(block, Heading | Annex)]

    assert anchors == ["cell-2-1-2", "cell-2-2", "cell-2-1-3", "functions", "capacity", "cell-2-1"]


# What is refused


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"status": "已发布"}, "元数据 lawgov.status 的值“已发布”不合规定"),
        ({"status": [DRAFT]}, "元数据 lawgov.status 的值“['草稿']”不合规定"),
        ({"status": None}, "元数据 lawgov.status 的值“None”不合规定"),
        (FINAL, "元数据 lawgov 的值“定稿”不合规定"),
        ([], "元数据 lawgov 的值“[]”不合规定"),
        (None, "元数据 lawgov 的值“None”不合规定"),
    ],
)
def test_a_status_that_is_none_is_told_with_the_other_problems(own: object, said: str) -> None:
    """Nobody publishes what is neither a draft nor final."""
    notebook = v4.new_notebook(cells=[shown(FUNCTIONS)], metadata={"lawgov": own})

    with pytest.raises(ExportError) as caught:
        assemble(notebook)

    status, opening = caught.value.problems
    assert (status.code, status.message, opening.code) == ("E719", said, "E713")
    assert "“草稿”或“定稿”" in status.hint


def test_a_cell_whose_metadata_cannot_be_read_is_named() -> None:
    """The name of a picture is text."""
    cell = code({"image/png": PIXEL}, metadata={"lawgov": {"alt": 1}})

    with pytest.raises(ExportError, match=r"\[E719\] 第2个单元格（.+）: .*lawgov\.alt"):
        read(cell)


def test_an_unexecuted_notebook_is_refused() -> None:
    """No section at all is one problem, not one a section."""
    assert refused(v4.new_code_cell("report.section('opening')")) == ["E711"]


def test_a_section_that_does_not_fit_the_tree_is_refused() -> None:
    """The field that does not fit is named."""
    payload = dump(FUNCTIONS)
    payload["blocks"][0]["level"] = 5

    with pytest.raises(ExportError, match=r"\[E712\] 第2个单元格（.+）: .*blocks\.0\..*level"):
        read(code({SECTION_MIME: payload}))


def test_a_record_without_opening_is_refused() -> None:
    """The formats need title, agency and date."""
    assert refused(shown(FUNCTIONS)) == ["E713"]


def test_two_openings_are_refused() -> None:
    """One document has one title."""
    other = OPENING.model_copy(update={"key": "other"})

    assert refused(shown(OPENING), shown(other), shown(FUNCTIONS), shown(CAPACITY)) == ["E714"]


def test_absent_and_repeated_sections_are_refused_at_once() -> None:
    """The outline is what the report must hold, each section once."""
    hidden = shown(CAPACITY, {"tags": ["remove_cell"]})

    with pytest.raises(ExportError) as caught:
        assembled(shown(OPENING), shown(FUNCTIONS), shown(FUNCTIONS), hidden)

    assert [(p.code, p.message) for p in caught.value.problems] == [
        ("E715", "提纲中的“capacity”没有在笔记本中出现"),
        ("E716", "“functions”在笔记本中出现了2次"),
    ]


def test_a_failed_cell_is_refused_even_when_removed() -> None:
    """A record of a failed run is no record."""
    error = v4.new_output("error", ename="ValueError", evalue="无此列", traceback=[])
    cell = v4.new_code_cell(outputs=[error], metadata={"tags": ["remove_cell"]})

    assert refused(shown(OPENING), cell, shown(FUNCTIONS), shown(CAPACITY)) == ["E717"]


@pytest.mark.parametrize(
    "bundle",
    [
        {"image/gif": PIXEL, "text/plain": "<IPython.core.display.Image object>"},
        {"application/pdf": PIXEL, "text/plain": "<Figure size 640x480 with 1 Axes>"},
    ],
)
def test_an_output_that_cannot_be_shown_is_refused(bundle: dict[str, Any]) -> None:
    """A picture does not vanish without a word."""
    cells = [shown(OPENING), code(bundle), shown(FUNCTIONS), shown(CAPACITY)]

    assert refused(*cells) == ["E718"]


DIV = "<div id='chart'></div><script>draw()</script>"


@pytest.mark.parametrize(
    ("bundle", "cure"),
    [
        ({"application/vnd.plotly.v1+json": {}, "text/html": DIV}, "kaleido"),
        ({"application/vnd.vegalite.v5+json": {}, "text/plain": "<VegaLite 5 object>"}, "svg"),
        ({"text/html": DIV, "text/plain": "alt.Chart(...)"}, "matplotlib"),
        ({"text/html": "<iframe srcdoc='地图'></iframe>"}, "remove_output"),
    ],
)
def test_a_chart_for_the_screen_is_refused_with_a_cure(bundle: dict[str, Any], cure: str) -> None:
    """It is neither lost nor printed as what Python calls it, and the cell is named."""
    with pytest.raises(ExportError, match=rf"\[E723\] 第2个单元格（.+）: .*{cure}"):
        read(code(bundle))


def test_a_chart_for_the_screen_with_a_picture_shows_the_picture() -> None:
    """Its static form is what paper can hold."""
    bundle = {"application/vnd.plotly.v1+json": {}, "text/html": DIV, "image/png": PIXEL}

    assert [block.kind for block in added(code(bundle))] == ["figure"]


def test_what_works_on_a_screen_only_is_left_out_and_said() -> None:
    """No progress bar, widget, script or warning is printed, and the reviewer knows of them."""
    view = "application/vnd.jupyter.widget-view+json"
    bar = code({view: {"model_id": "1"}, "text/plain": "  0%|          | 0/3"})
    slider = code({view: {"model_id": "2"}, "text/plain": "IntSlider(value=3)"})
    printed = v4.new_output("stream", name="stdout", text="\r 10%\r100%\n办结8件\n")
    warned = v4.new_output("stream", name="stderr", text="\r  0%| \r100%|█| 3/3\nUserWarning: x\n")
    script = code({"application/javascript": "1", "text/plain": "<Javascript object>"})
    document = read(bar, slider, v4.new_code_cell(outputs=[printed, warned]), script)

    assert own(document) == (Verbatim(text="100%\n办结8件"),)
    assert document.omitted == (
        "第2个单元格：进度条",
        "第3个单元格：交互控件",
        "第4个单元格：进度条",
        "第4个单元格：运行时的提示",
        "第5个单元格：网页脚本",
    )


# Pictures in text


def picture(text: str, attachments: dict[str, Any] | None = None) -> Blocks:
    """Return what a Markdown cell with a picture is read into."""
    cell = v4.new_markdown_cell(text)
    cell.attachments = attachments or {}
    return added(cell)


@pytest.mark.parametrize(
    "text", ["![走势](attachment:a.png)", "<img src='attachment:a.png' alt='走势' width=9>"]
)
def test_an_attached_picture_stands_between_its_paragraphs(text: str) -> None:
    """As it is pasted in JupyterLab; its caption is its text alternative too."""
    before, figure, after = picture(f"前文\n\n{text}\n\n后文", {"a.png": {"image/png": PIXEL}})

    assert figure == Figure(media="image/png", data=PIXEL, alt="走势", caption="走势")
    assert [before, after] == [said("前文", "第2个单元格:1"), said("后文", "第2个单元格:5")]


def test_a_picture_in_its_address_is_shown() -> None:
    """Of data: addresses those with a picture; SVG is kept as text."""
    svg = base64.b64encode(b"<svg/>").decode()
    one, two = picture(
        f"![甲](data:image/jpeg;base64,{PIXEL})\n\n![乙](data:image/svg+xml;base64,{svg})"
    )

    assert one == Figure(media="image/jpeg", data=PIXEL, alt="甲", caption="甲")
    assert two == Figure(media="image/svg+xml", data="<svg/>", alt="乙", caption="乙")


@pytest.mark.parametrize("address", ["attachment:b.png", "图/b.png", "https://a.cn/b.png"])
def test_a_picture_that_is_not_there_is_told_with_its_cell(address: str) -> None:
    """The record must hold it: nothing is fetched."""
    with pytest.raises(ExportError, match=r"\[E724\] 第2个单元格.*b\.png”找不到"):
        read(code({"text/html": f"<img src='{address}'>"}))
    with pytest.raises(ExportError, match=r"\[E724\] 第2个单元格.*b\.png”找不到"):
        picture(f"![图]({address})")


def test_pictures_of_hypertext_keep_their_place() -> None:
    """An image and a drawing between two lines."""
    html = f"前<img src='data:image/png;base64,{PIXEL}' alt='甲'>中<svg viewBox='0 0 1 1'></svg>后"

    kinds = [block.kind for block in added(code({"text/html": html}))]

    assert kinds == ["paragraph", "figure", "paragraph", "figure", "paragraph"]


# Data frames


def test_a_frame_hands_over_all_of_itself() -> None:
    """Its table goes before the hypertext, which pandas cuts."""
    table = Table(
        columns=(Column(text="甲"),), rows=tuple(((Run(text=str(n)),),) for n in range(300))
    )
    bundle = {TABLE_MIME: dump(table), "text/html": "<table class='dataframe'></table>"}

    assert added(code(bundle, source="# 全表")) == (table.model_copy(update={"caption": "全表"}),)


def test_a_frame_that_is_cut_is_refused() -> None:
    """What stands for the rest is no row."""
    html = "<table class='dataframe'><tr><td>1</td></tr><tr><td>...</td></tr></table>"

    with pytest.raises(ExportError, match=r"\[E725\] 第2个单元格"):
        read(code({"text/html": html}))


def test_of_a_styled_frame_the_count_is_left_out() -> None:
    """What is missing is a dash; the words are those that the style gives."""
    html = (
        "<table id='T_1'><thead><tr><th class='blank'>&nbsp;</th><th>率</th></tr></thead>"
        "<tbody><tr><th>0</th><td>12.50%</td></tr><tr><th>1</th><td>nan</td></tr></tbody></table>"
    )

    assert texts(table(html)) == [["率"], ["12.50%"], ["—"]]


# References and numbers


def looked_up(*cells: NotebookNode) -> Document:
    """Assemble the report with a lookup and a reviewer's part, with these cells."""
    untraced = Remark(code="C22", title="数字可溯源", severity=Severity.WARNING, message="")
    runs = (Run(text="25件", metric="cases"),)
    lookup = Lookup(references={"cases": runs}, names=("十四五规划",), untraced=untraced)
    opening = OPENING.model_copy(update={"lookup": lookup})
    review = Section(key="review", order=(92,), blocks=(), review=Review(cards=()))
    return assembled(shown(opening), *cells, shown(FUNCTIONS), shown(CAPACITY), shown(review))


def test_a_reference_of_an_own_cell_is_what_the_report_told() -> None:
    """It leads to its metric as in prose; a number typed by hand is a remark of that cell."""
    document = looked_up(v4.new_markdown_cell("办结{{ cases }}，另有7件。\n\n按十四五规划推进。"))
    (section,) = [each for each in document.sections if each.key == "own-cell-2"]
    assert document.review
    (remark,) = document.review.remarks

    assert isinstance(section.blocks[0], Paragraph)
    assert section.blocks[0].runs[1] == Run(text="25件", metric="cases")
    assert (remark.section, remark.paragraph) == ("own-cell-2", 0)
    assert remark.message == "1个数字没有出处：“另有7件”"
    assert remark.places == ("第2个单元格:1",)


def test_a_number_that_is_printed_is_held_to_a_source_too() -> None:
    """Tables and printed text alike, a remark a block."""
    document = looked_up(code({"text/plain": "8件"}), code({"text/html": "<p>共9件</p>"}))

    assert document.review
    assert [each.places for each in document.review.remarks] == [
        ("第2个单元格",),
        ("第3个单元格",),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [("{{ casse }}", "E501"), ("{{ cases | 中文 }}", "E505"), ("{{ cases() }}", "E504")],
)
def test_a_wrong_reference_is_told_with_its_cell(text: str, code: str) -> None:
    """As in prose, with the codes of prose."""
    with pytest.raises(TellingError, match=rf"\[{code}\] 第2个单元格:1: "):
        looked_up(v4.new_markdown_cell(text))


def test_the_record_keeps_of_the_lookup_what_is_asked() -> None:
    """What no cell refers to is not published with the record."""
    lookup = Lookup(
        references={"a": (Run(text="1"),), "a|数值": (), "b": ()},
        untraced=Remark(code="C22", title="", severity=Severity.WARNING, message=""),
    )
    cells = [shown(OPENING.model_copy(update={"lookup": lookup})), v4.new_markdown_cell("{{ a }}")]

    (told, _) = without_lookup(v4.new_notebook(cells=cells)).cells
    payload = told.outputs[0].data[SECTION_MIME]

    assert list(payload["lookup"]["references"]) == ["a", "a|数值"]


@pytest.mark.parametrize(
    "bundle",
    [
        {"text/html": "<style>p {}</style>", "text/plain": "<IPython.core.display.HTML object>"},
        {"application/javascript": "1", "text/plain": "<IPython.core.display.Javascript object>"},
        {"application/json": {}, "text/plain": "{'甲': 1}"},
    ],
)
def test_an_output_with_nothing_to_show_or_a_text_form_passes(bundle: dict[str, Any]) -> None:
    """Set-up of a page is silent, and plain text is good enough where it says something."""
    assert [block.kind for block in added(code(bundle))] in ([], ["verbatim"])


# A real kernel


def test_a_data_frame_and_a_plot_of_a_real_kernel_are_read() -> None:
    """What pandas and matplotlib really put out comes as a table and a picture, nothing else."""
    frame = (
        "# 培训情况\nimport pandas as pd\n"
        "df = pd.DataFrame({'科室': ['法规科', '执法科'], '人次': [12, 1030]})\ndf"
    )
    pivot = "df.assign(年=2020).pivot_table(index='科室', columns='年', values=['人次'])"
    plot = "# 各科室人次\n%matplotlib inline\nax = df.plot.bar(x='科室')\nax.set_title('t')"
    opening, *others = (
        f"display({{{SECTION_MIME!r}: {dump(section)}}}, raw=True)"
        for section in (OPENING, FUNCTIONS, CAPACITY)
    )
    nb = v4.new_notebook(
        cells=[v4.new_code_cell(s) for s in (opening, frame, pivot, plot, *others)]
    )
    nbclient.NotebookClient(nb, kernel_name="python3", timeout=60).execute()
    first, second, figure = own(assemble(nb))

    assert isinstance(first, Table)
    assert texts(first) == [["科室", "人次"], ["法规科", "12"], ["执法科", "1030"]]
    assert [column.align for column in first.columns] == ["left", "right"]
    assert first.caption == "培训情况"
    assert isinstance(second, Table)
    assert texts(second)[0] == ["年 科室", "人次 2020"]
    assert isinstance(figure, Figure)
    assert base64.b64decode(figure.data).startswith(b"\x89PNG")
    assert figure.alt == "各科室人次"


def test_markdown_that_cannot_be_shown_is_told_with_its_cell() -> None:
    """All that is wrong in all cells comes at once."""
    cells = (v4.new_markdown_cell("甲~~乙~~"), v4.new_markdown_cell("丙<u>丁</u>[^1]"))

    assert refused(shown(OPENING), shown(FUNCTIONS), shown(CAPACITY), *cells) == [
        "E512",
        "E512",
        "E509",
    ]
