"""Disputes: reconsideration, litigation, mediation, complaints, publicity of the law."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from lawgov_lib.inputs.columns import Flag, Row, column, optional
from lawgov_lib.inputs.fields import (
    Maybe,
    MaybeCount,
    MaybeDay,
    MaybeText,
    MaybeYearDay,
    PastDay,
    Text,
)
from lawgov_lib.inputs.rows.cases import CaseRow
from lawgov_lib.inputs.rows.faults import refuse

_NUMBER = "不可重复；同一案件只登记一行"
_OPENED = "受理日期；上年结转的填原受理日期"
_CLOSED = "本年度内的日期；未审结的留空"
_DISCLOSURE = "因政府信息公开工作引起的填是，其他案件填否"
_REQUEST = "信息公开案件所涉申请在依申请公开台账中的编号；没有登记申请的留空"
_NO_DISCLOSURE = "已填「申请编号」，「信息公开案件」应填是"


class MediationRow(CaseRow):
    """A dispute that the agency mediates."""

    register = "mediations"
    label = "行政调解台账"
    pending = "办理中"

    number: Text = column("编号", _NUMBER)
    opened_on: PastDay = column("受理日期", _OPENED)
    closed_on: MaybeYearDay = optional("办结日期", "本年度内的日期；未办结的留空")
    outcome: Literal["达成协议", "未达成协议", "办理中"] = column("结果", "未办结的填办理中")


class ComplaintRow(CaseRow):
    """A petition, a complaint or a report of a wrong."""

    register = "complaints"
    label = "投诉举报信访台账"

    number: Text = column("编号", "不可重复；同一事项只登记一行，不填写人员姓名")
    kind: Literal["信访", "投诉", "举报"] = column("类型", "按登记时的类型填写")
    opened_on: PastDay = column("收到日期", "收到日期；上年结转的填原收到日期")
    due_on: MaybeDay = optional("办理期限", "应当办结的日期；没有规定期限的留空")
    closed_on: MaybeYearDay = optional("办结日期", "本年度内的日期；未办结的留空")


class ReviewRow(CaseRow):
    """A case of administrative reconsideration in which the agency is the respondent."""

    register = "reviews"
    label = "行政复议台账"
    pending = "未审结"

    number: Text = column("案号", _NUMBER)
    opened_on: PastDay = column("受理日期", _OPENED)
    closed_on: MaybeYearDay = optional("审结日期", _CLOSED)
    outcome: Literal[
        "维持",
        "驳回",
        "撤销",
        "变更",
        "确认违法或无效",
        "责令履行",
        "调解",
        "终止",
        "未审结",
    ] = column("结果", "复议机关的处理结果；部分撤销、部分变更的也填撤销、变更")
    disclosure: Maybe[Flag] = optional("信息公开案件", _DISCLOSURE)
    request: MaybeText = optional("申请编号", _REQUEST)

    @model_validator(mode="after")
    def _request_is_of_disclosure(self) -> ReviewRow:
        refuse({_NO_DISCLOSURE: self.disclosure != "是" and self.request is not None})
        return self


class LawsuitRow(CaseRow):
    """An administrative lawsuit against the agency, one row an instance."""

    register = "lawsuits"
    label = "行政诉讼台账"
    pending = "未审结"

    number: Text = column("案号", "不可重复；一审、二审、再审各登记一行")
    instance: Literal["一审", "二审", "再审"] = column("审级", "本行案号的审级")
    opened_on: PastDay = column("收案日期", "收到应诉通知的日期；上年结转的填原收案日期")
    closed_on: MaybeYearDay = optional("审结日期", _CLOSED)
    outcome: Literal[
        "驳回诉讼请求",
        "驳回起诉",
        "撤诉",
        "撤销",
        "变更",
        "确认违法或无效",
        "责令履行",
        "调解",
        "未审结",
    ] = column("结果", "对被诉行政行为的裁判结果；二审、再审按该审级的最终处理填写")
    head_due: Flag = column("负责人应出庭", "本年度开庭、依法应由负责人出庭应诉的填是")
    head_came: Flag = column("负责人出庭", "正职、副职或其他参与分管的负责人出庭的填是")
    disclosure: Maybe[Flag] = optional("信息公开案件", _DISCLOSURE)
    request: MaybeText = optional("申请编号", _REQUEST)
    reviewed: Maybe[Flag] = optional("经过复议", "复议后起诉的填是，未经复议直接起诉的填否")

    @model_validator(mode="after")
    def _request_is_of_disclosure(self) -> LawsuitRow:
        refuse({_NO_DISCLOSURE: self.disclosure != "是" and self.request is not None})
        return self


class PublicityRow(Row):
    """An event that makes the law known to the public."""

    register = "publicity"
    label = "普法活动台账"
    key = ("held_on", "name")

    name: Text = column("名称", "活动名称")
    held_on: MaybeYearDay = optional("日期", "举办日期；未公布的留空")
    materials: MaybeCount = optional("资料份数", "发放的资料；没有发放的填0，未公布的留空", "份")
    audience: MaybeCount = optional("受众人次", "未公布的留空", "人次")
