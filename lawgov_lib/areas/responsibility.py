"""党政主要负责人履行第一责任人职责: study led in person, duties, year-end review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.areas.area import Area
from lawgov_lib.document.tree import Run
from lawgov_lib.measuring import formula
from lawgov_lib.measuring.metric import Definition
from lawgov_lib.telling.clauses import lead, sentence

if TYPE_CHECKING:
    from lawgov_lib.document.tree import Runs
    from lawgov_lib.telling.narrative import Teller

_OWN = "第一责任人专题学法"

METRICS = (
    Definition(
        "study_head",
        "第一责任人组织专题学法",
        "次",
        "学法活动台账中「类别」为第一责任人专题学法的行数",
        formula.rows("study", kind=_OWN),
    ),
    Definition(
        "shufa",
        "党政主要负责人述法",
        "次",
        "本年度党政主要负责人述法的次数",
    ),
)


def study(teller: Teller) -> Runs:
    """Say when the head led a study session, for whom and on what, as far as it is known."""
    sessions: list[Runs] = []
    for row in teller.rows("study", kind=_OWN).itertuples():
        runs = [Run(text="学习"), teller.cell("study", row.Index, "topic")]
        if row.participants:
            runs = [Run(text="组织"), teller.cell("study", row.Index, "participants"), *runs]
        if row.held_on:
            runs = [teller.cell("study", row.Index, "held_on"), *runs]
        sessions.append(tuple(runs))
    return teller.say(
        "组织专题学法{count}：{sessions}。",
        count=teller.quantity("study_head"),
        sessions=teller.joined(sessions, "；"),
    )


def report_on_law(teller: Teller) -> Runs:
    """Say how often the heads reported on law in their year-end review."""
    return sentence(
        teller,
        lead(
            teller,
            "党政主要负责人述法{n}",
            "shufa",
            ("党政主要负责人{n}述法", "未"),
            compared=False,
        ),
    )


AREA = Area("responsibility", METRICS, {"study_head": study, "shufa": report_on_law})
