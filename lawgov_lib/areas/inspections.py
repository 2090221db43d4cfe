"""行政检查: how often, of whom, in what manner, and whether firms were seen too often."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from lawgov_lib.inputs.tablerows import blank
from lawgov_lib.measuring import formula
from lawgov_lib.measuring.metric import PERCENT, Definition, Measured, unasked
from lawgov_lib.telling.clauses import among, clause, lead, rate, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lawgov_lib.document.tree import Runs
    from lawgov_lib.inputs import Register
    from lawgov_lib.telling.narrative import Teller

_REGISTER = "inspections"
_BY_CLUE = "个案检查"
_ENTERED = formula.both(firm="是", manner="现场检查")


def _cap(registers: Mapping[str, Register]) -> Measured | None:
    """Return the cap where one holds for all firms."""
    book = registers[_REGISTER]
    told = book.rows.fitting(~blank(book.rows["cap"]))
    if not len(told):
        return None
    found = formula.sources(book, told)
    if len({*told["cap"]}) > 1:
        return Measured(None, found, remark="各企业的检查频次上限不同，不列一个数")
    return Measured(Decimal(int(told["cap"][0])), found)


def _over_the_cap(registers: Mapping[str, Register]) -> Measured | None:
    """Count the firms inspected more often than the cap; what follows a clue does not count."""
    book = registers[_REGISTER]
    rows = book.rows
    told = rows.fitting(~blank(rows["cap"]) & (rows["occasion"] != _BY_CLUE))
    if not len(told):
        return None
    caps: dict[str, list[int]] = {}
    for party, cap in told.tuples(("party", "cap")):
        caps.setdefault(party, []).append(cap)
    over = sum(len(found) > max(found) for found in caps.values())
    return Measured(Decimal(over), formula.sources(book, told))


METRICS = (
    Definition("insp", "行政检查次数", "次", "本年度实施的行政检查次数", formula.rows(_REGISTER)),
    Definition(
        "insp_firms",
        "涉企行政检查次数",
        "次",
        "行政检查台账中「涉企」为是的行数",
        formula.rows(_REGISTER, firm="是"),
    ),
    Definition(
        "insp_remote",
        "非现场检查次数",
        "次",
        "行政检查台账中「检查方式」为非现场检查的行数",
        formula.rows(_REGISTER, manner="非现场检查"),
    ),
    Definition(
        "insp_found",
        "发现问题的行政检查次数",
        "次",
        "行政检查台账中「发现问题」为是的行数",
        formula.rows(_REGISTER, found="是"),
    ),
    *unasked(
        Definition(
            "insp_scan",
            "扫码入企率",
            PERCENT,
            "扫码登记的涉企现场检查次数÷涉企现场检查次数",
            formula.portion(
                _REGISTER, formula.is_in("scanned", "是"), of=_ENTERED, needs=("scanned",)
            ),
        ),
        Definition(
            "insp_joint",
            "综合查一次次数",
            "次",
            "行政检查台账中「综合查一次」为是的行数",
            formula.rows(_REGISTER, joint="是", needs=("joint",)),
        ),
        Definition(
            "insp_cap",
            "涉企行政检查年度频次上限",
            "次/年",
            "行政检查台账「频次上限」，各企业相同的",
            _cap,
        ),
        Definition(
            "insp_over",
            "超过年度检查频次上限的企业",
            "家",
            "行政检查台账中除个案检查外，检查次数多于「频次上限」的检查对象数",
            _over_the_cap,
        ),
        Definition(
            "insp_led",
            "作出后续执法行为的行政检查次数",
            "次",
            "行政检查台账中「后续执法」为行政处罚、行政强制或者其他行政执法行为的行数",
            formula.rows(_REGISTER, formula.not_(formula.is_in("led_to", "无")), needs=("led_to",)),
        ),
    ),
)


def visits(teller: Teller) -> Runs:
    """Say how many inspections were made, of firms and from afar, and what they found."""
    return sentence(
        teller,
        lead(teller, "实施行政检查{n}", "insp", ("全年{n}行政检查", "未实施")),
        among(teller, "insp", {"涉企检查": "insp_firms", "非现场检查": "insp_remote"}),
        clause(teller, "发现问题的检查{n}", "insp_found"),
        clause(teller, "作出后续执法行为的检查{n}", "insp_led"),
        clause(teller, "开展“综合查一次”{n}", "insp_joint"),
        rate(
            teller,
            "扫码入企率",
            "insp_scan",
            every="入企检查的{n}次全部扫码",
            some="入企检查的{n}次中扫码{k}次",
            none="入企检查的{n}次均未扫码",
        ),
        clause(teller, "对同一企业的检查频次上限为{n}", "insp_cap"),
        clause(
            teller,
            "超过频次上限的企业{n}",
            "insp_over",
            "没有超过频次上限的企业",
            of="insp_firms",
        ),
        subject="行政检查中，",
    )
