"""Major administrative decisions and the procedures they went through."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from lawgov_lib.inputs.columns import Flag, Row, column, optional
from lawgov_lib.inputs.fields import Maybe, MaybeCount, MaybeYearDay, Text
from lawgov_lib.inputs.rows.faults import refuse

Procedure = Literal["已履行", "未履行", "不适用"]
_HINT = "依规定不需要履行的填不适用；事项没有完成的可以留空"


class DecisionRow(Row):
    """An item of the year's catalogue of major decisions."""

    register = "decisions"
    label = "重大行政决策台账"
    key = ("item",)

    item: Text = column("事项", "年度目录所列事项的名称")
    completed_on: MaybeYearDay = optional("完成日期", "作出决策的日期；没有完成的留空")
    participation: Maybe[Procedure] = optional("公众参与", _HINT)
    expertise: Maybe[Procedure] = optional("专家论证", _HINT)
    risk: Maybe[Procedure] = optional("风险评估", _HINT)
    legality: Maybe[Procedure] = optional("合法性审查", _HINT)
    discussion: Maybe[Procedure] = optional("集体讨论", _HINT)
    consulted_days: MaybeCount = optional(
        "征求意见天数", "公开征求意见的自然日天数；没有征求的留空", "日"
    )
    review_days: MaybeCount = optional(
        "合法性审查天数", "合法性审查所用的工作日天数；没有审查的留空", "工作日"
    )
    archived: Flag = column("归档", "决策材料已整理归档的填是")

    @model_validator(mode="after")
    def _steps_are_possible(self) -> DecisionRow:
        unfinished = self.completed_on is None
        unheard = self.participation in {"未履行", "不适用"}
        unreviewed = self.legality in {"未履行", "不适用"}
        refuse(
            {
                "「归档」为是，应填「完成日期」": self.archived == "是" and unfinished,
                f"「公众参与」为{self.participation}，「征求意见天数」应留空": unheard
                and self.consulted_days is not None,
                f"「合法性审查」为{self.legality}，「合法性审查天数」应留空": unreviewed
                and self.review_days is not None,
            }
        )
        return self
