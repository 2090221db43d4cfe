"""Read a text file of the year folder as UTF-8."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.errors import InputError, Place
from lawgov_lib.inputs.encoding import opened

if TYPE_CHECKING:
    from pathlib import Path


def read_text(path: Path, name: str) -> str:
    """Return the file's text without a byte order mark.

    Raises:
        InputError: The file is missing or not UTF-8.
    """
    with opened(path, name) as stream:
        data = stream.read()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError.of(
            "E406", "不是UTF-8编码", Place(name, line), "另存为UTF-8编码。"
        ) from None
