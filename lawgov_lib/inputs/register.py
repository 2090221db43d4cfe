"""A register (台账) whose rows are valid, held by column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawgov_lib.base.calendars import PUBLISHED, Calendar

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from lawgov_lib.inputs.tablerows import TableRows
    from lawgov_lib.inputs.understanding import Understood


class AbsentColumnError(LookupError):
    """A register has rows, but no column for what is asked of them."""


@dataclass(frozen=True)
class Register:
    """Rows of one register of one year.

    ``rows`` has a column a field; ``frame`` is the same as a data frame. ``file`` is the CSV file,
    or the sheet as ``registers.xlsx#title``, whose lines are its rows. ``unconfirmed`` are the
    lines of rows carried over from last year that no person has confirmed yet. ``absent`` are the
    fields that the file has no column for: the rows have them, blank, but nothing is counted by
    them.
    ``understood`` says what of the file was taken and what was left out. ``calendar`` knows which
    days are workdays.
    """

    name: str
    label: str
    year: int
    file: str
    headers: Mapping[str, str]
    rows: TableRows
    unconfirmed: tuple[int, ...] = ()
    absent: frozenset[str] = frozenset()
    understood: Understood | None = None
    calendar: Calendar = PUBLISHED

    @property
    def present(self) -> dict[str, str]:
        """The headers of the columns that the file has, by field."""
        return {name: head for name, head in self.headers.items() if name not in self.absent}

    @property
    def frame(self) -> pd.DataFrame:
        """The rows as a data frame, whose index is the number of the line."""
        return self.rows.frame

    def column(self, field: str) -> NDArray[np.object_]:
        """Return a column to count by.

        Raises:
            AbsentColumnError: The file has rows, but not this column; a count would be a guess.
        """
        if field in self.absent:
            message = f"{self.label}没有「{self.headers[field]}」列，不计算"
            raise AbsentColumnError(message)
        return self.rows[field]

    def where(self, **values: str) -> TableRows:
        """Return the rows in which every named field has the value given."""
        rows = self.rows
        for field, value in values.items():
            rows = rows.fitting(rows[field] == value)
        return rows

    def cell(self, line: int, field: str) -> str:
        """Name one cell as ``file:line:header``, the way a run refers to it."""
        return f"{self.file}:{line}:{self.headers[field]}"
