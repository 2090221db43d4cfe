"""Folders put in place whole and by one run at a time.

A folder is built beside its place and exchanged with the one that stands there in a single step of
the file system, so that a kill or a power cut at any moment leaves the old one or the new one.
"""

from __future__ import annotations

import ctypes
import errno
import os
import re
import sys
import tempfile
from contextlib import contextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from lawgov_lib.base.errors import PublishError
from lawgov_lib.base.files import (
    refuse_irremovable,
    remove_folder,
    sync_folder,
    syncing,
    write_synced,
    writing,
)
from lawgov_lib.publishing import belongings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

WAIT_SECONDS = 600
"""A run takes seconds; one that has waited this long should rather say so."""
_OLD = "old"
"""Ends the name of a target that was set aside."""
_EXCHANGE = 2  # both systems number the flag so
_HERE = -100  # AT_FDCWD: the paths count from the working folder
_CANNOT = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EXDEV}
"""What a system or file system answers that knows no exchange."""


@contextmanager
def exclusive(
    outputs: Path,
    year: int,
    waiting: Callable[[], object] = lambda: None,
    seconds: float = WAIT_SECONDS,
) -> Iterator[None]:
    """Let one run at a time write a year's outputs; the others wait for their turn.

    The lock is on ``outputs/.<year>.lock``, which stays there, empty. The system releases it when
    its holder ends, however it ends.

    Args:
        outputs: The folder of all years' outputs; made if it is not there.
        year: The year.
        waiting: Called once if another run holds the year.
        seconds: How long to wait.

    Raises:
        PublishError: Another run held the year all the time, or the folder cannot be written.
    """
    name = f"{outputs.name}/.{year}.lock"
    with writing(name):
        outputs.mkdir(parents=True, exist_ok=True)
    lock = FileLock(outputs / f".{year}.lock")
    try:
        with writing(name):
            if not _acquired(lock, 0):
                waiting()
                if not _acquired(lock, seconds):
                    raise PublishError.of(
                        "E807",
                        f"另一次运行正在生成{year}年度的报告，已等候{seconds:g}秒",
                        hint="等那次运行结束后再运行。",
                    )
        yield
    finally:
        lock.release()


def _acquired(lock: FileLock, seconds: float) -> bool:
    try:
        lock.acquire(timeout=seconds)
    except Timeout:
        return False
    return True


def put(
    target: Path, files: Mapping[str, bytes | Path], kept: str, *, is_copied: bool = False
) -> tuple[str, ...]:
    """Put a folder of these files in the target's place, or leave what stands there.

    What earlier runs left unfinished is cleared first, so call it under the year's lock. Where the
    target is a link, the folder is replaced to which it leads.

    Args:
        target: The folder.
        files: The files by name: their bytes, or where these lie.
        kept: A pattern of the target's own folders that go along.
        is_copied: Whether a copy of all that the target holds lies beside it already.

    Returns:
        What was somebody's own in the target and lies beside it now, as of
        :func:`.belongings.rescued`.

    Raises:
        UnsyncedError: The folder is in place, but perhaps not yet on the disk.
        OSError: The system refused; the target is as it was.
    """
    target = _place(target)
    if target.exists() and not target.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        refuse_irremovable(target)
    clear(target)
    along = sorted(target.glob(f"{kept}/"))
    fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        fresh.chmod(0o755)
        for name, data in files.items():
            write_synced(fresh / name, data)
        for folder in along:
            belongings.copy_folder(folder, fresh / folder.name)
        sync_folder(fresh)
        with nullcontext(()) if is_copied else belongings.rescued(target, along) as own:
            swap(target, fresh)
        with syncing(own):
            sync_folder(target.parent)
    finally:
        remove_folder(fresh)
    return own


def _place(target: Path) -> Path:
    """Return where a target lies.

    Raises:
        OSError: Its links lead in a circle.
    """
    try:
        return target.resolve()
    except RuntimeError:  # as older versions of Python tell such links
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(target)) from None


def clear(target: Path) -> None:
    """Put back what a crash left aside, and clear what earlier runs began beside the target."""
    aside = _aside(target)
    if aside.exists() and not target.exists():
        aside.rename(target)
    begun = re.compile(rf"\.{re.escape(target.name)}(-failed\.\w+)?-(\w{{8}}|{_OLD})", re.ASCII)
    for left in target.parent.iterdir():
        if not begun.fullmatch(left.name):
            continue
        if left.is_dir():
            remove_folder(left)
        else:
            left.unlink(missing_ok=True)


def swap(target: Path, fresh: Path) -> None:
    """Put a fresh folder in the target's place; what stood there is in the fresh one's, or gone.

    Args:
        target: The place.
        fresh: The fresh folder, in the same folder as the target.

    Raises:
        OSError: The system refused; the target is as it was.
    """
    if not target.exists():
        fresh.rename(target)
    elif not exchange(target, fresh):
        replace_in_two_steps(target, fresh)


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; return whether the system can.

    Raises:
        OSError: The system can, and refused.
    """
    call = _exchanger()
    if call is None:
        return False
    if call(os.fsencode(one), os.fsencode(other)) == 0:
        return True
    code = ctypes.get_errno()
    if code in _CANNOT:
        return False
    raise OSError(code, os.strerror(code), str(one))


@cache
def _exchanger() -> Callable[[bytes, bytes], int] | None:
    if sys.platform == "linux":
        library = ctypes.CDLL(None, use_errno=True)
        if hasattr(library, "renameat2"):
            return lambda one, other: library.renameat2(_HERE, one, _HERE, other, _EXCHANGE)
    if sys.platform == "darwin":
        library = ctypes.CDLL(None, use_errno=True)
        if hasattr(library, "renamex_np"):
            return lambda one, other: library.renamex_np(one, other, _EXCHANGE)
    return None


def replace_in_two_steps(target: Path, fresh: Path) -> None:
    """Set the target aside and move the fresh folder there, where no single step can do both.

    A crash between the two leaves no target; ``clear`` puts back what was set aside.

    Raises:
        OSError: The system refused; the target is as it was.
    """
    aside = _aside(target)
    target.rename(aside)
    try:
        fresh.rename(target)
    except OSError:
        aside.rename(target)
        raise
    remove_folder(aside)


def _aside(target: Path) -> Path:
    return target.with_name(f".{target.name}-{_OLD}")
