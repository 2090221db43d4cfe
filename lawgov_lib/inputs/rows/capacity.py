"""The study of law, examinations, and the lawyers who advise."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from pydantic import model_validator

from lawgov_lib.inputs.columns import Row, column, optional
from lawgov_lib.inputs.fields import MaybeCount, MaybeText, MaybeYearDay, Text


class StudyRow(Row):
    """A study session; sessions led by the first responsible person are told apart."""

    register = "study"
    label = "学法活动台账"
    key = ("held_on", "topic")

    kind: Literal["第一责任人专题学法", "领导班子集体学法", "集中学习", "旁听庭审"] = column(
        "类别", "按组织层级和形式区分"
    )
    held_on: MaybeYearDay = optional("日期", "举办日期；未公布的留空")
    topic: Text = column("主题", "学习主题")
    participants: MaybeText = optional("参加人员", "参加人员范围")


class LawRow(Row):
    """A law, regulation or party rule that the agency's staff studied in the year."""

    register = "laws"
    label = "学法目录"
    key = ("title",)

    title: Text = column("名称", "法律法规全称，不加书名号")
    rank: Literal["法律", "行政法规", "地方性法规", "规章", "党内法规"] = column(
        "效力类别", "按制定机关区分"
    )


class ExamRow(Row):
    """An examination in law: counts of persons."""

    register = "exams"
    label = "学法考试台账"
    key = ("name",)

    name: Text = column("考试名称", "考试全称")
    registered: MaybeCount = optional("应考人数", "未公布的留空", "人")
    sat: MaybeCount = optional("参考人数", "实际参加考试的人数", "人")
    passed: MaybeCount = optional("合格人数", "未公布的留空", "人")
    excellent: MaybeCount = optional("优秀人数", "未公布的留空", "人")

    @model_validator(mode="after")
    def _each_within_the_last(self) -> ExamRow:
        chain = [
            ("应考人数", self.registered),
            ("参考人数", self.sat),
            ("合格人数", self.passed),
            ("优秀人数", self.excellent),
        ]
        known = [(name, value) for name, value in chain if value is not None]
        for (outer, limit), (inner, value) in pairwise(known):
            if value > limit:
                message = f"「{inner}」{value}大于「{outer}」{limit}"
                raise ValueError(message)
        return self


class AdviserRow(Row):
    """A lawyer who advises the agency: retained from outside, or one of its own staff."""

    register = "advisers"
    label = "法律顾问和公职律师台账"
    key = ("number",)

    number: Text = column("编号", "不可重复；不填写人员姓名")
    kind: Literal["法律顾问", "公职律师"] = column("类型", "外聘的填法律顾问")
    reviewed: MaybeCount = optional(
        "审查件数", "本年度审查的文件、合同等；没有的填0，未统计的留空", "件"
    )
