"""Local rules (本地规定) that the program does not know by itself, a row a version of one."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from lawgov_lib.inputs.columns import Row, column, optional
from lawgov_lib.inputs.fields import Maybe, MaybeDay, MaybeText, Text
from lawgov_lib.inputs.rows.faults import earlier, refuse

UNCHECKED = "未核对"


class LocalRuleRow(Row):
    """A local regulation, rule or normative document as it stands from one day to another."""

    label = "本地规定"
    key = ("title", "issued", "since")
    adds_up = False

    title: Text = column("题名", "全称，不加书名号；修订过的，每个版本一行")
    kind: Literal["地方性法规", "政府规章", "规范性文件", "党内法规", "其他"] = column(
        "类别", "由谁制定：人大为地方性法规，政府为政府规章"
    )
    number: MaybeText = optional("文号", "如 甲政发〔2023〕5号、甲市人民政府令第20号")
    issued: MaybeDay = optional("公布", "公布或者印发的日期")
    since: MaybeDay = optional("施行", "开始施行的日期")
    until: MaybeDay = optional("终止", "不再有效的第一日；仍然有效的、被同名的修订版本代替的留空")
    by: MaybeText = optional("代替者", "终止后代替它的文件，写全称；没有的留空")
    mark: Maybe[Literal["已核对", "未核对"]] = optional(
        "标记", "日期是否已与文件原文核对；留空即已核对，未核对的不据以检查"
    )
    source: MaybeText = optional("出处", "从哪里查到的，如 政府公报2023年第4期")

    @model_validator(mode="after")
    def _days_follow(self) -> LocalRuleRow:
        refuse(
            {
                "「题名」带有书名号": "《" in self.title or "》" in self.title,
                "「施行」早于「公布」": earlier(self.since, self.issued),
                "「终止」不晚于「施行」": self.until is not None
                and (begins := self.since or self.issued) is not None
                and self.until <= begins,
                "有「代替者」，应填「终止」": self.by is not None and self.until is None,
                "「代替者」是它自己，修订的版本另起一行即可": self.by == self.title,
                "「公布」和「施行」至少填一项": self.issued is None and self.since is None,
            }
        )
        return self
