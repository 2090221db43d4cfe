"""Read a text file of the year folder as UTF-8."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.base.errors import InputError, Place
from lawgov_lib.inputs.sourcefile import opened
from lawgov_lib.inputs.strangers import strangers_of

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 1 << 20
"""The bytes of the largest text: 350 000 Chinese characters, ten times a whole report."""


def read_text(path: Path, name: str, largest: int = LARGEST, *, hidden_only: bool = False) -> str:
    """Return the file's text without a byte order mark.

    Args:
        path: The file.
        name: The name to show in messages, relative to the root.
        largest: How many bytes it may have.
        hidden_only: Whether it is only looked at for characters that nobody sees.

    Raises:
        InputError: The file is missing, not UTF-8, too large, or holds characters that no text
            may hold; all of them at once.
    """
    with opened(path, name, largest) as stream:
        data = stream.read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError.of(
            "E406", "不是UTF-8编码", Place(name, line), "另存为UTF-8编码。"
        ) from None
    if problems := strangers_of(text, name, hidden_only=hidden_only):
        raise InputError(problems)
    return text
