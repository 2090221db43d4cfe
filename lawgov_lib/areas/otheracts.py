"""其他行政执法行为: levies, requisitions, confirmations, rulings, payments and rewards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.measuring import formula
from lawgov_lib.measuring.metric import Definition, unasked
from lawgov_lib.telling.clauses import by_kind, clause, sentence

if TYPE_CHECKING:
    from lawgov_lib.document.tree import Runs
    from lawgov_lib.telling.narrative import Teller

_REGISTER = "other_acts"
_DONE = formula.given("completed_on")
_KINDS = {
    "行政征收": "act_levy",
    "行政征用": "act_requisition",
    "行政确认": "act_confirmation",
    "行政裁决": "act_ruling",
    "行政给付": "act_payment",
    "行政奖励": "act_reward",
    "其他": "act_other",
}
_PAID = {
    "行政征收": "act_levy_money",
    "行政给付": "act_payment_money",
    "行政奖励": "act_reward_money",
}

METRICS = unasked(
    Definition(
        "act_total",
        "其他行政执法行为办结",
        "件",
        "其他行政执法行为台账中已填「完成日期」的行数",
        formula.rows(_REGISTER, _DONE),
    ),
    *(
        Definition(
            metric_id,
            f"{'其余行政执法行为' if kind == '其他' else kind}办结",
            "件",
            f"其他行政执法行为台账中已填「完成日期」、「类别」为{kind}的行数",
            formula.rows(_REGISTER, _DONE, kind=kind),
        )
        for kind, metric_id in _KINDS.items()
    ),
    Definition(
        "act_open",
        "尚未办结的其他行政执法行为",
        "件",
        "其他行政执法行为台账中没有「完成日期」的行数",
        formula.rows(_REGISTER, formula.not_(_DONE)),
    ),
    *(
        Definition(
            metric_id,
            f"{kind}金额",
            "万元",
            f"其他行政执法行为台账中已填「完成日期」、「类别」为{kind}的「金额」之和",
            formula.total(_REGISTER, "amount", formula.both(_DONE, kind=kind)),
        )
        for kind, metric_id in _PAID.items()
    ),
)


def acts(teller: Teller) -> Runs:
    """Say how many acts there were beside licences, penalties, compulsion and inspections."""
    whole = ("其他行政执法行为", "act_total")
    kinds = {"其他类" if kind == "其他" else kind: each for kind, each in _KINDS.items()}
    return sentence(
        teller,
        by_kind(teller, "办结", whole, kinds, ("全年{n}其他行政执法行为", "未办结")),
        *(clause(teller, f"{kind}金额{{n}}", each) for kind, each in _PAID.items()),
        clause(teller, "尚在办理{n}", "act_open"),
        subject="其他行政执法行为中，",
    )
