"""Major administrative decisions and contracts, and the procedures they went through."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from lawgov_lib.inputs.columns import Flag, Row, column, optional
from lawgov_lib.inputs.fields import (
    Maybe,
    MaybeCount,
    MaybeMoney,
    MaybePastDay,
    MaybeYearDay,
    Text,
)
from lawgov_lib.inputs.rows.faults import exceeds, refuse

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


class ContractRow(Row):
    """A contract of the agency and the legal review that it went through."""

    register = "contracts"
    label = "合同审查台账"
    key = ("number",)

    number: Text = column("合同编号", "合同或者送审的唯一编号")
    name: Text = column("合同名称", "合同名称，不写自然人姓名")
    amount: MaybeMoney = optional("合同金额", "没有金额的填0", "万元")
    reviewed_on: MaybePastDay = optional("审查日期", "完成合法性审查的日期；没有审查的留空")
    signed_on: MaybeYearDay = optional("签订日期", "本年度内的日期；没有签订的留空")
    opinions: MaybeCount = optional("审查意见数", "提出的审查意见；没有意见的填0", "条")
    taken: MaybeCount = optional("采纳意见数", "采纳的审查意见；没有采纳的填0", "条")

    @model_validator(mode="after")
    def _opinions_come_from_a_review(self) -> ContractRow:
        refuse(
            {
                "「审查日期」和「签订日期」至少填一项": self.reviewed_on is None
                and self.signed_on is None,
                "已填「审查意见数」，应填「审查日期」": bool(self.opinions)
                and self.reviewed_on is None,
                f"「采纳意见数」{self.taken}大于「审查意见数」{self.opinions}": exceeds(
                    self.taken, self.opinions
                ),
            }
        )
        return self
