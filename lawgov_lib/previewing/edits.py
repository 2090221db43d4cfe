"""What may be written from a preview: an answer, a confirmation; and to take either back.

Both are written into the files as a person would write them, and nothing else is.
"""

from __future__ import annotations

import codecs
import io
import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from lawgov_lib.base.errors import ParameterError, Place, PublishError
from lawgov_lib.base.files import write_whole, writing
from lawgov_lib.base.layout import ANSWERS_FILE, PARAMS
from lawgov_lib.inputs.answersfile import Answer, Answers
from lawgov_lib.inputs.strangers import strangers_of
from lawgov_lib.inputs.textfile import read_text
from lawgov_lib.inputs.yamlfile import parsed
from lawgov_lib.previewing.confirmation import confirmed

if TYPE_CHECKING:
    from pathlib import Path

    from lawgov_lib.document.dossier import Remark


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
        barred: Why nothing is to be written at all; blank where the year's folder alone decides.
    """

    def __init__(self, root: Path, year: int, barred: str = "") -> None:
        """Begin without an edit."""
        self._root, self._folder, self._barred = root, f"{PARAMS}/{year}", barred
        self._done: list[Edit] = []

    @property
    def last(self) -> str:
        """The file of the edit that is taken back next, relative to the root; blank without one."""
        return self._done[-1].path.relative_to(self._root).as_posix() if self._done else ""

    @property
    def barred(self) -> str:
        """Why nothing can be written; blank where it can."""
        is_own = os.access in os.supports_effective_ids
        if self._barred or os.access(self._root / self._folder, os.W_OK, effective_ids=is_own):
            return self._barred
        return f"{self._folder}不能写入（没有权限，或磁盘只读）"

    def refuse_barred(self) -> None:
        """Refuse to write where nothing can be written.

        Raises:
            PublishError: Nothing can.
        """
        if barred := self.barred:
            hint = "复制条目，交由能改动该文件夹的人写入。"
            raise PublishError.of("E895", f"网页只供查看：{barred}", hint=hint)

    def answer(self, remark: Remark, reason: str, name: str, on: str) -> None:
        """Answer a finding in ``answers.yaml``.

        Args:
            remark: The finding as the page shows it.
            reason: Why nothing is to be changed.
            name: Who answers.
            on: The day of the answer, as ``2021-01-20``.

        Raises:
            ParameterError: The reason or the name is blank or holds what no file may, or the day
                is none; or the finding has its answer.
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
                    "date": on,
                }
            )
        except ValidationError:
            said, hint = "答复没有写明理由、姓名，或日期不对", "三项都要填写，日期写作2021-01-20。"
            raise ParameterError.of("E892", said, hint=hint) from None
        shown = f"{self._folder}/{ANSWERS_FILE}"
        path = self._root / shown
        before = path.read_bytes() if path.exists() else b""
        text = read_text(path, shown, hidden_only=True) if before else ""
        known = parsed(text, shown, Answers).root if text else ()
        key = (remark.code, remark.about, remark.mark)
        if key in {(each.code, each.about, each.mark) for each in known}:
            raise ParameterError.of("E892", "这一项已经答复", hint="等网页更新后再看。")
        for label, said in (("理由", answer.reason), ("姓名", answer.name)):
            for stranger in strangers_of(said, shown):
                told = f"{label}{stranger.message}"
                raise ParameterError.of("E892", told, hint=stranger.hint)
        mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
        self._write(path, shown, mark + _with_answer(text, answer).encode())

    def confirm(self, place: Place) -> None:
        """Take the mark 待确认 off a row of a table, or a name off the list in ``report.yaml``.

        Args:
            place: The item, as the page names it.

        Raises:
            InputError: As of :func:`.confirmed`.
            PublishError: It cannot be written.
        """
        path = self._root / place.file
        self._write(path, place.file, confirmed(path, place))

    def undo(self) -> str:
        """Take the last edit back; one whose file was changed since is given up, and told.

        Returns:
            The file's name, relative to the root.

        Raises:
            PublishError: There is none, or the file was changed since.
        """
        if not self._done:
            raise PublishError.of("E893", "没有可以撤回的改动")
        last, shown = self._done[-1], self.last
        if not last.path.exists() or last.path.read_bytes() != last.after:
            self._done.pop()
            hint = "打开该文件，手工改回。"
            hint += "再按一次，撤回的是这之前的改动。" if self._done else ""
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


def _with_answer(text: str, answer: Answer) -> str:
    """Return the text of ``answers.yaml`` with one answer more, below those that are there.

    What is there stays to the letter, but for a list in brackets, which is written out; lines end
    as they did.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    fields = answer.model_dump()
    entry = {**fields, "mark": DoubleQuotedScalarString(answer.mark)}
    yaml = YAML()
    yaml.width = 10_000
    yaml.preserve_quotes = True
    before = yaml.load(text) or []
    above = text if not text or text.endswith("\n") else text + end
    below = above + _dumped(yaml, [entry]).replace("\n", end)
    with suppress(YAMLError):
        if yaml.load(below) == [*before, fields]:
            return below
    before.append(entry)
    return _dumped(yaml, before).replace("\n", end)


def _dumped(yaml: YAML, value: object) -> str:
    stream = io.StringIO()
    yaml.dump(value, stream)
    return stream.getvalue()
