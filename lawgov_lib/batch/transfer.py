"""Transfer: the files of one year, packed to travel where no file system is shared.

The inputs go to a worker, the outputs come back. A package is a ZIP archive with the same bytes
for the same files; what is unpacked is checked first, for a worker may be anybody's machine.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from lawgov_lib.base import shipped
from lawgov_lib.base.errors import PublishError
from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.files import read_regular, system_word, write_whole, writing
from lawgov_lib.base.layout import FINAL_FOLDER, FONTS_FOLDER, METRICS, OUTPUTS, PARAMS, SHARED
from lawgov_lib.document.ownpictures import SUFFIXES
from lawgov_lib.publishing import folders
from lawgov_lib.publishing.manifest import files_in, input_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_DAY = (1980, 1, 1, 0, 0, 0)
"""The first day a ZIP archive knows: the time of a file says nothing about the report."""
_NOTEBOOK = f"notebooks/{shipped.ANNUAL_REPORT}"
_INPUT = compiled(
    rf"{PARAMS}/[0-9]{{4}}/.+|{PARAMS}/({'|'.join(map(re.escape, SHARED))})|"
    rf"{OUTPUTS}/[0-9]{{4}}/({FINAL_FOLDER}/)?{re.escape(METRICS)}"
    rf"|{re.escape(_NOTEBOOK)}|{FONTS_FOLDER}/[^/]+"
    rf"|(?!{OUTPUTS}/)[^.].*({'|'.join(map(re.escape, SUFFIXES))})"
)
_FOREIGN = compiled(r"[\\:\x00-\x1f]")
"""What is more than a part of a name on some system or other."""


def packed_inputs(root: Path, year: int) -> bytes:
    """Pack everything that a year's report is made from, and with what, if that is the root's own.

    Args:
        root: The folder that holds ``params/`` and ``outputs/``.
        year: The report year.

    Raises:
        PublishError: A file cannot be read.
    """
    notebook = shipped.notebook(shipped.ANNUAL_REPORT, root)
    own = {} if notebook.parent == shipped.NOTEBOOKS else {_NOTEBOOK: notebook}
    return _packed(input_files(root, PARAMS, year) | own)


def unpack_inputs(root: Path, data: bytes) -> None:
    """Unpack inputs into an empty root.

    Args:
        root: The folder; it gets a ``params/``, even if nothing is in it.
        data: The packed inputs.

    Raises:
        PublishError: The package is damaged or holds other files, or the system refused.
    """
    files = _unpacked(data, _INPUT)
    with writing(PARAMS):
        (root / PARAMS).mkdir()
        for name, content in files.items():
            write_whole(root / name, content)


def packed_outputs(root: Path, year: int) -> bytes:
    """Pack what a run has left: the year's draft, or the notebook and the log of a failure.

    Args:
        root: The folder that holds ``outputs/``.
        year: The report year.

    Raises:
        PublishError: A file cannot be read.
    """
    outputs = root / OUTPUTS
    draft = {f"{year}/{name}": path for name, path in files_in(outputs / str(year))}
    left = {path.name: path for path in outputs.glob(f"{year}-failed.*")}
    return _packed(draft | left)


def unpack_outputs(root: Path, year: int, data: bytes) -> tuple[str, ...]:
    """Put a year's packed outputs in place: the draft in one move, a failure beside it.

    Args:
        root: The folder that holds ``params/`` and ``outputs/``.
        year: The report year.
        data: The packed outputs.

    Returns:
        What was somebody's own where the draft stands now, as of :func:`.publication.replace`.

    Raises:
        PublishError: The package is damaged or holds other files, or the system refused.
    """
    from lawgov_lib.publishing.publication import replace  # noqa: PLC0415  packing inputs needs no exporters

    files = _unpacked(data, re.compile(rf"{year}/[^/]+|{year}-failed\.(ipynb|log)"))
    outputs = root / OUTPUTS
    draft = {PurePosixPath(name).name: files[name] for name in files if "/" in name}
    with folders.exclusive(outputs, year), writing(f"{OUTPUTS}/{year}"):
        for stale in outputs.glob(f"{year}-failed.*"):
            stale.unlink()
        for name in files.keys() - {f"{year}/{inner}" for inner in draft}:
            write_whole(outputs / name, files[name])
        return replace(outputs / str(year), draft) if draft else ()


def _packed(files: Mapping[str, Path]) -> bytes:
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name in sorted(files):
            try:
                content = read_regular(files[name])
            except OSError as error:
                said = f"读不出{name}（{system_word(error)}）"
                hint = "检查文件是否还在、有没有读取权限。"
                raise PublishError.of("E820", said, hint=hint) from None
            archive.writestr(zipfile.ZipInfo(name, _DAY), content, zipfile.ZIP_DEFLATED)
    return package.getvalue()


def _unpacked(data: bytes, allowed: re.Pattern[str]) -> dict[str, bytes]:
    """Read a package whose every name is a plain one, and one of those allowed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            refused = sorted(
                name for name in names if not (_plain(name) and allowed.fullmatch(name))
            )
            if refused:
                raise PublishError.of(
                    "E822", f"传来的压缩包中有不应有的文件：{'、'.join(refused[:8])}"
                )
            return {name: archive.read(name) for name in names}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError):
        hint = "重新运行；仍然如此的，检查网络和工作节点。"
        raise PublishError.of("E821", "传来的压缩包已损坏", hint=hint) from None


def _plain(name: str) -> bool:
    """Tell whether a name leads nowhere but below the folder it is unpacked in."""
    parts = name.split("/")
    return not _FOREIGN.search(name) and not any(part.strip(" .") == "" for part in parts)
