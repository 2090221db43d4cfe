"""坚持严格规范公正文明执法: disclosure, records, legal review, officers, inspection."""

from __future__ import annotations

from decimal import Decimal

from lawgov_lib.metric import PERCENT, Definition, Threshold
from lawgov_lib.sections.area import Area

METRICS = (
    Definition(
        "staff_cert",
        "执法人员持证率",
        PERCENT,
        "持证执法人员÷在岗执法人员",
        threshold=Threshold("≥", Decimal(100), "持证上岗要求"),
    ),
    Definition("staff_review", "法制审核人员", "人", "专门从事法制审核的人员数"),
    Definition("insp", "行政检查次数", "次", "本年度实施的行政检查次数"),
    Definition(
        "permit_checks", "外国人来华工作许可检查", "次", "对外国人来华工作许可实施的检查次数"
    ),
)

AREA = Area("enforcement", METRICS)
