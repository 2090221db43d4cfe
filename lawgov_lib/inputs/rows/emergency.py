"""Emergency response: plans and drills."""

from __future__ import annotations

from typing import Literal

from lawgov_lib.inputs.columns import Flag, Row, column, optional
from lawgov_lib.inputs.fields import MaybeCount, MaybePastDay, Text, YearDay


class EmergencyPlanRow(Row):
    """An emergency plan in force."""

    register = "emergency_plans"
    label = "应急预案台账"
    key = ("title",)

    title: Text = column("预案名称", "预案全称，不加书名号")
    kind: Literal["自然灾害", "事故灾难", "公共卫生", "社会安全", "综合"] = column(
        "类别", "按应对的突发事件填写；不限一类的填综合"
    )
    revised: Flag = column("本年度修订", "本年度制定或修订的填是")
    issued_on: MaybePastDay = optional("印发日期", "现行版本的印发日期；未公布的留空")


class DrillRow(Row):
    """An emergency drill."""

    register = "drills"
    label = "应急演练台账"
    key = ("held_on", "name")

    name: Text = column("演练名称", "演练全称")
    held_on: YearDay = column("日期", "举办日期")
    participants: MaybeCount = optional("参加人次", "未统计的留空", "人次")
