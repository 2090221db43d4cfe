"""Digital government: the agency's information systems."""

from __future__ import annotations

from typing import Literal

from lawgov_lib.inputs.columns import Flag, Row, column, optional
from lawgov_lib.inputs.fields import MaybePastDay, Text


class SystemRow(Row):
    """An information system in use."""

    register = "systems"
    label = "信息系统台账"
    key = ("name",)
    standing = True

    name: Text = column("系统名称", "系统全称")
    purpose: Literal["政务服务", "执法办案", "监督管理", "信息公开", "其他"] = column(
        "用途", "按主要用途填写"
    )
    used_since: MaybePastDay = optional("投用日期", "投入使用的日期；未公布的留空")
    linked: Flag = column("对接上级平台", "已与国家、省或市平台对接的填是")
