"""行政许可: applications, what became of them, and what one year leaves to the next.

An application goes through two stages, each of which adds up: what came in or waited for it is
declined, accepted, withdrawn or still waits; what was accepted or was open is decided, ended or is
still open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lawgov_lib.measuring import formula
from lawgov_lib.measuring.metric import PERCENT, Definition
from lawgov_lib.telling.clauses import carried, clause, lead, left_open, listed, rate, sentence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lawgov_lib.document.tree import Runs
    from lawgov_lib.inputs import Register
    from lawgov_lib.measuring.formula import Hit
    from lawgov_lib.telling.narrative import Teller

_LICENCE_DAYS, _EXTENSION_DAYS = 20, 10
_JOINT_DAYS, _JOINT_EXTENSION_DAYS = 45, 15
_EXCLUDED = "excluded_days"
_APPLICATION = formula.is_in("kind", "新办", "变更", "延续")
_DECIDED = formula.is_in("outcome", "许可", "不予许可")
_ACCEPTED = formula.given("accepted_on")
_UNACCEPTED = formula.not_(_ACCEPTED)


def _licence_days(book: Register) -> NDArray[np.int64]:
    """Return each case's limit in working days: its own or the law's, longer where extended.

    One that several offices handle together may take longer (行政许可法, art. 42); what hearings,
    tests and the like take is not counted (art. 45).
    """
    joint = book.rows["joint"] == "是"
    usual = np.where(joint, _JOINT_DAYS, _LICENCE_DAYS)
    more = np.where(joint, _JOINT_EXTENSION_DAYS, _EXTENSION_DAYS)
    limits = zip(usual, book.column("limit"), strict=True)
    own = np.array([days if limit is None else limit for days, limit in limits], dtype=np.int64)
    extended = formula.is_in("extended", "是")(book)
    allowed: NDArray[np.int64] = own + more * extended + formula.left_out(book, _EXCLUDED)
    return allowed


def _applications(metric_id: str, name: str, when: str, hit: Hit) -> Definition:
    """Define a count of applications; a revocation is none."""
    return Definition(
        metric_id,
        name,
        "件",
        f"行政许可办件台账中「类型」为新办、变更或延续，且{when}的行数",
        formula.rows("licences", formula.both(_APPLICATION, hit)),
    )


METRICS = (
    _applications(
        "lic_applied", "行政许可申请", "「申请日期」在本年度", formula.in_year("applied_on")
    ),
    _applications(
        "lic_accepted", "行政许可受理", "「受理日期」在本年度", formula.in_year("accepted_on")
    ),
    _applications(
        "lic_carried",
        "上年结转行政许可办件",
        "「受理日期」在本年度以前",
        formula.before_year("accepted_on"),
    ),
    _applications(
        "lic_waiting",
        "上年结转待受理行政许可申请",
        "「申请日期」在本年度以前、「受理日期」不在本年度以前",
        formula.both(
            formula.before_year("applied_on"), formula.not_(formula.before_year("accepted_on"))
        ),
    ),
    _applications(
        "lic_declined",
        "不予受理行政许可申请",
        "「结果」为不予受理",
        formula.is_in("outcome", "不予受理"),
    ),
    _applications(
        "lic_withdrawn",
        "受理前终止的行政许可申请",
        "没有「受理日期」、「结果」为终止",
        formula.both(_UNACCEPTED, outcome="终止"),
    ),
    _applications(
        "lic_pending",
        "结转下年待受理行政许可申请",
        "没有「受理日期」、「结果」为在办",
        formula.both(_UNACCEPTED, outcome="在办"),
    ),
    _applications(
        "lic_ended",
        "受理后终止办理的行政许可",
        "受理后「结果」为终止",
        formula.both(_ACCEPTED, outcome="终止"),
    ),
    _applications(
        "lic_open",
        "结转下年行政许可办件",
        "受理后「结果」为在办",
        formula.both(_ACCEPTED, outcome="在办"),
    ),
    *(
        Definition(
            metric_id,
            name,
            "件",
            f"行政许可办件台账中「结果」为{outcome}的行数{note}",
            formula.rows("licences", outcome=outcome),
        )
        for metric_id, name, outcome, note in (
            ("lic_granted", "准予行政许可", "许可", "，含准予变更、延续"),
            ("lic_refused", "不予行政许可", "不予许可", ""),
            ("lic_revoked", "撤销行政许可", "撤销", ""),
        )
    ),
    Definition(
        "lic_ontime",
        "行政许可按时办结率",
        PERCENT,
        "法定期限内办结件数÷办结件数",
        formula.noting_left_out(
            "licences",
            _EXCLUDED,
            formula.portion(
                "licences",
                formula.within_working_days("accepted_on", "finished_on", _licence_days),
                of=_DECIDED,
            ),
        ),
        basis="licence_period",
    ),
)


def cases(teller: Teller) -> Runs:
    """Say what became of the applications, then what became of those that were accepted."""
    received = [
        clause(teller, "不予受理{n}", "lic_declined"),
        clause(teller, "受理前终止{n}", "lic_withdrawn"),
        clause(teller, "尚待受理{n}", "lic_pending"),
        clause(teller, "受理{n}", "lic_accepted"),
    ]
    results = [
        clause(teller, "准予许可{n}", "lic_granted"),
        clause(teller, "不予许可{n}", "lic_refused"),
        clause(teller, "终止办理{n}", "lic_ended"),
    ]
    told = (
        lead(teller, "全年收到行政许可申请{n}", "lic_applied", ("全年{n}行政许可申请", "未收到")),
        carried(teller, "lic_waiting", "lic_applied", "申请"),
        listed(teller, received),
        carried(teller, "lic_carried", "lic_accepted", "在办件"),
        listed(teller, results),
        left_open(teller, "lic_open"),
        rate(
            teller,
            "按时办结率",
            "lic_ontime",
            every="作出决定的{n}件全部按时办结",
            some="作出决定的{n}件中按时办结{k}件",
            none="作出决定的{n}件均未按时办结",
        ),
    )
    also = "另" if any(told) else ""
    revoked = clause(teller, f"{also}撤销行政许可{{n}}", "lic_revoked")
    return sentence(teller, *told, revoked, subject="行政许可办理中，")
