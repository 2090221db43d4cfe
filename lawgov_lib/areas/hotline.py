"""12345政务服务便民热线: the orders that came from it, how fast they were dealt with, how well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.measuring import formula
from lawgov_lib.measuring.metric import PERCENT, Definition, Measured, unasked
from lawgov_lib.telling.clauses import clause, lead, rate, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lawgov_lib.document.tree import Runs
    from lawgov_lib.inputs import Register
    from lawgov_lib.measuring.formula import Count
    from lawgov_lib.telling.narrative import Teller

_REGISTER = "hotline"
_WHOLE_YEAR = "全年"


def _once(count: Count) -> Count:
    """Count months or the whole year, never both: they would be counted twice."""

    def counted(registers: Mapping[str, Register]) -> Measured | None:
        book = registers[_REGISTER]
        if len(book.rows) > 1 and (book.rows["period"] == _WHOLE_YEAR).any():
            remark = "「期间」既有全年又有月份，重复计数，不计算"
            return Measured(None, formula.sources(book, book.rows), remark=remark)
        return count(registers)

    return counted


METRICS = unasked(
    Definition(
        "hot",
        "12345热线工单",
        "件",
        "12345热线工单台账「收到工单」之和",
        _once(formula.total(_REGISTER, "received")),
    ),
    Definition(
        "hot_done",
        "12345热线工单办结",
        "件",
        "12345热线工单台账「办结工单」之和",
        _once(formula.total(_REGISTER, "closed")),
    ),
    Definition(
        "hot_ontime",
        "12345热线工单按期办结率",
        PERCENT,
        "「按期办结」之和÷「办结工单」之和",
        _once(formula.ratio(_REGISTER, "on_time", "closed")),
    ),
    Definition(
        "hot_satisfied",
        "12345热线工单满意率",
        PERCENT,
        "「满意工单」之和÷「参评工单」之和",
        _once(formula.ratio(_REGISTER, "satisfied", "rated")),
    ),
)


def orders(teller: Teller) -> Runs:
    """Say how many orders came from the hot line, how many in time, how many were content."""
    what = "12345政务服务便民热线工单"
    return sentence(
        teller,
        lead(teller, f"全年收到{what}{{n}}", "hot", (f"全年{{n}}{what}", "未收到")),
        clause(teller, "办结{n}", "hot_done", "尚未办结", of="hot"),
        rate(
            teller,
            "按期办结率",
            "hot_ontime",
            every="全部按期办结",
            some="按期办结{k}件",
            none="均未按期办结",
        ),
        rate(
            teller,
            "满意率",
            "hot_satisfied",
            every="参加评价的{n}件全部满意",
            some="参加评价的{n}件中满意{k}件",
            none="参加评价的{n}件均不满意",
        ),
        subject=f"{what}中，",
    )
