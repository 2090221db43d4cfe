"""Next year's work."""

from __future__ import annotations

from lawgov_lib.inputs.columns import Row, column, optional
from lawgov_lib.inputs.fields import MaybeLaterDay, MaybeText, Text


class PlanRow(Row):
    """A direction of next year's work; figures and deadlines where they are known."""

    register = "plans"
    label = "计划台账"
    key = ("measure",)

    measure: Text = column("事项", "下一年度主要安排")
    owner: MaybeText = optional("责任科室", "未公布的留空")
    due_on: MaybeLaterDay = optional("完成时限", "未公布的留空")
