"""Folders for what a run needs and nobody else: gone when it ends, and swept up if it was killed.

A run locks its folder, and the system releases the lock when the process is gone, however it ended.
A folder that nobody has locked was left by a run that was killed; the next one removes it.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import RunError
from lawgov_lib.base.files import system_word

try:
    import fcntl
except ImportError:  # Windows, where a folder cannot be locked
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX = "lawgov-run-"
_ROOM = 107 - len("/sock-12345678")
"""How many bytes Linux leaves of a socket's path for the folder of the library's sockets."""


@contextmanager
def scratch() -> Iterator[Path]:
    """Make a folder in the system's temporary one, and remove it at the end.

    Raises:
        RunError: There is no place for it.
    """
    try:
        if fcntl is not None:
            _sweep(Path(tempfile.gettempdir()))
        folder, lock = _made()
    except OSError as error:
        raise no_place(error) from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if lock is not None:
            os.close(lock)


@cache
def share_with_processes() -> None:
    """Have the library of processes put its sockets into such a folder, until this one ends.

    Its own would stay where this process is killed. Call it before there are any.

    Raises:
        RunError: There is no place for it.
    """
    from multiprocessing import current_process  # noqa: PLC0415  most runs have no processes beside

    stack = ExitStack()
    folder = stack.enter_context(scratch())
    atexit.register(stack.close)
    current_process()._config["tempdir"] = _short(folder, stack)  # type: ignore[attr-defined]  # noqa: SLF001


def _short(folder: Path, stack: ExitStack) -> str:
    """Return a path of a folder in which a socket has room; a long one goes by its number.

    Whoever makes the socket also calls there, so that the number need not be known elsewhere.
    """
    if len(os.fsencode(folder)) <= _ROOM:
        return str(folder)
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    stack.callback(os.close, number)
    return f"/proc/self/fd/{number}"


def no_place(error: OSError) -> RunError:
    """Return the error that tells why nothing can be written there."""
    return RunError.of(
        "E605",
        f"写不了临时文件（{system_word(error)}）",
        hint="检查系统临时文件夹的权限和磁盘空间；原有报告未动。",
    )


@cache
def _sweep(place: Path) -> None:
    """Remove the folders of this user's runs that were killed, once a process."""
    for left in place.glob(f"{PREFIX}*"):
        with suppress(OSError):
            lock = _locked(left)
            shutil.rmtree(left, ignore_errors=True)
            os.close(lock)


def _made() -> tuple[Path, int | None]:
    """Make a folder and lock it; one that a sweep has taken before that is made anew."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        if fcntl is None:
            return folder, None
        try:
            lock = _locked(folder)
        except (BlockingIOError, FileNotFoundError):
            continue
        except OSError:  # a file system without locks, where none is swept up either
            return folder, None
        if folder.exists():
            return folder, lock
        os.close(lock)


def _locked(folder: Path) -> int:
    """Lock a folder of this user's own.

    Raises:
        OSError: Another process holds it, it is gone, or somebody else's.
    """
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        if os.fstat(lock).st_uid != os.getuid():
            raise PermissionError
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        raise
    return lock
