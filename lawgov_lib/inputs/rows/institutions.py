"""Rules in writing, other standing mechanisms, and normative documents."""

from __future__ import annotations

from typing import Literal

from lawgov_lib.inputs.columns import Row, column
from lawgov_lib.inputs.fields import Text

Area = Literal[
    "职能履行",
    "制度建设",
    "行政决策",
    "行政执法",
    "应急处置",
    "纠纷化解",
    "权力监督",
    "科技保障",
    "能力建设",
    "组织领导",
    "第一责任人",
]


class RuleRow(Row):
    """A rule or system in writing that the agency has in force."""

    register = "rules"
    label = "制度台账"
    key = ("kind", "title")
    standing = True

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

    register = "mechanisms"
    label = "机制台账"
    key = ("kind", "name")
    standing = True

    area: Area = column("领域", "机制所属的报告领域")
    kind: Literal[
        "规范性文件三统一",
        "重大行政决策程序",
        "外部监督",
        "举报渠道",
        "纠纷化解机制",
    ] = column("类别", "机制的类别")
    name: Text = column("名称", "机制名称")
