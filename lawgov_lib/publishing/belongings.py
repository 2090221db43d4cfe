"""What people have put into a published folder, or changed there: kept when it is replaced.

What the program made is known by the folder's manifest. All else is somebody's own, be it a note
laid beside the report or the Word file corrected in its place, and is copied beside the folder
before another stands there.
"""

from __future__ import annotations

import filecmp
import hashlib
import os
import shutil
from contextlib import contextmanager, suppress
from itertools import count
from typing import TYPE_CHECKING

from pydantic import BaseModel, ValidationError

from lawgov_lib.base.files import read_regular, remove_folder, sync_folder, write_whole
from lawgov_lib.base.layout import MANIFEST
from lawgov_lib.publishing.manifestmark import is_edited

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

OWN = "-own"
"""What the name of the folder ends in that keeps them."""
_SYSTEMS = (".DS_Store", "Thumbs.db", "desktop.ini", "~$", ".~lock.")
"""How names begin of what systems and editors lay into any folder, and nobody means to keep."""


class _Made(BaseModel):
    """The part of any manifest of ours that says what came out."""

    outputs: dict[str, str]


@contextmanager
def rescued(target: Path, along: Iterable[Path]) -> Iterator[tuple[str, ...]]:
    """Have what is somebody's own in a folder copied beside it, while the folder is replaced.

    A copy that is there already is not made twice. Pipes and devices hold nothing to be kept. Where
    the folder is not replaced after all, the copies go again.

    Args:
        target: The folder; it need not be there.
        along: Its own folders that go along when it is replaced.

    Yields:
        The copies, by their names beside the target.

    Raises:
        OSError: Something cannot be read or copied.
    """
    own = list(_own(target, frozenset(along)))
    place = target.with_name(target.name + OWN)
    begun: list[Path] = []
    try:
        if own:
            place.mkdir(exist_ok=True)
        copies = [_kept(path, place, begun) for path in own]
        if own:
            sync_folder(place)
        yield tuple(f"{place.name}/{copy.name}" for copy in copies)
    except BaseException:
        _take_back(begun, place)
        raise


def copy_folder(source: Path, copy: Path) -> None:
    """Copy a folder with all that it holds, down to the disk.

    Raises:
        OSError: Something in it cannot be read, or is neither a folder nor a regular file.
    """
    copy.mkdir()
    for path in sorted(source.iterdir()):
        _copy(path, copy / path.name)
    shutil.copystat(source, copy)
    sync_folder(copy)


def told(copies: Iterable[str], shown: str) -> str:
    """Say what was kept, and where.

    Args:
        copies: The copies, as of :func:`rescued`.
        shown: The folder in which they were made, relative to the root.
    """
    names = "、".join(f"{shown}/{copy}" for copy in copies)
    return f"原处有不是程序生成的或生成后改过的文件，已另存，需要的请取用：{names}"


def _own(target: Path, along: frozenset[Path]) -> Iterator[Path]:
    made = _made(target)
    for path in sorted(target.iterdir()) if target.is_dir() else ():
        if path in along or path.name.startswith(_SYSTEMS) or _is_made(path, made):
            continue
        if path.is_symlink() or path.is_dir() or path.is_file():
            yield path


def _made(target: Path) -> dict[str, str]:
    """Return the hashes of what the program made; an edited manifest is none of it."""
    try:
        data = read_regular(target / MANIFEST)
        made = _Made.model_validate_json(data).outputs
    except (OSError, ValidationError):
        return {}
    return made if is_edited(data) else {MANIFEST: hashlib.sha256(data).hexdigest(), **made}


def _is_made(path: Path, made: dict[str, str]) -> bool:
    if path.name not in made or path.is_symlink() or not path.is_file():
        return False
    return made[path.name] == hashlib.sha256(read_regular(path)).hexdigest()


def _kept(path: Path, place: Path, begun: list[Path]) -> Path:
    """Copy a file, a link or a folder under its name, or a numbered one where that is taken.

    Args:
        path: What is copied.
        place: Where to.
        begun: Gets the copy, unless the same lay there before.
    """
    names = (path.stem + (f"-{number}" if number > 1 else "") + path.suffix for number in count(1))
    for copy in map(place.joinpath, names):
        if not os.path.lexists(copy):
            begun.append(copy)
            _copy(path, copy)
            return copy
        if _same(path, copy):
            return copy
    raise AssertionError


def _take_back(begun: Iterable[Path], place: Path) -> None:
    for copy in begun:
        if copy.is_dir() and not copy.is_symlink():
            remove_folder(copy)
        else:
            with suppress(OSError):
                copy.unlink()
    with suppress(OSError):  # others lie there, or it was never made
        place.rmdir()


def _copy(path: Path, copy: Path) -> None:
    if path.is_symlink():
        copy.symlink_to(path.readlink())
    elif path.is_dir():
        copy_folder(path, copy)
    else:
        write_whole(copy, read_regular(path))
        shutil.copystat(path, copy)


def _same(one: Path, other: Path) -> bool:
    if one.is_symlink() or other.is_symlink():
        return one.is_symlink() and other.is_symlink() and one.readlink() == other.readlink()
    if one.is_dir() and other.is_dir():
        names = {path.name for path in one.iterdir()}
        return names == {path.name for path in other.iterdir()} and all(
            _same(one / name, other / name) for name in names
        )
    return one.is_file() and other.is_file() and filecmp.cmp(one, other, shallow=False)
