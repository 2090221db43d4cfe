"""Oversight: disclosure on request, proposals of the people's congress and of the CPPCC."""

from __future__ import annotations

from typing import Literal

from lawgov_lib.inputs.columns import Flag, column, optional
from lawgov_lib.inputs.fields import Day, MaybeYearDay, PastDay, Text
from lawgov_lib.inputs.rows.cases import CaseRow


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


class ProposalRow(CaseRow):
    """A proposal that the agency has to answer."""

    register = "proposals"
    label = "建议提案办理台账"

    number: Text = column("编号", "建议或提案的编号，不可重复")
    kind: Literal["人大建议", "政协提案"] = column("类型", "人大代表建议或政协提案")
    opened_on: PastDay = column("交办日期", "交办单位交办的日期")
    due_on: Day = column("办理期限", "应当办结的日期")
    closed_on: MaybeYearDay = optional("办结日期", "本年度内的日期；未办结的留空")
