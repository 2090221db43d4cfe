"""推进行政决策科学化、民主化、法治化: catalogue, rules, the five procedures, archive."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from lawgov_lib import formula
from lawgov_lib.metric import PERCENT, Definition, Threshold
from lawgov_lib.sections.area import Area

if TYPE_CHECKING:
    from lawgov_lib.document import Runs
    from lawgov_lib.narrative import Teller

_RULES, _PROCEDURES = "重大行政决策制度", "重大行政决策程序"

METRICS = (
    Definition(
        "dec_rules",
        "重大行政决策制度",
        "项",
        "制度台账中「类别」为重大行政决策制度的行数",
        formula.rows("rules", kind=_RULES),
    ),
    Definition(
        "dec_procedures",
        "重大行政决策程序",
        "个",
        "机制台账中「类别」为重大行政决策程序的行数",
        formula.rows("mechanisms", kind=_PROCEDURES),
        basis="decision_discussion",
    ),
    Definition("dec_items", "目录内重大行政决策事项", "件", "年度目录所列事项件数"),
    Definition(
        "dec_archive",
        "重大行政决策归档率",
        PERCENT,
        "已归档事项÷年度目录事项",
        basis="decision_archive",
        threshold=Threshold("≥", Decimal(100), "重大行政决策程序暂行条例"),
    ),
)


def rules(teller: Teller) -> Runs:
    """Say which rules govern major decisions."""
    return teller.say(
        "建立健全{titles}等{count}制度。",
        titles=teller.titled(teller.rows("rules", kind=_RULES)["title"]),
        count=teller.counted("dec_rules"),
    )


def procedures(teller: Teller) -> Runs:
    """Say which procedures a major decision goes through."""
    return teller.say(
        "履行{names}{count}法定程序。",
        names=teller.listed(teller.rows("mechanisms", kind=_PROCEDURES)["name"]),
        count=teller.counted("dec_procedures"),
    )


AREA = Area("decisions", METRICS, {"dec_rules": rules, "dec_procedures": procedures})
