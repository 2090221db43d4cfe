"""A register (台账) whose rows are valid, held as a data frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


@dataclass(frozen=True)
class Register:
    """Rows of one register of one year.

    The frame has a column a field and the line number as its index. Its cells are Python values
    (text, int, Decimal, date), None where the cell is blank. ``file`` is the CSV file, or the
    sheet as ``registers.xlsx#title``, whose lines are its rows. ``unconfirmed`` are the lines of
    rows carried over from last year that no person has confirmed yet.
    """

    name: str
    label: str
    year: int
    file: str
    headers: Mapping[str, str]
    frame: pd.DataFrame
    unconfirmed: tuple[int, ...] = ()

    def where(self, **values: str) -> pd.DataFrame:
        """Return the rows in which every named field has the value given."""
        frame = self.frame
        for field, value in values.items():
            frame = frame[frame[field] == value]
        return frame

    def cell(self, line: int, field: str) -> str:
        """Name one cell as ``file:line:header``, the way a run refers to it."""
        return f"{self.file}:{line}:{self.headers[field]}"
