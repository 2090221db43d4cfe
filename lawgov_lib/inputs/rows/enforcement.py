"""Enforcement of the law: penalties, inspections, compulsion, other acts and officers."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import model_validator

from lawgov_lib.inputs.columns import Flag, Row, column, optional
from lawgov_lib.inputs.fields import (
    Maybe,
    MaybeAmount,
    MaybeCount,
    MaybeMoney,
    MaybeText,
    MaybeYearDay,
    PastDay,
    Text,
    YearDay,
)
from lawgov_lib.inputs.rows.faults import earlier, overlong, refuse

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


CompulsionKind = Literal[
    "限制人身自由",
    "查封",
    "扣押",
    "冻结",
    "其他强制措施",
    "加处罚款或滞纳金",
    "划拨",
    "拍卖或依法处理",
    "排除妨碍、恢复原状",
    "代履行",
    "其他强制执行",
    "申请法院强制执行",
]
"""Measures by article 9 and ways of execution by article 12 of 行政强制法, then the court's."""

_SPLIT = "；"


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
    limit: MaybeCount = optional(
        "办案期限", "法律、法规、规章另有规定的，填规定的天数；留空的按90日计", "日"
    )
    excluded_days: MaybeCount = optional(
        "扣除天数", "听证、检测、检验、鉴定等依法不计入办案期限的天数；没有的填0或留空", "日"
    )
    also_imposed: MaybeText = optional(
        "并处种类", "并处的其他处罚种类，几种之间用“；”分开；没有并处的留空"
    )
    unvalued: Maybe[Flag] = optional(
        "没收财物未计价", "没收的非法财物没有计入罚没金额的填是；没有没收的留空"
    )
    annulled: Maybe[Flag] = optional(
        "决定被撤销", "作出后被撤销、变更或者确认违法的填是，仍计入处罚件数；留空的按否计"
    )

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
                "「决定日期」留空，「决定被撤销」不应填是": self.decided_on is None
                and self.annulled == "是",
                f"「扣除天数」{self.excluded_days}多于立案至决定的天数": overlong(
                    self.excluded_days, self.opened_on, self.decided_on
                ),
                **self._beside(),
            }
        )
        return self

    @property
    def beside(self) -> tuple[str, ...]:
        """The kinds imposed beside the heaviest."""
        return tuple(filter(None, map(str.strip, (self.also_imposed or "").split(_SPLIT))))

    def _beside(self) -> dict[str, bool]:
        """Return what would be wrong with the kinds imposed beside the heaviest."""
        known = get_args(PenaltyKind)
        return {
            f"「并处种类」中的“{each}”不是处罚种类，应为{'；'.join(known)}中的一种": each
            not in known
            for each in self.beside
        } | {
            "「处罚种类」留空，「并处种类」也应留空": self.kind is None and bool(self.beside),
            "「并处种类」不再填「处罚种类」已填的一种": self.kind in self.beside,
        }


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
    recorded: Maybe[Flag] = optional(
        "检查记录", "制作检查记录并归档的填是；日常巡查等没有制作的填否"
    )
    led_to: Maybe[Literal["行政处罚", "行政强制", "其他行政执法行为", "无"]] = optional(
        "后续执法", "检查后作出的行政执法行为，几种的填最主要的一种；没有的填无"
    )
    occasion: Maybe[Literal["日常检查", "专项检查", "个案检查"]] = optional(
        "检查类型", "因投诉举报、转办交办、数据监测线索或者企业申请实施的填个案检查"
    )
    scanned: Maybe[Flag] = optional("扫码入企", "入企检查时扫码登记的填是；不是入企检查的留空")
    joint: Maybe[Flag] = optional("综合查一次", "与其他检查合并、一次完成的填是")
    cap: MaybeCount = optional("频次上限", "公布的对该企业的年度检查频次上限；没有公布的留空", "次")

    @model_validator(mode="after")
    def _firms_alone_are_entered(self) -> InspectionRow:
        refuse(
            {
                "「涉企」为否，「扫码入企」应留空": self.firm == "否" and self.scanned == "是",
                "「涉企」为否，「频次上限」应留空": self.firm == "否" and self.cap is not None,
            }
        )
        return self


class CompulsionRow(Row):
    """A compulsory measure, or the compulsory execution of a decision."""

    register = "compulsions"
    label = "行政强制台账"
    key = ("number",)

    number: Text = column("编号", "决定书或者执行案件的唯一编号；同一决定采取几种的各登记一行")
    kind: CompulsionKind = column("强制种类", "强制措施或者强制执行的种类")
    acted_on: YearDay = column("实施日期", "采取措施、执行或者向法院申请的日期，应在本年度内")
    annulled: Maybe[Flag] = optional(
        "决定被撤销", "作出后被撤销、变更或者确认违法的填是，仍计入件数；留空的按否计"
    )


class OtherActRow(Row):
    """An act of enforcement that is no licence, penalty, compulsion or inspection."""

    register = "other_acts"
    label = "其他行政执法行为台账"
    key = ("number",)

    number: Text = column("编号", "不可重复；不填写当事人姓名")
    kind: Literal[
        "行政征收", "行政征用", "行政确认", "行政裁决", "行政给付", "行政奖励", "其他"
    ] = column("类别", "按权责清单中的职权类别填写")
    item: MaybeText = optional("事项", "权责清单中的事项名称")
    completed_on: MaybeYearDay = optional("完成日期", "作出决定或者办结的日期；在办的留空")
    amount: MaybeMoney = optional(
        "金额", "征收、给付、奖励以及征用补偿的金额；没有金额的填0或留空", "万元"
    )

    @model_validator(mode="after")
    def _amount_of_what_is_done(self) -> OtherActRow:
        refuse(
            {
                "「完成日期」留空，「金额」也应留空": self.completed_on is None
                and bool(self.amount),
            }
        )
        return self


class OfficerRow(Row):
    """An enforcement officer in post, legal reviewers among them; no names of persons."""

    register = "officers"
    label = "执法人员台账"
    key = ("number",)

    number: Text = column("工号", "人员的唯一编号，不写姓名")
    post: Literal["执法", "法制审核"] = column("岗位", "专门从事法制审核的填法制审核")
    certified: Flag = column("持证", "持有有效行政执法证件的填是")
    hours: MaybeAmount = optional("培训学时", "本年度参加执法培训的学时；没有参加的填0", "学时")
