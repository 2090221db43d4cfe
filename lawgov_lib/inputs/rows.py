"""The rows of the registers (台账): one model a register, one field a column.

A field's alias is the column header, its description the hint an analyst sees.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from lawgov_lib.inputs.fields import (
    Amount,
    Count,
    MaybeAmount,
    MaybeCount,
    MaybeDay,
    MaybeText,
    Text,
)

Area = Literal[
    "职能履行",
    "制度建设",
    "行政决策",
    "行政执法",
    "权力监督",
    "纠纷化解",
    "能力建设",
    "组织领导",
    "第一责任人",
]
Calendar = Literal["日", "工作日"]


class Row(BaseModel):
    """One row of a register; ``key`` names the fields that no two rows may share."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    label: ClassVar[str]
    key: ClassVar[tuple[str, ...]]

    @classmethod
    def headers(cls) -> dict[str, str]:
        """Return the column headers by field name, in order."""
        return {name: str(field.alias) for name, field in cls.model_fields.items()}


def column(header: str, hint: str, **more: Any) -> Any:  # noqa: ANN401
    """Declare a column: its header, and the hint shown to whoever fills it in."""
    return Field(alias=header, description=hint, **more)


def optional(header: str, hint: str) -> Any:  # noqa: ANN401
    """Declare a column that may be left blank."""
    return Field(default=None, alias=header, description=hint)


class RuleRow(Row):
    """A rule or system in writing that the agency has in force."""

    label = "制度台账"
    key = ("kind", "title")

    area: Area = column("领域", "制度所属的报告领域")
    kind: Literal[
        "内部管理制度",
        "规范性文件管理制度",
        "重大行政决策制度",
        "学法用法制度",
        "复议应诉制度",
        "投诉举报制度",
    ] = column("类别", "制度的类别；同一制度可分属不同类别")
    title: Text = column("名称", "制度全称，不加书名号")


class MechanismRow(Row):
    """One item of a list of mechanisms: a channel, a procedure, a form of supervision."""

    label = "机制台账"
    key = ("kind", "name")

    area: Area = column("领域", "机制所属的报告领域")
    kind: Literal[
        "规范性文件三统一",
        "重大行政决策程序",
        "外部监督",
        "举报渠道",
        "纠纷化解机制",
    ] = column("类别", "机制的类别")
    name: Text = column("名称", "机制名称")


class LawRow(Row):
    """A law, regulation or party rule that the agency's staff studied in the year."""

    label = "学法目录"
    key = ("title",)

    title: Text = column("名称", "法律法规全称，不加书名号")
    rank: Literal["法律", "行政法规", "地方性法规", "规章", "党内法规"] = column(
        "效力类别", "按制定机关区分"
    )


class StudyRow(Row):
    """A study session; sessions led by the first responsible person are told apart."""

    label = "学法活动台账"
    key = ("held_on", "topic")

    kind: Literal["第一责任人专题学法", "领导班子集体学法", "集中学习"] = column(
        "类别", "按组织层级区分"
    )
    held_on: MaybeDay = optional("日期", "举办日期；未公布的留空")
    topic: Text = column("主题", "学习主题")
    participants: MaybeText = optional("参加人员", "参加人员范围")


class ExamRow(Row):
    """An examination in law: counts of persons."""

    label = "学法考试台账"
    key = ("name",)

    name: Text = column("考试名称", "考试全称")
    registered: MaybeCount = optional("应考人数", "单位：人；未公布的留空")
    sat: MaybeCount = optional("参考人数", "单位：人")
    passed: MaybeCount = optional("合格人数", "单位：人；未公布的留空")
    excellent: MaybeCount = optional("优秀人数", "单位：人；未公布的留空")

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


class FundRow(Row):
    """A grant or special fund."""

    label = "专项资金台账"
    key = ("project",)

    purpose: Text = column("用途", "资金用途，如疫情防控科研")
    project: Text = column("项目", "项目名称")
    partner: MaybeText = optional("合作单位", "没有的留空")
    amount: Amount = column("金额", "单位：万元")


class PublicityRow(Row):
    """An event that makes the law known to the public."""

    label = "普法活动台账"
    key = ("held_on", "name")

    name: Text = column("名称", "活动名称")
    held_on: MaybeDay = optional("日期", "举办日期；未公布的留空")
    audience: MaybeCount = optional("受众人次", "单位：人次；未公布的留空")


class LimitRow(Row):
    """A time limit before and after a change, each with its calendar."""

    label = "办理时限台账"
    key = ("item",)

    item: Text = column("事项", "事项名称")
    before: Count = column("原时限", "调整前的天数")
    before_calendar: Calendar = column("原时限口径", "日（自然日）或工作日")
    after: Count = column("现时限", "调整后的天数")
    after_calendar: Calendar = column("现时限口径", "日（自然日）或工作日")


class ShortcomingRow(Row):
    """A shortcoming with its cause."""

    label = "不足台账"
    key = ("topic",)

    topic: Text = column("方面", "不足所在的方面")
    problem: Text = column("表现", "不足的具体表现")
    cause: Text = column("原因", "产生的原因")


class PlanRow(Row):
    """A direction of next year's work; figures and deadlines where they are known."""

    label = "计划台账"
    key = ("measure",)

    measure: Text = column("事项", "下一年度主要安排")
    owner: MaybeText = optional("责任科室", "未公布的留空")
    due_on: MaybeDay = optional("完成时限", "未公布的留空")


ROWS: dict[str, type[Row]] = {
    "rules": RuleRow,
    "mechanisms": MechanismRow,
    "laws": LawRow,
    "study": StudyRow,
    "exams": ExamRow,
    "funds": FundRow,
    "publicity": PublicityRow,
    "limits": LimitRow,
    "shortcomings": ShortcomingRow,
    "plans": PlanRow,
}


class FigureRow(Row):
    """A declared figure: a value, or numerator and denominator, where only a total is known."""

    label = "申报数"
    key = ("id",)

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")] = column(
        "编号", "指标编号：小写字母、数字和下划线"
    )
    name: MaybeText = optional("名称", "自设指标的名称；已有指标留空")
    area: MaybeText = optional("领域", "自设指标所属的节，如responsibility；已有指标留空")
    state: Literal["数值", "零", "无此职责", "未提供"] = column("状态", "四种状态之一")
    value: MaybeAmount = optional("数值", "状态为数值时填写")
    numerator: MaybeAmount = optional("分子", "比率的分子")
    denominator: MaybeAmount = optional("分母", "比率的分母")
    unit: MaybeText = optional("单位", "如 %、件、万元")
    as_of: MaybeDay = optional("截至", "统计截止日期；未注明的留空")
    evidence: MaybeText = optional("依据", "数据出处")
    remark: MaybeText = optional("说明", "需要向读者说明的情况")

    @model_validator(mode="after")
    def _state_fits_the_numbers(self) -> FigureRow:
        numbers = [self.value, self.numerator, self.denominator]
        if self.state == "数值" and self.value is None and None in numbers[1:]:
            message = "状态为“数值”时，应填「数值」，或同时填「分子」和「分母」"
            raise ValueError(message)
        if self.state == "零" and (self.value or self.numerator):
            message = "状态为“零”时，「数值」和「分子」只能是0或留空"
            raise ValueError(message)
        if self.state in {"无此职责", "未提供"} and numbers != [None, None, None]:
            message = f"状态为“{self.state}”时，不应填数值"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _part_within_the_whole(self) -> FigureRow:
        if self.numerator is None or self.denominator is None:
            return self
        if self.numerator > self.denominator:
            message = f"「分子」{self.numerator}大于「分母」{self.denominator}"
            raise ValueError(message)
        if self.value is not None:
            message = "「分子」和「分母」已经说明比率，「数值」应留空"
            raise ValueError(message)
        return self
