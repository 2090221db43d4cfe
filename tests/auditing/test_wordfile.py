"""Word files: what stands on the page once all changes are accepted; the rest is told."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zipfile import ZipFile

from lawgov_lib.auditing.sources import read_source
from lawgov_lib.document.pieces import TITLE, Content
from lawgov_lib.document.tree import plain
from tests.auditing.papers import part, text, word_file

if TYPE_CHECKING:
    from pathlib import Path

STYLES = part(
    '<w:style w:styleId="a"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/>'
    '</w:numPr></w:pPr></w:style><w:style w:styleId="b"><w:name w:val="本局标题"/>'
    '<w:basedOn w:val="a"/></w:style><w:style w:styleId="t"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="c"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:styleId="h"><w:name w:val="批注"/><w:rPr><w:vanish/></w:rPr></w:style>',
    "styles",
)
NUMBERS = part(
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1">'
    '<w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>',
    "numbering",
)


def read(folder: Path, *body: str, **parts: str) -> Content:
    """Read a file of these blocks; other parts by the name of their file."""
    named = {f"word/{name}.xml": content for name, content in parts.items()}
    return read_source(word_file(folder / "a.docx", body, named), "a.docx")


def texts(content: Content) -> list[str]:
    """Return the paragraphs."""
    return [piece.text for piece in content.pieces]


def test_insertions_count_and_deletions_do_not(tmp_path: Path) -> None:
    """The text is the one that stands when all changes are accepted; the reader is told."""
    content = read(
        tmp_path,
        "<w:p><w:r><w:t>办理</w:t></w:r><w:del><w:r><w:delText>12</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>13</w:t></w:r></w:ins><w:r><w:t>件。</w:t></w:r></w:p>",
        "<w:moveFrom><w:r><w:t>旧处</w:t></w:r></w:moveFrom>",
    )

    assert texts(content) == ["办理13件。"]
    assert [notice.code for notice in content.notices] == ["E468"]
    assert "插入1处、删除1处" in content.notices[0].message


def test_a_format_of_numbers_that_is_not_known_is_told(tmp_path: Path) -> None:
    """Nobody guesses how it looks: the number is decimal, and the reader hears of it."""
    numbers = NUMBERS.replace(
        '"chineseCounting"/><w:lvlText w:val="%1、"', '"ganada"/><w:lvlText w:val="%1."'
    )
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'

    content = read(tmp_path, *(text("事项", props=listed),) * 2, numbering=numbers)

    assert texts(content) == ["1.事项", "2.事项"]
    assert [
        "有2处自动编号的样式不能识别（ganada）" in each.message for each in content.notices
    ] == [True]


def test_a_deleted_end_joins_two_paragraphs(tmp_path: Path) -> None:
    """Whoever accepts the change sees one paragraph."""
    content = read(tmp_path, text("全年办理", props="<w:rPr><w:del/></w:rPr>"), text("13件。"))

    assert texts(content) == ["全年办理13件。"]


def test_hidden_text_is_left_out_and_told(tmp_path: Path) -> None:
    """Hidden by hand or by style, nobody sees it on paper, but whoever gets the file may."""
    content = read(
        tmp_path,
        "<w:p><w:r><w:t>公开的话。</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>内部</w:t></w:r></w:p>",
        text("按样式隐藏", props='<w:pStyle w:val="h"/>'),
        '<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>不隐藏。</w:t></w:r></w:p>',
        styles=STYLES,
    )

    assert texts(content) == ["公开的话。", "不隐藏。"]
    assert [notice.message for notice in content.notices] == ["有隐藏的文字7个，没有读取"]


def ruby(word: str, guide: str) -> str:
    """Return a word with small letters above it that say how it is read."""
    return (
        f"<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>{guide}</w:t></w:r></w:rt>"
        f"<w:rubyBase><w:r><w:t>{word}</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )


def test_a_name_with_a_pinyin_guide_reads_as_the_name(tmp_path: Path) -> None:
    """How a character is read stands above the line, and is no part of the sentence or a note."""
    said = f"<w:p>{ruby('仇', 'qiú')}<w:r><w:t>局长</w:t></w:r></w:p>"
    content = read(
        tmp_path,
        f"<w:p><w:r><w:t>局长</w:t></w:r>{ruby('仇', 'qiú')}<w:r><w:t>某带头学法4次。</w:t></w:r>"
        '<w:r><w:footnoteReference w:id="2"/></w:r></w:p>',
        f"<w:tbl><w:tr><w:tc>{said}</w:tc><w:tc>{text('次数')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{text('学法')}</w:tc><w:tc>{text('4')}</w:tc></w:tr></w:tbl>",
        footnotes=part(f'<w:footnote w:id="2">{said}</w:footnote>', "footnotes"),
    )

    assert content.pieces[0].text == "局长仇某带头学法4次。"
    assert [plain(run.note) for run in content.pieces[0].runs if run.note] == ["仇局长"]
    table = content.pieces[1].table
    assert table is not None
    assert [column.text for column in table.columns] == ["仇局长", "次数"]


def test_text_boxes_are_read_once(tmp_path: Path) -> None:
    """A box is stored in two forms; its text stands behind the paragraph that it hangs on."""
    box = f"<w:txbxContent>{text('框中的话。')}</w:txbxContent>"
    content = read(
        tmp_path,
        "<w:p><w:r><w:t>正文。</w:t><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        f"<wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        text("后文。"),
    )

    assert texts(content) == ["正文。", "框中的话。", "后文。"]
    assert "文本框1个" in content.notices[0].message


def test_footnotes_hang_on_their_words(tmp_path: Path) -> None:
    """A note is read, apart from the sentence."""
    notes = part(
        '<w:footnote w:id="2"><w:p><w:r><w:t>不含乡镇。</w:t></w:r></w:p></w:footnote>', "footnotes"
    )
    content = read(
        tmp_path,
        '<w:p><w:r><w:t>检查78次</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
        "<w:r><w:t>。</w:t></w:r></w:p>",
        footnotes=notes,
    )

    (piece,) = content.pieces
    assert piece.text == "检查78次。"
    assert [plain(run.note) for run in piece.runs if run.note] == ["不含乡镇。"]


def test_headings_by_style_and_numbers_that_word_sets(tmp_path: Path) -> None:
    """A style may be based on another; the number is none of the text but stands on the page."""
    second = '<w:pStyle w:val="b"/><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    content = read(
        tmp_path,
        text("年度报告", props='<w:pStyle w:val="t"/>'),
        text("主要举措……1", props='<w:pStyle w:val="c"/>'),
        text("主要举措", props='<w:pStyle w:val="a"/>'),
        text("行政执法", props=second),
        text("普法", props=second),
        text("不足", props='<w:pStyle w:val="b"/>'),
        text("提纲级别", props='<w:outlineLvl w:val="1"/>'),
        styles=STYLES,
        numbering=NUMBERS,
    )

    assert [(piece.level, piece.text) for piece in content.pieces] == [
        (TITLE, "年度报告"),
        (1, "一、主要举措"),
        (1, "（一）行政执法"),
        (1, "（二）普法"),
        (1, "二、不足"),
        (2, "提纲级别"),
    ]


def test_tables_keep_their_rows_and_frames_are_none(tmp_path: Path) -> None:
    """A merged cell reaches over its columns; a frame of one column is text."""

    def cell(*told: str, span: int = 1) -> str:
        return (
            f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{"".join(map(text, told))}</w:tc>'
        )

    rows = (cell("指标", span=2) + cell("数"), cell("许可") + cell("申请", "受理") + cell("12"))
    content = read(
        tmp_path,
        "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>",
        f"<w:tbl><w:tr>{cell('框中一段。', '又一段。')}</w:tr></w:tbl>",
    )

    table = content.pieces[0].table
    assert table
    assert [column.text for column in table.columns] == ["指标", "", "数"]
    assert [[plain(each) for each in row] for row in table.rows] == [["许可", "申请\n受理", "12"]]
    assert texts(content)[1:] == ["框中一段。", "又一段。"]


def test_strict_files_are_read(tmp_path: Path) -> None:
    """Word can save by the Strict form of the standard, whose names differ."""
    body = part(text("严格格式的文件。")).replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    with ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("word/document.xml", body)

    assert texts(read_source(tmp_path / "a.docx", "a.docx")) == ["严格格式的文件。"]
