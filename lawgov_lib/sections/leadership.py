"""加强法治政府建设组织领导: plans, meetings on law-based government, the annual report itself."""

from __future__ import annotations

from decimal import Decimal

from lawgov_lib.metric import Definition, Threshold
from lawgov_lib.sections.area import Area

METRICS = (
    Definition(
        "meet",
        "法治政府建设专题会议",
        "次",
        "专题研究法治政府建设的会议次数",
        threshold=Threshold("≥", Decimal(1), "年度工作要求"),
    ),
)

AREA = Area("leadership", METRICS)
