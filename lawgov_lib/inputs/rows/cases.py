"""Cases: rows that are opened on one day and, sooner or later, closed on another."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from pydantic import ValidationInfo, model_validator

from lawgov_lib.inputs.columns import Row

if TYPE_CHECKING:
    from datetime import date


class CaseRow(Row):
    """A case known by its number, with the days ``opened_on`` and ``closed_on``.

    A model may add ``due_on``, the day by which the case should be closed, and ``outcome``;
    ``pending`` is then the outcome of a case that is not closed yet.
    """

    key = ("number",)
    pending: ClassVar[str] = ""

    @model_validator(mode="after")
    def _could_have_happened(self, info: ValidationInfo) -> Self:
        refuse_after_the_year(self, "opened_on", info)
        refuse_before(self, "closed_on", "opened_on")
        if "due_on" in type(self).model_fields:
            refuse_before(self, "due_on", "opened_on")
        if self.pending:
            _refuse_half_closed(self, self.pending)
        return self


def refuse_before(row: Row, later: str, earlier: str) -> None:
    """Refuse a day that lies before the day it must follow.

    Raises:
        ValueError: Both days are given, in the wrong order.
    """
    first, then = _day(row, earlier), _day(row, later)
    if first and then and then < first:
        message = f"{_cell(row, later)}早于{_cell(row, earlier)}"
        raise ValueError(message)


def refuse_after_the_year(row: Row, field: str, info: ValidationInfo) -> None:
    """Refuse a day after the report year, where the reader names one.

    Raises:
        ValueError: The day lies after the report year.
    """
    day, year = _day(row, field), report_year(info)
    if day and year and day.year > year:
        message = f"{_cell(row, field)}晚于报告年度{year}年"
        raise ValueError(message)


def report_year(info: ValidationInfo) -> int | None:
    """Return the report year that the reader names."""
    year: int | None = (info.context or {}).get("year")
    return year


def _refuse_half_closed(row: CaseRow, pending: str) -> None:
    outcome, header = getattr(row, "outcome", ""), row.headers()["closed_on"]
    closed = _day(row, "closed_on") is not None
    if closed and outcome == pending:
        message = f"「结果」为“{pending}”时，不应填「{header}」"
        raise ValueError(message)
    if not closed and outcome != pending:
        message = f"「结果」为“{outcome}”时，应填「{header}」"
        raise ValueError(message)


def _day(row: Row, field: str) -> date | None:
    day: date | None = getattr(row, field)
    return day


def _cell(row: Row, field: str) -> str:
    return f"「{row.headers()[field]}」{_day(row, field)}"
