"""The ways a metric is counted from registers: rows, sums, shares, averages, extremes.

Each returns a function for :class:`.metric.Definition`. A register without any row says
nothing (None); a register with rows, none of them fitting, counts zero. Which rows fit is said by
a condition (:data:`Hit`) made of the small words at the end of this module.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from lawgov_lib.base.calendars import UnknownYearError, calendar_days, working_days
from lawgov_lib.inputs.cells import likened
from lawgov_lib.inputs.register import Register
from lawgov_lib.inputs.tablerows import among, blank
from lawgov_lib.measuring.metric import Measured, rounded, share
from lawgov_lib.measuring.source import Source

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lawgov_lib.inputs.tablerows import TableRows

Count = Callable[[Mapping[str, Register]], Measured | None]
Hit = Callable[[Register], "NDArray[np.bool_]"]
"""A condition: tells for each row of a register whether it fits."""
Limit = Callable[[Register], "NDArray[np.int64]"]
"""Tells for each row of a register how many days it may take."""


# Counts


def rows(
    register: str, hit: Hit | None = None, *, needs: Sequence[str] = (), **values: str
) -> Count:
    """Count the rows that fit; a zero cites all rows it looked at.

    Args:
        register: The register's key.
        hit: The condition; without it every row fits.
        needs: The fields that a row must not leave blank, see :func:`portion`.
        **values: Fields and the value that each must have.
    """
    wanted = both(*([hit] if hit else []), **values)

    def count(registers: Mapping[str, Register]) -> Measured | None:
        book = registers[register]
        if not len(book.rows):
            return None
        if unknown := _unknown(book, needs):
            return unknown
        fitting = book.rows.fitting(wanted(book))
        return Measured(Decimal(len(fitting)), sources(book, fitting or book.rows))

    return _where_days_are_known(count)


def rows_if_any(register: str, **values: str) -> Count:
    """Count the rows that fit; where none does, the register says nothing and zero is declared."""
    count_rows = rows(register, both(**values))

    def count(registers: Mapping[str, Register]) -> Measured | None:
        measured = count_rows(registers)
        return measured if measured and measured.value else None

    return count


def distinct(register: str, column: str, hit: Hit | None = None) -> Count:
    """Count the different values of a column, blanks left out; another way to write is none."""

    def count(registers: Mapping[str, Register]) -> Measured | None:
        book = registers[register]
        if not len(book.rows):
            return None
        fitting = _fitting(book, column, hit)
        values = (cell for _, cell in fitting.filled(column))
        told = {likened(each) if isinstance(each, str) else each for each in values}
        return Measured(Decimal(len(told)), sources(book, fitting))

    return count


def total(register: str, column: str, hit: Hit | None = None) -> Count:
    """Add up a column over the rows that fit; a blank makes the sum unknown, so it is not told.

    A remark says so where other rows are filled in.
    """

    def count(registers: Mapping[str, Register]) -> Measured | None:
        book = registers[register]
        if not len(book.rows):
            return None
        fitting = _fitting(book, column, hit)
        if len(fitting) and blank(fitting[column]).all():
            return None
        if unknown := _unknown(replace(book, rows=fitting), (column,)):
            return unknown
        return Measured(_sum(fitting[column]), sources(book, fitting or book.rows))

    return count


def average(register: str, column: str, hit: Hit | None = None) -> Count:
    """Divide the sum of a column by the number of rows that fit, half up to two decimals."""
    add = total(register, column, hit)
    count_rows = rows(register, hit)

    def count(registers: Mapping[str, Register]) -> Measured | None:
        summed, counted = add(registers), count_rows(registers)
        if summed is None or counted is None or summed.value is None or counted.value is None:
            return summed if summed and summed.remark else None
        mean = rounded(summed.value, counted.value) if counted.value else None
        return Measured(mean, summed.sources, summed.value, counted.value)

    return count


def least(register: str, column: str, hit: Hit | None = None) -> Count:
    """Return the smallest value of a column over the rows that fit and say one."""

    def count(registers: Mapping[str, Register]) -> Measured | None:
        book = registers[register]
        fitting = _fitting(book, column, hit)
        said = fitting.fitting(~blank(fitting[column]))
        if not len(said):
            return None
        return Measured(Decimal(said[column].min()), sources(book, said))

    return count


# Rates


def ratio(register: str, numerator: str, denominator: str, hit: Hit | None = None) -> Count:
    """Divide the sums of two columns, in per cent; unknown while a row leaves either blank."""
    upper, lower = total(register, numerator, hit), total(register, denominator, hit)

    def count(registers: Mapping[str, Register]) -> Measured | None:
        above, below = upper(registers), lower(registers)
        if above is None or below is None or above.value is None or below.value is None:
            return next((part for part in (above, below) if part and part.remark), None)
        return Measured(share(above.value, below.value), below.sources, above.value, below.value)

    return count


def portion(register: str, hit: Hit, of: Hit | None = None, needs: Sequence[str] = ()) -> Count:
    """Divide the rows that fit by the rows they are taken from, in per cent.

    Args:
        register: The register's key.
        hit: The condition of the numerator; only rows of the base are asked.
        of: The condition of the base; without it every row counts.
        needs: The fields that the numerator is told by; while a row of the base leaves one of
            them blank, there is no rate, and a remark says why.

    Returns:
        The rate; over a base of no rows it has no value.
    """

    def count(registers: Mapping[str, Register]) -> Measured | None:
        book = registers[register]
        if not len(book.rows):
            return None
        base = replace(book, rows=book.rows.fitting(of(book))) if of else book
        if unknown := _unknown(base, needs):
            return unknown
        part = Decimal(int(hit(base).sum())) if len(base.rows) else Decimal(0)
        whole = Decimal(len(base.rows))
        seen = base.rows or book.rows
        return Measured(share(part, whole), sources(book, seen), part, whole)

    return _where_days_are_known(count)


class _UncountedError(Exception):
    """Working days cannot be counted; ``measured`` says why, and which rows need them."""

    def __init__(self, measured: Measured) -> None:
        super().__init__()
        self.measured = measured


def _where_days_are_known(count: Count) -> Count:
    """Say instead of guess where a year's public holidays are not known."""

    def known(registers: Mapping[str, Register]) -> Measured | None:
        try:
            return count(registers)
        except _UncountedError as error:
            return error.measured

    return known


def sources(book: Register, rows: TableRows) -> tuple[Source, ...]:
    """Name rows of a register."""
    return (Source(book.file, rows.lines),) if len(rows) else ()


def _sum(column: NDArray[np.object_]) -> Decimal:
    return sum(map(Decimal, column), Decimal(0))


def _unknown(book: Register, needs: Sequence[str]) -> Measured | None:
    """Say why nothing is counted where a row leaves a field blank that is needed."""
    for field in needs:
        unsaid = book.rows.fitting(blank(book.column(field)))
        if len(unsaid):
            remark = f"{len(unsaid)}行未填「{book.headers[field]}」，不计算"
            return Measured(None, sources(book, unsaid), remark=remark)
    return None


def _fitting(book: Register, column: str, hit: Hit | None) -> TableRows:
    """Return the rows that fit, where their file has the column."""
    book.column(column)
    return book.rows.fitting(hit(book)) if hit else book.rows


# Conditions


def is_in(field: str, *values: str) -> Hit:
    """Fit the rows whose field has one of the values."""
    return lambda book: among(book.column(field), values)


def given(*fields: str) -> Hit:
    """Fit the rows that leave none of the fields blank."""
    return lambda book: np.logical_and.reduce([~blank(book.column(field)) for field in fields])


def in_year(field: str) -> Hit:
    """Fit the rows whose day lies in the report year."""
    return lambda book: _years(book, field) == book.year


def before_year(field: str) -> Hit:
    """Fit the rows whose day lies before the report year."""

    def hit(book: Register) -> NDArray[np.bool_]:
        years = _years(book, field)
        return (years > 0) & (years < book.year)

    return hit


def both(*hits: Hit, **values: str) -> Hit:
    """Fit the rows that fit every condition and have every value."""
    wanted = [*hits, *(is_in(field, value) for field, value in values.items())]

    def hit(book: Register) -> NDArray[np.bool_]:
        mask = np.ones(len(book.rows), dtype=bool)
        for one in wanted:
            mask &= one(book)
        return mask

    return hit


def either(*hits: Hit) -> Hit:
    """Fit the rows that fit at least one condition."""

    def hit(book: Register) -> NDArray[np.bool_]:
        mask = np.zeros(len(book.rows), dtype=bool)
        for one in hits:
            mask |= one(book)
        return mask

    return hit


def not_(unwanted: Hit) -> Hit:
    """Fit the rows that do not fit the condition."""
    return lambda book: ~unwanted(book)


def at_least(field: str, limit: int) -> Hit:
    """Fit the rows whose number is not below the limit; blanks never fit."""

    def hit(book: Register) -> NDArray[np.bool_]:
        numbers = book.column(field)
        return np.array([number is not None and number >= limit for number in numbers], dtype=bool)

    return hit


def by_day(field: str, limit: str) -> Hit:
    """Fit the rows whose day is not after the day of another field; blanks never fit."""

    def hit(book: Register) -> NDArray[np.bool_]:
        days, limits = (_ordinals(book, name) for name in (field, limit))
        return (days > 0) & (days <= limits)

    return hit


def within_days(start: str, end: str, limit: Limit) -> Hit:
    """Fit the rows in which at most so many calendar days passed from start to end."""

    def hit(book: Register) -> NDArray[np.bool_]:
        return calendar_days(book.column(start), book.column(end)) <= limit(book)

    return hit


def within_working_days(start: str, end: str, limit: Limit) -> Hit:
    """Fit the rows in which at most so many working days passed from start to end.

    The condition asks rows that have both days; a base that leaves out the others goes before it.
    Where the public holidays of a year are not known, rows and rates have no value.
    """

    def hit(book: Register) -> NDArray[np.bool_]:
        try:
            passed = working_days(book.column(start), book.column(end), book.calendar)
        except UnknownYearError as error:
            first, more = error.years[0], len(error.years) - 1
            which = f"{first}年等{more + 1}个年度" if more else f"{first}年"
            remark = f"{which}节假日安排未载入，不计算工作日"
            rows = sources(book, book.rows.fitting(error.rows))
            raise _UncountedError(
                Measured(None, rows, remark=remark, unknown_years=error.years)
            ) from None
        return passed <= limit(book)

    return hit


# Limits


def left_out(book: Register, field: str) -> NDArray[np.int64]:
    """Return the days of each row that the law does not count, as those of a hearing.

    A row that names none, and a file without the column, leaves out none.
    """
    return np.fromiter((days or 0 for days in book.rows[field]), dtype=np.int64)


def noting_left_out(register: str, field: str, count: Count) -> Count:
    """Note in a remark how many of the rows counted have days that are left out."""

    def noted(registers: Mapping[str, Register]) -> Measured | None:
        measured = count(registers)
        if measured is None or measured.value is None:
            return measured
        book = registers[register]
        lines = np.concatenate([source.lines for source in measured.sources])
        book = replace(book, rows=book.rows.fitting(np.isin(book.rows.lines, lines)))
        cases = int((left_out(book, field) > 0).sum())
        remark = f"其中{cases}件已扣除依法不计入期限的时间" if cases else ""
        return replace(measured, remark=remark)

    return noted


def _years(book: Register, field: str) -> NDArray[np.int64]:
    """Return the year of each day, 0 where the cell is blank."""
    days = book.column(field)
    return np.fromiter((0 if day is None else day.year for day in days), dtype=np.int64)


def _ordinals(book: Register, field: str) -> NDArray[np.int64]:
    """Return the day number of each day, 0 where the cell is blank."""
    days = book.column(field)
    return np.fromiter((0 if day is None else day.toordinal() for day in days), dtype=np.int64)
