"""完善依法行政制度体系: internal rules, normative documents and the three unifications."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from lawgov_lib import formula
from lawgov_lib.charts import bars
from lawgov_lib.metric import Definition
from lawgov_lib.sections.area import Area

if TYPE_CHECKING:
    from lawgov_lib.document import Figure, Runs
    from lawgov_lib.narrative import Teller

_INTERNAL, _NORMATIVE = "内部管理制度", "规范性文件管理制度"
_UNIFIED = "规范性文件三统一"

METRICS = (
    Definition(
        "rules_total",
        "在行制度总数",
        "项",
        "制度台账中不同「名称」的个数",
        formula.distinct("rules", "title"),
    ),
    Definition(
        "internal_rules",
        "内部管理制度",
        "项",
        "制度台账中「类别」为内部管理制度的行数",
        formula.rows("rules", kind=_INTERNAL),
    ),
    Definition(
        "norm_rules",
        "规范性文件管理制度",
        "项",
        "制度台账中「类别」为规范性文件管理制度的行数",
        formula.rows("rules", kind=_NORMATIVE),
    ),
    Definition(
        "norm_unified",
        "规范性文件统一管理环节",
        "个",
        "机制台账中「类别」为规范性文件三统一的行数",
        formula.rows("mechanisms", kind=_UNIFIED),
    ),
    Definition("norm_made", "制定规范性文件", "件", "本年度制定的规范性文件件数"),
)


def internal_rules(teller: Teller) -> Runs:
    """Say how many internal rules are in force, and name them."""
    return teller.say(
        "现行内部管理制度{count}，分别为{titles}。",
        count=teller.quantity("internal_rules"),
        titles=teller.titled(teller.rows("rules", kind=_INTERNAL)["title"]),
    )


def norm_rules(teller: Teller) -> Runs:
    """Say which rules govern the agency's normative documents."""
    return teller.say(
        "制定{titles}等{count}制度。",
        titles=teller.titled(teller.rows("rules", kind=_NORMATIVE)["title"]),
        count=teller.counted("norm_rules"),
    )


def rules_chart(teller: Teller) -> Figure | None:
    """Draw the rules in force by kind."""
    counts = Counter(teller.rows("rules")["kind"]).most_common()
    if not counts:
        return None
    return bars(
        [kind for kind, _ in counts],
        [Decimal(count) for _, count in counts],
        unit="项",
        caption="在行制度分类情况",
    )


AREA = Area(
    "institutions",
    METRICS,
    {"internal_rules": internal_rules, "norm_rules": norm_rules},
    (rules_chart,),
)
