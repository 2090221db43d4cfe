"""The log of finals, ``outputs/finals.log``: each final report that was put in place, a line each.

Every line holds the hash of the line before, so that a line that was changed, taken out or put in
breaks the chain. Lines are only ever added; there is no clock in them, but the day of 签发.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, ValidationError

from lawgov_lib.base.errors import Place, Problem, PublishError
from lawgov_lib.base.files import read_regular, system_word, write_whole
from lawgov_lib.base.layout import FINAL_FOLDER, FINALS_LOG, MANIFEST, OUTPUTS
from lawgov_lib.publishing.manifest import digest, digest_file, read_manifest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from lawgov_lib.publishing.manifest import Manifest

NAME = f"{OUTPUTS}/{FINALS_LOG}"
_WAIT_SECONDS = 60
_RESTORE = "从备份恢复定稿登记，核对定稿；登记由程序写入，不要手工改动。"
_BACKUP = f"从备份恢复{NAME}；没有备份的，核对定稿无误后再运行一次定稿，即重新登记这一份。"
_NONE_YET = "核对定稿无误即可；下一次定稿时写入登记。"
_KEEPER = f"{__name__.replace('.', '/')}.py"
"""A program without this file kept no log."""
_RECORD = "核对定稿无误后再运行一次定稿，即行登记。"
_CHECK = (
    "核对定稿由谁改动；定稿时中断的，核对无误后再运行一次定稿，即行登记；"
    "确须重新定稿的，加 --supersede。"
)


class Entry(BaseModel):
    """One final report: its year, its content, its manifest by hash, and the day of 签发.

    ``replaced`` is the folder beside it to which the final before went, blank where there was none;
    ``before`` is the hash of the line before, blank in the first.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    year: int
    content: str
    manifest: str
    signed: str
    replaced: str = ""
    before: str = ""


@dataclass(frozen=True)
class Log:
    """The lines of a root's log as they are.

    ``is_there`` tells an empty one from none, ``is_readable`` none from one that cannot be read.
    """

    lines: tuple[bytes, ...] = ()
    is_there: bool = False
    is_readable: bool = True

    @cached_property
    def entries(self) -> tuple[Entry | None, ...]:
        """The entries, None where a line is none."""
        return tuple(map(_entry, self.lines))

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Where the chain is broken."""
        return tuple(self._broken())

    def _broken(self) -> Iterator[Problem]:
        before = ""
        for number, (line, entry) in enumerate(zip(self.lines, self.entries, strict=True), 1):
            if entry is None:
                yield Problem("E835", "这一行不是定稿登记", Place(NAME, number), _RESTORE)
            elif entry.before != before:
                said = "与前一行不衔接：有登记被改动、删去或插入"
                yield Problem("E835", said, Place(NAME, number), _RESTORE)
            before = digest(line)

    @property
    def years(self) -> set[int]:
        """The years of which a final report was put in place."""
        return {entry.year for entry in self.entries if entry}

    def of_year(self, year: int) -> tuple[Entry, ...]:
        """Return the entries of a year, the latest last."""
        return tuple(entry for entry in self.entries if entry and entry.year == year)

    def holds(self, year: int, manifest: str) -> bool:
        """Tell whether the latest final of a year is the one with that manifest."""
        own = self.of_year(year)
        return bool(own) and own[-1].manifest == manifest

    def kept(self, year: int) -> dict[str, str]:
        """Return the folders of a year's superseded finals, and the hashes of their manifests."""
        own = self.of_year(year)
        pairs = pairwise(own)
        return {later.replaced: earlier.manifest for earlier, later in pairs if later.replaced}


def read_log(root: Path) -> Log:
    """Read the log of a root; one without finals has none.

    Raises:
        PublishError: It cannot be read.
    """
    path = root / NAME
    try:
        if path.exists() and not path.is_file():
            raise PublishError.of("E836", "定稿登记不是普通文件", Place(NAME), _RESTORE)
        return Log(tuple(read_regular(path).splitlines()), is_there=True)
    except FileNotFoundError:
        return Log()
    except OSError as error:
        said = f"定稿登记读不出来（{system_word(error)}）"
        raise PublishError.of("E836", said, Place(NAME), _RESTORE) from None


def append(root: Path, manifest: Manifest, data: bytes, replaced: str = "") -> None:
    """Add a final report to the log, unless it is the latest of its year there already.

    A run that was killed between putting it in place and this is made good by the next one, which
    finds the folder to which the final before went.

    Args:
        root: The folder that holds ``outputs/``.
        manifest: Its manifest.
        data: The bytes of the manifest.
        replaced: The folder to which the final before went.

    Raises:
        PublishError: The log cannot be read, or another run held it all the time.
        OSError: It cannot be written.
    """
    try:
        with FileLock(root / OUTPUTS / f".{FINALS_LOG}.lock", timeout=_WAIT_SECONDS):
            log = read_log(root)
            if not log.holds(manifest.year, digest(data)):
                replaced = replaced or _set_aside(root, log, manifest.year)
                write_whole(
                    root / NAME,
                    b"".join(line + b"\n" for line in _with(log, manifest, digest(data), replaced)),
                )
    except Timeout:
        said = f"另一次运行正在登记定稿，已等候{_WAIT_SECONDS}秒"
        raise PublishError.of("E836", said, Place(NAME), "等那次运行结束后再运行。") from None


def _set_aside(root: Path, log: Log, year: int) -> str:
    """Return the folder that holds the latest final in the log, where another took its place."""
    own, folder = log.of_year(year), root / OUTPUTS / str(year)
    found = sorted(path for path in folder.glob(f"{FINAL_FOLDER}-*") if path.is_dir())
    return next((path.name for path in found if own and _is_marked(path, own[-1].manifest)), "")


def _with(log: Log, manifest: Manifest, mark: str, replaced: str) -> tuple[bytes, ...]:
    entry = Entry(
        year=manifest.year,
        content=manifest.content,
        manifest=mark,
        signed=manifest.signed,
        replaced=replaced,
        before=digest(log.lines[-1]) if log.lines else "",
    )
    line = json.dumps(entry.model_dump(), ensure_ascii=False, separators=(", ", ": "))
    return (*log.lines, line.encode())


def _entry(line: bytes) -> Entry | None:
    try:
        return Entry.model_validate_json(line)
    except ValidationError:
        return None


def of_year(
    log: Log, root: Path, year: int, hashing: Callable[[Path], str] = digest_file
) -> Iterator[Problem]:
    """Say what of a year's finals is not as the log has it.

    Args:
        log: The log of the root.
        root: The folder that holds ``outputs/``.
        year: The report year.
        hashing: What hashes a file.
    """
    name = f"{OUTPUTS}/{year}/{FINAL_FOLDER}"
    own = log.of_year(year)
    if (root / name).is_dir():
        if not log.is_readable:
            yield Problem("E836", f"定稿登记（{NAME}）读不出来，无从核对", Place(name), _RESTORE)
        elif not log.is_there:
            yield _missing(root / name, name)
        elif not own:
            yield Problem("E835", "定稿没有登记", Place(name), _RECORD)
        elif not _is_marked(root / name, own[-1].manifest, hashing):
            known = any(_is_marked(root / name, each.manifest, hashing) for each in own)
            said = "定稿是登记中已被取代的一份" if known else "定稿与登记的不是同一份"
            yield Problem("E835", said, Place(name), _CHECK)
    elif own:
        yield Problem("E835", "登记的定稿不在了", Place(name), "从备份恢复。")
    for folder, mark in log.kept(year).items():
        kept = f"{OUTPUTS}/{year}/{folder}"
        if not _is_marked(root / kept, mark, hashing):
            said = "移存的原定稿不在了，或与登记的不是同一份"
            yield Problem("E835", said, Place(kept), "从备份恢复。")


def _missing(folder: Path, name: str) -> Problem:
    """Say since when there can be no log, as far as the final itself tells."""
    try:
        manifest = read_manifest(folder, name)
    except PublishError:
        return Problem(
            "E835", f"没有定稿登记（{NAME}），从何时起缺失无法判断", Place(name), _BACKUP
        )
    if _KEEPER not in manifest.program:
        said = f"没有定稿登记（{NAME}）：定稿由尚无登记功能的旧版程序生成"
        return Problem("E835", said, Place(name), _NONE_YET)
    signed = f"签发（{manifest.signed}）" if manifest.signed else "定稿"
    said = f"没有定稿登记（{NAME}）：{signed}之后被删去或移走，或者定稿时中断而没有写入"
    return Problem("E835", said, Place(name), _BACKUP)


def _is_marked(folder: Path, mark: str, hashing: Callable[[Path], str] = digest_file) -> bool:
    """Tell a manifest by its hash, whatever git made of its ends of lines."""
    path = folder / MANIFEST
    try:
        return hashing(path) == mark or digest(_lines(path)) == mark
    except OSError:
        return False


def _lines(path: Path) -> bytes:
    return read_regular(path).replace(b"\r\n", b"\n")
