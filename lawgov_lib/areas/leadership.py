"""加强法治政府建设组织领导: plans, meetings on law-based government, the annual report itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.areas.area import Area
from lawgov_lib.base.wording import enumeration
from lawgov_lib.measuring import formula
from lawgov_lib.measuring.metric import Definition
from lawgov_lib.telling.clauses import lead, sentence

if TYPE_CHECKING:
    from lawgov_lib.document.tree import Runs
    from lawgov_lib.telling.narrative import Teller

_WORK = "研究法治政府建设工作"

METRICS = (
    Definition(
        "meet",
        "法治政府建设专题会议",
        "次",
        "专题研究法治政府建设的会议次数",
        formula.rows("meetings"),
    ),
)


def meetings(teller: Teller) -> Runs:
    """Say how many meetings dealt with law-based government, and of which kinds."""
    kinds = enumeration(teller.rows("meetings").distinct("kind") or ["会议"])
    return sentence(
        teller,
        lead(teller, f"召开{kinds}{_WORK}{{n}}", "meet", (f"全年{{n}}会议{_WORK}", "未召开")),
    )


AREA = Area("leadership", METRICS, {"meet": meetings})
