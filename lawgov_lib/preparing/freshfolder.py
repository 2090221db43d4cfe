"""A new year folder: none that is there is touched, and it is whole or not there at all."""

from __future__ import annotations

import io
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from lawgov_lib.base.errors import Place, PublishError

if TYPE_CHECKING:
    from collections.abc import Mapping


def refuse_taken(folder: Path, name: str) -> None:
    """Refuse a year that has anything in its folder.

    Args:
        folder: The folder of the year.
        name: Its name, relative to the root.

    Raises:
        PublishError: Something is there.
    """
    if folder.exists() and any(folder.iterdir()):
        raise PublishError.of(
            "E802",
            "这一年的资料已经有了，不会覆盖",
            Place(name),
            "继续填写现有资料；确要重来，先把该文件夹移走。",
        )


def put_in_place(target: Path, files: Mapping[str, bytes]) -> None:
    """Build a folder beside its place and move it there, so that it is whole or not at all.

    Args:
        target: The folder, which is not there or is empty.
        files: What it shall hold, by name.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        fresh.chmod(0o755)
        fill(fresh, files)
        if target.exists():
            target.rmdir()
        fresh.rename(target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def fill(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder that is there, with the folders that their names go through."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def yaml_text(mapping: Mapping[str, Any]) -> str:
    """Write facts as ``report.yaml`` has them: in their order, a long text on its line."""
    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 10_000
    stream = io.StringIO()
    yaml.dump(dict(mapping), stream)
    return stream.getvalue()
