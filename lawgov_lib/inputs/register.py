"""A register (台账) whose rows are valid, held as a data frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lawgov_lib.inputs.columns import Row


@dataclass(frozen=True)
class Register:
    """Rows of one register of one year.

    The frame has a column a field and the line number as its index. Its cells are Python values
    (text, int, Decimal, date), None where the cell is blank.
    """

    name: str
    label: str
    year: int
    file: str
    headers: Mapping[str, str]
    frame: pd.DataFrame

    def where(self, **values: str) -> pd.DataFrame:
        """Return the rows in which every named field has the value given."""
        frame = self.frame
        for field, value in values.items():
            frame = frame[frame[field] == value]
        return frame

    def cell(self, line: int, field: str) -> str:
        """Name one cell as ``file:line:header``, the way a run refers to it."""
        return f"{self.file}:{line}:{self.headers[field]}"


def register_of(
    name: str, model: type[Row], year: int, file: str, rows: Mapping[int, Row]
) -> Register:
    """Make a register from validated rows by line."""
    fields = model.headers()
    frame = pd.DataFrame(
        {field: [getattr(row, field) for row in rows.values()] for field in fields},
        index=pd.Index(list(rows), name="line", dtype="int64"),
        dtype=object,
    )
    return Register(name, model.label, year, file, fields, frame)
