"""``answers.yaml``: what the agency answers to findings, with reason, name and date."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    PrivateAttr,
    RootModel,
    model_validator,
)

from lawgov_lib.errors import Place
from lawgov_lib.inputs.fields import Day, Text
from lawgov_lib.wording import day


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


class Answers(RootModel[tuple[Answer, ...]]):
    """The content of ``answers.yaml``; ``file`` is its name relative to the root."""

    model_config = ConfigDict(frozen=True)

    _lines: tuple[int | None, ...] = PrivateAttr(default=())
    _file: str = PrivateAttr(default="")

    @model_validator(mode="wrap")
    @classmethod
    def _keep_lines(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:  # noqa: ANN401
        """Keep the lines that the YAML reader marked."""
        answers = handler(data)
        marks = getattr(getattr(data, "lc", None), "data", None) or {}
        answers._lines = tuple(_line(marks, at) for at in range(len(answers.root)))  # noqa: SLF001
        return answers

    def named(self, file: str) -> Self:
        """Return the answers with the name of their file."""
        self._file = file
        return self

    def place(self, position: int) -> Place:
        """Return where an answer stands."""
        return Place(self._file, self._lines[position])


def _line(marks: Any, position: int) -> int | None:  # noqa: ANN401
    return marks[position][0] + 1 if position in marks else None
