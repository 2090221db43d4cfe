"""A YAML file that is a list of entries, each with the line it stands on."""

from __future__ import annotations

from typing import Any, Generic, Self, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    PrivateAttr,
    RootModel,
    model_validator,
)

from lawgov_lib.base.errors import Place

Entry = TypeVar("Entry", bound=BaseModel)


class Entries(RootModel[tuple[Entry, ...]], Generic[Entry]):
    """The content of such a file; the file is named relative to the root."""

    model_config = ConfigDict(frozen=True)

    _lines: tuple[int | None, ...] = PrivateAttr(default=())
    _file: str = PrivateAttr(default="")

    @model_validator(mode="wrap")
    @classmethod
    def _keep_lines(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:  # noqa: ANN401
        """Keep the lines that the YAML reader marked."""
        entries = handler(data)
        marks = getattr(getattr(data, "lc", None), "data", None) or {}
        entries._lines = tuple(_line(marks, at) for at in range(len(entries.root)))  # noqa: SLF001
        return entries

    def named(self, file: str) -> Self:
        """Return the entries with the name of their file."""
        self._file = file
        return self

    def place(self, position: int) -> Place:
        """Return where an entry stands."""
        return Place(self._file, self._lines[position])


def _line(marks: Any, position: int) -> int | None:  # noqa: ANN401
    return marks[position][0] + 1 if position in marks else None
