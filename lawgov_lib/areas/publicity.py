"""普法: the events that make the law known, what was handed out there, and to how many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.measuring import formula
from lawgov_lib.measuring.metric import Definition
from lawgov_lib.telling.clauses import clause, lead, listed, sentence

if TYPE_CHECKING:
    from lawgov_lib.document.tree import Runs
    from lawgov_lib.telling.narrative import Teller

_EVENTS_NAMED = 5
_NONE = ("全年{n}集中普法活动", "未开展")

METRICS = (
    Definition("pop_events", "集中普法活动", "项", "普法活动台账的行数", formula.rows("publicity")),
    Definition(
        "pop_materials",
        "发放普法资料",
        "份",
        "普法活动台账「资料份数」之和",
        formula.total("publicity", "materials"),
    ),
    Definition(
        "pop_audience",
        "普法活动受众",
        "人次",
        "普法活动台账「受众人次」之和",
        formula.total("publicity", "audience"),
    ),
)


def events(teller: Teller) -> Runs:
    """Say on which occasions the law was made known, and to how many."""
    occasions = teller.rows("publicity").distinct("name")[:_EVENTS_NAMED]
    return sentence(
        teller,
        listed(
            teller,
            (
                teller.say("利用{names}等时间节点", names=teller.listed(occasions)),
                lead(teller, "开展集中普法活动{n}", "pop_events", _NONE),
            ),
            mark="，",
        ),
        clause(teller, "发放普法资料{n}", "pop_materials"),
        clause(teller, "受众{n}", "pop_audience"),
        subject="普法活动",
    )
