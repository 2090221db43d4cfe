"""The Word file: the layout of GB/T 9704, the text of the other formats, and ways back."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from zipfile import ZipFile

import docx
import pdfplumber
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, Twips
from openxml_audit import OpenXmlValidator
from pypdf import PdfReader

from lawgov_lib.base.errors import ExportError
from lawgov_lib.document.tree import (
    Annex,
    Column,
    Figure,
    Form,
    Heading,
    Item,
    Listing,
    Paragraph,
    Run,
    Signature,
    Table,
    Title,
    Verbatim,
)
from lawgov_lib.exporters.pdf import render_pdf
from lawgov_lib.exporters.readback import passages, squeezed
from lawgov_lib.exporters.worddocument import BOOKMARK, render_docx
from lawgov_lib.exporters.wordpages import Pages
from lawgov_lib.exporters.wordproperties import CONTENT, YEAR
from lawgov_lib.exporters.wordtemplate import SHIPPED
from lawgov_lib.exporters.wordtext import word_text
from tests.exporters.hardpages import AGENCY, document, said
from tests.exporters.test_linefill import published
from tests.office import pdf_by_libreoffice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

    from lawgov_lib.document.tree import Document

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100">'
    '<rect width="90" height="60" fill="#999999"/></svg>'
)
WIDE = Table(
    caption="各科室办件情况",
    columns=tuple(Column(text=f"第{n}列") for n in range(12)),
    rows=(tuple(said(f"{n}件") for n in range(12)),),
    wide=True,
)
ALL = (
    Title(lines=(AGENCY, "2020年度法治政府建设年度报告")),
    Paragraph(runs=said("市政府："), role="addressee"),
    Heading(level=1, number="一、", text="主要举措和成效", anchor="one"),
    Heading(level=2, number="（一）", text="“放管服”改革——进展", anchor="two"),
    Heading(level=3, number="1.", text="办件", anchor="three"),
    Heading(level=4, number="（1）", text="许可", anchor="four"),
    Paragraph(
        runs=(
            Run(text="重点明确。", strong=True),
            Run(text="全年办理许可"),
            Run(text="86件", metric="lic_done", note=said("不含撤回的。")),
            Run(text="，“一窗受理”……"),
        )
    ),
    Listing(
        ordered=True,
        start=3,
        items=(
            Item(runs=said("清理证明事项")),
            Item(runs=said("公开目录"), items=(Item(runs=said("网上")),)),
        ),
    ),
    Figure(data=DRAWING, alt="三年办件量逐年上升", caption="办件量", origin="数据来源：许可台账"),
    WIDE,
    Paragraph(runs=said("注：按办结日期统计。"), role="note"),
    Verbatim(text="a  b\nc"),
    Paragraph(runs=said("附件：指标表"), role="attachments"),
    Signature(agency=AGENCY, date="2020年12月1日"),
    Annex(label="附件", title="指标表", anchor="annex"),
    Table(columns=(Column(text="指标"), Column(text="数")), rows=((said("许可"), said("86件")),)),
)


def opened(report: Document) -> WordDocument:
    """Write a document and open it as others do."""
    return docx.Document(io.BytesIO(render_docx(report)))


def runs(word: WordDocument) -> Iterator[BaseOxmlElement]:
    """Return all runs with text."""
    return (run for run in word.element.body.iter(qn("w:r")) if run.find(qn("w:t")) is not None)


def test_heads_above_heads() -> None:
    """A head spans its columns; one as high as both rows goes on below, and both rows repeat."""
    columns = (
        Column(text="申请人"),
        Column(text="企业", over="单位"),
        Column(text="其他", over="单位"),
    )
    table = Table(columns=columns, rows=(tuple(map(said, "甲12")),))

    (made,) = opened(document(table)).tables

    cells = [[cell.text for cell in row.cells] for row in made.rows]
    assert cells == [["申请人", "单位", "单位"], ["申请人", "企业", "其他"], ["甲", "1", "2"]]
    repeated = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") for row in made.rows]  # noqa: SLF001
    assert [each is not None for each in repeated] == [True, True, False]


@pytest.fixture(scope="module")
def everything() -> Document:
    """Make a document with a block of each kind, as an official document with head and foot."""
    report = document(*ALL)
    form = Form(
        number="示科〔2021〕3号", copies="市司法局", printer="办公室", printed_on="2021年1月"
    )
    meta = report.meta.model_copy(update={"form": form})
    section = report.sections[0].model_copy(update={"meta": meta})
    return report.model_copy(update={"meta": meta, "sections": (section,), "status": "草稿"})


@pytest.fixture(scope="module")
def word(everything: Document) -> WordDocument:
    """Write that document."""
    return opened(everything)


def test_page_and_lines_are_those_of_the_standard(word: WordDocument) -> None:
    """A text block of 156 mm by 225 mm, 22 lines of one height, 28 characters of size 3."""
    pages, body = Pages(word.element.body[-1]), word.styles["Normal"].element
    millimetre = Mm(1) / Twips(1)

    assert pages.width == pytest.approx(156 * millimetre, abs=2)
    assert pages.height == pytest.approx(225 * millimetre, abs=2)
    assert body.find(f".//{qn('w:sz')}").get(qn("w:val")) == "32"
    line = int(body.find(f".//{qn('w:pPr')}/{qn('w:spacing')}").get(qn("w:line")))
    assert 22 * line <= pages.height < 23 * line


def test_every_run_names_its_chinese_face(word: WordDocument) -> None:
    """Marks that Latin and Chinese share are set by the Chinese face, digits too."""
    for run in runs(word):
        faces = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        told = {faces.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia")}
        assert len(told) == 1
        assert faces.get(qn("w:hint")) == "eastAsia"


@pytest.mark.parametrize(
    ("style", "face", "level"),
    [
        ("heading 1", "黑体", 0),
        ("heading 2", "楷体_GB2312", 1),
        ("heading 3", "仿宋_GB2312", 2),
        ("heading 4", "仿宋_GB2312", 3),
    ],
)
def test_headings_are_real_ones(word: WordDocument, style: str, face: str, level: int) -> None:
    """Word's own heading styles with their outline levels, in the faces of the standard."""
    found = next(
        each
        for each in word.styles.element
        if each.find(qn("w:name")) is not None and each.find(qn("w:name")).get(qn("w:val")) == style
    )

    assert found.find(f".//{qn('w:outlineLvl')}").get(qn("w:val")) == str(level)
    name = found.get(qn("w:styleId"))
    used = [
        each
        for each in word.element.body.iter(qn("w:p"))
        if each.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val")) == name
    ]
    assert len(used) == 1
    assert used[0].find(f".//{qn('w:rFonts')}").get(qn("w:eastAsia")) == face


def test_a_number_stands_in_a_control_of_its_metric(word: WordDocument) -> None:
    """The tag of a content control is the id of the metric."""
    (control,) = word.element.body.iter(qn("w:sdt"))

    assert control.find(f".//{qn('w:tag')}").get(qn("w:val")) == "lic_done"
    assert [each.text for each in control.iter(qn("w:t"))] == ["86件"]


def test_each_block_begins_in_its_bookmark(everything: Document, word: WordDocument) -> None:
    """Whatever comes back in the file is known by the number of its block."""
    names = [each.get(qn("w:name")) for each in word.element.body.iter(qn("w:bookmarkStart"))]

    assert names == [f"{BOOKMARK}{place}" for place in range(len(everything.blocks))]


def test_head_of_a_table_repeats_and_rows_stay_whole(word: WordDocument) -> None:
    """The head stands again on each page; a row of usual height is not broken."""
    for table in word.tables:
        first, *others = table._tbl.findall(qn("w:tr"))  # noqa: SLF001
        assert first.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in others)


def test_a_wide_table_lies_on_a_turned_sheet(word: WordDocument) -> None:
    """The sheets before and after it stand upright; all have the page number."""
    turned = [section.orientation == WD_ORIENT.LANDSCAPE for section in word.sections]

    assert turned == [False, True, False]
    for section in word.sections:
        assert "PAGE" in "".join(section.footer._element.itertext())  # noqa: SLF001
        assert "PAGE" in "".join(section.even_page_footer._element.itertext())  # noqa: SLF001


def test_a_chart_says_what_it_shows(word: WordDocument) -> None:
    """A drawing comes as SVG with pixels beside it, and with its text alternative."""
    kinds = {part.content_type for part in word.part.related_parts.values()}
    picture = next(word.element.body.iter(qn("wp:docPr")))

    assert picture.get("descr") == "三年办件量逐年上升"
    assert {"image/svg+xml", "image/png"} <= kinds


def test_a_drawing_is_as_large_as_it_says(word: WordDocument) -> None:
    """It is no larger for being sharp: 300 pixels of a web page are 225 points."""
    extent = next(word.element.body.iter(qn("wp:extent")))
    points = [int(extent.get(side)) / Pt(1) for side in ("cx", "cy")]

    assert points == pytest.approx([225, 75], abs=1)


def test_footnotes_and_marks_are_told(everything: Document, word: WordDocument) -> None:
    """The note hangs on its number; a draft says so above every page."""
    text = word_text(render_docx(everything))
    head = word.sections[0].header.paragraphs[0].text

    assert "不含撤回的。" in text
    assert len(list(word.element.body.iter(qn("w:footnoteReference")))) == 1
    assert head.startswith("草稿")


def test_the_file_is_known_again(everything: Document) -> None:
    """Title, author, language and day; and in properties of its own content and year."""
    content = render_docx(everything)
    core = docx.Document(io.BytesIO(content)).core_properties

    assert (core.author, core.language) == (AGENCY, "zh-CN")
    assert core.created.isoformat() == "2020-12-01T00:00:00+00:00"
    with ZipFile(io.BytesIO(content)) as package:
        own = package.read("docProps/custom.xml").decode()
    assert f'name="{CONTENT}"><vt:lpwstr>{everything.content}<' in own
    assert f'name="{YEAR}"><vt:lpwstr>2020<' in own


def test_the_same_document_gives_the_same_bytes(everything: Document) -> None:
    """Neither clock nor order of hashes is in the file."""
    assert render_docx(everything) == render_docx(everything)


def test_the_file_is_valid(everything: Document, tmp_path: Path) -> None:
    """The file holds to the schemas of WordprocessingML and to the rules of the package."""
    path = tmp_path / "report.docx"
    path.write_bytes(render_docx(everything))

    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


def test_libreoffice_shows_the_same_text(everything: Document, tmp_path: Path) -> None:
    """An office suite sets every passage of the file."""
    with pdfplumber.open(io.BytesIO(pdf_by_libreoffice(render_docx(everything), tmp_path))) as pdf:
        shown = squeezed("".join(page.extract_text() for page in pdf.pages))

    assert [each.text for each in passages(everything) if each.text not in shown] == []


def test_libreoffice_keeps_numbers_whole(tmp_path: Path) -> None:
    """No line ends within a number, however far the words before it reach."""
    numbers = [str(number) for number in range(12340, 12400)]
    texts = [
        "办" * (place % 28) + "理" + number + "件。" * 9 for place, number in enumerate(numbers)
    ]
    report = document(*(Paragraph(runs=said(text)) for text in texts))

    with pdfplumber.open(io.BytesIO(pdf_by_libreoffice(render_docx(report), tmp_path))) as pdf:
        shown = "\n".join(page.extract_text() for page in pdf.pages)

    assert [number for number in numbers if number not in shown] == []


def test_libreoffice_needs_as_many_pages(tmp_path: Path) -> None:
    """The report of 2020 is at most one page longer or shorter than its PDF."""
    report = published(2020, ".")

    shown = pdf_by_libreoffice(render_docx(report), tmp_path)

    pages = [len(PdfReader(io.BytesIO(pdf)).pages) for pdf in (shown, render_pdf(report))]
    assert abs(pages[0] - pages[1]) <= 1


def own(change: Callable[[bytes], bytes], part: str = "word/styles.xml") -> bytes:
    """Return the shipped template with one of its parts changed."""
    stream = io.BytesIO()
    with ZipFile(SHIPPED) as shipped, ZipFile(stream, "w") as target:
        for name in shipped.namelist():
            content = shipped.read(name)
            target.writestr(name, change(content) if name == part else content)
    return stream.getvalue()


def test_an_office_brings_its_own_template(everything: Document) -> None:
    """Its faces, its page and its styles are those of the report."""
    template = own(lambda styles: styles.replace("仿宋_GB2312".encode(), "方正仿宋_GBK".encode()))

    word = docx.Document(io.BytesIO(render_docx(everything, template=template)))

    faces = {run.find(f".//{qn('w:rFonts')}").get(qn("w:eastAsia")) for run in runs(word)}
    assert "方正仿宋_GBK" in faces
    assert "仿宋_GB2312" not in faces


@pytest.mark.parametrize(
    ("template", "told"),
    [
        (b"PK", "不是Word文件"),
        (own(lambda styles: styles.replace("署名".encode(), "落款".encode())), "缺少样式：署名"),
        (
            own(
                lambda links: links.replace(b'Id="rId1"', b'Id="rId1" TargetMode="External"'),
                "word/_rels/document.xml.rels",
            ),
            "引用了文件之外的内容",
        ),
    ],
)
def test_a_template_that_will_not_do_is_refused(
    everything: Document, template: bytes, told: str
) -> None:
    """What is no template, or would hand on more than looks, is told with what to do."""
    with pytest.raises(ExportError, match=told):
        render_docx(everything, template=template)
