"""Take the corrections of a Word file over: read them, decide, write the prose."""

from __future__ import annotations

import hashlib
from codecs import BOM_UTF8
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import InputError, ParameterError, Place
from lawgov_lib.base.files import writing
from lawgov_lib.base.layout import FINAL_FOLDER, FORMER, OUTPUTS, PARAMS, REMARKS_FILE, TEXT
from lawgov_lib.base.replacement import is_littered, put_back, replace_all
from lawgov_lib.document.dossier import ANSWER
from lawgov_lib.inputs.encoding import encoding_of
from lawgov_lib.inputs.remarksfile import Objection, with_remarks
from lawgov_lib.merging.mergeplan import Plan, plan
from lawgov_lib.merging.wordedits import read_edits
from lawgov_lib.publishing.folders import exclusive
from lawgov_lib.report.yearreport import Report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lawgov_lib.merging.commentthreads import Comment
    from lawgov_lib.merging.wordedits import WordText

_SAVE_AS = "另存为UTF-8编码。"
WORD = "report.docx"
_TAG = 8
"""The digits by which a former text is told from others of its name."""


def corrections(root: Path, path: Path, year: int | None) -> Plan:
    """Read a corrected file and decide what becomes of each correction; nothing is written.

    Only what an earlier merge had begun to write and left is put back first.

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
    chosen = _year(edited, year, path.name)
    is_restored = restored(root, chosen)
    report = Report.open(chosen, str(root / PARAMS))
    made = plan(report, edited, path.name, _sent(root, report, edited))
    return replace(made, is_restored=is_restored)


def _sent(root: Path, report: Report, edited: WordText) -> WordText | None:
    """Return the file as it was sent out, if it lies among the outputs still."""
    folder = root / OUTPUTS / str(report.year_inputs.report.year)
    for path in (folder / WORD, folder / FINAL_FOLDER / WORD):
        if path.is_file():
            with suppress(InputError):
                sent = read_edits(path, path.name)
                if sent.content == edited.content:
                    return sent
    return None


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
        The files written, relative to the root: all of them, or none.

    Raises:
        PublishError: The system refused to write.
    """
    if corrected.unplaced:
        return ()
    year = root / PARAMS / str(corrected.year)
    name = f"{PARAMS}/{year.name}"
    fresh: dict[str, bytes] = {}
    for section, text in corrected.files.items():
        path, file = year / TEXT / f"{section}.md", f"{name}/{TEXT}/{section}.md"
        if path.exists():
            fresh |= _kept(path)
        fresh[f"{TEXT}/{section}.md"] = text.encode(
            _encoding(path, file) if path.exists() else "utf-8"
        )
    for section, data in corrected.words.items():
        path = root / corrected.sources[section].file
        fresh |= _kept(path)
        fresh[f"{TEXT}/{path.name}"] = data
    if remarks := _fresh(corrected):
        fresh[REMARKS_FILE] = with_remarks(year, name, remarks)
    if not fresh:
        return ()
    with exclusive(root / OUTPUTS, corrected.year), writing(name):
        replace_all(year, fresh)
    return tuple(f"{name}/{each}" for each in fresh if not each.startswith(f"{FORMER}/"))


def restored(root: Path, year: int) -> bool:
    """Put back what a merge had written that was broken off; tell whether there was one.

    Args:
        root: The folder that holds ``params/``.
        year: The report year.

    Raises:
        PublishError: The system refused to write.
    """
    folder = root / PARAMS / str(year)
    if not is_littered(folder):
        return False
    with exclusive(root / OUTPUTS, year), writing(f"{PARAMS}/{year}"):
        return put_back(folder)


def _kept(path: Path) -> dict[str, bytes]:
    """Return the former text of a file under a name that tells it from others."""
    data = path.read_bytes()
    name = f"{path.stem}-{hashlib.sha256(data).hexdigest()[:_TAG]}{path.suffix}"
    return {f"{FORMER}/{name}": data}


def _encoding(path: Path, name: str) -> str:
    """Return the encoding of a file; the mark at its beginning is written where it was."""
    found = encoding_of(path, name, _SAVE_AS)
    has_mark = path.read_bytes().startswith(BOM_UTF8)
    return found if has_mark or found != "utf-8-sig" else "utf-8"


def _fresh(corrected: Plan) -> list[Objection]:
    """Return the comments as remarks, but for those that are known and came back with an answer."""
    known = list(corrected.remarks)
    fresh = []
    for comment, section in corrected.comments:
        for each in _remarks(comment, section):
            is_answer = each.author == corrected.agency and any(
                each.text == other.answer for other in known
            )
            if not is_answer and not any(each.is_as(other) for other in known):
                known.append(each)
                fresh.append(each)
    return fresh


def _remarks(comment: Comment, section: str) -> Iterator[Objection]:
    """Yield a comment and the replies to it as remarks; the replies follow the first of them."""
    follows = ""
    for each in (comment, *comment.replies):
        text = each.text.partition(ANSWER)[0].strip()
        if text:
            told = {
                "author": each.author,
                "date": _day(each.day),
                "section": section,
                "words": " ".join(comment.words.split()),
                "text": text,
                "follows": follows,
            }
            yield Objection.model_validate(told)
            follows = follows or text


def _day(text: str) -> str:
    """Return a day as it is written; what is none is left blank."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""
