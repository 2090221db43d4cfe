"""Declared figures (申报数)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from lawgov_lib.inputs.columns import Row, column, optional
from lawgov_lib.inputs.fields import MaybeAmount, MaybeDay, MaybeText
from lawgov_lib.inputs.rows.unitcells import without_unit


class FigureRow(Row):
    """A declared figure: a value, or numerator and denominator, where only a total is known."""

    label = "申报数"
    key = ("id",)
    importable = True

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

    @model_validator(mode="before")
    @classmethod
    def _in_its_unit(cls, cells: Any) -> Any:  # noqa: ANN401
        """Take a value that Excel shows with the unit of its row: 98.5% beside %."""
        return without_unit(cells)

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
