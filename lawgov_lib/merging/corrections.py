"""Take the corrections of a Word file over: read them, decide, write the prose."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import ParameterError, Place
from lawgov_lib.base.files import write_whole, writing
from lawgov_lib.base.layout import FORMER, PARAMS, TEXT
from lawgov_lib.inputs.encoding import encoding_of
from lawgov_lib.merging.mergeplan import Plan, plan
from lawgov_lib.merging.wordedits import read_edits
from lawgov_lib.report.yearreport import Report

if TYPE_CHECKING:
    from pathlib import Path

    from lawgov_lib.merging.wordedits import WordText

_SAVE_AS = "另存为UTF-8编码。"
_TAG = 8
"""The digits by which a former text is told from others of its name."""


def corrections(root: Path, path: Path, year: int | None) -> Plan:
    """Read a corrected file and decide what becomes of each correction; nothing is written.

    Args:
        root: The folder that holds ``params/``.
        path: The file.
        year: The report year; None for the one that the file was made for.

    Raises:
        InputError: The file, or the year, cannot be read.
        ParameterError: Nobody says which year it is, or the file is that of another one.
        TellingError: The year cannot be told.
    """
    edited = read_edits(path, path.name)
    report = Report.open(_year(edited, year, path.name), str(root / PARAMS))
    return plan(report, edited, path.name)


def _year(edited: WordText, wanted: int | None, name: str) -> int:
    told = int(edited.year) if edited.year.isascii() and edited.year.isdigit() else None
    year = wanted or told
    if year is None:
        hint = f"写明年度，如 lawgov merge {name} 2024。"
        raise ParameterError.of("E856", "文件没有写明是哪一年度的报告", Place(name), hint)
    if told not in {None, year}:
        hint = "核对文件和年度。"
        message = f"文件是{told}年度的报告，要并回的却是{year}年度"
        raise ParameterError.of("E856", message, Place(name), hint)
    return year


def take_over(root: Path, corrected: Plan) -> tuple[str, ...]:
    """Write the new prose; what stood there before is kept beside it.

    Args:
        root: The folder that holds ``params/``.
        corrected: What becomes of the corrections; nothing is written while one has no place.

    Returns:
        The files written, relative to the root, and for each where its former text is kept.

    Raises:
        PublishError: The system refused to write.
    """
    if corrected.unplaced:
        return ()
    told = []
    folder = root / PARAMS / str(corrected.year) / TEXT
    for section in corrected.files:
        path = folder / f"{section}.md"
        if path.exists():
            former = path.read_bytes()
            kept = f"{section}-{hashlib.sha256(former).hexdigest()[:_TAG]}.md"
            place = folder.parent / FORMER / kept
            with writing(place.relative_to(root).as_posix()):
                write_whole(place, former)
    for section, text in corrected.files.items():
        path = folder / f"{section}.md"
        name = path.relative_to(root).as_posix()
        encoding = encoding_of(path, name, _SAVE_AS) if path.exists() else "utf-8"
        with writing(name):
            write_whole(path, text.encode(encoding))
        told.append(name)
    return tuple(told)
