"""完善依法行政制度体系: internal rules, normative documents and the three unifications."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from lawgov_lib.areas.area import Area
from lawgov_lib.measuring import formula
from lawgov_lib.measuring.metric import PERCENT, Definition
from lawgov_lib.telling.charts import Chart, categories
from lawgov_lib.telling.clauses import clause, followed, is_counted, lead, listed, rate, sentence

if TYPE_CHECKING:
    from lawgov_lib.document.tree import Runs
    from lawgov_lib.telling.charts import Bars
    from lawgov_lib.telling.narrative import Teller

_INTERNAL, _NORMATIVE = "内部管理制度", "规范性文件管理制度"
_UNIFIED = "规范性文件三统一"
_STEPS = {"合法性审核": "norm_review", "公平竞争审查": "norm_fair", "公开征求意见": "norm_comment"}
_DUE = formula.is_in("filing", "已报备", "未报备")

METRICS = (
    Definition(
        "rules_total",
        "在行制度总数",
        "项",
        "制度台账中不同「名称」的个数",
        formula.distinct("rules", "title"),
    ),
    Definition(
        "internal_rules",
        "内部管理制度",
        "项",
        "制度台账中「类别」为内部管理制度的行数",
        formula.rows("rules", kind=_INTERNAL),
    ),
    Definition(
        "norm_rules",
        "规范性文件管理制度",
        "项",
        "制度台账中「类别」为规范性文件管理制度的行数",
        formula.rows("rules", kind=_NORMATIVE),
    ),
    Definition(
        "norm_unified",
        "规范性文件统一管理环节",
        "个",
        "机制台账中「类别」为规范性文件三统一的行数",
        formula.rows("mechanisms", kind=_UNIFIED),
    ),
    Definition(
        "norm_made",
        "制定规范性文件",
        "件",
        "本年度制定的规范性文件件数",
        formula.rows("documents", action="制定"),
    ),
    Definition(
        "norm_changed",
        "修改规范性文件",
        "件",
        "规范性文件台账中「动作」为修改的行数",
        formula.rows("documents", action="修改"),
    ),
    Definition(
        "norm_repealed",
        "废止规范性文件",
        "件",
        "规范性文件台账中「动作」为废止的行数",
        formula.rows("documents", action="废止"),
    ),
    Definition(
        "norm_valid", "现行有效规范性文件", "件", "上年末有效件数加本年度制定件数减废止件数"
    ),
    Definition(
        "norm_review",
        "规范性文件合法性审核率",
        PERCENT,
        "已审核件数÷应审核件数",
        formula.portion(
            "documents",
            formula.is_in("legality", "已审核"),
            of=formula.is_in("legality", "已审核", "未审核"),
        ),
    ),
    Definition(
        "norm_fair",
        "规范性文件公平竞争审查率",
        PERCENT,
        "已审查件数÷应审查件数",
        formula.portion(
            "documents",
            formula.is_in("competition", "已审核"),
            of=formula.is_in("competition", "已审核", "未审核"),
        ),
        basis="fair_competition",
    ),
    Definition(
        "norm_filed",
        "规范性文件报备率",
        PERCENT,
        "已报备件数÷应报备件数",
        formula.portion("documents", formula.is_in("filing", "已报备"), of=_DUE),
    ),
    Definition(
        "norm_filed_ontime",
        "规范性文件报备及时率",
        PERCENT,
        "按期报备件数÷应报备件数",
        formula.portion(
            "documents", formula.by_day("filed_on", "file_by"), of=_DUE, needs=("file_by",)
        ),
    ),
    Definition(
        "norm_comment",
        "规范性文件公开征求意见率",
        PERCENT,
        "已公开征求意见件数÷应公开征求意见件数",
        formula.portion(
            "documents",
            formula.is_in("consultation", "已征求"),
            of=formula.is_in("consultation", "已征求", "未征求"),
        ),
    ),
    Definition(
        "norm_comment_days",
        "涉及市场主体的规范性文件征求意见最短天数",
        "日",
        "涉及市场主体的规范性文件「征求意见天数」的最小值",
        formula.least("documents", "consulted_days", formula.is_in("market", "是")),
        basis="market_consultation",
    ),
)


def internal_rules(teller: Teller) -> Runs:
    """Say how many internal rules are in force, and name them."""
    return _named(teller, "现行内部管理制度", "internal_rules", _INTERNAL)


def norm_rules(teller: Teller) -> Runs:
    """Say which rules govern the agency's normative documents."""
    return _named(teller, "现行规范性文件管理制度", "norm_rules", _NORMATIVE)


def _named(teller: Teller, what: str, metric_id: str, kind: str) -> Runs:
    titles = list(teller.rows("rules", kind=kind)["title"])
    return teller.say(
        f"{what}{{count}}，{'为' if len(titles) == 1 else '分别为'}{{titles}}。",
        count=teller.quantity(metric_id),
        titles=teller.titled(titles),
    )


def documents(teller: Teller) -> Runs:
    """Say how many normative documents were made, changed and repealed, and how carefully."""
    return sentence(
        teller,
        lead(teller, "制定规范性文件{n}", "norm_made", ("全年{n}规范性文件", "未制定")),
        listed(
            teller,
            (clause(teller, "修改{n}", "norm_changed"), clause(teller, "废止{n}", "norm_repealed")),
        ),
        clause(teller, "现行有效规范性文件{n}", "norm_valid"),
        *followed(teller, _STEPS),
        clause(teller, "涉及市场主体的文件征求意见不少于{n}", "norm_comment_days"),
        *_filing(teller),
        subject="规范性文件管理中，",
    )


def _filing(teller: Teller) -> list[Runs]:
    """Say how many documents were filed, and in time; both have the same base."""
    filed, in_time = teller.metrics["norm_filed"], teller.metrics["norm_filed_ontime"]
    ontime = rate(
        teller,
        "报备及时率",
        "norm_filed_ontime",
        every="应报备的{n}件全部按期报备",
        some="按期报备{k}件",
        none="均未按期报备",
    )
    if is_counted(in_time) and filed.numerator == in_time.numerator:
        return [ontime] if in_time.numerator else [_filed(teller)]
    return [_filed(teller), ontime]


def _filed(teller: Teller) -> Runs:
    return rate(
        teller,
        "报备率",
        "norm_filed",
        every="应报备的{n}件全部报备",
        some="应报备的{n}件中报备{k}件",
        none="应报备的{n}件均未报备",
    )


def rules_chart(teller: Teller) -> Bars | None:
    """Draw the rules in force by kind."""
    kinds = Counter(teller.rows("rules")["kind"])
    counts = [(kind, Decimal(count)) for kind, count in kinds.items()]
    return categories(counts, "项", "在行制度分类情况", [teller.registers["rules"].label])


AREA = Area(
    "institutions",
    METRICS,
    {"internal_rules": internal_rules, "norm_rules": norm_rules, "documents": documents},
    (Chart("rules", rules_chart),),
)
