"""What has changed since a report was made: its own files, its inputs, the program, the packages.

The manifest remembers; what is there now is compared with it, so that the report itself need not
be made anew to know.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawgov_lib.base import shipped
from lawgov_lib.base.errors import PublishError
from lawgov_lib.base.layout import (
    FINAL_FOLDER,
    FONTS_FOLDER,
    MANIFEST,
    OUTPUTS,
    PARAMS,
    SIGNATURE,
)
from lawgov_lib.document.tree import DRAFT, FINAL
from lawgov_lib.publishing.manifest import (
    digest_file,
    files_in,
    hashed,
    inputs_of,
    packages_used,
    program_of,
    python_version,
    read_manifest,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

    from lawgov_lib.publishing.manifest import Manifest

CHANGED, ADDED, GONE = "有改动", "是后来增加的", "已不存在"
_LINK = "是链接"
_HIDDEN = (".", "~$")
_FONTS = f"{FONTS_FOLDER}/"


@dataclass(frozen=True)
class Alterations:
    """What has changed since a folder was published: of each file how, of each package what."""

    edits: dict[str, str]
    inputs: dict[str, str]
    fonts: dict[str, str]
    program: dict[str, str]
    versions: tuple[str, ...]


def altered(root: Path, name: str, manifest: Manifest) -> Alterations:
    """Compare a published folder with what is there now.

    Args:
        root: The folder that holds ``params/`` and ``outputs/``.
        name: The published folder, relative to the root.
        manifest: Its manifest.

    Raises:
        PublishError: A file cannot be read.
    """
    inputs, fonts = of_inputs(manifest, inputs_of(root, PARAMS, manifest.year))
    return Alterations(
        edits(root / name, manifest),
        inputs,
        fonts,
        changes(manifest.program, program_of(shipped.notebook(shipped.ANNUAL_REPORT, root))),
        versions(manifest),
    )


def reasons(root: Path, year: int) -> tuple[str, ...]:
    """Say why a year's draft has to be made anew; nothing, if the same would come out.

    Everything that shapes the draft is compared: the inputs with what earlier years published, the
    notebook, the library with its templates and fonts, the packages and Python; and whether the
    files are still as they were made.

    Args:
        root: The folder that holds ``params/`` and ``outputs/``.
        year: The report year.

    Raises:
        PublishError: A file cannot be read.
    """
    name = f"{OUTPUTS}/{year}"
    try:
        manifest = read_manifest(root / name, name)
    except PublishError as error:
        return tuple(problem.message for problem in error.problems)
    if (manifest.status, manifest.year) != (DRAFT, year):
        return (f"{name}中的不是{year}年度的草稿",)
    found = altered(root, name, manifest)
    told = {
        "生成的文件有变化": listed(found.edits),
        "资料有变化": listed(found.inputs),
        "字体有变化": listed(found.fonts),
        "程序有变化": listed(found.program),
        "软件包有变化": "、".join(found.versions),
    }
    return tuple(f"{what}：{which}" for what, which in told.items() if which)


def changes(before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """Say of everything that differs whether it changed, came or went, in the order of names."""
    return {
        name: CHANGED if name in before and name in now else ADDED if name in now else GONE
        for name in sorted({*before, *now})
        if before.get(name) != now.get(name)
    }


def of_inputs(manifest: Manifest, now: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Say what of the inputs has changed: of what is told, and of the faces that it is set in.

    Args:
        manifest: What the report was made from.
        now: The hashes of what it would be made from now.
    """
    every = changes(manifest.inputs, now)
    fonts = {name: word for name, word in every.items() if name.startswith(_FONTS)}
    return {name: word for name, word in every.items() if name not in fonts}, fonts


def edits(
    folder: Path, manifest: Manifest, mark: Callable[[Path], str] = digest_file
) -> dict[str, str]:
    """Say which files of a published folder are not as they were made.

    Args:
        folder: A folder of ``outputs``; the final reports within have manifests of their own.
        manifest: Its manifest, which cannot speak of itself.
        mark: What hashes a file.

    Raises:
        PublishError: A file cannot be read.
    """
    own = {MANIFEST, SIGNATURE} if manifest.status == FINAL else {MANIFEST}
    files = {
        inner: path
        for inner, path in files_in(folder)
        if inner not in own and not ("/" in inner and inner.startswith(FINAL_FOLDER))
    }
    return changes(manifest.outputs, hashed(files, mark))


def strays(folder: Path, kept: Collection[str] = ()) -> dict[str, str]:
    """Say what stands in a published folder beside plain files: what is hidden, links, folders.

    Args:
        folder: The folder.
        kept: Its own folders that have manifests of their own.
    """
    return dict(sorted(_strays(folder, "", kept)))


def _strays(folder: Path, within: str, kept: Collection[str]) -> Iterator[tuple[str, str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            name, is_hidden = within + entry.name, entry.name.startswith(_HIDDEN)
            if entry.is_symlink():
                yield name, _LINK
            elif entry.is_dir():
                if name in kept:
                    continue
                inside = [] if is_hidden or name.startswith(FINAL_FOLDER) else [*os.scandir(entry)]
                if inside:
                    yield from _strays(folder / entry.name, f"{name}/", ())
                else:
                    yield f"{name}/", ADDED
            elif is_hidden or not entry.is_file():
                yield name, ADDED


def versions(manifest: Manifest) -> tuple[str, ...]:
    """Say which packages, and whether Python, have another version than the report was made by."""
    before = {"Python": manifest.python, **manifest.packages}
    now = {"Python": python_version(), **packages_used()}
    absent = "未安装"
    return tuple(
        f"{name} {before.get(name, absent)}→{now.get(name, absent)}"
        for name in changes(before, now)
    )


def listed(changed: Mapping[str, str], most: int = 8) -> str:
    """Name what has changed, of very many the first."""
    told = [f"{name}{word}" for name, word in changed.items()]
    rest = f"，另有{len(told) - most}处" if len(told) > most else ""
    return "、".join(told[:most]) + rest
