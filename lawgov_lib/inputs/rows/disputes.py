"""Disputes: publicity of the law."""

from __future__ import annotations

from lawgov_lib.inputs.columns import Row, column, optional
from lawgov_lib.inputs.fields import MaybeCount, MaybeDay, Text


class PublicityRow(Row):
    """An event that makes the law known to the public."""

    label = "普法活动台账"
    key = ("held_on", "name")

    name: Text = column("名称", "活动名称")
    held_on: MaybeDay = optional("日期", "举办日期；未公布的留空")
    audience: MaybeCount = optional("受众人次", "未公布的留空", "人次")
