"""依法全面履行政府职能: approvals, time limits, credit and random inspection, fair competition."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from lawgov_lib import formula
from lawgov_lib.charts import bars
from lawgov_lib.document import Run
from lawgov_lib.metric import PERCENT, Definition, Measured, Threshold, share
from lawgov_lib.sections.area import Area

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lawgov_lib.document import Figure, Runs
    from lawgov_lib.inputs import Register
    from lawgov_lib.narrative import Teller

_DAYS = {"日": "日", "工作日": "个工作日"}


def _compression(registers: Mapping[str, Register]) -> Measured | None:
    """Compress only like with like: calendar days and working days are never divided."""
    book = registers["limits"]
    if book.frame.empty:
        return None
    found = formula.sources(book, book.frame)
    if (book.frame["before_calendar"] != book.frame["after_calendar"]).any():
        return Measured(None, found, remark="调整前后计日口径不同，不计算压缩率")
    before, after = Decimal(book.frame["before"].sum()), Decimal(book.frame["after"].sum())
    return Measured(share(before - after, before), found, before - after, before)


METRICS = (
    Definition("svc_online", "网上可办率", PERCENT, "可网办事项÷政务服务事项"),
    Definition(
        "lic_ontime",
        "行政许可按时办结率",
        PERCENT,
        "法定期限内办结件数÷办结件数",
        basis="licence_period",
        threshold=Threshold("≥", Decimal(100), "行政许可法"),
    ),
    Definition(
        "dsj_done", "双随机抽查次数", "次", "完成的双随机抽查次数", basis="random_inspection"
    ),
    Definition("credit_cases", "信用联合奖惩", "件", "实施联合激励和联合惩戒的件数"),
    Definition("fair_reviewed", "公平竞争审查", "件", "经公平竞争审查的政策措施件数"),
    Definition(
        "limits_changed", "调整办理时限事项", "项", "办理时限台账的行数", formula.rows("limits")
    ),
    Definition(
        "lic_compress", "办理时限压缩率", PERCENT, "原时限与现时限之差÷原时限", _compression
    ),
    Definition("fund_count", "专项资金项目", "个", "专项资金台账的行数", formula.rows("funds")),
    Definition(
        "fund_total",
        "专项资金金额",
        "万元",
        "专项资金台账「金额」之和",
        formula.total("funds", "amount"),
    ),
)


def limits(teller: Teller) -> Runs:
    """Say how each time limit changed, and why a change of calendar has no percentage."""
    sentences: list[Runs] = []
    for row in teller.rows("limits").itertuples():
        same = row.before_calendar == row.after_calendar
        shorter = same and row.after < row.before
        note = "（前后计日口径不同，不作压缩率比较）"
        sentences.append(
            (
                teller.cell("limits", row.Index, "item"),
                Run(text="办理时限由"),
                teller.cell("limits", row.Index, "before", _DAYS[row.before_calendar]),
                Run(text="压缩至" if shorter else "调整为"),
                teller.cell("limits", row.Index, "after", _DAYS[row.after_calendar]),
                *(() if same else (Run(text=note),)),
            )
        )
    return teller.say("{sentences}。", sentences=teller.joined(sentences, "；"))


def funds(teller: Teller) -> Runs:
    """Say the sum of the grants, and each of them."""
    grants: list[Runs] = []
    for row in teller.rows("funds").itertuples():
        partner = f"（合作单位：{row.partner}）" if row.partner else ""
        grants.append(
            (
                teller.cell("funds", row.Index, "project", partner),
                teller.cell("funds", row.Index, "amount", "万元"),
            )
        )
    return teller.say(
        "安排专项资金{total}，支持项目{count}：{grants}。",
        total=teller.quantity("fund_total"),
        count=teller.quantity("fund_count"),
        grants=teller.joined(grants),
    )


def funds_chart(teller: Teller) -> Figure | None:
    """Draw the grants by project."""
    frame = teller.rows("funds")
    if frame.empty:
        return None
    return bars(
        list(frame["project"]), list(frame["amount"]), unit="万元", caption="专项资金安排情况"
    )


AREA = Area("functions", METRICS, {"limits": limits, "funds": funds}, (funds_chart,))
