"""推进行政决策科学化、民主化、法治化: catalogue, rules, the five procedures, archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.areas import contracts
from lawgov_lib.areas.area import Area
from lawgov_lib.measuring import formula
from lawgov_lib.measuring.metric import PERCENT, Definition
from lawgov_lib.telling.charts import TrendChart
from lawgov_lib.telling.clauses import and_others, clause, followed, lead, rate, sentence

if TYPE_CHECKING:
    from lawgov_lib.document.tree import Runs
    from lawgov_lib.telling.narrative import Teller

_RULES, _PROCEDURES = "重大行政决策制度", "重大行政决策程序"
_COMPLETED = formula.given("completed_on")
_STEPS = {
    "公众参与": "dec_participation",
    "专家论证": "dec_expertise",
    "风险评估": "dec_risk",
    "合法性审查": "dec_legality",
    "集体讨论": "dec_discussion",
}


def _procedure(metric_id: str, name: str, field: str, basis: str | None = None) -> Definition:
    """Define how often a procedure was gone through where it had to be, by completed items.

    With a basis the procedure is one that no decision may leave out.
    """
    return Definition(
        metric_id,
        f"重大行政决策{name}履行率",
        PERCENT,
        f"已完成事项中已履行{name}的件数÷应履行的件数",
        formula.portion(
            "decisions",
            formula.is_in(field, "已履行"),
            of=formula.both(_COMPLETED, formula.not_(formula.is_in(field, "不适用"))),
            needs=(field,),
        ),
        basis=basis,
    )


METRICS = (
    Definition(
        "dec_rules",
        "重大行政决策制度",
        "项",
        "制度台账中「类别」为重大行政决策制度的行数",
        formula.rows("rules", kind=_RULES),
    ),
    Definition(
        "dec_procedures",
        "重大行政决策程序",
        "个",
        "机制台账中「类别」为重大行政决策程序的行数",
        formula.rows("mechanisms", kind=_PROCEDURES),
        basis="decision_discussion",
    ),
    Definition(
        "dec_items",
        "目录内重大行政决策事项",
        "件",
        "年度目录所列事项件数",
        formula.rows("decisions"),
    ),
    Definition(
        "dec_done",
        "完成重大行政决策事项",
        "件",
        "重大行政决策台账中已填「完成日期」的行数",
        formula.rows("decisions", _COMPLETED),
    ),
    _procedure("dec_participation", "公众参与", "participation"),
    _procedure("dec_expertise", "专家论证", "expertise"),
    _procedure("dec_risk", "风险评估", "risk"),
    _procedure("dec_legality", "合法性审查", "legality", "decision_review"),
    _procedure("dec_discussion", "集体讨论", "discussion", "decision_discussion"),
    Definition(
        "dec_comment_days",
        "重大行政决策征求意见最短天数",
        "日",
        "重大行政决策台账「征求意见天数」的最小值",
        formula.least("decisions", "consulted_days"),
        basis="decision_consultation",
    ),
    Definition(
        "dec_review_days",
        "重大行政决策合法性审查最短天数",
        "个工作日",
        "重大行政决策台账「合法性审查天数」的最小值",
        formula.least("decisions", "review_days"),
        basis="decision_review_period",
    ),
    Definition(
        "dec_archive",
        "重大行政决策归档率",
        PERCENT,
        "已归档事项÷年度目录事项",
        formula.portion("decisions", formula.is_in("archived", "是")),
        basis="decision_archive",
    ),
    *contracts.METRICS,
)


def rules(teller: Teller) -> Runs:
    """Say which rules govern major decisions."""
    titles = list(teller.rows("rules", kind=_RULES)["title"])
    return teller.say(
        f"建立健全{{titles}}{and_others(titles)}{{count}}制度。",
        titles=teller.titled(titles),
        count=teller.counted("dec_rules"),
    )


def procedures(teller: Teller) -> Runs:
    """Say which procedures a major decision goes through."""
    return teller.say(
        "履行{names}{count}法定程序。",
        names=teller.listed(teller.rows("mechanisms", kind=_PROCEDURES)["name"]),
        count=teller.counted("dec_procedures"),
    )


def items(teller: Teller) -> Runs:
    """Say how many items the catalogue has, and how far each procedure was gone through."""
    named = bool(teller.metrics["dec_procedures"].value)
    return sentence(
        teller,
        lead(
            teller,
            "列入年度目录的重大行政决策事项{n}",
            "dec_items",
            ("年度目录{n}重大行政决策事项", "未列入"),
        ),
        clause(teller, "完成{n}", "dec_done", "均未完成", of="dec_items"),
        *followed(teller, _STEPS, "法定程序" if named else ""),
        clause(teller, "公开征求意见不少于{n}", "dec_comment_days"),
        rate(
            teller,
            "归档率",
            "dec_archive",
            every="全部归档",
            some="归档{k}件",
            none="均未归档",
        ),
        subject="重大行政决策中，",
    )


AREA = Area(
    "decisions",
    METRICS,
    {
        "dec_rules": rules,
        "dec_procedures": procedures,
        "dec_items": items,
        "contracts": contracts.reviewed,
    },
    trends=(TrendChart("contracts_yearly", "合同合法性审查情况", ("con_reviewed", "con_signed")),),
)
