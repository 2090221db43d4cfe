"""The ways a metric is counted from registers: count of rows, sum of a column, share of sums.

Each returns a function for :class:`lawgov_lib.metric.Definition`. A register without any row says
nothing (None); a register with rows, none of them fitting, counts zero.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from lawgov_lib.metric import Measured, Source, share

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from lawgov_lib.inputs import Register

    Count = Callable[[Mapping[str, Register]], Measured | None]


def rows(register: str, **values: str) -> Count:
    """Count the rows whose fields have the values given; a zero cites all rows it looked at."""

    def count(registers: Mapping[str, Register]) -> Measured | None:
        book = registers[register]
        if book.frame.empty:
            return None
        fitting = book.where(**values)
        seen = book.frame if fitting.empty else fitting
        return Measured(Decimal(len(fitting)), sources(book, seen))

    return count


def rows_if_any(register: str, **values: str) -> Count:
    """Count the rows that fit; where none does, the register says nothing and zero is declared."""
    count_rows = rows(register, **values)

    def count(registers: Mapping[str, Register]) -> Measured | None:
        measured = count_rows(registers)
        return measured if measured and measured.value else None

    return count


def distinct(register: str, column: str) -> Count:
    """Count the different values of a column."""

    def count(registers: Mapping[str, Register]) -> Measured | None:
        book = registers[register]
        if book.frame.empty:
            return None
        return Measured(Decimal(book.frame[column].nunique()), sources(book, book.frame))

    return count


def total(register: str, column: str) -> Count:
    """Add up a column; rows that leave it blank make the sum unknown, so it is not told."""

    def count(registers: Mapping[str, Register]) -> Measured | None:
        book = registers[register]
        if book.frame.empty or book.frame[column].isna().any():
            return None
        return Measured(
            sum(map(Decimal, book.frame[column]), Decimal(0)), sources(book, book.frame)
        )

    return count


def ratio(register: str, numerator: str, denominator: str) -> Count:
    """Divide the sums of two columns, in per cent; unknown while a row leaves either blank."""
    upper, lower = total(register, numerator), total(register, denominator)

    def count(registers: Mapping[str, Register]) -> Measured | None:
        above, below = upper(registers), lower(registers)
        if above is None or below is None or above.value is None or below.value is None:
            return None
        return Measured(share(above.value, below.value), below.sources, above.value, below.value)

    return count


def sources(book: Register, fitting: pd.DataFrame) -> tuple[Source, ...]:
    """Name the rows of a frame."""
    return tuple(Source(book.file, int(line)) for line in fitting.index)
