"""健全突发事件应对体系: emergency plans, drills, incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.areas.area import Area
from lawgov_lib.measuring import formula
from lawgov_lib.measuring.metric import Definition
from lawgov_lib.telling.clauses import clause, lead, sentence

if TYPE_CHECKING:
    from lawgov_lib.document.tree import Runs
    from lawgov_lib.telling.narrative import Teller

METRICS = (
    Definition("em_plans", "应急预案", "个", "应急预案台账的行数", formula.rows("emergency_plans")),
    Definition(
        "em_revised",
        "本年度制定修订应急预案",
        "个",
        "应急预案台账中「本年度修订」为是的行数",
        formula.rows("emergency_plans", revised="是"),
    ),
    Definition("drills", "应急演练", "次", "应急演练台账的行数", formula.rows("drills")),
    Definition(
        "drill_people",
        "应急演练参加人次",
        "人次",
        "应急演练台账「参加人次」之和",
        formula.total("drills", "participants"),
    ),
    Definition("em_incidents", "突发事件", "起", "本年度职责范围内发生的突发事件起数"),
)


def plans(teller: Teller) -> Runs:
    """Say how many emergency plans there are, and how many were revised in the year."""
    return sentence(
        teller,
        lead(teller, "现有应急预案{n}", "em_plans"),
        clause(teller, "本年度制定修订{n}", "em_revised"),
        subject="应急预案",
    )


def drills(teller: Teller) -> Runs:
    """Say how many drills were held, and how many took part."""
    return sentence(
        teller,
        lead(teller, "开展应急演练{n}", "drills", ("全年{n}应急演练", "未开展")),
        clause(teller, "参加{n}", "drill_people"),
        subject="应急演练",
    )


def incidents(teller: Teller) -> Runs:
    """Say how many incidents happened."""
    return sentence(
        teller,
        lead(teller, "发生突发事件{n}", "em_incidents", ("全年{n}突发事件", "未发生")),
    )


AREA = Area(
    "emergency",
    METRICS,
    {"em_plans": plans, "drills": drills, "em_incidents": incidents},
)
