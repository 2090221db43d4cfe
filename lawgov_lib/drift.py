"""What has changed since a report was made: its own files, its inputs, the program, the packages.

The manifest remembers; what is there now is compared with it, so that the report itself need not
be made anew to know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.manifest import FINAL_FOLDER, MANIFEST, hashed, packages_used, python_version

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from lawgov_lib.manifest import Manifest

CHANGED, ADDED, GONE = "有改动", "是后来增加的", "已不存在"


def changes(before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """Say of everything that differs whether it changed, came or went, in the order of names."""
    return {
        name: CHANGED if name in before and name in now else ADDED if name in now else GONE
        for name in sorted({*before, *now})
        if before.get(name) != now.get(name)
    }


def edits(folder: Path, manifest: Manifest) -> dict[str, str]:
    """Say which files of a published folder are not as they were made.

    Args:
        folder: A folder of ``outputs``; the final reports within have manifests of their own.
        manifest: Its manifest, which cannot speak of itself.

    Raises:
        PublishError: A file cannot be read.
    """
    files = {
        inner.as_posix(): path
        for path in folder.rglob("*")
        for inner in (path.relative_to(folder),)
        if path.is_file()
        and not any(part.startswith((".", "~$")) for part in inner.parts)
        and not (len(inner.parts) > 1 and inner.parts[0].startswith(FINAL_FOLDER))
        and inner.as_posix() != MANIFEST
    }
    return changes(manifest.outputs, hashed(files))


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
