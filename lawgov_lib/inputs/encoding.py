"""Find out how a table's bytes write its text: UTF-8, UTF-16, or a Chinese Windows' GB18030.

The bytes are looked at once as a stream, so that no file is too large to be looked at. The text of
GB18030 and of UTF-8 can hardly be mistaken for each other a line at a time; a file that holds lines
of both was pasted together and is refused, for half of it would become other characters.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import InputError, Place
from lawgov_lib.base.expressions import compiled
from lawgov_lib.inputs.sourcefile import opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader
    from pathlib import Path

_CHUNK = 1 << 20
_PIECE = 1 << 16
_NO_TEXT = b"\0"
_CHINESE = compiled("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_LINE_ENDS = "\r\n"
_NO_TABLE = "不是UTF-8、UTF-16或GB18030编码的文本"
_SAVE_AS = "另存为“CSV UTF-8（逗号分隔）”。"


def encoding_of(path: Path, name: str, hint: str = _SAVE_AS) -> str:
    """Return the encoding of a file: ``utf-8-sig``, ``gb18030``, or one of UTF-16.

    Args:
        path: The file.
        name: The name to show in messages, relative to the root.
        hint: How to save it in UTF-8.

    Raises:
        InputError: The file is missing, no text, or a mixture of encodings.
    """
    with opened(path, name) as stream:
        if wide := _utf16(stream):
            return wide
        stream.seek(0)
        if _is_utf8(stream, name, hint):
            return "utf-8-sig"
        stream.seek(0)
        return _of_lines(stream, name, hint)


def _utf16(stream: BufferedReader) -> str:
    """Return the kind of UTF-16 that the whole file is in; blank where it is in none.

    Without a mark it is known by its line ends and by the zero bytes of its Latin letters, all on
    one side.
    """
    chunk = stream.read(_CHUNK)
    if chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        kind = "utf-16"
    elif _NO_TEXT not in chunk:
        return ""
    else:
        kind = "utf-16-be" if chunk.index(_NO_TEXT) % 2 == 0 else "utf-16-le"
    decoder = codecs.getincrementaldecoder(kind)()
    has_lines = False
    try:
        while chunk:
            text = decoder.decode(chunk)
            if "\0" in text:
                return ""
            has_lines = has_lines or any(end in text for end in _LINE_ENDS)
            chunk = stream.read(_CHUNK)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return ""
    return kind if has_lines else ""


def _is_utf8(stream: BufferedReader, name: str, hint: str) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    line, valid = 1, True
    while chunk := stream.read(_CHUNK):
        strange = chunk.find(_NO_TEXT)
        if strange >= 0:
            line += chunk.count(b"\n", 0, strange)
            raise InputError.of("E406", _NO_TABLE, Place(name, line), hint)
        line += chunk.count(b"\n")
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError:
            valid = False
            decoder.reset()
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        valid = False
    return valid


def _of_lines(stream: BufferedReader, name: str, hint: str) -> str:
    """Tell GB18030 from a mixture, one line after the other, of a file that is not UTF-8."""
    chinese = foreign = broken = 0
    for number, (in_utf8, in_gb) in enumerate(_lines(stream), 1):
        if in_utf8:
            chinese = chinese or number
        elif in_utf8 is None:
            foreign = foreign or number
            if not in_gb:
                broken = broken or number
        if chinese and foreign:
            raise InputError.of(
                "E406",
                f"这一行与第{min(chinese, foreign)}行的编码不同",
                Place(name, max(chinese, foreign)),
                f"把该行的文字重新录入，再将整个文件{hint}",
            )
    if broken:
        raise InputError.of("E406", _NO_TABLE, Place(name, broken), hint)
    return "gb18030"


def _lines(stream: BufferedReader) -> Iterator[tuple[bool | None, bool]]:
    """Tell of each line whether it is Chinese in UTF-8 (None: no UTF-8), and whether GB18030.

    A line is read in pieces, for it may be as long as the file.
    """
    utf8 = codecs.getincrementaldecoder("utf-8")()
    gb = codecs.getincrementaldecoder("gb18030")()
    in_utf8: bool | None = False
    in_gb = True
    while piece := stream.readline(_PIECE):
        last = piece.endswith(b"\n") or not stream.peek(1)
        if in_utf8 is not None:
            try:
                in_utf8 = bool(_CHINESE.search(utf8.decode(piece, last))) or in_utf8
            except UnicodeDecodeError:
                in_utf8 = None
        if in_gb:
            try:
                gb.decode(piece, last)
            except UnicodeDecodeError:
                in_gb = False
        if last:
            yield in_utf8, in_gb
            in_utf8, in_gb = False, True
            utf8.reset()
            gb.reset()
