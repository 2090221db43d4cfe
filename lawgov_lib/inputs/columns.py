"""What a register's row model is made of: a row, its columns, and what each column says of itself.

A row model is the one source of the CSV header, the workbook sheet, the error messages and the
field reference.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import NoneType
from typing import Any, ClassVar, Literal, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field

from lawgov_lib.inputs.fields import Kind

FLAGS = ("是", "否")
Flag = Literal["是", "否"]
Calendar = Literal["日", "工作日"]

CONFIRMATION = "确认"
"""The header of a column that a table of standing rows may carry beside its own columns."""
UNCONFIRMED = "待确认"
"""What that column says of a row carried over from last year until a person confirms it."""


@dataclass(frozen=True)
class ColumnSpec:
    """One column as people see it.

    ``kind`` tells what a cell holds, ``choices`` which words a closed list allows, ``required``
    whether the cell must be filled in.
    """

    field: str
    header: str
    hint: str
    unit: str
    kind: Literal["text", "count", "amount", "money", "day", "choice"]
    choices: tuple[str, ...]
    required: bool


class Row(BaseModel):
    """One row of a register; ``key`` names the fields that no two rows may share."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        str_strip_whitespace=True,
        defer_build=True,  # of the many registers a year fills a few
    )

    label: ClassVar[str]
    key: ClassVar[tuple[str, ...]]
    standing: ClassVar[bool] = False
    """Whether the rows hold from year to year, so that a new year begins with last year's."""

    @classmethod
    def headers(cls) -> dict[str, str]:
        """Return the column headers by field name, in order."""
        return {name: str(field.alias) for name, field in cls.model_fields.items()}

    @classmethod
    def columns(cls) -> tuple[ColumnSpec, ...]:
        """Return the columns in order."""
        specs = []
        for name, field in cls.model_fields.items():
            kind, choices = _kind(field.annotation, field.metadata)
            extra = field.json_schema_extra
            unit = str(extra.get("unit", "")) if isinstance(extra, dict) else ""
            specs.append(
                ColumnSpec(
                    field=name,
                    header=str(field.alias),
                    hint=field.description or "",
                    unit=unit,
                    kind=kind,
                    choices=choices,
                    required=field.is_required(),
                )
            )
        return tuple(specs)


def column(header: str, hint: str, unit: str = "", **more: Any) -> Any:  # noqa: ANN401
    """Declare a column: its header, the hint shown to whoever fills it in, and its unit."""
    return Field(alias=header, description=hint, json_schema_extra={"unit": unit}, **more)


def optional(header: str, hint: str, unit: str = "") -> Any:  # noqa: ANN401
    """Declare a column that may be left blank."""
    return column(header, hint, unit, default=None)


def _kind(annotation: Any, metadata: list[Any]) -> tuple[Any, tuple[str, ...]]:  # noqa: ANN401
    """Read the kind of a column off its type: the mark of a field type, or a closed list."""
    marks = [mark for mark in metadata if isinstance(mark, Kind)]
    if marks:
        return marks[0].name, ()
    if get_origin(annotation) is Literal:
        return "choice", get_args(annotation)
    for part in get_args(annotation):
        if part is not NoneType:
            found = _kind(part, list(getattr(part, "__metadata__", ())))
            if found != ("text", ()):
                return found
    return "text", ()
