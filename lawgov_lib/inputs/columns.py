"""What a register's row model is made of: a row, its columns, and what each column says of itself.

A row model is the one source of the CSV header, the workbook sheet, the error messages and the
field reference.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import NoneType
from typing import TYPE_CHECKING, Any, ClassVar, Literal, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field

from lawgov_lib.inputs.fields import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FLAGS = ("是", "否")
Flag = Literal["是", "否"]
Calendar = Literal["日", "工作日"]

CONFIRMATION = "确认"
"""The header of a column that tables of rows to be confirmed may carry beside their own columns."""
UNCONFIRMED = "待确认"
"""What that column says of a row carried over, or imported, until a person confirms it."""


@dataclass(frozen=True)
class ColumnSpec:
    """One column as people see it.

    ``kind`` tells what a cell holds, ``choices`` which words a closed list allows, ``required``
    whether the cell must be filled in; a file may lack a column that is not required. ``also`` are
    other headers that mean the same column.
    """

    field: str
    header: str
    hint: str
    unit: str
    kind: Literal["text", "count", "amount", "money", "day", "choice"]
    choices: tuple[str, ...]
    required: bool
    also: tuple[str, ...] = ()


class Row(BaseModel):
    """One row of a table; ``key`` names the fields that no two rows may share.

    ``register`` names the register whose rows these are: ``registers/<register>.csv``.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        str_strip_whitespace=True,
        defer_build=True,  # of the many registers a year fills a few
    )

    register: ClassVar[str] = ""
    label: ClassVar[str]
    key: ClassVar[tuple[str, ...]]
    marks: ClassVar[tuple[frozenset[str], ...]] = ()
    """Sets of columns of each of which a header has one, beside the columns that are required."""
    adds_up: ClassVar[bool] = True
    """Whether the rows are of one kind, so that a table of them may have totals and parts."""
    standing: ClassVar[bool] = False
    """Whether the rows hold from year to year, so that a new year begins with last year's."""
    importable: ClassVar[bool] = False
    """Whether the rows may come from a published report, and then are to be confirmed."""

    @classmethod
    def headers(cls) -> dict[str, str]:
        """Return the column headers by field name, in order."""
        return {name: str(field.alias) for name, field in cls.model_fields.items()}

    @classmethod
    def told_key(cls, values: Mapping[str, Any]) -> dict[str, str]:
        """Return what a row is known by, as the table writes it: by header, without blanks.

        Args:
            values: The values of the row by field.
        """
        headers = cls.headers()
        return {headers[name]: values[name] for name in cls.key if values[name] is not None}

    @classmethod
    def columns(cls) -> tuple[ColumnSpec, ...]:
        """Return the columns in order."""
        return _columns_of(cls)


@cache
def _columns_of(model: type[Row]) -> tuple[ColumnSpec, ...]:
    specs = []
    for name, field in model.model_fields.items():
        kind, choices = _kind(field.annotation, field.metadata)
        more: Any = field.json_schema_extra or {}
        specs.append(
            ColumnSpec(
                field=name,
                header=str(field.alias),
                hint=field.description or "",
                unit=more.get("unit", ""),
                kind=kind,
                choices=choices,
                required=field.is_required(),
                also=tuple(more.get("also", ())),
            )
        )
    return tuple(specs)


def column(
    header: str,
    hint: str,
    unit: str = "",
    *,
    also: Sequence[str] = (),
    **more: Any,  # noqa: ANN401
) -> Any:  # noqa: ANN401
    """Declare a column: its header, the hint shown to whoever fills it in, its unit.

    ``also`` are other headers under which a file may have it.
    """
    extra: Any = {"unit": unit, "also": list(also)}
    return Field(alias=header, description=hint, json_schema_extra=extra, **more)


def optional(header: str, hint: str, unit: str = "", *, also: Sequence[str] = ()) -> Any:  # noqa: ANN401
    """Declare a column whose cells may be blank, and which a file may lack altogether."""
    return column(header, hint, unit, also=also, default=None)


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
