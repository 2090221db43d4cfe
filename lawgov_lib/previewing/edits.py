"""What may be written from a preview: an answer, a confirmation; and to take either back.

Both are written into the files as a person would write them, and nothing else is.
"""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from lawgov_lib.base.errors import InputError, ParameterError, Place, PublishError
from lawgov_lib.base.files import write_whole, writing
from lawgov_lib.base.layout import ANSWERS_FILE, PARAMS
from lawgov_lib.inputs.answersfile import Answer
from lawgov_lib.inputs.columns import CONFIRMATION, UNCONFIRMED
from lawgov_lib.inputs.textfile import read_text

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from lawgov_lib.document.dossier import Remark

_IN_EXCEL = "在Excel中打开该文件，核对后清空该行的「确认」列。"


@dataclass(frozen=True)
class Edit:
    """A file that was written: what it was before, None where it was not there, and what it is."""

    path: Path
    before: bytes | None
    after: bytes


class Edits:
    """Writes answers and confirmations of one year, and takes the last of them back.

    Args:
        root: The folder that holds ``params/``.
        year: The report year.
    """

    def __init__(self, root: Path, year: int) -> None:
        """Begin without an edit."""
        self._root, self._folder = root, f"{PARAMS}/{year}"
        self._done: list[Edit] = []

    def __len__(self) -> int:
        """Count the edits that can be taken back."""
        return len(self._done)

    def answer(self, remark: Remark, reason: str, name: str, on: date) -> None:
        """Answer a finding in ``answers.yaml``.

        Args:
            remark: The finding as the page shows it.
            reason: Why nothing is to be changed.
            name: Who answers.
            on: The day of the answer.

        Raises:
            ParameterError: The reason or the name is blank.
            InputError: The file cannot be read.
            PublishError: It cannot be written.
        """
        try:
            answer = Answer.model_validate(
                {
                    "code": remark.code,
                    "about": remark.about,
                    "mark": remark.mark,
                    "reason": reason,
                    "name": name,
                    "date": on.isoformat(),
                }
            )
        except ValidationError:
            said, hint = "答复没有写明理由或姓名", "两项都要填写。"
            raise ParameterError.of("E892", said, hint=hint) from None
        shown = f"{self._folder}/{ANSWERS_FILE}"
        path = self._root / shown
        yaml = YAML()
        yaml.width = 10_000
        yaml.preserve_quotes = True
        entries = (yaml.load(read_text(path, shown)) if path.exists() else None) or []
        fields = answer.model_dump()
        entries.append({**fields, "mark": DoubleQuotedScalarString(answer.mark)})
        stream = io.StringIO()
        yaml.dump(entries, stream)
        self._write(path, shown, stream.getvalue().encode())

    def confirm(self, place: Place) -> None:
        """Take the mark 待确认 off a row of a register or of the declared figures.

        Args:
            place: The row, as the check names it.

        Raises:
            InputError: The file is none of text, or has no such row any more.
            PublishError: It cannot be written.
        """
        path = self._root / place.file
        if path.suffix.lower() != ".csv" or not place.line:
            raise InputError.of("E894", "不能在网页上确认工作簿中的行", place, _IN_EXCEL)
        lines = read_text(path, place.file).splitlines(keepends=True)
        line = lines[place.line - 1] if place.line <= len(lines) else ""
        cells = next(csv.reader([line.rstrip("\r\n")]), [])
        marked = [at for at, cell in enumerate(cells) if cell.strip() == UNCONFIRMED]
        if not marked:
            hint = "刷新网页，看现在还有哪些待确认。"
            raise InputError.of("E894", f"该行没有标为“{UNCONFIRMED}”", place, hint)
        at = _column(lines, marked)
        cells[at] = ""
        stream = io.StringIO()
        csv.writer(stream, lineterminator=line[len(line.rstrip("\r\n")) :]).writerow(cells)
        lines[place.line - 1] = stream.getvalue()
        mark = codecs.BOM_UTF8 if path.read_bytes().startswith(codecs.BOM_UTF8) else b""
        self._write(path, place.file, mark + "".join(lines).encode())

    def undo(self) -> str:
        """Take the last edit back.

        Returns:
            The file's name, relative to the root.

        Raises:
            PublishError: There is none, or the file was changed since.
        """
        if not self._done:
            raise PublishError.of("E893", "没有可以撤回的改动")
        last = self._done[-1]
        shown = last.path.relative_to(self._root).as_posix()
        if not last.path.exists() or last.path.read_bytes() != last.after:
            hint = "打开该文件，手工改回。"
            raise PublishError.of("E893", "文件此后又有改动，不能撤回", Place(shown), hint)
        with writing(shown):
            if last.before is None:
                last.path.unlink()
            else:
                write_whole(last.path, last.before)
        self._done.pop()
        return shown

    def _write(self, path: Path, shown: str, content: bytes) -> None:
        before = path.read_bytes() if path.exists() else None
        with writing(shown):
            write_whole(path, content)
        self._done.append(Edit(path, before, content))


def _column(lines: list[str], marked: list[int]) -> int:
    """Return the column of the mark: the one that is called 确认, where a line names it."""
    for line in lines:
        names = [name.strip() for name in next(csv.reader([line.rstrip("\r\n")]), [])]
        if CONFIRMATION in names and names.index(CONFIRMATION) in marked:
            return names.index(CONFIRMATION)
    return marked[-1]
