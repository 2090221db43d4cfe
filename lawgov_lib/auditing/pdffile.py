"""Read the text layer of a PDF: characters by their places, lines, columns, paragraphs.

PDFium reads the pages; it runs no script here and fetches nothing. A file without a text layer is
refused: a picture of a report is none that could be read.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, BinaryIO

import pikepdf
import pypdfium2
from pypdfium2 import raw

from lawgov_lib.auditing.pages import Glyph, paragraphs
from lawgov_lib.base.errors import InputError, Place
from lawgov_lib.document.pieces import Content, Piece, Sheaf, run, table_of, too_large

if TYPE_CHECKING:
    from pathlib import Path

_MOST_PAGES = 500
_LARGEST_STREAM = 64 << 20
"""The bytes of the largest stream that draws a page or holds a face."""
_SMALL = _LARGEST_STREAM // 1032
"""A stream of fewer bytes cannot unpack to more: deflate shortens 1032 times at most."""
_PIECE = 1 << 20
_PACKED = "/FlateDecode"
_END = b"%%EOF"
_TAIL = 1 << 16
_FEW = 20
"""Fewer characters a page than these are page numbers and stamps, no text layer."""
_BLANK = 0x20
_LEADS, _TRAILS, _PLANE = range(0xD800, 0xDC00), range(0xDC00, 0xE000), 0x10000
"""Characters beyond the first plane come in two halves."""
_REPRINT = "重新取得该文件，或由原稿另存为PDF。"


def read_pdf(path: Path, stream: BinaryIO, name: str) -> Content:
    """Read a PDF.

    Args:
        path: The file, of which only what is needed is read.
        stream: The same file, open.
        name: The name to show in messages.

    Raises:
        InputError: It is encrypted, incomplete or without a text layer, or would fill the memory.
    """
    _refuse_truncated(stream, name)
    _refuse_bombs(stream, name)
    try:
        with pypdfium2.PdfDocument(path) as pdf:
            if len(pdf) > _MOST_PAGES:
                raise too_large(name, f"PDF超过{_MOST_PAGES}页")
            pages = [_glyphs(page) for page in pdf]
    except pypdfium2.PdfiumError:
        raise _damaged(name) from None
    if sum(map(len, pages)) < _FEW * max(len(pages), 1):
        message = "PDF没有文字层，可能是扫描件"
        hint = "取得电子原件，或先用文字识别软件处理并校对。"
        raise InputError.of("E463", message, Place(name), hint)
    sheaf = Sheaf(name)
    for number, told in paragraphs(pages):
        if isinstance(told, str):
            sheaf.add(Piece(number, run(told)))
        else:
            sheaf.add(Piece(number, table=table_of(told)))
    return Content(tuple(sheaf.pieces), "页")


def _damaged(name: str) -> InputError:
    return InputError.of("E464", "PDF不完整，可能没有传完或已损坏", Place(name), _REPRINT)


def _refuse_truncated(stream: BinaryIO, name: str) -> None:
    """Refuse a file without its end: what readers piece together of it lacks pages."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _TAIL))
    if _END not in stream.read(_TAIL):
        raise _damaged(name)
    stream.seek(0)


def _refuse_bombs(stream: BinaryIO, name: str) -> None:
    """Refuse streams that would unpack to more than any page needs; pictures are not read."""
    try:
        with pikepdf.open(stream) as pdf:
            for each in pdf.objects:
                if isinstance(each, pikepdf.Stream) and each.get("/Subtype") != "/Image":
                    _refuse_bomb(each, name)
    except pikepdf.PasswordError:
        hint = "取消打开密码后另存，再读取。"
        raise InputError.of("E462", "文件设有密码", Place(name), hint) from None
    except (pikepdf.PdfError, RuntimeError):
        raise _damaged(name) from None


def _refuse_bomb(stream: pikepdf.Stream, name: str) -> None:
    packed = stream.get("/Filter")
    filters = [str(each) for each in packed] if isinstance(packed, pikepdf.Array) else [str(packed)]
    size = int(stream.get("/Length", 0))
    if _PACKED not in filters or size <= _SMALL:
        return
    if filters != [_PACKED]:
        raise too_large(name, "PDF中有多重压缩的大段内容")
    if _unpacks_to_more(stream.read_raw_bytes()):
        raise too_large(name, "PDF展开后过大")


def _unpacks_to_more(data: bytes) -> bool:
    """Tell whether a stream is larger than any may be; what is unpacked is not kept."""
    unpacking, size = zlib.decompressobj(), 0
    try:
        while data and size <= _LARGEST_STREAM:
            size += len(unpacking.decompress(data, _PIECE))
            data = unpacking.unconsumed_tail
    except zlib.error:
        pass  # PDFium finds what is wrong with it
    return size > _LARGEST_STREAM


def _glyphs(page: pypdfium2.PdfPage) -> list[Glyph]:
    """Return the characters of a page that are drawn, in the order in which they are."""
    text = page.get_textpage()
    width, height = page.get_size()
    box, found, lead = raw.FS_RECTF(), list[Glyph](), 0
    try:
        for at in range(text.count_chars()):
            code = raw.FPDFText_GetUnicode(text, at)
            if code in _LEADS:
                lead = code
                continue
            if lead and code in _TRAILS:
                code = _PLANE + ((lead - _LEADS[0]) << 10) + (code - _TRAILS[0])
            lead = 0
            if code <= _BLANK or code in _TRAILS or raw.FPDFText_IsGenerated(text, at) == 1:
                continue
            raw.FPDFText_GetLooseCharBox(text, at, box)
            if 0 <= box.left <= width and 0 <= box.bottom <= height and box.top > box.bottom:
                found.append(Glyph(chr(code), box.left, box.right, box.bottom, box.top))
    finally:
        text.close()
        page.close()
    return found
