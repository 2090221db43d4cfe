"""The PDF, read back: the layout of GB/T 9704-2012, accessible, archivable, safe, repeatable."""

from __future__ import annotations

import base64
import io
import tempfile
from collections import Counter
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

import matplotlib as mpl
import pdfplumber
import pikepdf
import pytest
from matplotlib.figure import Figure as Canvas
from PIL import Image
from pypdf import PdfReader

from lawgov_lib.base.errors import ExportError, RunError
from lawgov_lib.document.tree import (
    DRAFT,
    FINAL,
    Annex,
    Block,
    Column,
    Document,
    Figure,
    Form,
    Heading,
    Item,
    Listing,
    Meta,
    Paragraph,
    Run,
    Section,
    Signature,
    Table,
    Title,
    Verbatim,
    fingerprint,
)
from lawgov_lib.document.wordbreaks import breaks
from lawgov_lib.exporters.pdf import render_pdf
from lawgov_lib.telling.charts import Bars

if TYPE_CHECKING:
    from pathlib import Path

    from pdfplumber.page import Page
    from pdfplumber.pdf import PDF

    from lawgov_lib.document.tree import Status

POINTS_A_MM = 72 / 25.4
TEXT = (
    "坚持依法行政，健全“三统一”制度，规范文件制发全过程；全年办理行政许可18件，按时办结率100%，"
    "《中华人民共和国行政许可法》《中华人民共和国行政处罚法》得到落实（含变更、延续）。"
)
OPENING_MARKS = "《（“‘〈"  # at the start of a line they are set without their left half,
CLAIMS = ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")
TITLE = "示例市科学技术局2020年度法治政府建设年度报告"
CLOSING_MARKS = "，。、；：？！）》〉”’」』】〕"  # at the end of one without their right half


def said(text: str, *, strong: bool = False) -> tuple[Run, ...]:
    """Make a single run."""
    return (Run(text=text, strong=strong),)


def document(
    *blocks: Block,
    title: str = "示例市科学技术局2020年度法治政府建设年度报告",
    fictional: bool = False,
    status: Status | None = None,
) -> Document:
    """Make a document of these blocks."""
    meta = Meta(
        title=title,
        agency="示例市科学技术局",
        year=2020,
        signed_on=date(2020, 12, 1),
        outline=("opening",),
        fictional=fictional,
    )
    sections = (Section(key="opening", order=(0,), blocks=blocks, meta=meta),)
    return Document(meta=meta, sections=sections, status=status)


def opened(*blocks: Block, **more: Any) -> PDF:  # noqa: ANN401
    """Render the blocks and open the PDF."""
    return pdfplumber.open(io.BytesIO(render_pdf(document(*blocks, **more))))


def body_lines(page: Page) -> list[dict[str, Any]]:
    """Return the lines of text of a page without its number."""
    return [line for line in page.extract_text_lines() if not line["text"].startswith("— ")]


def millimetres(points: float) -> float:
    """Convert to millimetres, rounded to a tenth."""
    return round(points / POINTS_A_MM, 1)


PNG = base64.b64encode(
    base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5E"
        "rkJggg=="
    )
).decode()

SAMPLE: tuple[Block, ...] = (
    Title(lines=("示例市科学技术局", "2020年度法治政府建设年度报告")),
    Paragraph(runs=said("示例市人民政府："), role="addressee"),
    Heading(level=1, number="一、", text="主要举措和成效", anchor="achievements"),
    Heading(level=2, number="（一）", text="依法全面履行政府职能", anchor="functions"),
    Heading(level=3, number="1.", text="深化行政审批制度改革", anchor="functions-1"),
    *(Paragraph(runs=(Run(text="加强监管。", strong=True), *said(TEXT * 3))) for _ in range(24)),
    Listing(items=(said("第一项"), said("第二项")), ordered=True),
    Listing(items=(said("甲"), said("乙"))),
    Verbatim(text="办件 31\n办件 47"),
    Bars(("法律", "行政法规"), (Decimal(7), Decimal(1)), "部", "学习法律法规构成情况").figure(),
    Figure(media="image/png", data=PNG, alt="办件量走势图"),
    Paragraph(runs=said("附件：1.指标表"), role="attachments"),
    Signature(agency="示例市科学技术局", date="2020年12月1日"),
    Annex(label="附件1", title="指标表", anchor="annex-1"),
    Table(
        caption="指标表",
        columns=(Column(text="序号", align="center"), Column(text="指标", share=3)),
        rows=tuple((said(str(n)), said(f"指标第{n}行")) for n in range(1, 81)),
    ),
    Paragraph(runs=said("注：略。"), role="note"),
)


@pytest.fixture(scope="module")
def sample() -> bytes:
    """Render a report of all kinds of blocks, with several full pages of text."""
    return render_pdf(document(*SAMPLE))


@pytest.fixture(scope="module")
def pages(sample: bytes) -> list[Page]:
    """Open the pages of the sample."""
    return pdfplumber.open(io.BytesIO(sample)).pages


@pytest.fixture(scope="module")
def full_pages(pages: list[Page]) -> list[Page]:
    """Choose the pages that hold body text from top to bottom."""
    return pages[1:4]


def test_another_report_in_between_changes_nothing(sample: bytes) -> None:
    """What is remembered of one report for the next leaves its bytes as they are."""
    render_pdf(document(Paragraph(runs=said("全年办理行政许可31件。"))))

    assert render_pdf(document(*SAMPLE)) == sample


def test_a_system_without_room_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is set is read from a file; where none can be written, the fault is named."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))

    with pytest.raises(RunError, match="E605"):
        render_pdf(document(*SAMPLE))


def test_the_paper_is_a4(pages: list[Page]) -> None:
    """Every page is 210 mm by 297 mm."""
    assert {(millimetres(page.width), millimetres(page.height)) for page in pages} == {
        (210.0, 297.0)
    }


def test_a_full_page_holds_22_lines(full_pages: list[Page]) -> None:
    """22 lines a page."""
    assert [len(body_lines(page)) for page in full_pages] == [22, 22, 22]


def test_lines_are_evenly_spaced(full_pages: list[Page]) -> None:
    """Every line stands on the grid of 225 mm ÷ 22, whatever faces it mixes."""
    for page in full_pages:
        baselines = sorted(
            {round(char["matrix"][5], 2) for char in page.chars if char["size"] == 16}
        )
        steps = {round(b - a, 1) for a, b in pairwise(baselines)}

        assert steps == {round(225 / 22 * POINTS_A_MM, 1)}


def test_a_full_line_holds_28_characters() -> None:
    """28 characters a line, the margins 28 mm and 26 mm."""
    with opened(Paragraph(runs=said("法" * 100))) as pdf:
        first, second, *_ = body_lines(pdf.pages[0])

    assert (len(first["text"]), len(second["text"])) == (26, 28)
    assert millimetres(second["x0"]) == pytest.approx(28, abs=0.5)
    assert millimetres(second["x1"]) == pytest.approx(184, abs=0.5)


def test_the_text_block_keeps_the_margins(full_pages: list[Page]) -> None:
    """37 mm above, 35 mm below, 28 mm left, 26 mm right."""
    for page in full_pages:
        chars = [
            char
            for char in page.chars
            if char["size"] == 16 and char["text"] not in OPENING_MARKS + CLOSING_MARKS
        ]

        assert min(char["top"] for char in chars) >= 35 * POINTS_A_MM
        assert max(char["bottom"] for char in chars) <= (297 - 34) * POINTS_A_MM
        assert min(char["x0"] for char in chars) >= 27.5 * POINTS_A_MM
        assert max(char["x1"] for char in chars) <= 184.5 * POINTS_A_MM


def test_a_paragraph_begins_two_characters_in() -> None:
    """The first line is indented by two characters, the next is not."""
    with opened(Paragraph(runs=said("法" * 60))) as pdf:
        first, second, *_ = body_lines(pdf.pages[0])

    assert millimetres(first["x0"] - second["x0"]) == pytest.approx(2 * 156 / 28, abs=0.2)


def test_page_numbers_stand_outside(pages: list[Page]) -> None:
    """Right on odd pages, left on even ones, one character in, 14 pt, between dashes."""
    for number, page in enumerate(pages, start=1):
        line = page.extract_text_lines()[-1]
        left, right = line["x0"] / POINTS_A_MM - 28, 184 - line["x1"] / POINTS_A_MM

        assert line["text"] == f"— {number} —"
        assert (right if number % 2 else left) == pytest.approx(14 / POINTS_A_MM, abs=1)
        assert {round(char["size"]) for char in line["chars"]} == {14}


def test_no_line_begins_with_a_closing_mark(pages: list[Page]) -> None:
    """Closing punctuation stays at the end of the line before."""
    starts = Counter(line["text"][0] for page in pages for line in body_lines(page))

    assert not set(starts) & set(CLOSING_MARKS)


def test_headings_have_their_faces(pages: list[Page]) -> None:
    """一、 in 黑体, （一） in 楷体, 1. in 仿宋; the title in 小标宋 of 22 pt."""
    lines = {line["text"]: line["chars"][-1] for line in body_lines(pages[0])}

    faces = {text: char["fontname"].partition("+")[2] for text, char in lines.items()}
    assert faces["2020年度法治政府建设年度报告"].startswith("NotoSerifSC-Black")
    assert lines["2020年度法治政府建设年度报告"]["size"] == pytest.approx(22)
    assert faces["一、主要举措和成效"].startswith("NotoSansCJKsc")
    assert faces["（一）依法全面履行政府职能"].startswith("LXGWWenKai")
    assert faces["1.深化行政审批制度改革"].startswith("ZhuqueFangsong")


def test_the_signature_stands_at_the_right() -> None:
    """The agency two characters from the right edge, the date two characters after it."""
    with opened(
        Paragraph(runs=said(TEXT)), Signature(agency="示例市科学技术局", date="2020年1月1日")
    ) as pdf:
        agency, signed = body_lines(pdf.pages[0])[-2:]

    assert 184 - millimetres(agency["x1"]) == pytest.approx(2 * 156 / 28, abs=0.5)
    assert millimetres(signed["x0"] - agency["x0"]) == pytest.approx(2 * 156 / 28, abs=0.5)


def test_a_long_date_takes_the_right_edge() -> None:
    """A date longer than the agency's name stands two characters in itself."""
    with opened(
        Paragraph(runs=said(TEXT)), Signature(agency="示例局", date="2020年12月31日")
    ) as pdf:
        agency, signed = body_lines(pdf.pages[0])[-2:]

    assert 184 - millimetres(signed["x1"]) == pytest.approx(2 * 156 / 28, abs=0.5)
    assert millimetres(signed["x0"] - agency["x0"]) == pytest.approx(2 * 156 / 28, abs=0.5)


def test_the_signature_is_never_alone_on_a_page() -> None:
    """Whatever the length of the text, some of it stands on the page of the signature."""
    for lines in range(16, 24):
        text = Paragraph(runs=said("法" * 28 * lines))
        last = Paragraph(runs=said("总的看，各项工作有序推进。"))
        with opened(text, last, Signature(agency="示例局", date="2020年12月1日")) as pdf:
            words = pdf.pages[-1].extract_text()

        assert "总的看" in words


def test_two_lines_go_with_the_signature() -> None:
    """No more of a long last paragraph, nor the heading above it, leaves its page."""
    text = [Paragraph(runs=said(f"第{n}段。")) for n in range(16)]
    heading = Heading(level=2, number="（一）", text="末节", anchor="last")
    last = Paragraph(runs=said("法" * 26 + "治" * 28 * 3))
    signature = Signature(agency="示例市科学技术局", date="2020年1月1日")
    with opened(*text, heading, last, signature) as pdf:
        first, second = ([line["text"] for line in body_lines(page)] for page in pdf.pages)

    assert first[-3:] == ["（一）末节", "法" * 26, "治" * 28]
    assert second == ["治" * 28, "治" * 28, "示例市科学技术局", "2020年1月1日"]


@pytest.mark.parametrize("length", [26, 54, 82])
def test_a_full_last_line_keeps_its_last_character(length: int) -> None:
    """The last line of a paragraph holds as many characters as any other."""
    with opened(Paragraph(runs=said("法" * length))) as pdf:
        assert len(body_lines(pdf.pages[0])) == 1 + (length - 26) // 28


def test_a_long_name_signs_in_several_lines() -> None:
    """They end between words, two characters from the right edge at the most."""
    name = (
        "内蒙古自治区呼伦贝尔市莫力达瓦达斡尔族自治旗卫生健康委员会（疾病预防控制局）"
        "和市场监督管理局（知识产权局、标准化局）综合行政执法队"
    )
    for others in ((), ("示例市科学技术局",)):
        signature = Signature(agency=name, others=others, date="2020年1月1日")
        with opened(Paragraph(runs=said("特此报告。")), signature) as pdf:
            *lines, _ = body_lines(pdf.pages[0])[1:]

        assert lines[0]["text"] == "内蒙古自治区呼伦贝尔市莫力达瓦达斡尔族自治旗"
        assert "".join(line["text"] for line in lines) == "".join((name, *others))
        assert max(line["x1"] for line in lines) <= (184 - 2 * 156 / 28 + 0.5) * POINTS_A_MM


def test_a_table_repeats_its_header(sample: bytes) -> None:
    """A table over several pages shows its header on each."""
    with pdfplumber.open(io.BytesIO(sample)) as pdf:
        ruled = [page for page in pdf.pages if "指标第" in page.extract_text()]
        tables = [table for page in ruled for table in page.extract_tables()]

    assert len(tables) > 1
    assert all(table[0] == ["序号", "指标"] for table in tables)
    assert sum(len(table) - 1 for table in tables) == 80


def test_heads_of_groups_span_the_table() -> None:
    """A head stands on the page of the first row of its group."""
    columns = (Column(text="指标", share=3), Column(text="2020年", align="right"))
    rows = [
        row
        for group in range(40)
        for row in ((said(f"第{group}组"),), (said("甲"), said("1件")), (said("乙"), said("2件")))
    ]
    table = Table(columns=columns, rows=tuple(rows), groups=tuple(range(0, len(rows), 3)))
    with opened(table) as pdf:
        shown = [page.extract_table() for page in pdf.pages]

    assert len(shown) > 1
    for on_page in shown:
        assert on_page is not None
        assert on_page[0] == ["指标", "2020年"]
        assert on_page[-1][1] is not None
    assert shown[0]
    assert ["第0组", None] in shown[0]


def test_a_picture_is_not_blown_up() -> None:
    """A drawing keeps its size, so that its letters are as large as those of the caption."""
    values = (Decimal(7), Decimal(1))
    chart = Bars(("法律", "行政法规"), values, "部", "构成", "数据来源：学法台账").figure()
    with opened(chart) as pdf:
        sizes = {char["text"]: round(char["size"], 1) for char in pdf.pages[0].chars}

    assert (sizes["律"], sizes["构"], sizes["台"]) == (12, 12, 10.5)


def test_heads_above_heads() -> None:
    """A head stands once above its columns, one without any above it beside both rows."""
    columns = (
        Column(text="申请人"),
        Column(text="企业", over="单位"),
        Column(text="其他", over="单位"),
    )
    table = Table(columns=columns, rows=((said("甲"), said("1"), said("2")),) * 60)

    with opened(table) as pdf:
        shown = [page.extract_table() for page in pdf.pages]

    assert len(shown) > 1
    for on_page in shown:
        assert on_page is not None
        assert on_page[:3] == [
            ["申请人", "单位", None],
            [None, "企业", "其他"],
            ["甲", "1", "2"],
        ]


def test_text_behind_a_table_is_on_the_grid() -> None:
    """A table of any height leaves the lines after it where they would be without it."""
    columns = (Column(text="甲"), Column(text="乙"))
    for rows in (1, 2, 3):
        table = Table(columns=columns, rows=((said("一"), said("二")),) * rows)
        with opened(Paragraph(runs=said("前文")), table, Paragraph(runs=said("后文"))) as pdf:
            before, after = (
                next(char for char in pdf.pages[0].chars if char["text"] == first)["top"]
                for first in "前后"
            )
        steps = (after - before) / (225 / 22 * POINTS_A_MM)

        assert steps == pytest.approx(round(steps), abs=0.01)


def test_a_note_stays_with_its_table() -> None:
    """Whatever the length of the table, its note makes no blank page before the next annex."""
    columns = (Column(text="甲"), Column(text="乙"))
    note = Paragraph(runs=said("注：" + "数据来源为本年度各台账。" * 8), role="note")
    for rows in range(24, 36):
        table = Table(columns=columns, rows=((said("一"), said("二")),) * rows)
        with opened(table, note, Annex(label="附件2", title="指标图", anchor="b")) as pdf:
            texts = [page.extract_text() for page in pdf.pages]

        assert all(len(text.splitlines()) > 1 for text in texts), rows


def test_all_fonts_are_embedded(sample: bytes) -> None:
    """The PDF looks the same on a machine without any Chinese face."""
    with pikepdf.open(io.BytesIO(sample)) as pdf:
        descriptors = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        ]
        embedded = ["/FontFile2" in item or "/FontFile3" in item for item in descriptors]

    assert len(embedded) >= 4
    assert all(embedded)


def test_text_extracts_as_chinese(sample: bytes) -> None:
    """What was written can be searched and copied."""
    with pdfplumber.open(io.BytesIO(sample)) as pdf:
        text = "".join(page.extract_text() for page in pdf.pages).replace("\n", "")

    assert (
        "《中华人民共和国行政许可法》《中华人民共和国行政处罚法》得到落实（含变更、延续）。" in text
    )


def test_it_is_archivable_and_accessible(sample: bytes) -> None:
    """PDF/A-2a and PDF/UA-1: marked, with language, title, bookmarks and text alternatives."""
    with pikepdf.open(io.BytesIO(sample)) as pdf:
        root = pdf.Root
        with pdf.open_metadata() as metadata:
            claims = (
                metadata["pdfaid:part"],
                metadata["pdfaid:conformance"],
                metadata["pdfuaid:part"],
            )
            title = metadata["dc:title"]
        alternatives = {
            str(item.Alt)
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and "/Alt" in item
        }

    assert claims == ("2", "A", "1")
    assert title == "示例市科学技术局2020年度法治政府建设年度报告"
    assert bool(root.MarkInfo.Marked)
    assert str(root.Lang).lower() == "zh-cn"
    assert "办件量走势图" in alternatives
    assert any("行政法规1部" in alternative for alternative in alternatives)


def test_bookmarks_follow_the_headings(sample: bytes) -> None:
    """The bookmarks are the headings with their numbers, and the annexes."""
    titles: list[str] = []

    def collect(items: list[Any]) -> None:
        for item in items:
            if isinstance(item, list):
                collect(item)
            else:
                titles.append(str(item["/Title"]))

    collect(PdfReader(io.BytesIO(sample)).outline)

    assert titles == [
        "一、主要举措和成效",
        "（一）依法全面履行政府职能",
        "1.深化行政审批制度改革",
        "附件1 指标表",
    ]


def test_a_skipped_heading_level_still_makes_a_valid_pdf() -> None:
    """A level 3 heading under level 1 is set; PDF/UA allows no gap in the tags."""
    with opened(
        Heading(level=3, number="1.", text="甲", anchor="a"),
        Heading(level=1, number="一、", text="乙", anchor="b"),
        Heading(level=3, number="1.", text="丙", anchor="c"),
    ) as pdf:
        assert len(body_lines(pdf.pages[0])) == 3


def test_the_same_document_gives_the_same_bytes(sample: bytes) -> None:
    """Nothing of the clock or of chance is in the file."""
    assert render_pdf(document(*SAMPLE)) == sample


# Status


def body(page: Page) -> list[dict[str, Any]]:
    """Return the characters of a page that are read out."""
    return [char for char in page.chars if char["tag"] != "Artifact"]


def margins(page: Page) -> str:
    """Return the text of a page that is not read out."""
    return "".join(char["text"] for char in page.chars if char["tag"] == "Artifact")


@pytest.fixture(scope="module")
def drafted() -> bytes:
    """Render the sample as a draft of a fictional agency."""
    return render_pdf(document(*SAMPLE, fictional=True, status=DRAFT))


@pytest.fixture(scope="module")
def issued() -> bytes:
    """Render the sample as the final report."""
    return render_pdf(document(*SAMPLE, status=FINAL))


def test_every_page_of_a_draft_says_so(drafted: bytes) -> None:
    """The mark stands above the text block of each page, beside that of a fictional agency."""
    with pdfplumber.open(io.BytesIO(drafted)) as pdf:
        heads = [
            "".join(char["text"] for char in page.chars if char["bottom"] < 35 * POINTS_A_MM)
            for page in pdf.pages
        ]

    assert len(heads) > 4
    assert set(heads) == {"草稿　未经签发，不得公开虚构机关，仅供演示"}


def test_marks_are_not_read_out_on_every_page(drafted: bytes) -> None:
    """They are artifacts of the page; title and keywords say it to whoever listens."""
    told = document(*SAMPLE, fictional=True, status=DRAFT)
    with pdfplumber.open(io.BytesIO(drafted)) as pdf:
        text = "".join(char["text"] for page in pdf.pages for char in body(page))
        metadata = pdf.metadata

    assert "示例市人民政府" in text
    assert not [word for word in (DRAFT, "虚构", "指纹") if word in text]
    assert metadata["Title"] == f"草稿：{told.meta.title}"
    assert metadata["Keywords"] == f"草稿　内容指纹 {fingerprint(told.content)}"


def test_marks_and_colophon_leave_the_text_where_it_is(pages: list[Page], drafted: bytes) -> None:
    """A draft breaks its pages and lines where the final report does."""
    with pdfplumber.open(io.BytesIO(drafted)) as pdf:
        marked, plain = (
            [[(char["text"], char["x0"], char["top"]) for char in body(page)] for page in each]
            for each in (pdf.pages, pages)
        )

    assert marked == plain


def test_the_final_report_carries_no_mark(issued: bytes) -> None:
    """No page of it says draft, nor does its title."""
    with pdfplumber.open(io.BytesIO(issued)) as pdf:
        text = "".join(margins(page) for page in pdf.pages)
        title = pdf.metadata["Title"]

    assert DRAFT not in text
    assert title == TITLE


@pytest.mark.parametrize("status", [DRAFT, FINAL])
def test_the_last_page_alone_closes_with_the_colophon(
    status: Status, drafted: bytes, issued: bytes
) -> None:
    """Status and content stand below the last page number, in the margin."""
    content = document(*SAMPLE, fictional=status == DRAFT).content
    with pdfplumber.open(io.BytesIO(drafted if status == DRAFT else issued)) as pdf:
        last = [page.extract_text_lines()[-1] for page in pdf.pages]

    assert [line["text"] for line in last[:-1]] == [f"— {n} —" for n in range(1, len(last))]
    assert last[-1]["text"] == f"{status} 内容指纹 {fingerprint(content)}"
    assert 262 + 7 < last[-1]["top"] / POINTS_A_MM < last[-1]["bottom"] / POINTS_A_MM < 287


def test_what_is_no_report_has_neither(pages: list[Page]) -> None:
    """A document without a status carries page numbers only."""
    assert [margins(page) for page in pages[:2]] == ["— 1 —", "— 2 —"]
    assert "指纹" not in margins(pages[-1])


def test_a_draft_is_archivable_and_accessible_too(drafted: bytes, issued: bytes) -> None:
    """The claims of PDF/A-2a and PDF/UA-1 stand with marks and colophon."""
    for pdf in (drafted, issued):
        with pikepdf.open(io.BytesIO(pdf)) as read, read.open_metadata() as metadata:
            assert [metadata[claim] for claim in CLAIMS] == ["2", "A", "1"]


def test_a_draft_gives_the_same_bytes_again(drafted: bytes) -> None:
    """Marks and colophon hold nothing of chance either."""
    assert render_pdf(document(*SAMPLE, fictional=True, status=DRAFT)) == drafted


# What cannot be set


def test_a_missing_glyph_is_named_with_its_heading() -> None:
    """A character that no face has is an error, not an empty box."""
    with pytest.raises(ExportError) as failure:
        render_pdf(
            document(
                Heading(level=1, number="一、", text="成效", anchor="a"),
                Paragraph(runs=said("工作顺利\U0001f9ff。")),
            )
        )

    assert str(failure.value).startswith("[E701] “一、成效”中的“\U0001f9ff”（U+1F9FF）")


def test_every_missing_glyph_is_named_at_once() -> None:
    """Nobody renders as often as there are characters to mend."""
    with pytest.raises(ExportError) as failure:
        render_pdf(
            document(Title(lines=("丙\U00010330",)), Paragraph(runs=said("甲\U0001f9ff\U0001f600")))
        )

    assert len(failure.value.problems) == 3
    assert {mark for mark in "\U0001f9ff\U0001f600\U00010330" if mark in str(failure.value)} == {
        *"\U0001f9ff\U0001f600\U00010330"
    }


RARE = "㙍𠮷㐂䶮𬭎鿏㑇𣗋㎡㎥㎏㎞℃‰⑳㈠㊀Ⅻ☑√×□■●※№→Ａ１é"


def test_rare_characters_are_set_in_every_part() -> None:
    """Title, headings, text, emphasis, table, code and annex: what one part shows, all show."""
    cells = (said(RARE), said(RARE))
    with opened(
        Title(lines=(RARE,)),
        Heading(level=1, number="一、", text=RARE, anchor="a"),
        Heading(level=2, number="（一）", text=RARE, anchor="b"),
        Heading(level=3, number="1.", text=RARE, anchor="c"),
        Paragraph(runs=(*said(RARE), Run(text=RARE, strong=True))),
        Table(
            caption=RARE,
            columns=(Column(text=RARE, share=1), Column(text="乙", share=1)),
            rows=(cells,),
        ),
        Verbatim(text=RARE),
        Annex(label="附件", title=RARE, anchor="d"),
    ) as pdf:
        text = "".join(page.extract_text() for page in pdf.pages)

    assert {mark: text.count(mark) for mark in RARE} == dict.fromkeys(RARE, 12)


def test_a_broken_picture_is_an_error_of_ours() -> None:
    """SVG that is none is told in Chinese."""
    with pytest.raises(ExportError, match=r"\[E721\]"):
        render_pdf(document(Figure(data="<svg", alt="坏图")))


@pytest.mark.parametrize(
    "text", ['#read("/etc/passwd")', "*粗* _斜_ `码`", "$x^2$ <标签> @引用", "// 注释", "\\ # [ ]"]
)
def test_markup_in_text_is_printed_as_it_stands(text: str) -> None:
    """No text of an input is ever read as Typst."""
    with opened(Paragraph(runs=said(text)), title=text) as pdf:
        assert pdf.pages[0].extract_text().splitlines()[0].replace(" ", "") == text.replace(" ", "")


def test_own_faces_take_the_place_of_the_shipped_ones() -> None:
    """Whoever has other faces names them by part."""
    pdf = render_pdf(
        document(Paragraph(runs=said("法治"))), faces={"body": ["LXGW WenKai GB Lite"]}
    )
    with pdfplumber.open(io.BytesIO(pdf)) as read:
        assert "LXGWWenKai" in read.pages[0].chars[0]["fontname"]


def test_a_tall_figure_fits_on_its_page() -> None:
    """A figure higher than the text block is set smaller, not cut off."""
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "x"}):
        canvas = Canvas(figsize=(2, 8))
        canvas.add_subplot().plot([1, 2])
        target = io.StringIO()
        canvas.savefig(target, format="svg", metadata={"Date": None})
    svg = target.getvalue().replace("DejaVu Sans", "Noto Sans CJK SC")

    with opened(Figure(data=svg, alt="高图", caption="高图")) as pdf:
        assert len(pdf.pages) == 1


def test_book_titles_side_by_side_do_not_cross() -> None:
    """However tight the line, the next mark opens a whole square further on."""
    basis = (
        "根据《法治政府建设与责任落实督察工作规定》《广东省法治政府建设情况定期报告规定》"
        "《广东省法治政府建设年度报告制度工作指引》和有关通知要求，现将情况报告如下。"
    )
    chars = opened(Paragraph(runs=said(basis))).pages[0].chars

    gaps = [
        round(later["matrix"][4] - char["matrix"][4], 1)
        for char, later in pairwise(chars)
        if char["text"] + later["text"] == "》《" and char["top"] == later["top"]
    ]

    assert gaps
    assert min(gaps) >= 15.5


def test_each_mark_takes_one_square() -> None:
    """Commas, brackets and quotation marks are as wide as a character, on each line alike."""
    text = "甲，乙、丙。丁（戊），“己”、《庚》《辛》，壬。" * 12
    lines = body_lines(opened(Paragraph(runs=said(text))).pages[0])[1:-1]

    steps = {
        round((later["matrix"][4] - char["matrix"][4]) / 16, 1)
        for line in lines
        for char, later in list(pairwise(line["chars"]))[1:-1]
    }
    assert steps <= {1.0, 1.1}


@pytest.mark.parametrize("level", [1, 2, 3])
def test_quotation_marks_of_headings_are_full_width(level: Literal[1, 2, 3]) -> None:
    """In each heading a quotation mark takes the square of a character."""
    chars = opened(Heading(level=level, text="推行“互联网监管”模式", anchor="a")).pages[0].chars

    widths = {
        char["text"]: round((later["matrix"][4] - char["matrix"][4]) / 16, 1)
        for char, later in pairwise(chars)
        if char["text"] in "“”"
    }
    assert widths == {"“": 1.0, "”": 1.0}


@pytest.mark.parametrize("level", [1, 2, 3])
def test_a_heading_of_twenty_six_characters_takes_one_line(level: Literal[1, 2, 3]) -> None:
    """Two characters of indent and 26 more fill the 28 of a line."""
    heading = Heading(level=level, number="（六）", text="依" * 23, anchor="a")

    assert [line["text"] for line in body_lines(opened(heading).pages[0])] == ["（六）" + "依" * 23]


def test_a_long_heading_breaks_between_words() -> None:
    """No line of a heading ends within a word."""
    text = "健全社会矛盾纠纷行政预防调处化解体系，不断促进社会公平正义法治政府建设全面突破"
    ends = set(breaks(text))
    for lead in range(6):
        heading = Heading(level=2, number="（七）", text=text[lead:], anchor="a")
        first = body_lines(opened(heading).pages[0])[0]["text"]

        assert len(first.removeprefix("（七）")) + lead in ends


# Footnotes, lists in lists, wide tables, photographs


def test_footnotes_stand_below_the_text_in_reading_order() -> None:
    """In text, in lists and in cells."""
    noted = (Run(text="依法行政", note=(Run(text="其一"),)), Run(text="，规范权力。"))
    second = (Run(text="甲", note=(Run(text="其二\n续行"),)),)
    third = ((Run(text="乙", note=(Run(text="其三"),)),),)
    (page,) = opened(
        Paragraph(runs=noted),
        Listing(items=(Item(runs=said("上层"), items=(Item(runs=second),), ordered=True),)),
        Table(columns=(Column(text="项"),), rows=(third,)),
    ).pages

    below = page.crop((0, page.height * 0.75, page.width, page.height - 99)).extract_text()
    assert "".join(below.split()) == "1其一2其二续行3其三"


@pytest.mark.parametrize("length", range(24, 30))
def test_no_line_begins_with_the_number_of_a_footnote(length: int) -> None:
    """The number stays with the character that it hangs on, wherever the line ends."""
    noted = (Run(text="依" * length, note=(Run(text="注"),)), Run(text="。"))
    (page,) = opened(Paragraph(runs=noted)).pages

    starts = [line["chars"][0]["text"] for line in body_lines(page)]
    assert set(starts[:-1]) == {"依"}


def test_lists_in_lists_are_moved_in() -> None:
    """Each level a little further; the numbers are those of the list."""
    third = Item(runs=said("丙丙"))
    second = Item(runs=said("乙乙"), items=(third,))
    first = Item(runs=said("甲甲"), items=(second,), ordered=True, start=4)
    (page,) = opened(Listing(items=(first,))).pages

    lines = body_lines(page)
    assert [line["text"][-2:] for line in lines] == ["甲甲", "乙乙", "丙丙"]
    assert "4." in lines[1]["text"]
    assert lines[0]["x0"] < lines[1]["x0"] < lines[2]["x0"]


def test_a_wide_table_takes_a_page_turned_on_its_side() -> None:
    """The note goes with it; the text after it is upright again and on the grid."""
    columns = tuple(Column(text=f"指标{place}") for place in range(14))
    wide = Table(columns=columns, rows=tuple((said("1,096"),) * 14 for _ in range(40)), wide=True)
    note = Paragraph(runs=said("注：横表。"), role="note")
    pdf = opened(Paragraph(runs=said(TEXT)), wide, note, Paragraph(runs=said(TEXT)), status=DRAFT)

    sizes = [(round(page.width), round(page.height)) for page in pdf.pages]
    assert sizes == [(595, 842), (842, 595), (842, 595), (595, 842)]
    texts = [page.extract_text() for page in pdf.pages]
    assert ["注：横表。" in text for text in texts] == [False, False, True, False]
    assert all("草稿" in text for text in texts)
    assert texts[2].count("1,096") + texts[1].count("1,096") == 40 * 14
    numbers = [char for char in pdf.pages[1].chars if char["x1"] < 35 * POINTS_A_MM]
    assert "".join(char["text"] for char in numbers) == "— 2 —"
    assert len({char["x0"] for char in numbers}) == 1


def test_a_photograph_is_shown_and_not_blown_up() -> None:
    """A small picture keeps its size, a large one fits the text block."""
    pictures = []
    for width in (100, 2000):
        buffer = io.BytesIO()
        Image.new("RGB", (width, width // 2), "#336699").save(buffer, "JPEG")
        data = base64.b64encode(buffer.getvalue()).decode()
        pictures.append(Figure(media="image/jpeg", data=data, alt="照片", caption="照片"))
    images = [image for page in opened(*pictures).pages for image in page.images]

    assert [millimetres(image["width"]) for image in images] == [35.3, 156.0]


# The official form

FORM = Form(
    number="示科〔2025〕3号",
    signers=("张某", "李某", "王某"),
    copies="示例市司法局、示例市财政局，" * 4 + "示例市审计局",
    printer="示例市科学技术局办公室",
    printed_on="2025年1月21日印发",
)


def formed(form: Form, *blocks: Block) -> bytes:
    """Render blocks with an official form."""
    plain_report = document(*blocks)
    meta = plain_report.meta.model_copy(update={"form": form})
    return render_pdf(plain_report.model_copy(update={"meta": meta}))


def word(page: Page, text: str) -> dict[str, Any]:
    """Find the one place of a text on a page."""
    (found,) = page.search(text, regex=False, return_chars=True)
    return found


def test_form_stands_above_the_title_and_at_the_very_foot() -> None:
    """Number and signers come before the title; 版记 ends with the text block of the last page."""
    with pdfplumber.open(io.BytesIO(formed(FORM, *SAMPLE))) as pdf:
        first, last = pdf.pages[0], pdf.pages[-1]
        text = first.extract_text()
        rules = sorted({(round(rule["top"], 1), rule["linewidth"]) for rule in last.lines})[-3:]
        number, signer = word(first, "示科〔2025〕3号"), word(first, "王某")

        assert text.index("示科〔2025〕3号") < text.index("2020年度法治政府建设年度报告")
        assert round(number["x0"] / POINTS_A_MM) == 28 + 6
        assert number["bottom"] == pytest.approx(signer["bottom"], abs=2)
        assert signer["x0"] == pytest.approx(word(first, "张某")["x0"], abs=0.5)
        assert [round(thick / POINTS_A_MM, 2) for _, thick in rules] == [0.35, 0.25, 0.35]
        assert millimetres(rules[-1][0]) == pytest.approx(297 - 35, abs=0.3)
        assert "示例市审计局。" in last.extract_text().replace("\n", "")
        assert word(last, "2025年1月21日印发")["x1"] == pytest.approx(184 * POINTS_A_MM - 14, abs=1)


def test_number_alone_is_centred() -> None:
    """A document to nobody above has its number in the middle."""
    with pdfplumber.open(io.BytesIO(formed(Form(number="示科〔2025〕3号"), *SAMPLE))) as pdf:
        number = word(pdf.pages[0], "示科〔2025〕3号")

    assert (number["x0"] + number["x1"]) / 2 == pytest.approx(106 * POINTS_A_MM, abs=3)


def test_form_keeps_the_standards_of_the_file() -> None:
    """With a form and joint seals too, the file claims PDF/A-2a and PDF/UA-1."""
    seals = Signature(
        agency="甲局", others=("乙局", "丙局", "丁局"), date="2025年1月20日", sealed=True
    )
    with pikepdf.open(io.BytesIO(formed(FORM, *SAMPLE[:-1], seals))) as pdf:
        metadata = pdf.open_metadata()

        assert [metadata[claim] for claim in CLAIMS] == ["2", "A", "1"]


@pytest.mark.parametrize("agency", ["某局", "示例市人力资源和社会保障局"])
def test_sealed_signature(agency: str) -> None:
    """The date is four characters in from the right, the agency centred above it."""
    date_text = "2020年12月1日"
    with opened(
        Paragraph(runs=said(TEXT)), Signature(agency=agency, date=date_text, sealed=True)
    ) as pdf:
        signed, dated = word(pdf.pages[0], agency), word(pdf.pages[0], date_text)

    assert millimetres(dated["x1"]) == pytest.approx(184 - 4 * 156 / 28, abs=0.6)
    assert signed["x0"] + signed["x1"] == pytest.approx(dated["x0"] + dated["x1"], abs=2)


def test_joint_signatures() -> None:
    """Unsealed names begin in one column; seals stand 43 mm apart, the last above the date."""
    both = {"agency": "中共示例县委", "others": ("示例县人民政府",), "date": "2020年12月1日"}
    with opened(Paragraph(runs=said(TEXT)), Signature(**both)) as pdf:
        first, second = (word(pdf.pages[0], name) for name in ("中共示例县委", "示例县人民政府"))
        assert first["x0"] == pytest.approx(second["x0"], abs=0.5)
        assert first["bottom"] < second["top"]

    with opened(Paragraph(runs=said(TEXT)), Signature(**both, sealed=True)) as pdf:
        first, second = (word(pdf.pages[0], name) for name in ("中共示例县委", "示例县人民政府"))
        dated = word(pdf.pages[0], "2020年12月1日")
        apart = (second["x0"] + second["x1"] - first["x0"] - first["x1"]) / 2
        assert first["top"] == pytest.approx(second["top"], abs=0.5)
        assert millimetres(apart) >= 43
        assert second["x0"] + second["x1"] == pytest.approx(dated["x0"] + dated["x1"], abs=2)
