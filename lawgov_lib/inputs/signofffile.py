"""``signoff.yaml``: who approved which content of the report, in which role, on which day."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from lawgov_lib.base.layout import SIGNOFF_FILE
from lawgov_lib.base.wording import day
from lawgov_lib.document.tree import fingerprint
from lawgov_lib.inputs.entries import Entries
from lawgov_lib.inputs.fields import Day, Text
from lawgov_lib.inputs.signoffroles import people
from lawgov_lib.inputs.sourcefile import is_there
from lawgov_lib.inputs.textfile import read_text
from lawgov_lib.inputs.yamlfile import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_HEAD = """\
# {year}年度报告的签批记录，由 lawgov sign 写入，请勿手工改动。
# 一条签批只对它所签的内容（content）有效；报告内容或签批环节（roles）此后有变化的，须重新签批。
# 先前的签批留存备查。
"""


class Signature(BaseModel):
    """One approval.

    ``content`` is the hash of the content that was approved, ``roles`` are all that the agency
    asked for at that time. An approval in the old form has none: it proves no roles and counts for
    no report that is still to become final.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    role: Text = Field(description="签批环节，如：审核")
    name: Text = Field(description="签批人")
    date: Day = Field(description="签批日期，写作2021-01-10")
    content: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] = Field(
        description="所签内容的指纹，由程序填写，加引号"
    )
    roles: tuple[Text, ...] = Field((), description="签批时的全部签批环节，由程序填写")

    @field_validator("name")
    @classmethod
    def _names_somebody(cls, name: str) -> str:
        if not people(name):
            message = f"签批人“{name}”不是姓名"
            raise ValueError(message)
        return name

    def staleness(self, content: str) -> str:
        """Say why the approval does not count for a content any more."""
        if self.content != content:
            return f"所签的是此前的内容（{fingerprint(self.content)}）"
        return "所签之后，签批环节有变化" if self.roles else "是旧式签批，没有写明当时有哪些环节"

    def __str__(self) -> str:
        """Write the approval with who gave it and when."""
        return f"{self.role}（{self.name}，{day(self.date)}）"


class Signoff(Entries[Signature]):
    """The content of ``signoff.yaml``, the latest approval last."""

    def given(self, roles: Iterable[str], content: str) -> dict[str, Signature]:
        """Return the latest approval of a content by role, in the order of the roles.

        One that was given when other roles were asked for does not count, nor one that does not say
        which.
        """
        roles = tuple(roles)
        latest = {
            each.role: each for each in self.root if (each.content, each.roles) == (content, roles)
        }
        return {role: latest[role] for role in roles if role in latest}

    def lapsed(self, roles: Iterable[str], content: str) -> dict[str, Signature]:
        """Return the latest approval of those roles that have none that counts."""
        roles = tuple(roles)
        latest = {each.role: each for each in self.root}
        given = self.given(roles, content)
        return {role: latest[role] for role in roles if role in latest and role not in given}

    def last(self, role: str) -> Signature | None:
        """Return the latest approval that a role gave of any content."""
        return next((each for each in reversed(self.root) if each.role == role), None)


def read_signoff(folder: Path, name: str) -> Signoff:
    """Read the approvals of a year; a year that nobody has approved yet has no such file.

    Args:
        folder: The year folder.
        name: Its name relative to the root.

    Raises:
        InputError: The file cannot be read; all problems at once.
    """
    path, file = folder / SIGNOFF_FILE, f"{name}/{SIGNOFF_FILE}"
    return read_yaml(path, file, Signoff).named(file) if is_there(path) else Signoff(())


def with_signature(folder: Path, name: str, signature: Signature) -> bytes:
    """Return the file with one more approval behind those that it has.

    Args:
        folder: The year folder, whose file is readable or not there.
        name: The folder's name relative to the root.
        signature: The approval.
    """
    path = folder / SIGNOFF_FILE
    yaml = YAML()
    yaml.width = 10_000
    yaml.preserve_quotes = True
    text = read_text(path, f"{name}/{SIGNOFF_FILE}") if path.exists() else ""
    entries = yaml.load(text) or []
    content, roles = DoubleQuotedScalarString(signature.content), CommentedSeq(signature.roles)
    roles.fa.set_flow_style()
    entries.append({**signature.model_dump(), "content": content, "roles": roles})
    stream = io.StringIO()
    yaml.dump(entries, stream)
    head = "" if text else _HEAD.format(year=folder.name)
    return (head + stream.getvalue()).encode()
