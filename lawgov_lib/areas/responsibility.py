"""党政主要负责人履行第一责任人职责: study led in person, duties, year-end review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.areas.area import Area
from lawgov_lib.document.tree import Run
from lawgov_lib.measuring import formula
from lawgov_lib.measuring.metric import Definition
from lawgov_lib.telling.clauses import lead, listed, sentence

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
    rows = list(teller.rows("study", kind=_OWN).records())
    if not rows:
        return ()
    circles = {row["participants"] for _, row in rows}
    one_circle = len(circles) == 1
    sessions: list[Runs] = []
    for line, row in rows:
        notes: list[Runs] = []
        if row["held_on"]:
            notes.append((teller.cell("study", line, "held_on"),))
        if row["participants"] and not one_circle:
            who = teller.cell("study", line, "participants", "参加")
            notes.append((who,))
        topic = teller.cell("study", line, "topic")
        sessions.append((topic, *teller.say("（{notes}）", notes=teller.joined(notes, "，"))))
    return sentence(
        teller,
        teller.say("组织专题学法{count}", count=teller.quantity("study_head")),
        listed(teller, sessions, "内容是" if len(sessions) == 1 else "内容依次是"),
        (Run(text="参加人员为"), teller.cell("study", rows[0][0], "participants"))
        if one_circle and rows[0][1]["participants"]
        else (),
    )


def report_on_law(teller: Teller) -> Runs:
    """Say how often the heads reported on law in their year-end review."""
    return sentence(
        teller,
        lead(
            teller,
            "主要负责人述法{n}",
            "shufa",
            ("主要负责人{n}述法", "未"),
            compared=False,
        ),
    )


AREA = Area("responsibility", METRICS, {"study_head": study, "shufa": report_on_law})
