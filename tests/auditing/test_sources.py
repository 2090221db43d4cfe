"""Bad input: one line each, what and why; nothing executed, nothing fetched, memory bounded."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

import pikepdf
import pytest

import lawgov_lib as lawgov
from tests.auditing.papers import LINES, part, report_file, text, web_page, word_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 4096
ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
)
MEMORY = 120 << 20


def content_pdf(
    path: Path, content: bytes, *, encryption: pikepdf.Encryption | None = None
) -> Path:
    """Write a PDF of one page that draws the content."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].Contents = pdf.make_stream(content)
        pdf.save(path, encryption=encryption or False, compress_streams=True)
    return path


def empty(path: Path) -> None:
    """Write nothing."""
    path.write_bytes(b"")


def pictures_alone(path: Path) -> None:
    """Write a Word file without text."""
    word_file(path, ["<w:p/>"], {"word/media/image1.png": b"png"})


def locked_word(path: Path) -> None:
    """Write what Word makes of a file with a password: an OLE container."""
    path.write_bytes(OLE)


def locked_pdf(path: Path) -> None:
    """Write a PDF that asks for a password."""
    content_pdf(path, b"", encryption=pikepdf.Encryption(user="u", owner="o"))


def scanned(path: Path) -> None:
    """Write a PDF of pictures alone."""
    content_pdf(path, b"")


def cut_word(path: Path) -> None:
    """Write half a Word file."""
    whole = report_file(path.parent, "whole.docx").read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def cut_pdf(path: Path) -> None:
    """Write a PDF without its end."""
    whole = content_pdf(path.parent / "whole.pdf", bytes(range(32, 127)) * 90).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def macros(path: Path) -> None:
    """Write a Word file with macros."""
    word_file(path, [text("正文")], {"word/vbaProject.bin": b"\0"})


def word_as_pdf(path: Path) -> None:
    """Write a Word file under another ending."""
    report_file(path.parent, path.name)


def page_as_word(path: Path) -> None:
    """Write a web page under the ending of Word."""
    path.write_text(web_page(LINES), encoding="utf-8")


def bomb(path: Path) -> None:
    """Write a Word file that unpacks to 200 MB of one part."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<" + b" " * (200 << 20))


def entities(path: Path) -> None:
    """Write a Word file whose styles declare entities."""
    word_file(path, [text("正文")], {"word/styles.xml": ENTITIES})


def pdf_bomb(path: Path) -> None:
    """Write a PDF whose page unpacks to 100 MB."""
    content_pdf(path, b" " * (100 << 20))


def no_word(path: Path) -> None:
    """Write an archive that holds no text."""
    with ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "文字")


def torn_xml(path: Path) -> None:
    """Write a Word file whose text is no XML."""
    word_file(path, [])
    with ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w:document>")


def large_text(path: Path) -> None:
    """Write a text of 50 MB."""
    path.write_bytes("文字。\n".encode() * (5 << 20))


def large_page(path: Path) -> None:
    """Write a web page of 50 MB."""
    path.write_bytes(b"<html><body>" + b"<p>a</p>" * (6 << 20))


def deep_page(path: Path) -> None:
    """Write a web page of very many levels."""
    path.write_text("<html><body>" + "<div>" * 5000 + "文字", encoding="utf-8")


def mixed_text(path: Path) -> None:
    """Write a text that no encoding fits."""
    path.write_bytes("年度报告\n".encode() + "法治政府\n".encode("gb18030"))


BAD: list[tuple[str, Callable[[Path], None], str, str]] = [
    ("a.docx", empty, "E407", "文件是空的"),
    ("a.txt", empty, "E407", "文件是空的"),
    ("a.docx", pictures_alone, "E407", "没有文字"),
    ("a.docx", locked_word, "E462", "设有密码"),
    ("a.pdf", locked_pdf, "E462", "设有密码"),
    ("a.pdf", scanned, "E463", "没有文字层"),
    ("a.docx", cut_word, "E464", "不完整"),
    ("a.pdf", cut_pdf, "E464", "不完整"),
    ("a.docx", torn_xml, "E464", "读不出来"),
    ("a.docm", macros, "E465", "带有宏"),
    ("a.pdf", word_as_pdf, "E461", "文件名是.pdf，内容却是Word文档"),
    ("a.docx", page_as_word, "E461", "文件名是.docx，内容却不是Word文档"),
    ("a.doc", locked_word, "E461", "旧的Word格式"),
    ("a.ofd", no_word, "E461", "OFD"),
    ("a.docx", no_word, "E461", "没有Word的正文"),
    ("a.docx", bomb, "E444", "展开后过大"),
    ("a.pdf", pdf_bomb, "E444", "展开后过大"),
    ("a.docx", entities, "E466", "文档类型声明"),
    ("a.txt", large_text, "E444", "文件过大"),
    ("a.html", large_page, "E444", "文件过大"),
    ("a.html", deep_page, "E444", "层次过多"),
    ("a.txt", mixed_text, "E406", "编码不同"),
]


@pytest.mark.parametrize(
    ("name", "write", "code", "says"), BAD, ids=[f"{case[1].__name__}{case[0]}" for case in BAD]
)
def test_bad_files_are_told_in_one_line(
    tmp_path: Path, name: str, write: Callable[[Path], None], code: str, says: str
) -> None:
    """Each kind has one problem with code, file, reason and cure; little memory is asked for."""
    write(tmp_path / name)
    tracemalloc.start()

    audited = lawgov.audit(tmp_path / name)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    (problem,) = audited.problems
    assert problem.code == code
    assert says in problem.message
    assert problem.place
    assert problem.place.file == name
    assert problem.hint
    assert "\n" not in str(problem)
    assert (audited.exit_code, audited.paper, audited.findings) == (4, None, ())
    assert peak < MEMORY


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """What is not there is told like what cannot be read."""
    (problem,) = lawgov.audit(tmp_path / "none.docx").problems

    assert (problem.code, str(problem.place)) == ("E402", "none.docx")


def test_word_file_of_50_megabytes_of_pictures_is_read_in_little_memory(tmp_path: Path) -> None:
    """Pictures are never unpacked."""
    picture = bytes(range(256)) * (50 << 12)
    report_file(tmp_path, "small.docx")
    with ZipFile(tmp_path / "small.docx", "a") as archive:
        archive.writestr("word/media/image1.png", picture)
    tracemalloc.start()

    audited = lawgov.audit(tmp_path / "small.docx")

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (tmp_path / "small.docx").stat().st_size > 50 << 20
    assert audited.year == 2024
    assert peak < 20 << 20


def test_what_lies_outside_is_told_and_not_fetched(tmp_path: Path) -> None:
    """A picture elsewhere is named, the template that Word attaches is not; the text is read."""
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="x/attachedTemplate" Target="http://127.0.0.1:9/t.dotm" '
        'TargetMode="External"/><Relationship Id="r2" Type="x/hyperlink" TargetMode="External" '
        'Target="http://127.0.0.1:9/"/><Relationship Id="r3" Type="x/image" '
        'TargetMode="External" Target="http://127.0.0.1:9/a.png"/></Relationships>'
    )
    path = word_file(
        tmp_path / "a.docx", map(text, LINES), {"word/_rels/settings.xml.rels": relations}
    )
    page = tmp_path / "a.html"
    page.write_text(web_page(LINES, '<img src="http://127.0.0.1:9/a.png">'), encoding="utf-8")

    told = [notice for file in (path, page) for notice in lawgov.audit(file).paper.notices]  # type: ignore[union-attr]

    assert [(each.code, each.message) for each in told] == [
        ("E467", "引用了文件之外的内容（图片1处），没有读取"),
        ("E467", "引用了文件之外的内容1处，没有读取"),
    ]


def test_characters_that_nobody_sees_hide_no_word(tmp_path: Path) -> None:
    """A zero-width space and a radical of PDF files do not keep a heading from being known."""
    path = tmp_path / "a.txt"
    path.write_text("\n".join(LINES).replace("不足", "不\u200b足").replace("行政", "⾏政"), "utf-8")

    audited = lawgov.audit(path)

    assert audited.paper
    assert "shortcomings" in audited.paper.covered
    assert audited.findings == lawgov.audit(path).findings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_texts_are_read_in_the_encodings_of_offices(tmp_path: Path, encoding: str) -> None:
    """Notepad writes any of these."""
    path = tmp_path / "a.txt"
    path.write_text("\n".join(LINES), encoding=encoding)

    audited = lawgov.audit(path)

    assert (audited.agency, audited.year, audited.problems) == ("示例县水务局", 2024, ())


def test_a_part_is_no_larger_than_the_archive_says(tmp_path: Path) -> None:
    """A long text of Word is read block by block, and refused where no report is so long."""
    path = word_file(tmp_path / "a.docx", [text("文字" * 500)] * 1100)

    (problem,) = lawgov.audit(path).problems

    assert (problem.code, "文字超过100万字" in problem.message) == ("E444", True)
    assert part("")
