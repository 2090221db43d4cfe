"""The manifest: what a published report was made from, by what, and what came out.

It names every file by its SHA-256, so that a later run can be compared with it: what of the
inputs, of the program or of the packages has changed since, and what was edited by hand.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
from contextlib import contextmanager
from functools import cache, cached_property
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from pydantic import BaseModel, ConfigDict, ValidationError

from lawgov_lib.base.errors import Place, Problem, PublishError
from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.files import read_regular, refuse_irregular, system_word
from lawgov_lib.base.fontfiles import font_files
from lawgov_lib.base.layout import (
    ASIDE,
    FINAL_FOLDER,
    FONTS_FOLDER,
    MANIFEST,
    METRICS,
    OUTPUTS,
    SHARED,
    SIGNOFF_FILE,
    WORD_TEMPLATE,
)
from lawgov_lib.base.shipped import LIBRARY, NOTEBOOKS
from lawgov_lib.document.tree import Status
from lawgov_lib.exporters.pictures import linked
from lawgov_lib.privacy.disclosure import Watch
from lawgov_lib.publishing.manifestmark import marked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_DISTRIBUTION = "lawgov"
_ASIDE = (*(f"{folder}/" for folder in ASIDE), SIGNOFF_FILE)
_LEFT_BESIDE = compiled(r"\.|~\$|.*~$")
"""What systems and editors leave beside a file: hidden, a lock, a copy of what it was."""
_METRICS = compiled(rf"{OUTPUTS}/([0-9]{{4}})/({FINAL_FOLDER}/)?{re.escape(METRICS)}")
_NAMES = Watch()
_READABLE = "检查文件是否还在、有没有读取权限。"
_YEARS_READ = 3
"""A report reads its own year folder and the two before: the text of last year is told anew."""


class Approval(BaseModel):
    """Who approved which content, in which role, on which day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    role: str
    name: str
    date: str
    content: str


class Manifest(BaseModel):
    """The content of ``manifest.json``.

    ``content`` is the hash that approvals are bound to; ``inputs`` are named relative to the root,
    ``program`` (notebook, library, templates, fonts) relative to the project, ``outputs`` relative
    to the folder of the manifest. ``findings`` counts the open ones by severity, and the answered;
    ``remarks`` counts the open ones by the code of their check. ``fictional`` marks an agency that
    does not exist, ``omitted`` says what of own cells is no part of the report, ``mark`` shows
    edits of the file itself. A manifest written before these fields were known has none of them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1] = 1
    agency: str
    year: int
    status: Status
    content: str
    findings: dict[str, int]
    remarks: dict[str, int] = {}
    fictional: bool = False
    roles: tuple[str, ...]
    approvals: tuple[Approval, ...] = ()
    python: str
    packages: dict[str, str]
    program: dict[str, str]
    inputs: dict[str, str]
    outputs: dict[str, str]
    omitted: tuple[str, ...] = ()
    mark: str = ""

    @property
    def signed(self) -> str:
        """The day on which the last of the roles approved: 签发 closes the report."""
        last = self.roles[-1:]
        days = [each.date for each in self.approvals if each.role in last]
        return days[-1] if days else ""

    def to_bytes(self) -> bytes:
        """Write the manifest as JSON."""
        return marked(self)


def read_manifest(
    folder: Path, name: str, read: Callable[[Path], bytes] = read_regular
) -> Manifest:
    """Read the manifest of a published folder.

    Args:
        folder: The folder.
        name: The folder's name relative to the root, for messages.
        read: What reads a file.

    Raises:
        PublishError: There is none, or it is none of ours.
    """
    place = Place(f"{name}/{MANIFEST}")
    try:
        return Manifest.model_validate_json(read(folder / MANIFEST))
    except FileNotFoundError:
        if any(each.is_file() for each in folder.glob("[!.]*")):
            hint = "从备份恢复清单；没有备份的，重新生成报告。"
            raise PublishError.of("E809", "有文件而没有清单", place, hint) from None
        raise PublishError.of("E808", "还没有生成报告", place, "先生成报告。") from None
    except OSError as error:
        raise PublishError.of("E809", f"清单读不出来（{system_word(error)}）", place) from None
    except ValidationError:
        raise PublishError.of("E809", "不是本程序生成的清单", place, "重新生成报告。") from None


def digest(data: bytes) -> str:
    """Return the SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def digest_file(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal.

    Raises:
        OSError: It cannot be read, or is no regular file: a pipe would be waited for without end.
    """
    refuse_irregular(path)
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def hashed(files: Mapping[str, Path], mark: Callable[[Path], str] = digest_file) -> dict[str, str]:
    """Hash files by name, in the order of their names.

    Args:
        files: The files.
        mark: What hashes one.

    Raises:
        PublishError: Some cannot be read; all of them at once.
    """
    found: dict[str, str] = {}
    problems = []
    for name in sorted(files):
        try:
            found[name] = mark(files[name])
        except OSError as error:
            said = f"文件读不出来（{system_word(error)}）"
            problems.append(Problem("E819", said, Place(name), _READABLE))
    if problems:
        raise PublishError(tuple(problems))
    return found


@contextmanager
def looking(root: Path) -> Iterator[None]:
    """Turn what the system says, where it lets nobody look, into one clear fault.

    Args:
        root: The folder that the file is named from.

    Raises:
        PublishError: The system refused to read.
    """
    try:
        yield
    except OSError as error:
        path = Path(error.filename or root)
        name = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
        said = f"文件读不出来（{system_word(error)}）"
        raise PublishError.of("E819", said, Place(name), _READABLE) from None


class Materials:
    """All that the reports of a root are made from, each file listed and hashed once.

    Of a year these are its folder and the two before it, what serves all years, the metrics
    published in earlier years, the office's own font files, and the pictures that the text of the
    root's notebook shows. What is kept for people only, and the approvals of the result, are no
    inputs.
    """

    def __init__(self, root: Path, params_dir: str) -> None:
        """Take the root, of which nothing is read yet.

        Args:
            root: The folder that holds ``params/`` and ``outputs/``.
            params_dir: The name of the folder of the year folders.
        """
        self._root, self._params = root, params_dir
        self._folder = cache(self._listed)
        self._digest = cache(digest_file)
        self._masked = cache(_NAMES.masked)

    def files(self, year: int) -> dict[str, Path]:
        """Return what a year's report is made from, by its name relative to the root."""
        found: dict[str, Path] = {}
        for past in range(year, year - _YEARS_READ, -1):
            found |= self._folder(past)
        for name in SHARED:
            if (path := self._root / self._params / name).is_file():
                found[f"{self._params}/{name}"] = path
        found |= {name: path for before, name, path in self._published if before < year}
        return found | self._looks

    def hashes(self, year: int) -> dict[str, str]:
        """Hash what a year's report is made from.

        What a name shows that must not be public is masked: the manifest goes out with the report.

        Raises:
            PublishError: Some file cannot be read; all of them at once.
        """
        shown: dict[str, str] = {}
        with looking(self._root):
            files = self.files(year)
        for name, mark in hashed(files, self._digest).items():
            masked = self._masked(name)
            while masked in shown:
                masked += "′"
            shown[masked] = mark
        return shown

    def _listed(self, year: int) -> dict[str, Path]:
        folder = self._root / self._params / str(year)
        return {
            f"{self._params}/{year}/{inner}": path
            for inner, path in files_in(folder)
            if not inner.startswith(_ASIDE)
        }

    @cached_property
    def _published(self) -> list[tuple[int, str, Path]]:
        """The metrics that were published, each with its year and name."""
        found = []
        for depth in ("*", "*/*"):
            for path in self._root.glob(f"{OUTPUTS}/{depth}/{METRICS}"):
                name = path.relative_to(self._root).as_posix()
                if (told := _METRICS.fullmatch(name)) and path.is_file():
                    found.append((int(told[1]), name, path))
        return found

    @cached_property
    def _looks(self) -> dict[str, Path]:
        """The office's font files and template, and the pictures of the root's notebook."""
        looks = font_files(self._root / FONTS_FOLDER)
        if (template := self._root / FONTS_FOLDER / WORD_TEMPLATE).is_file():
            looks[WORD_TEMPLATE] = template
        named = {f"{FONTS_FOLDER}/{name}": path for name, path in looks.items()}
        return named | linked(self._root)


def inputs_of(root: Path, params_dir: str, year: int) -> dict[str, str]:
    """Hash everything that a year's report is made from, by its name relative to the root."""
    return Materials(root, params_dir).hashes(year)


def input_files(root: Path, params_dir: str, year: int) -> dict[str, Path]:
    """Find everything that a year's report is made from, by its name relative to the root."""
    return Materials(root, params_dir).files(year)


def files_in(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files of a folder with their names in it; not what editors and systems hide."""
    yield from _files_in(folder, "")


def _files_in(folder: Path, within: str) -> Iterator[tuple[str, Path]]:
    try:
        with os.scandir(folder) as entries:
            shown = [each for each in entries if not _LEFT_BESIDE.match(each.name)]
    except OSError:  # a folder that is not there, or that nobody may look into, has none
        return
    for entry in shown:
        path = folder / entry.name
        if path.is_file() if entry.is_symlink() else entry.is_file(follow_symlinks=False):
            yield within + entry.name, path
    for entry in shown:
        if entry.is_dir(follow_symlinks=False):
            yield from _files_in(folder / entry.name, f"{within}{entry.name}/")


def program_of(notebook: Path) -> dict[str, str]:
    """Hash the notebook and every file of the library.

    The names are the same in a checkout and where the library is installed, and whether the
    notebook is the shipped one or the root's own.
    """
    return hashed({f"{notebook.parent.name}/{notebook.name}": notebook}) | library()


@cache
def library() -> dict[str, str]:
    """Hash every file of the library, once a process."""
    return hashed(
        {
            path.relative_to(LIBRARY.parent).as_posix(): path
            for path in LIBRARY.rglob("*")
            if path.is_file() and "__pycache__" not in path.parts and path.parent != NOTEBOOKS
        }
    )


def python_version() -> str:
    """Return the implementation and version of Python."""
    return f"{platform.python_implementation()} {platform.python_version()}"


@cache
def packages_used() -> dict[str, str]:
    """Return the installed versions of the packages that lawgov stands on, directly or not."""
    found: dict[str, str] = {}
    wanted = [(_DISTRIBUTION, frozenset[str]())]
    seen = set(wanted)
    while wanted:
        name, extras = wanted.pop()
        try:
            installed = distribution(name)
        except PackageNotFoundError:
            continue
        metadata = installed.metadata  # parsed anew each time that it is asked for
        found[name] = metadata["Version"]
        for text in metadata.get_all("Requires-Dist") or ():
            requirement = Requirement(text)
            marks = [{"extra": extra} for extra in extras or ("",)]
            if requirement.marker and not any(map(requirement.marker.evaluate, marks)):
                continue
            step = (canonicalize_name(requirement.name), frozenset(requirement.extras))
            if step not in seen:
                seen.add(step)
                wanted.append(step)
    return dict(sorted(found.items()))
