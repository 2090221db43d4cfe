"""Open a file that is to be audited: what kind it is by its content, and whether it may be read.

The name alone proves nothing: a file is what its first bytes say, and a name that says otherwise
is told, since whoever sent it may have meant another file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.auditing import pdffile, plainfile, webfile
from lawgov_lib.auditing.orders import ENDINGS, PAGE, PDF, TEXT, UNREAD, WORD
from lawgov_lib.base.commandline import resolved
from lawgov_lib.base.errors import InputError, Place
from lawgov_lib.document.pieces import Content, cleaned
from lawgov_lib.inputs.encoding import encoding_of
from lawgov_lib.inputs.sourcefile import LARGEST, opened
from lawgov_lib.inputs.wordfile import read_word

if TYPE_CHECKING:
    from pathlib import Path

_OLE, _ZIP, _PDF = bytes.fromhex("d0cf11e0a1b11ae1"), b"PK\x03\x04", b"%PDF-"
_START, _FRONT = 1024, 8 << 20
_PAGE_MARKS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<meta")
_OWN_ENCODING = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_SAVE_DOCX = "另存为.docx、.pdf、.html、.md或.txt后再读取。"


def read_source(path: Path, name: str) -> Content:
    """Read a file.

    Args:
        path: The file.
        name: The name to show in messages.

    Returns:
        What it says, without characters that nobody sees.

    Raises:
        InputError: It cannot be read; what, why and what to do.
    """
    content = cleaned(_read(resolved(path), name))
    if not content.pieces:
        message = "文件中没有文字，内容可能都是图片"
        raise InputError.of("E407", message, Place(name), "取得有文字的原件。")
    return content


def _read(path: Path, name: str) -> Content:
    ending = path.suffix.lower()
    with opened(path, name, LARGEST) as stream:
        start = stream.read(_START)
        kind = _kind(start, ending, name)
        if kind == WORD:
            stream.seek(0)
            return read_word(stream, name)
        if kind == PDF:
            return pdffile.read_pdf(path, stream, name)
    return _read_text(path, name, ending, is_page=kind == PAGE)


def _kind(start: bytes, ending: str, name: str) -> str:
    """Tell what a file is; refuse what is not read, or is not what its name says."""
    if not start.strip(b"\0\t\r\n "):
        raise InputError.of("E407", "文件是空的", Place(name), "重新取得该文件。")
    if ending not in ENDINGS:
        other = f"“{ending}”文件" if ending else "没有后缀的文件"
        what, cure = UNREAD.get(ending, (other, _SAVE_DOCX))
        raise InputError.of("E461", f"不读取{what}", Place(name), cure)
    if start.startswith(_OLE):
        message = "是设有密码的Word文件，或旧的Word格式" if ending != ".doc" else "是旧的Word格式"
        raise InputError.of("E462", message, Place(name), f"取消密码，{_SAVE_DOCX}")
    is_page = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_PAGE_MARKS)
    kind = (
        WORD
        if start.startswith(_ZIP)
        else PDF
        if _PDF in start
        else PAGE
        if is_page or ENDINGS[ending] == PAGE
        else TEXT
    )
    if kind != ENDINGS[ending]:
        if kind in {TEXT, PAGE} and ENDINGS[ending] in {WORD, PDF}:
            message = f"文件名是{ending}，内容却不是{ENDINGS[ending]}，可能已损坏"
        else:
            message = f"文件名是{ending}，内容却是{kind}"
        raise InputError.of(
            "E461", message, Place(name), "核对是否放错了文件；确无误的，改正后缀。"
        )
    return kind


def _read_text(path: Path, name: str, ending: str, *, is_page: bool) -> Content:
    largest = webfile.LARGEST if is_page else plainfile.LARGEST
    with opened(path, name, largest) as stream:
        data = stream.read()
    try:
        encoding = _OWN_ENCODING.get(data[:2]) or encoding_of(path, name)
    except InputError as error:
        (problem,) = error.problems
        raise InputError.of(
            problem.code, problem.message, problem.place, "另存为UTF-8编码。"
        ) from None
    if is_page:
        return webfile.read_web(data, encoding, name)
    text = data.decode(encoding, errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    return plainfile.read_plain(text, name, is_markdown=ending == ".md")
