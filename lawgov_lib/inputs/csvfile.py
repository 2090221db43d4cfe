"""The lines of a file of text, read as a stream, whatever encoding and separator it is in."""

from __future__ import annotations

import csv
from functools import partial
from itertools import accumulate, islice
from typing import TYPE_CHECKING, TextIO

from lawgov_lib.base.errors import InputError, Place
from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.files import unguarded
from lawgov_lib.inputs.cells import Line, plain
from lawgov_lib.inputs.encoding import encoding_of
from lawgov_lib.inputs.tableblock import BLOCK, Block

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

SEPARATORS = {
    ",": "英文逗号",
    ";": "英文分号",
    "\t": "制表符",
    "|": "竖线",
    "，": "中文逗号",
    "、": "顿号",
    "；": "中文分号",
    "｜": "全角竖线",
    "^": "符号^",
    "　": "全角空格",
    " ": "空格",
}
"""What stands between the cells of a file of text, with its name; the most usual first."""

_TOO_LONG = "line longer than any table has"
_LONGEST_LINE = 1 << 20
"""The characters of the longest line: a row of twenty cells, each as long as Excel allows."""
_APOSTROPHE = b"'"
_CHUNK = 1 << 20
_BREAK = compiled("\r\n|\r|\n")
_LOOKED_AT = 30
_LOOKED_INTO = 1 << 14


def csv_lines(path: Path, name: str, words: Collection[str] = ()) -> Iterator[Line]:
    """Read one file of text line by line; a quoted cell may span lines.

    See :func:`csv_blocks`.
    """
    for block in csv_blocks(path, name, words):
        for number, cells in zip(block.numbers, block.rows, strict=True):
            yield Line(number, cells, (), block.separator, block.encoding)


def csv_blocks(path: Path, name: str, words: Collection[str] = ()) -> Iterator[Block]:
    """Read one file of text, many lines at once.

    Args:
        path: The file.
        name: The name to show in messages, relative to the root.
        words: Headers, as they are compared: the separator is the one that parts most of them.
            Without any it is the comma.

    Raises:
        InputError: The file is missing, not text, or not CSV; the lines before were good.
    """
    encoding = encoding_of(path, name)
    is_guarded = _holds_apostrophe(path)
    with path.open(encoding=encoding, newline="") as stream:
        separator = _separator(list(islice(_pieces(stream), _LOOKED_AT)), words)
        stream.seek(0)
        reader = csv.reader(_bounded(stream), strict=True, delimiter=separator)
        start, fault = 1, None
        while fault is None:
            rows: list[list[str]] = []
            try:
                rows.extend(islice(reader, BLOCK))
            except csv.Error as error:
                fault = str(error)
            if not rows and fault is None:
                return
            if reader.line_num - start + 1 == len(rows):
                numbers: Sequence[int] = range(start, start + len(rows))
                start += len(rows)
            else:
                *numbers, start = accumulate(map(_height, rows), initial=start)
            if is_guarded:
                rows = [list(map(unguarded, cells)) for cells in rows]
            if rows:
                texts = list(map("".join, rows))
                yield Block(numbers, rows, texts, separator, encoding=encoding)
        hint = "检查该行起的英文双引号是否成对。"
        what = "这一行过长" if fault == _TOO_LONG or "field limit" in fault else "不是合法的CSV"
        raise InputError.of("E420", what, Place(name, start), hint)


def _height(cells: Sequence[str]) -> int:
    """Return how many lines of the file a row takes."""
    return 1 + sum(len(_BREAK.findall(cell)) for cell in cells)


def _holds_apostrophe(path: Path) -> bool:
    """Tell whether a file may hold an apostrophe; hardly any is then looked at cell by cell."""
    with path.open("rb") as stream:
        return any(_APOSTROPHE in chunk for chunk in iter(partial(stream.read, _CHUNK), b""))


def _separator(lines: list[str], words: Collection[str]) -> str:
    """Return the separator by which the lines hold most headers."""
    best, most = ",", 1
    for separator in SEPARATORS:
        told = max(
            (_known(line, separator, words) for line in lines if separator in line), default=0
        )
        if told > most:
            best, most = separator, told
    return best


def _known(line: str, separator: str, words: Collection[str]) -> int:
    cells = (plain(cell).strip('"') for cell in line.split(separator))
    return sum(cell in words or cell.partition("(")[0] in words for cell in cells)


def _pieces(stream: TextIO) -> Iterator[str]:
    """Read lines, of very long ones their beginnings."""
    while text := stream.readline(_LOOKED_INTO):
        yield text


def _bounded(stream: TextIO) -> Iterator[str]:
    """Refuse a line longer than any table has, before it fills the memory."""
    while text := stream.readline(_LONGEST_LINE):
        if len(text) == _LONGEST_LINE and text[-1] not in "\r\n":
            raise csv.Error(_TOO_LONG)
        yield text
