"""Next year's work."""

from __future__ import annotations

from typing import Self

from pydantic import ValidationInfo, model_validator

from lawgov_lib.inputs.columns import Row, column, optional
from lawgov_lib.inputs.fields import MaybeDay, MaybeText, Text
from lawgov_lib.inputs.rows.cases import report_year


class PlanRow(Row):
    """A direction of next year's work; figures and deadlines where they are known."""

    label = "计划台账"
    key = ("measure",)

    measure: Text = column("事项", "下一年度主要安排")
    owner: MaybeText = optional("责任科室", "未公布的留空")
    due_on: MaybeDay = optional("完成时限", "未公布的留空")

    @model_validator(mode="after")
    def _due_after_the_year(self, info: ValidationInfo) -> Self:
        year = report_year(info)
        if year and self.due_on and self.due_on.year <= year:
            message = f"「完成时限」{self.due_on}不晚于报告年度{year}年"
            raise ValueError(message)
        return self
