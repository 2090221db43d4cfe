"""Replace several files of a folder: all of them or none, even if the machine stops in between.

No system can exchange several files in one step. So what stood there is put aside first, whole; as
long as it lies aside, the replacement is not done, and :func:`put_back` restores what was.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from lawgov_lib.base.files import HalfwayError, sync_folder, syncing, write_synced, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ASIDE = ".unfinished"
"""The folder in which the former files lie as long as not all are replaced."""
_LIST, _FOLDERS = "files.json", "folders.json"
"""What is replaced, each file with the digest of the new one; the folders that are made for it."""


def is_unfinished(folder: Path) -> bool:
    """Tell whether a replacement in a folder was broken off."""
    return (folder / ASIDE).is_dir()


def is_littered(folder: Path) -> bool:
    """Tell whether a replacement left anything beside the files, broken off or done."""
    return any(folder.glob(f"{ASIDE}*"))


def replace_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Replace files, or leave all as they were.

    Args:
        folder: The folder.
        files: The new files by their names in the folder.

    Raises:
        UnsyncedError: All files are replaced, but perhaps not yet on the disk.
        HalfwayError: Some are, and what they replaced lies aside.
        OSError: The system refused; all files are as they were.
    """
    _set_aside(folder, files)
    try:
        for name, data in files.items():
            write_whole(folder / name, data)
            sync_folder((folder / name).parent)
        gone = _done(folder)
    except BaseException:
        _put_back_at_once(folder)
        raise
    with syncing():
        _clear_done(folder, gone)


def _put_back_at_once(folder: Path) -> None:
    try:
        put_back(folder)
    except OSError as error:
        raise HalfwayError(*error.args) from None


def put_back(folder: Path) -> bool:
    """Put back what a replacement that was broken off had replaced; clear what it began.

    A file that somebody has changed since is left as it is.

    Args:
        folder: The folder.

    Returns:
        Whether there was such a replacement.
    """
    for left in folder.glob(f"{ASIDE}-*"):
        shutil.rmtree(left)
    aside = folder / ASIDE
    if not aside.is_dir():
        return False
    told = json.loads((aside / _LIST).read_bytes())
    for position, (name, fresh) in enumerate(told.items()):
        path, former = folder / name, aside / str(position)
        _clear_begun(path)
        if not path.exists() or _digest(path.read_bytes()) != fresh:
            continue
        if former.exists():
            write_whole(path, former.read_bytes())
        else:
            path.unlink()
    for name in json.loads((aside / _FOLDERS).read_bytes()):
        with suppress(OSError):  # it was not made yet, or somebody has laid something there
            (folder / name).rmdir()
    _clear_done(folder, _done(folder))
    return True


def _lacking(folder: Path, names: Iterable[str]) -> list[str]:
    """Return the folders that files need and that are not there, the innermost first."""
    needed = {str(above) for name in names for above in PurePosixPath(name).parents}
    return sorted((each for each in needed if not (folder / each).exists()), reverse=True)


def _set_aside(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put the former files aside, in one step for all."""
    put_back(folder)
    begun = Path(tempfile.mkdtemp(prefix=f"{ASIDE}-", dir=folder))
    told = {name: _digest(data) for name, data in files.items()}
    try:
        write_synced(begun / _LIST, json.dumps(told, ensure_ascii=False).encode())
        write_synced(begun / _FOLDERS, json.dumps(_lacking(folder, files)).encode())
        for position, name in enumerate(files):
            if (folder / name).exists():
                write_synced(begun / str(position), (folder / name).read_bytes())
        sync_folder(begun)
        begun.rename(folder / ASIDE)
    except BaseException:
        shutil.rmtree(begun, ignore_errors=True)
        raise
    sync_folder(folder)


def _done(folder: Path) -> Path:
    """Let the replacement be done, in one step: what was put aside loses its name."""
    return (folder / ASIDE).rename(folder / f"{ASIDE}-done")


def _clear_done(folder: Path, gone: Path) -> None:
    sync_folder(folder)
    shutil.rmtree(gone)


def _clear_begun(path: Path) -> None:
    """Clear what of a file was being written beside its place."""
    for left in path.parent.glob(f".{path.name}-*"):
        left.unlink()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
