"""Normative documents (规范性文件)."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from lawgov_lib.inputs.columns import Flag, Row, column, optional
from lawgov_lib.inputs.fields import MaybeCount, MaybeDay, Text, YearDay
from lawgov_lib.inputs.rows.faults import earlier, refuse

Review = Literal["已审核", "未审核", "不适用"]


class DocumentRow(Row):
    """A normative document that the agency made, changed or repealed in the year."""

    register = "documents"
    label = "规范性文件台账"
    key = ("title", "action")

    title: Text = column("文件名称", "文件全称，不加书名号")
    action: Literal["制定", "修改", "废止"] = column("动作", "本年度对该文件的处理")
    issued_on: YearDay = column("印发日期", "本年度印发文件或废止决定的日期")
    legality: Review = column("合法性审核", "依规定不需要审核的填不适用")
    competition: Review = column("公平竞争审查", "不属于审查范围的填不适用")
    market: Flag = column("涉及市场主体", "与市场主体生产经营活动密切相关的填是")
    consultation: Literal["已征求", "未征求", "不适用"] = column(
        "公开征求意见", "依规定不需要公开征求意见的填不适用"
    )
    consulted_days: MaybeCount = optional(
        "征求意见天数", "公开征求意见的自然日天数；没有征求的留空", "日"
    )
    filing: Literal["已报备", "未报备", "不适用"] = column(
        "报备", "不需要报备的，以及年末尚未到期的，填不适用"
    )
    filed_on: MaybeDay = optional("报备日期", "报送备案的日期；没有报备的留空")
    file_by: MaybeDay = optional("报备期限", "按本地规定应当报备的最后一日")

    @model_validator(mode="after")
    def _steps_are_possible(self) -> DocumentRow:
        refuse(
            {
                f"「公开征求意见」为{self.consultation}，「征求意见天数」应留空": self.consultation
                != "已征求"
                and self.consulted_days is not None,
                "「报备」为已报备，应填「报备日期」": self.filing == "已报备"
                and self.filed_on is None,
                f"「报备」为{self.filing}，「报备日期」应留空": self.filing != "已报备"
                and self.filed_on is not None,
                "「报备日期」早于「印发日期」": earlier(self.filed_on, self.issued_on),
                "「报备期限」早于「印发日期」": earlier(self.file_by, self.issued_on),
            }
        )
        return self
