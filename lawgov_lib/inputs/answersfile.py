"""``answers.yaml``: what the agency answers to findings, with reason, name and date."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from lawgov_lib.base.wording import day
from lawgov_lib.inputs.entries import Entries
from lawgov_lib.inputs.fields import Day, Text


class Answer(BaseModel):
    """An answer to one finding; ``mark`` is what the finding said when it was answered."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    code: Text = Field(description="检查代码，如C09")
    about: str = Field("", description="检查发现的对象，照检查结果所示填写；没有的留空")
    mark: Annotated[str, Field(pattern="^[0-9a-f]{8}$")] = Field(
        description="检查发现的标记，照检查结果所示填写，加引号"
    )
    reason: Text = Field(description="答复的理由")
    name: Text = Field(description="答复人")
    date: Day = Field(description="答复日期，写作2021-01-20")

    def __str__(self) -> str:
        """Write the answer with who gave it and when."""
        return f"{self.reason}（{self.name}，{day(self.date)}）"


class Answers(Entries[Answer]):
    """The content of ``answers.yaml``."""
