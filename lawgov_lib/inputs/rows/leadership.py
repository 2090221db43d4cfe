"""Leadership: meetings on law-based government."""

from __future__ import annotations

from typing import Literal

from lawgov_lib.inputs.columns import Row, column
from lawgov_lib.inputs.fields import Text, YearDay


class MeetingRow(Row):
    """A meeting that dealt with law-based government."""

    register = "meetings"
    label = "法治建设会议台账"
    key = ("held_on", "name")

    held_on: YearDay = column("日期", "召开日期")
    name: Text = column("会议名称", "会议全称")
    kind: Literal[
        "党组会议",
        "党委会议",
        "常委会会议",
        "常务会议",
        "办公会议",
        "领导小组会议",
        "专题会议",
    ] = column("类型", "按会议性质填写；常委会会议为党委的，常务会议为政府的")
    topic: Text = column("议题", "研究的法治政府建设议题")
