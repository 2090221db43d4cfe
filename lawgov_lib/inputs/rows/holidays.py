"""Public holidays and make-up workdays of a year that the program does not know by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from pydantic import model_validator

from lawgov_lib.inputs.columns import Row, column, optional
from lawgov_lib.inputs.fields import Day, MaybeDay, Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

OFF, ON = "放假", "上班"
_LONGEST = 15
"""More days than any holiday has had: a longer span is a slip of the pen."""
_YEARS = range(2004, 2101)
"""Years of a report, and those in which its cases may have begun, as far as days are counted."""
_SATURDAY = 5


class HolidayRow(Row):
    """A day, or the days of a span, on which it is not the weekday that decides."""

    label = "节假日安排"
    key = ("first", "kind")

    first: Day = column("日期", "放假或调休上班的日期；连续几天的填第一天")
    last: MaybeDay = optional("截止日期", "连续几天的填最后一天；只有一天的留空")
    kind: Literal["放假", "上班"] = column("类别", "放假，或周末调休的上班")
    name: Text = column("名称", "节日的名称，如 春节；两个节日合并放假的写作“国庆节、中秋节”")
    basis: Text = column("依据文件", "公布该安排的通知及其文号")

    @property
    def days(self) -> Iterator[date]:
        """The days of the row."""
        day = self.first
        while day <= (self.last or self.first):
            yield day
            day += timedelta(1)

    @model_validator(mode="after")
    def _is_a_span(self) -> HolidayRow:
        if not {self.first.year, (self.last or self.first).year} <= {*_YEARS}:
            message = f"年份应在{_YEARS[0]}至{_YEARS[-1]}之间"
            raise ValueError(message)
        length = ((self.last or self.first) - self.first).days + 1
        if length < 1:
            message = "「截止日期」早于「日期」"
            raise ValueError(message)
        if length > _LONGEST:
            message = f"「日期」至「截止日期」有{length}天，没有这样长的放假"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _works_at_a_weekend(self) -> HolidayRow:
        if self.kind == ON and any(day.weekday() < _SATURDAY for day in self.days):
            message = "星期一至星期五本来上班，「上班」只填周末调休的日期"
            raise ValueError(message)
        return self
