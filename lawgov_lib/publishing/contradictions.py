"""Whether the files of a published folder say what its record says, whatever the manifest says.

Who rewrites a file can rewrite its hash in the manifest too. So what a reader reads is compared
with the record: the data files cell by cell, the other formats by their text.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import ExportError
from lawgov_lib.base.files import read_regular
from lawgov_lib.base.layout import MANIFEST, RECORD
from lawgov_lib.publishing.recordcontent import UnreadableRecordError, recorded, table_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from lawgov_lib.document.tree import Document
    from lawgov_lib.exporters.formats import Format
    from lawgov_lib.publishing.manifest import Manifest
    from lawgov_lib.publishing.recordcontent import Recorded

QUICK = "report.html"
"""The format whose text is read in no time."""
_NAMES = {"agency": "机关", "year": "年度", "status": "状态", "fictional": "是否虚构"}


class Depth(StrEnum):
    """How much is compared with the record: data files; also the web page; the text of all."""

    DATA = "data"
    PAGE = "page"
    WHOLE = "whole"


def recorded_in(
    folder: Path, manifest: Manifest, read: Callable[[Path], bytes] = read_regular
) -> Recorded | None:
    """Read what the record of a folder says; None where it cannot be read."""
    try:
        return recorded(read(folder / RECORD), manifest.content)
    except (OSError, UnreadableRecordError):
        return None


def contradictions(  # noqa: PLR0913  each says one thing of the folder
    folder: Path,
    manifest: Manifest,
    fonts: Path,
    depth: Depth,
    *,
    is_same_program: bool,
    read: Callable[[Path], bytes] = read_regular,
    told: Recorded | None = None,
) -> dict[str, str]:
    """Say which files of a folder do not say what its record says, and how.

    Args:
        folder: The folder.
        manifest: Its manifest.
        fonts: The folder that may hold font files of the office's own.
        depth: How much to compare.
        is_same_program: Whether the program that made the files is the one at work: then a text
            made anew is the same to the last character, else no passage may be missing.
        read: What reads a file.
        told: What the record says, where it has been read already.

    Returns:
        What is wrong, by the name of the file in the folder.
    """
    told = told or recorded_in(folder, manifest, read)
    if told is None:
        return {RECORD: "读不出报告内容"}
    found = dict(_of_manifest(manifest, told)) | dict(_of_tables(folder, told, read))
    if depth is not Depth.DATA:
        from lawgov_lib.exporters.formats import FORMATS  # noqa: PLC0415  rendering loads slowly

        document = told.document(read(folder / RECORD))
        wanted = [
            each
            for each in FORMATS
            if not each.for_review
            and (depth is Depth.WHOLE or each.file == QUICK)
            and (is_same_program or _is_there(folder, manifest, each.file))
        ]
        found |= {
            each.file: f"文字与{RECORD}不符"
            for each in wanted
            if not _agrees(folder, document, each, fonts, is_strict=is_same_program)
        }
    return found


def _of_manifest(manifest: Manifest, told: Recorded) -> Iterator[tuple[str, str]]:
    wrong = [
        said for name, said in _NAMES.items() if getattr(manifest, name) != getattr(told, name)
    ]
    if manifest.content != told.content:
        wrong.insert(0, "内容指纹")
    if wrong:
        yield MANIFEST, f"所记的{'、'.join(wrong)}与{RECORD}不符"


def _of_tables(
    folder: Path, told: Recorded, read: Callable[[Path], bytes]
) -> Iterator[tuple[str, str]]:
    for name, table in told.tables.items():
        try:
            is_same = table_of(read(folder / name)) == table
        except (OSError, ValueError):
            is_same = False
        if not is_same:
            yield name, f"与{RECORD}所存的数据不符"


def _is_there(folder: Path, manifest: Manifest, file: str) -> bool:
    """Tell whether a file is or was there: an earlier program may not have made every format."""
    return file in manifest.outputs or (folder / file).exists()


def _agrees(
    folder: Path, document: Document, told: Format, fonts: Path, *, is_strict: bool
) -> bool:
    """Tell whether the text of a file is the document's and nothing else.

    A web page and a PDF hold the passages of the document in their order, and a Word file the
    colophon behind them; where that is not so, as in a table that is broken over pages, the text is
    compared with that of the same file made anew.
    """
    from lawgov_lib.exporters.formats import redrawn  # noqa: PLC0415  as above
    from lawgov_lib.exporters.imprint import imprint  # noqa: PLC0415
    from lawgov_lib.exporters.readback import refuse_losses, squeezed  # noqa: PLC0415

    try:
        text = told.read(read_regular(folder / told.file))
    except Exception:  # noqa: BLE001  readers raise what a file that was tampered with makes them
        return False
    passages = told.told(document)
    plain = "".join(passage.text for passage in passages)
    standing = imprint(document)
    if text in {plain, plain + squeezed(standing.colophon + standing.note)}:
        return True
    try:
        if text == told.read(redrawn(told, document, fonts=fonts)):
            return True
        refuse_losses(document, passages, told.file, text)
    except ExportError:
        return False
    return not is_strict
