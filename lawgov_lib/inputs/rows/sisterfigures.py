"""Figures of the sister reports (相关年报), which must agree with this one."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import model_validator

from lawgov_lib.inputs.columns import Row, optional
from lawgov_lib.inputs.fields import Maybe, MaybeAmount, MaybeText
from lawgov_lib.inputs.rows.unitcells import without_unit


class SisterRow(Row):
    """A figure of another yearly report that speaks of the same quantity."""

    label = "相关年报"
    key = ("id", "name")

    id: MaybeText = optional("指标编号", "本报告指标表中的编号；与「指标名称」至少填一项")
    name: MaybeText = optional("指标名称", "没有填编号的，按名称与本报告的指标对应")
    value: MaybeAmount = optional("数值", "相关年报公布的数值；有职责、未发生的填0")
    unit: MaybeText = optional("单位", "如 件、宗、%、万元；与本报告不同的照实填写")
    state: Maybe[Literal["数值", "零", "无此职责", "未提供"]] = optional(
        "状态", "没有数值的填写；有数值的可以留空"
    )

    @model_validator(mode="before")
    @classmethod
    def _in_its_unit(cls, cells: Any) -> Any:  # noqa: ANN401
        """Take a value that Excel shows with the unit of its row."""
        return without_unit(cells)

    @model_validator(mode="after")
    def _names_a_metric(self) -> SisterRow:
        if self.id is None and self.name is None:
            message = "「指标编号」和「指标名称」至少填一项"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _state_fits_the_value(self) -> SisterRow:
        if self.value is None and self.state in {None, "数值"}:
            message = "应填「数值」，或在「状态」中写明零、无此职责或未提供"
            raise ValueError(message)
        if self.value is not None and self.state in {"无此职责", "未提供"}:
            message = f"状态为“{self.state}”时，不应填数值"
            raise ValueError(message)
        if self.value and self.state == "零":
            message = "状态为“零”时，「数值」只能是0或留空"
            raise ValueError(message)
        return self
