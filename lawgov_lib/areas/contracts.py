"""合同审查: the contracts, and whether each was reviewed before it was signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.measuring import formula
from lawgov_lib.measuring.metric import PERCENT, Definition, unasked
from lawgov_lib.telling.clauses import clause, lead, rate, sentence

if TYPE_CHECKING:
    from lawgov_lib.document.tree import Runs
    from lawgov_lib.telling.narrative import Teller

_REGISTER = "contracts"
_SIGNED, _REVIEWED = formula.given("signed_on"), formula.in_year("reviewed_on")

METRICS = unasked(
    Definition(
        "con_reviewed",
        "合法性审查合同",
        "份",
        "合同审查台账中「审查日期」在本年度的行数",
        formula.rows(_REGISTER, _REVIEWED),
    ),
    Definition(
        "con_opinions",
        "合同审查意见",
        "条",
        "合同审查台账中「审查日期」在本年度的「审查意见数」之和",
        formula.total(_REGISTER, "opinions", _REVIEWED),
    ),
    Definition(
        "con_taken",
        "合同审查意见采纳率",
        PERCENT,
        "「采纳意见数」之和÷「审查意见数」之和",
        formula.ratio(_REGISTER, "taken", "opinions", _REVIEWED),
    ),
    Definition(
        "con_signed",
        "签订合同",
        "份",
        "合同审查台账中已填「签订日期」的行数",
        formula.rows(_REGISTER, _SIGNED),
    ),
    Definition(
        "con_money",
        "签订合同金额",
        "万元",
        "合同审查台账中已填「签订日期」的「合同金额」之和",
        formula.total(_REGISTER, "amount", _SIGNED),
    ),
    Definition(
        "con_rate",
        "合同签订前合法性审查率",
        PERCENT,
        "「审查日期」不晚于「签订日期」的合同÷签订的合同",
        formula.portion(_REGISTER, formula.by_day("reviewed_on", "signed_on"), of=_SIGNED),
    ),
)


def reviewed(teller: Teller) -> Runs:
    """Say how many contracts were reviewed, with what opinions, and how many before signing."""
    return sentence(
        teller,
        lead(teller, "完成合同合法性审查{n}", "con_reviewed", ("全年{n}合同合法性审查", "未开展")),
        clause(teller, "提出审查意见{n}", "con_opinions"),
        rate(
            teller,
            "意见采纳率",
            "con_taken",
            every="意见全部采纳",
            some="采纳意见{k}条",
            none="意见均未采纳",
        ),
        clause(teller, "签订合同{n}", "con_signed"),
        clause(teller, "合同金额{n}", "con_money"),
        rate(
            teller,
            "签订前审查率",
            "con_rate",
            every="全部在签订前经过审查",
            some="在签订前经过审查{k}份",
            none="均未在签订前经过审查",
        ),
        subject="合同管理中，",
    )
