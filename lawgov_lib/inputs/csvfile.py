"""The lines of a CSV file, read as a stream: UTF-8 with or without a mark, or GB18030."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, TextIO

from lawgov_lib.base.errors import InputError, Place
from lawgov_lib.base.files import unguarded
from lawgov_lib.inputs.cells import Line
from lawgov_lib.inputs.encoding import encoding_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TOO_LONG = "line longer than any table has"
_LONGEST_LINE = 1 << 20
"""The characters of the longest line: a row of twenty cells, each as long as Excel allows."""


def csv_lines(path: Path, name: str) -> Iterator[Line]:
    """Read one CSV file line by line; a quoted cell may span lines.

    Args:
        path: The file.
        name: The name to show in messages, relative to the root.

    Raises:
        InputError: The file is missing, not text, or not CSV; the lines before were good.
    """
    encoding = encoding_of(path, name)
    with path.open(encoding=encoding, newline="") as stream:
        reader = csv.reader(_bounded(stream), strict=True)
        start = 1
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                hint = "检查该行起的英文双引号是否成对。"
                if str(error) == _TOO_LONG or "field limit" in str(error):
                    raise InputError.of("E420", "这一行过长", Place(name, start), hint) from None
                raise InputError.of("E420", "不是合法的CSV", Place(name, start), hint) from None
            yield Line(start, [unguarded(cell) for cell in cells])
            start = reader.line_num + 1


def _bounded(stream: TextIO) -> Iterator[str]:
    """Refuse a line longer than any table has, before it fills the memory."""
    while text := stream.readline(_LONGEST_LINE):
        if len(text) == _LONGEST_LINE and text[-1] not in "\r\n":
            raise csv.Error(_TOO_LONG)
        yield text
