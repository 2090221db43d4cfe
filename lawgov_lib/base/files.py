"""Write files whole: built beside their place, then moved there, so that no half file is left."""

from __future__ import annotations

import csv
import errno
import io
import os
import shutil
import stat
import tempfile
from contextlib import contextmanager, suppress
from itertools import takewhile
from pathlib import Path
from typing import IO, TYPE_CHECKING

from lawgov_lib.base.errors import PublishError
from lawgov_lib.base.expressions import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_GUARD = "'"
# Apostrophes of the text's own are counted in, so that taking one off gives the text again.
_FORMULA = compiled(r"'*[=+\-@\t\r\n＝＋－＠]")
_NUMBER = compiled(r"[+-]?[0-9]+(\.[0-9]+)?%?")
_SYSTEM_WORDS = {
    "EBADF": "已关闭",
    "EACCES": "没有权限",
    "EPERM": "系统不允许",
    "EROFS": "文件系统只读",
    "ENOSPC": "磁盘已满",
    "EDQUOT": "超出磁盘配额",
    "EFBIG": "超出文件大小的上限",
    "ENOENT": "文件或文件夹不存在",
    "EEXIST": "同名的文件或文件夹已经有了",
    "ENOTDIR": "路径中有一处不是文件夹",
    "EISDIR": "是文件夹，不是文件",
    "ENOTEMPTY": "文件夹不是空的",
    "ELOOP": "链接首尾相接",
    "ENAMETOOLONG": "名称过长",
    "EBUSY": "正被占用",
    "ETXTBSY": "正被占用",
    "EIO": "磁盘读写出错",
    "EMFILE": "打开的文件过多",
    "ENFILE": "打开的文件过多",
    "ENOMEM": "内存不足",
    "EXDEV": "在另一个磁盘上",
    "EINVAL": "不是普通文件",
    "EADDRINUSE": "已被占用",
    "EADDRNOTAVAIL": "不是本机的地址",
}
"""What the system says, for people; anything rarer is told by its own words."""


def system_word(error: OSError) -> str:
    """Say in Chinese why the system refused."""
    name = errno.errorcode.get(error.errno or 0, "")
    return _SYSTEM_WORDS.get(name) or error.strerror or type(error).__name__


def refuse_irregular(path: Path) -> None:
    """Refuse what is there and no regular file: a pipe or a device would be read without end.

    Raises:
        OSError: It is none.
    """
    try:
        mode = path.stat().st_mode
    except OSError:  # whoever opens it hears why
        return
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))


def read_regular(path: Path) -> bytes:
    """Return the bytes of a regular file.

    Raises:
        OSError: It cannot be read, or is no regular file.
    """
    refuse_irregular(path)
    return path.read_bytes()


def write_whole(path: Path, data: bytes) -> None:
    """Write a file, or leave the old one as it was."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        dir=path.parent, prefix=f".{path.name}-", delete=False
    ) as stream:
        fresh = Path(stream.name)
        try:
            _write(stream, data)
            stream.close()
            fresh.chmod(0o644)
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)


def write_synced(path: Path, data: bytes | Path) -> None:
    """Write a new file down to the disk, for a folder that is moved in place later.

    Args:
        path: The file.
        data: Its bytes, or the file that holds them.
    """
    with path.open("xb") as stream:
        if isinstance(data, Path):
            with data.open("rb") as source:
                shutil.copyfileobj(source, stream)
            data = b""
        _write(stream, data)


def _write(stream: IO[bytes], data: bytes) -> None:
    stream.write(data)
    stream.flush()
    os.fsync(stream.fileno())


def sync_folder(path: Path) -> None:
    """Write a folder's names down to the disk; Windows has no call for that and needs none."""
    if os.name == "posix":
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def refuse_irremovable(folder: Path) -> None:
    """Refuse a folder whose files this user could neither take away nor be let to.

    Raises:
        PermissionError: It, or a folder in it, is somebody else's and not to be written in.
    """
    if os.name != "posix":
        return
    for place in (folder, *_folders_in(folder)):
        is_own = place.stat().st_uid == os.geteuid()
        if not is_own and not os.access(place, os.W_OK | os.X_OK, effective_ids=True):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(place))


def remove_folder(folder: Path) -> None:
    """Remove a folder with all that it holds, also where its owner protected it from writing."""
    for place in (folder, *_folders_in(folder)):
        with suppress(OSError):
            place.chmod(0o700)
    shutil.rmtree(folder, ignore_errors=True)


def _folders_in(folder: Path) -> Iterator[Path]:
    """Yield the folders in a folder, each before those in it; no link is followed."""
    for top, names, _ in os.walk(folder):
        yield from (place for place in map(Path(top).joinpath, names) if not place.is_symlink())


def csv_bytes(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """Write a table as CSV with a byte order mark, by which Excel knows UTF-8.

    A text that a spreadsheet would take for a formula gets an apostrophe in front, which makes it
    text there; :func:`unguarded` takes it off again. Plain numbers stay as they are.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def is_guarded(data: bytes) -> bool:
    """Tell whether any cell of a CSV file may have such an apostrophe."""
    return _GUARD.encode() in data


def unguarded(cell: str) -> str:
    """Return a cell of a CSV file without the apostrophe that :func:`csv_bytes` may have put."""
    return cell[1:] if cell[:1] == _GUARD and _FORMULA.match(cell) else cell


def _guarded(cell: str) -> str:
    is_formula = _FORMULA.match(cell) and not _NUMBER.fullmatch(cell)
    return f"{_GUARD}{cell}" if is_formula else cell


class UnsyncedError(OSError):
    """What is new stands in its place; only that it is on the disk could not be made sure.

    ``kept`` is what of somebody's own lies beside it now.
    """

    kept: tuple[str, ...] = ()


class HalfwayError(OSError):
    """Some files are new and could not be put back; what they replaced lies aside."""


@contextmanager
def syncing(kept: tuple[str, ...] = ()) -> Iterator[None]:
    """Tell a failure to write down what is in its place already from one that changed nothing.

    Args:
        kept: What of somebody's own lies beside it.

    Raises:
        UnsyncedError: The system refused.
    """
    try:
        yield
    except OSError as error:
        unsynced = UnsyncedError(*error.args)
        unsynced.kept = kept
        raise unsynced from None


@contextmanager
def writing(name: str) -> Iterator[None]:
    """Turn what the system says into one clear fault.

    Args:
        name: What is written, relative to the root.

    Raises:
        PublishError: The system refused to write.
    """
    try:
        yield
    except UnsyncedError as error:
        said = f"{name}已换成新的，但不能确认已写到磁盘上（{system_word(error)}）"
        hint = "检查磁盘；新文件已经就位，磁盘正常后再运行一次，即可确认。"
        if error.kept:
            hint += f"原处不是程序生成的文件另存为{'、'.join(error.kept)}。"
        raise PublishError.of("E801", said, hint=hint) from None
    except HalfwayError as error:
        said = f"{name}中的文件只换了一部分（{system_word(error)}）"
        hint = "检查文件夹权限和磁盘空间；原有文件另存着，再运行一次，即先恢复原样。"
        raise PublishError.of("E801", said, hint=hint) from None
    except OSError as error:
        raise PublishError.of(
            "E801",
            f"写不了{_refused(error, name)}（{system_word(error)}）",
            hint="检查文件夹权限和磁盘空间；原有文件未动。",
        ) from None


def _refused(error: OSError, name: str) -> str:
    """Name what the system refused, where it lies beside what was to be written or in it.

    Building sites are hidden, and mean nothing to people.
    """
    top, parts = Path(name).parts[0], Path(str(error.filename or "")).parts
    if top not in parts:
        return name
    start = len(parts) - 1 - parts[::-1].index(top)
    shown = [*takewhile(lambda part: not part.startswith("."), parts[start:])]
    return "/".join(shown) if len(shown) > 1 else name
