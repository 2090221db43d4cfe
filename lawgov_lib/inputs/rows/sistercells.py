"""Cells of the sister reports (相关年报) that no register holds, declared one by one."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from lawgov_lib.inputs.columns import Row, column, optional
from lawgov_lib.inputs.fields import Maybe, MaybeAmount, MaybeText, Text
from lawgov_lib.inputs.rows.faults import refuse


class SisterCellRow(Row):
    """A cell of a table of a sister report; without a row or a column, all cells along it."""

    label = "相关年报表格"
    key = ("report", "table", "line", "head")
    adds_up = False

    report: Literal["信息公开", "执法数据"] = column("报告", "政府信息公开年报或行政执法年度数据")
    table: Text = column("表", "表的名称，与生成的表一致，如 依申请公开、行政强制")
    line: MaybeText = optional("行", "行的名称，序号可以不写；各行相同的留空")
    head: MaybeText = optional("列", "列的名称；各列相同的留空")
    value: MaybeAmount = optional("数值", "按表中的单位；有职责、未发生的填0")
    state: Maybe[Literal["数值", "零", "无此职责", "未提供"]] = optional(
        "状态", "没有数值的填写；有数值的可以留空"
    )
    evidence: Text = column("依据", "数值出自哪个系统、台账或文件")

    @model_validator(mode="after")
    def _state_fits_the_value(self) -> SisterCellRow:
        refuse(
            {
                "应填「数值」，或在「状态」中写明零、无此职责或未提供": self.value is None
                and self.state in {None, "数值"},
                f"状态为“{self.state}”时，不应填数值": self.value is not None
                and self.state in {"无此职责", "未提供"},
                "状态为“零”时，「数值」只能是0或留空": bool(self.value) and self.state == "零",
                "数值不为0的，「行」和「列」都要填写": bool(self.value)
                and None in {self.line, self.head},
            }
        )
        return self
