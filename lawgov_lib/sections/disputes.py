"""依法有效化解社会矛盾纠纷: mediation, petitions, reconsideration, litigation, publicity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib import formula
from lawgov_lib.metric import Definition
from lawgov_lib.sections.area import Area

if TYPE_CHECKING:
    from lawgov_lib.document import Runs
    from lawgov_lib.narrative import Teller

_MECHANISMS = "纠纷化解机制"

METRICS = (
    Definition(
        "dispute_rules",
        "矛盾纠纷化解机制",
        "项",
        "机制台账中「类别」为纠纷化解机制的行数",
        formula.rows("mechanisms", kind=_MECHANISMS),
    ),
    Definition("rec", "行政复议案件", "件", "本年度作为被申请人的行政复议案件数"),
    Definition(
        "lit",
        "行政诉讼案件",
        "件",
        "本年度作为被告的一审行政诉讼案件数",
        basis="litigation_duty",
    ),
    Definition("pop_events", "集中普法活动", "项", "普法活动台账的行数", formula.rows("publicity")),
)


def mechanisms(teller: Teller) -> Runs:
    """Say which mechanisms prevent and settle disputes."""
    return teller.say(
        "健全{names}等{count}矛盾纠纷化解机制。",
        names=teller.listed(teller.rows("mechanisms", kind=_MECHANISMS)["name"]),
        count=teller.counted("dispute_rules"),
    )


def publicity(teller: Teller) -> Runs:
    """Say on which occasions the law was made known."""
    return teller.say(
        "利用{names}等时间节点，开展集中普法活动{count}。",
        names=teller.listed(teller.rows("publicity")["name"]),
        count=teller.quantity("pop_events"),
    )


AREA = Area("disputes", METRICS, {"dispute_rules": mechanisms, "publicity": publicity})
