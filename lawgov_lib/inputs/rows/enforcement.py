"""Enforcement of the law: penalties, inspections and officers."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from lawgov_lib.inputs.columns import Flag, Row, column, optional
from lawgov_lib.inputs.fields import (
    Maybe,
    MaybeAmount,
    MaybeCount,
    MaybeMoney,
    MaybeYearDay,
    PastDay,
    Text,
    YearDay,
)
from lawgov_lib.inputs.rows.faults import earlier, refuse

PenaltyKind = Literal[
    "警告",
    "通报批评",
    "罚款",
    "没收违法所得、没收非法财物",
    "暂扣许可证件",
    "降低资质等级",
    "吊销许可证件",
    "限制开展生产经营活动",
    "责令停产停业",
    "责令关闭",
    "限制从业",
    "行政拘留",
    "其他",
]


class PenaltyRow(Row):
    """A penalty case; one penalised in several ways counts once, under the heaviest."""

    register = "penalties"
    label = "行政处罚台账"
    key = ("number",)

    number: Text = column("案号", "案件的唯一编号")
    kind: Maybe[PenaltyKind] = optional(
        "处罚种类", "并处的只按最重的一种计一次；尚未作出决定的留空"
    )
    opened_on: PastDay = column("立案日期", "批准立案的日期")
    decided_on: MaybeYearDay = optional("决定日期", "作出处罚决定的日期；尚未作出决定的留空")
    money: MaybeMoney = optional("罚没金额", "罚款和没收的金额；没有罚没的填0", "万元")
    legal_review: Literal["已审核", "未审核", "不适用"] = column(
        "法制审核", "依法不需要法制审核的，以及尚未作出决定的，填不适用"
    )
    officers: MaybeCount = optional("持证办案人数", "持有执法证件的办案人员数", "人")

    @model_validator(mode="after")
    def _decision_is_possible(self) -> PenaltyRow:
        refuse(
            {
                "「决定日期」早于「立案日期」": earlier(self.decided_on, self.opened_on),
                "已填「决定日期」，应填「处罚种类」": self.decided_on is not None
                and self.kind is None,
                "已填「处罚种类」，应填「决定日期」": self.kind is not None
                and self.decided_on is None,
                "「决定日期」留空，「罚没金额」也应留空": self.decided_on is None
                and bool(self.money),
            }
        )
        return self


class InspectionRow(Row):
    """An inspection of one party on one occasion."""

    register = "inspections"
    label = "行政检查台账"
    key = ("number",)

    number: Text = column("检查编号", "检查的唯一编号")
    held_on: YearDay = column("检查日期", "实施检查的日期，应在本年度内")
    party: Text = column("检查对象", "被检查单位的名称；个人不写姓名")
    firm: Flag = column("涉企", "检查对象为企业的填是")
    manner: Literal["现场检查", "非现场检查"] = column("检查方式", "检查的方式")
    found: Flag = column("发现问题", "检查发现问题的填是")


class OfficerRow(Row):
    """An enforcement officer in post, legal reviewers among them; no names of persons."""

    register = "officers"
    label = "执法人员台账"
    key = ("number",)

    number: Text = column("工号", "人员的唯一编号，不写姓名")
    post: Literal["执法", "法制审核"] = column("岗位", "专门从事法制审核的填法制审核")
    certified: Flag = column("持证", "持有有效行政执法证件的填是")
    hours: MaybeAmount = optional("培训学时", "本年度参加执法培训的学时；没有参加的填0", "学时")
