"""What is read of a corrected Word file, whichever program wrote it."""

from __future__ import annotations

import io
from zipfile import ZipFile

from lawgov_lib.merging.commentthreads import Comment
from lawgov_lib.merging.wordedits import Tracked, WordText, read_word_text
from lawgov_lib.merging.wordlessparts import Wordless

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WHO = 'w:author="李副局长" w:date="2021-01-09T08:00:00Z"'


def run(text: str, look: str = "") -> str:
    """Write a run."""
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"


def gone(text: str, kind: str = "del") -> str:
    """Write text that was taken out with the tracking of changes on."""
    tag = "delText" if kind == "del" else "t"
    return f'<w:{kind} w:id="1" {WHO}><w:r><w:{tag}>{text}</w:{tag}></w:r></w:{kind}>'


def come(text: str, kind: str = "ins") -> str:
    """Write text that was put in with the tracking of changes on."""
    return f'<w:{kind} w:id="2" {WHO}>{run(text)}</w:{kind}>'


def read(body: str, comments: str = "") -> WordText:
    """Read a file of this body."""
    stream = io.BytesIO()
    with ZipFile(stream, "w") as package:
        whole = f'<w:document xmlns:w="{SPACE}"><w:body>{body}</w:body></w:document>'
        package.writestr("word/document.xml", whole)
        if comments:
            told = f'<w:comments xmlns:w="{SPACE}">{comments}</w:comments>'
            package.writestr("word/comments.xml", told)
    stream.seek(0)
    return read_word_text(stream, "report.docx")


def texts(found: WordText) -> list[str]:
    """Return the paragraphs."""
    return [each.text for each in found.paragraphs]


def test_changes_are_accepted_and_listed() -> None:
    """Words put in count, words taken out do not; both of one hand are one change."""
    found = read(f"<w:p>{run('全年')}{gone('开展')}{come('组织')}{run('培训。')}</w:p>")

    assert texts(found) == ["全年组织培训。"]
    assert found.tracked == (Tracked("李副局长", "2021-01-09", "开展", "组织"),)


def test_a_tracked_move_stands_where_it_went() -> None:
    """What was moved is read at its new place alone."""
    first = f"<w:p>{gone('先说的。', 'moveFrom')}{run('留下的。')}</w:p>"
    found = read(f"{first}<w:p>{come('先说的。', 'moveTo')}</w:p>")

    assert texts(found) == ["留下的。", "先说的。"]


def test_a_deleted_end_joins_two_paragraphs() -> None:
    """A paragraph whose end was deleted goes on with the next one, a new end parts them."""
    end = f'<w:pPr><w:rPr><w:del w:id="3" {WHO}/></w:rPr></w:pPr>'
    found = read(f"<w:p>{end}{run('前半，')}</w:p><w:p>{run('后半。')}</w:p>")

    assert texts(found) == ["前半，后半。"]


def test_hidden_words_are_left_out() -> None:
    """Who hides words wants them gone."""
    assert texts(read(f"<w:p>{run('明示')}{run('隐去', '<w:vanish/>')}</w:p>")) == ["明示"]


def test_bookmarks_are_known_wherever_they_begin() -> None:
    """One before a paragraph, within it or in a blank one before is that of the paragraph."""
    mark = '<w:bookmarkStart w:id="1" w:name="_lg_{}"/>'
    inner = (
        f"<w:p>{mark.format(4)}{run('甲')}</w:p><w:p>{mark.format(5)}</w:p><w:p>{run('乙')}</w:p>"
    )
    found = read(f"{mark.format(3)}{inner}")

    assert [each.blocks for each in found.paragraphs] == [(3, 4), (5,)]


def test_a_comment_may_reach_over_paragraphs() -> None:
    """Its words are those between its marks, its text all of its paragraphs."""
    begin, end = '<w:commentRangeStart w:id="7"/>', '<w:commentRangeEnd w:id="7"/>'
    body = f"<w:p>{run('甲')}{begin}{run('乙')}</w:p><w:p>{run('丙')}{end}{run('丁')}</w:p>"
    said = (
        f'<w:comment w:id="7" {WHO}><w:p>{run("请核。")}</w:p><w:p>{run("急。")}</w:p></w:comment>'
    )

    found = read(body, said)

    assert found.comments == (Comment("李副局长", "2021-01-09", "乙丙", "请核。\n急。", 1),)


def test_what_is_no_words_is_read_with_those_before_it() -> None:
    """Pictures, formulas, symbols and tables are known; a text box is one of words."""
    math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    inside = f"<w:txbxContent><w:p>{run('框中的字。')}</w:p></w:txbxContent>"
    box = f"<w:pict>{inside}</w:pict>"
    found = read(
        f"<w:p>{run('见图。')}<w:r><w:drawing/></w:r></w:p>"
        f"<w:p>{run('公式')}<m:oMath xmlns:m='{math}'><m:r><m:t>x</m:t></m:r></m:oMath></w:p>"
        "<w:p><w:r><w:sym w:char='F0FE'/></w:r></w:p>"
        f"<w:tbl><w:tr><w:tc><w:p>{run('格')}</w:p></w:tc></w:tr></w:tbl><w:p><w:r>{box}</w:r></w:p>"
    )

    assert found.wordless == (
        Wordless("图片", "见图。"),
        Wordless("公式", "公式"),
        Wordless("特殊符号", "公式"),
        Wordless("表格", "公式"),
    )
    assert texts(found) == ["见图。", "公式", "格", "框中的字。"]


def test_struck_words_are_one_stretch() -> None:
    """Runs that go on where others end are struck out together; a switch that is off is none."""
    line, off = "<w:strike/>", '<w:strike w:val="0"/>'
    found = read(
        f"<w:p>{run('甲', line)}{run('乙', '<w:dstrike/>')}{run('丙', off)}{run('丁', line)}</w:p>"
    )

    assert found.wordless == (Wordless("删除线", "甲乙"), Wordless("删除线", "丁"))


def test_a_comment_that_hangs_nowhere_is_kept() -> None:
    """Whoever deletes the words of a comment does not take it back."""
    told = f'<w:comment w:id="7" {WHO}><w:p>{run("请核实。")}</w:p></w:comment>'

    found = read(f"<w:p>{run('正文。')}</w:p>", told)

    assert found.comments == (Comment("李副局长", "2021-01-09", "", "请核实。", -1),)
