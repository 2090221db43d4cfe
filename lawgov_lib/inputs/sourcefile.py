"""Open a file of a year's folder: a regular file inside that folder, and no larger than it may be.

What is read is published. A link that leads out of the folder could publish any file of the
machine, and a pipe or a device would be waited for without end.
"""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import InputError, Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader

LARGEST = 300 << 20
"""The bytes of the largest file: a full sheet of Excel, 1 048 576 rows, at 300 bytes a row."""
_HOME = 2
"""A year's folder is named by the first two parts of a file's name: ``params/2020``."""


@contextmanager
def opened(path: Path, name: str, largest: int = LARGEST) -> Iterator[BufferedReader]:
    """Open a file for reading bytes.

    Args:
        path: The file.
        name: Its name relative to the root, which messages show.
        largest: How many bytes it may have.

    Raises:
        InputError: The file is missing, cannot be read, is no regular file, leads out of the
            year's folder, or is too large.
    """
    try:
        _refuse_others(path, name, largest)
        with path.open("rb") as stream:
            yield stream
    except FileNotFoundError:
        raise InputError.of("E402", "缺少文件", Place(name), "补上该文件。") from None
    except (OSError, RuntimeError):  # links in a circle are the one or the other
        raise InputError.of(
            "E403", "文件读不出来", Place(name), "检查文件权限，并确认它不是文件夹。"
        ) from None


def is_there(path: Path) -> bool:
    """Tell whether a name is taken, if only by a link that leads nowhere.

    Where the system does not say so, because nobody may look there, it counts as taken: who opens
    it is told why it cannot be read.
    """
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def _refuse_others(path: Path, name: str, largest: int) -> None:
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError
    if not stat.S_ISREG(found.st_mode):
        raise InputError.of("E445", "不是普通文件", Place(name), "换成普通文件，或删去。")
    above = len(PurePath(name).parts) - _HOME - 1
    above = above if 0 <= above < len(path.parents) else 0
    if _leads_out(path, above):
        raise InputError.of(
            "E445", "是指向本年文件夹之外的链接", Place(name), "把文件本身复制到这里。"
        )
    if found.st_size > largest:
        raise InputError.of(
            "E444",
            f"文件过大，超过{_told(largest)}",
            Place(name),
            "核对是否放错了文件，或按类别汇总、分开填写。",
        )


def _leads_out(path: Path, above: int) -> bool:
    """Tell whether links lead out of the folder that lies so many above a file's own.

    Where no name on the way is a link, which POSIX tells at once, none does.
    """
    below = (path, *path.parents[:above])
    is_plain = os.name == "posix" and ".." not in path.parts
    if is_plain and not any(map(Path.is_symlink, below)):
        return False
    return not path.resolve().is_relative_to(path.parents[above].resolve())


def _told(size: int) -> str:
    return f"{size >> 20}MB" if size >= 1 << 20 else f"{size >> 10}KB"
