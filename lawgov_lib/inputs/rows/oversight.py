"""Oversight: disclosure on request, proposals of the people's congress and of the CPPCC.

The supervision of enforcement within the administration is here, too.
"""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import model_validator

from lawgov_lib.inputs.columns import Flag, Row, column, optional
from lawgov_lib.inputs.fields import Day, Maybe, MaybeCount, MaybeYearDay, PastDay, Text, YearDay
from lawgov_lib.inputs.rows.cases import CaseRow
from lawgov_lib.inputs.rows.faults import exceeds, overlong, refuse

_Withheld = Literal[
    "国家秘密",
    "其他法律行政法规禁止公开",
    "危及三安全一稳定",
    "保护第三方合法权益",
    "三类内部事务信息",
    "四类过程性信息",
    "行政执法案卷",
    "行政查询事项",
]
_Unavailable = Literal["本机关不掌握", "没有现成信息需另行制作", "补正后仍不明确"]
_Declined = Literal[
    "信访举报投诉类",
    "重复申请",
    "要求提供公开出版物",
    "无正当理由大量反复申请",
    "要求确认或重新出具已获取信息",
]
_Otherwise = Literal["逾期不补正", "逾期不缴费", "其他"]
_GROUNDS = {
    "不予公开": get_args(_Withheld),
    "无法提供": get_args(_Unavailable),
    "不予处理": get_args(_Declined),
    "其他": get_args(_Otherwise),
}
"""The grounds of each outcome; 予以公开 and 部分公开 have none (国办公开办函〔2021〕30号)."""


class RequestRow(CaseRow):
    """A request for the disclosure of government information."""

    register = "requests"
    label = "依申请公开台账"
    pending = "办理中"

    number: Text = column("申请编号", "不可重复；不填写申请人姓名")
    opened_on: PastDay = column("收到日期", "收到申请的日期；上年结转的填原收到日期")
    closed_on: MaybeYearDay = optional("答复日期", "本年度内的日期；未答复的留空")
    extended: Flag = column("延期", "依法延长答复期限的填是，期限由20个工作日延至40个工作日")
    outcome: Literal[
        "予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他", "办理中"
    ] = column("结果", "与政府信息公开工作年度报告的分类一致；未答复的填办理中")
    applicant: Maybe[
        Literal["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
    ] = optional("申请人类别", "自然人以外的按政府信息公开工作年度报告的五类填写")
    ground: Maybe[Literal[_Withheld, _Unavailable, _Declined, _Otherwise]] = optional(
        "处理情形", "不予公开、无法提供、不予处理和其他的具体情形；予以公开、部分公开的留空"
    )
    excluded_days: MaybeCount = optional(
        "扣除工作日",
        "征求第三方和其他机关意见等依法不计入答复期限的工作日；没有的填0或留空",
        "工作日",
    )

    @model_validator(mode="after")
    def _ground_and_days_fit(self) -> RequestRow:
        known = _GROUNDS.get(self.outcome, ())
        told = f"应为{'、'.join(known)}中的一种" if known else "应留空"
        refuse(
            {
                f"「结果」为{self.outcome}，「处理情形」{told}": self.ground is not None
                and self.ground not in known,
                f"「扣除工作日」{self.excluded_days}多于收到至答复的天数": overlong(
                    self.excluded_days, self.opened_on, self.closed_on
                ),
            }
        )
        return self


class ProposalRow(CaseRow):
    """A proposal that the agency has to answer."""

    register = "proposals"
    label = "建议提案办理台账"

    number: Text = column("编号", "建议或提案的编号，不可重复")
    kind: Literal["人大建议", "政协提案"] = column("类型", "人大代表建议或政协提案")
    opened_on: PastDay = column("交办日期", "交办单位交办的日期")
    due_on: Day = column("办理期限", "应当办结的日期")
    closed_on: MaybeYearDay = optional("办结日期", "本年度内的日期；未办结的留空")


class SupervisionRow(Row):
    """A step of the supervision of enforcement, carried out or undergone by the agency."""

    register = "supervisions"
    label = "行政执法监督台账"
    key = ("number",)

    number: Text = column("编号", "不可重复；不填写人员姓名")
    role: Literal["实施", "接受"] = column(
        "监督关系", "监督所属机构、下级机关或者本级部门的填实施；被监督的填接受"
    )
    kind: Literal["日常监督", "专项监督", "案卷评查", "督办", "投诉举报办理", "其他"] = column(
        "监督方式", "按监督方案或者通知填写"
    )
    held_on: YearDay = column("日期", "监督完成的日期，应在本年度内")
    files: MaybeCount = optional("评查案卷数", "监督方式为案卷评查的填写，其他的留空", "卷")
    problems: MaybeCount = optional("发现问题数", "没有发现的填0", "个")
    corrected: MaybeCount = optional("整改问题数", "年末前已经整改的问题；没有整改的填0", "个")
    document: Maybe[Literal["意见书", "决定书", "督办函", "其他"]] = optional(
        "监督文书", "发出或者收到的行政执法监督文书；没有的留空"
    )

    @model_validator(mode="after")
    def _corrected_were_found(self) -> SupervisionRow:
        refuse(
            {
                f"「整改问题数」{self.corrected}大于「发现问题数」{self.problems}": exceeds(
                    self.corrected, self.problems
                ),
            }
        )
        return self
