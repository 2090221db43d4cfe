"""``remarks.yaml``: what leaders remarked in the Word file, and what the office answers."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field
from ruamel.yaml import YAML

from lawgov_lib.base.layout import REMARKS_FILE
from lawgov_lib.base.wording import day
from lawgov_lib.inputs.entries import Entries
from lawgov_lib.inputs.fields import MaybeDay, Text
from lawgov_lib.inputs.textfile import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_HEAD = """\
# {year}年度报告Word文件中的批注，由 lawgov merge 写入。
# 办理后在 answer 中写明答复；答复随下一份Word文件送回。
"""


class Objection(BaseModel):
    """A remark of a leader on some words of the report; open while it has no answer."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    author: str = Field("", description="批注人")
    date: MaybeDay = Field(None, description="批注日期，写作2021-01-08")
    section: str = Field("", description="所在的节；不在某一节的留空")
    words: str = Field("", description="所批的文字")
    text: Text = Field(description="批注的内容")
    answer: str = Field("", description="答复；未办理的留空")
    follows: str = Field("", description="所接续的批注的内容；另起的留空")

    @property
    def signed(self) -> str:
        """Who made the remark, and when."""
        return f"{self.author or '未署名'}（{day(self.date)}）" if self.date else self.author

    def is_as(self, other: Objection) -> bool:
        """Tell whether both are the same remark, whatever was answered to it.

        A word processor may have forgotten what a remark follows.
        """
        apart = self.follows and other.follows and self.follows != other.follows
        return not apart and (self.author, self.text) == (other.author, other.text)


class Objections(Entries[Objection]):
    """The content of ``remarks.yaml``, in the order of the text."""


def with_remarks(folder: Path, name: str, remarks: Iterable[Objection]) -> bytes:
    """Return the file with further remarks behind those that it has.

    Args:
        folder: The year folder, whose file is readable or not there.
        name: The folder's name relative to the root.
        remarks: The remarks.
    """
    path = folder / REMARKS_FILE
    yaml = YAML()
    yaml.width = 10_000
    yaml.preserve_quotes = True
    text = read_text(path, f"{name}/{REMARKS_FILE}") if path.exists() else ""
    entries = yaml.load(text) or []
    entries += [each.model_dump() for each in remarks]
    stream = io.StringIO()
    yaml.dump(entries, stream)
    head = "" if text else _HEAD.format(year=folder.name)
    return (head + stream.getvalue()).encode()
