"""Read a text file of the year folder as UTF-8."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.errors import InputError, Place

if TYPE_CHECKING:
    from pathlib import Path


def read_text(path: Path, name: str) -> str:
    """Return the file's text without a byte order mark.

    Raises:
        InputError: The file is missing, empty or not UTF-8.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError.of("E402", "缺少文件", Place(name), "补上该文件。") from None
    except OSError:
        raise InputError.of(
            "E403", "文件读不出来", Place(name), "检查文件权限，并确认它不是文件夹。"
        ) from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError.of(
            "E406", "不是UTF-8编码", Place(name, line), "另存为UTF-8（CSV UTF-8）编码。"
        ) from None
    if not text.strip():
        raise InputError.of("E407", "文件是空的", Place(name), "填写内容，或删去该文件。")
    return text
