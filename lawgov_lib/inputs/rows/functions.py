"""The agency's functions: time limits and funds."""

from __future__ import annotations

from lawgov_lib.inputs.columns import Calendar, Row, column, optional
from lawgov_lib.inputs.fields import Count, MaybeText, Money, Text


class FundRow(Row):
    """A grant or special fund."""

    label = "专项资金台账"
    key = ("project",)

    purpose: Text = column("用途", "资金用途，如疫情防控科研")
    project: Text = column("项目", "项目名称")
    partner: MaybeText = optional("合作单位", "没有的留空")
    amount: Money = column("金额", "安排的资金", "万元")


class LimitRow(Row):
    """A time limit before and after a change, each with its calendar."""

    label = "办理时限台账"
    key = ("item",)

    item: Text = column("事项", "事项名称")
    before: Count = column("原时限", "调整前的天数", "日")
    before_calendar: Calendar = column("原时限口径", "日（自然日）或工作日")
    after: Count = column("现时限", "调整后的天数", "日")
    after_calendar: Calendar = column("现时限口径", "日（自然日）或工作日")
