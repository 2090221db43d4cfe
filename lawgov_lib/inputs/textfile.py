"""Read a text file of the year folder: UTF-8, or of prose the GB18030 of a Chinese Windows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.base.errors import InputError, Place
from lawgov_lib.inputs.encoding import encoding_of
from lawgov_lib.inputs.sourcefile import opened
from lawgov_lib.inputs.strangers import strangers_of

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 1 << 20
"""The bytes of the largest text: 350 000 Chinese characters, ten times a whole report."""

_SAVE_AS = "另存为UTF-8编码。"


def read_prose(path: Path, name: str) -> str:
    """Return the text of the agency's own prose, whichever of the two encodings it has.

    Args:
        path: The file.
        name: The name to show in messages, relative to the root.

    Raises:
        InputError: See :func:`read_text`; besides, its lines are of two encodings.
    """
    with opened(path, name, LARGEST) as stream:
        data = stream.read()
    return _sound(data.decode(encoding_of(path, name, _SAVE_AS)), name, hidden_only=False)


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
        raise InputError.of("E406", "不是UTF-8编码", Place(name, line), _SAVE_AS) from None
    return _sound(text, name, hidden_only=hidden_only)


def _sound(text: str, name: str, *, hidden_only: bool) -> str:
    if problems := strangers_of(text, name, hidden_only=hidden_only):
        raise InputError(problems)
    return text
