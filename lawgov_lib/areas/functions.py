"""依法全面履行政府职能: service items, licences, time limits, random inspection, funds."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from lawgov_lib.areas import hotline, licences
from lawgov_lib.areas.area import Area
from lawgov_lib.document.tree import Run
from lawgov_lib.measuring import formula
from lawgov_lib.measuring.metric import PERCENT, Definition, Measured, share, unasked
from lawgov_lib.telling.charts import Chart, TrendChart, categories
from lawgov_lib.telling.clauses import clause, lead, listed, outcomes, rate, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lawgov_lib.document.tree import Runs
    from lawgov_lib.inputs import Register
    from lawgov_lib.measuring.formula import Count
    from lawgov_lib.telling.charts import Bars
    from lawgov_lib.telling.narrative import Teller

_DAYS = {"日": "日", "工作日": "个工作日"}
_ITEM_KINDS = {
    "行政许可": "svc_licence",
    "行政确认": "svc_confirmation",
    "行政裁决": "svc_ruling",
    "行政给付": "svc_payment",
    "行政奖励": "svc_reward",
    "公共服务": "svc_public",
    "其他": "svc_other",
}
_COMPLETED = formula.given("completed_on")


def _compression(registers: Mapping[str, Register]) -> Measured | None:
    """Compress only like with like: calendar days and working days are never divided."""
    book = registers["limits"]
    rows = book.rows
    if not len(rows):
        return None
    found = formula.sources(book, rows)
    if (rows["before_calendar"] != rows["after_calendar"]).any():
        return Measured(None, found, remark="调整前后计日口径不同，不计算压缩率")
    if len({*rows["before_calendar"]} - {None}) > 1:
        return Measured(None, found, remark="各事项计日口径不同，不计算压缩率")
    before, after = Decimal(rows["before"].sum()), Decimal(rows["after"].sum())
    return Measured(share(before - after, before), found, before - after, before)


def _promised(calendar: str) -> Count:
    """Compress the statutory limits of one calendar to the promised ones, where both are told."""
    comparable = formula.both(formula.given("statutory", "promised"), statutory_calendar=calendar)

    def count(registers: Mapping[str, Register]) -> Measured | None:
        book = registers["items"]
        told = book.rows.fitting(comparable(book))
        if not len(told):
            return None
        before, after = Decimal(told["statutory"].sum()), Decimal(told["promised"].sum())
        found = formula.sources(book, told)
        return Measured(share(before - after, before), found, before - after, before)

    return count


METRICS = (
    Definition("svc_items", "政务服务事项", "项", "政务服务事项台账的行数", formula.rows("items")),
    *(
        Definition(
            metric_id,
            f"{kind}类政务服务事项",
            "项",
            f"政务服务事项台账中「事项类型」为{kind}的行数",
            formula.rows("items", kind=kind),
        )
        for kind, metric_id in _ITEM_KINDS.items()
    ),
    Definition(
        "svc_online",
        "网上可办率",
        PERCENT,
        "可网办事项÷政务服务事项",
        formula.portion("items", formula.is_in("online", "是")),
    ),
    Definition(
        "svc_compress",
        "承诺时限压缩率（工作日）",
        PERCENT,
        "以工作日计的法定时限与承诺时限之差÷法定时限",
        _promised("工作日"),
    ),
    Definition(
        "svc_compress_days",
        "承诺时限压缩率（自然日）",
        PERCENT,
        "以自然日计的法定时限与承诺时限之差÷法定时限",
        _promised("日"),
    ),
    *licences.METRICS,
    Definition(
        "dsj_planned",
        "计划双随机抽查次数",
        "次",
        "双随机抽查台账的行数",
        formula.rows("random_checks"),
    ),
    Definition(
        "dsj_done",
        "双随机抽查次数",
        "次",
        "完成的双随机抽查次数",
        formula.rows("random_checks", _COMPLETED),
        basis="random_inspection",
    ),
    Definition(
        "dsj_rate",
        "双随机抽查完成率",
        PERCENT,
        "完成的抽查次数÷计划抽查次数",
        formula.portion("random_checks", _COMPLETED),
    ),
    Definition(
        "dsj_objects",
        "双随机抽查对象",
        "个",
        "已完成任务「抽查对象数」之和",
        formula.total("random_checks", "checked", _COMPLETED),
    ),
    Definition(
        "dsj_share",
        "双随机抽查比例",
        PERCENT,
        "已完成任务抽查对象数之和÷对象总数之和",
        formula.ratio("random_checks", "checked", "population", _COMPLETED),
    ),
    Definition(
        "dsj_random",
        "对象和人员均随机抽取率",
        PERCENT,
        "对象和人员均随机抽取的次数÷完成的抽查次数",
        formula.portion(
            "random_checks",
            formula.both(random_objects="是", random_officers="是"),
            of=_COMPLETED,
            needs=("random_objects", "random_officers"),
        ),
        basis="random_inspection",
    ),
    Definition(
        "dsj_published",
        "双随机抽查结果公示率",
        PERCENT,
        "结果已公示的次数÷完成的抽查次数",
        formula.portion(
            "random_checks",
            formula.is_in("published", "是"),
            of=_COMPLETED,
            needs=("published",),
        ),
        basis="random_inspection",
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
    *hotline.METRICS,
    *unasked(
        Definition(
            "fee_items",
            "行政事业性收费项目",
            "项",
            "行政事业性收费台账的行数",
            formula.rows("fees"),
        ),
        Definition(
            "fee_money",
            "行政事业性收费金额",
            "万元",
            "行政事业性收费台账「收费金额」之和",
            formula.total("fees", "amount"),
        ),
        Definition(
            "one_thing",
            "高效办成一件事重点事项",
            "项",
            "本年度实施的“高效办成一件事”重点事项数",
        ),
    ),
)


def items(teller: Teller) -> Runs:
    """Say how many service items there are, of which kinds, and how they are handled."""
    kinds = {
        f"{kind}类" if kind == "其他" else kind: metric_id
        for kind, metric_id in _ITEM_KINDS.items()
    }
    limits = [
        clause(teller, f"{{n}}（按{calendar}计）", metric_id)
        for metric_id, calendar in (("svc_compress", "工作日"), ("svc_compress_days", "自然日"))
    ]
    return sentence(
        teller,
        lead(teller, "政务服务事项共{n}", "svc_items", ("{n}政务服务事项", "没有")),
        outcomes(teller, "svc_items", kinds),
        rate(
            teller,
            "网上可办率",
            "svc_online",
            every="全部可网上办理",
            some="可网上办理的{k}项",
            none="均不能网上办理",
        ),
        listed(teller, limits, "承诺办理时限比法定时限压缩"),
        subject="政务服务事项中，",
    )


def random_checks(teller: Teller) -> Runs:
    """Say how many random checks were done, on how many parties, and what was published."""
    return sentence(
        teller,
        lead(teller, "完成双随机抽查{n}", "dsj_done", ("全年{n}双随机抽查", "未完成")),
        rate(
            teller,
            "计划完成率",
            "dsj_rate",
            every="年度计划全部完成",
            some="年度计划为{n}次",
            none="年度计划为{n}次",
        ),
        clause(teller, "抽查对象{n}", "dsj_objects"),
        rate(
            teller,
            "抽查比例",
            "dsj_share",
            every="名录库中的对象全部抽查",
            some="占名录库{n}个对象中的{k}个",
        ),
        rate(
            teller,
            "抽查结果公示率",
            "dsj_published",
            every="抽查结果全部公示",
            some="公示抽查结果{k}次",
            none="抽查结果均未公示",
        ),
        subject="双随机抽查中，",
    )


def limits(teller: Teller) -> Runs:
    """Say how each time limit changed, and why a change of calendar has no percentage."""
    sentences: list[Runs] = []
    for line, row in teller.rows("limits").records():
        same = row["before_calendar"] == row["after_calendar"]
        shorter = same and row["after"] < row["before"]
        note = "（前后计日口径不同，不作压缩率比较）"
        sentences.append(
            (
                teller.cell("limits", line, "item"),
                Run(text="办理时限由"),
                teller.cell("limits", line, "before", _DAYS[row["before_calendar"]]),
                Run(text="压缩至" if shorter else "调整为"),
                teller.cell("limits", line, "after", _DAYS[row["after_calendar"]]),
                *(() if same else (Run(text=note),)),
            )
        )
    return teller.say("{sentences}。", sentences=teller.joined(sentences, "；"))


def funds(teller: Teller) -> Runs:
    """Say the sum of the grants, and each of them."""
    grants: list[Runs] = []
    rows = list(teller.rows("funds").records())
    for line, row in rows:
        partner = f"（合作单位：{row['partner']}）" if row["partner"] else ""
        amount = teller.cell("funds", line, "amount", "万元")
        project = teller.cell("funds", line, "project", partner)
        grants.append((project, amount)[: len(rows)])
    return teller.say(
        f"安排专项资金{{total}}，支持项目{{count}}{'：' if len(rows) > 1 else '，为'}{{grants}}。",
        total=teller.quantity("fund_total"),
        count=teller.quantity("fund_count"),
        grants=teller.joined(grants),
    )


def fees(teller: Teller) -> Runs:
    """Say how many fees there are and what was charged."""
    return sentence(
        teller,
        lead(teller, "执行行政事业性收费项目{n}", "fee_items", ("{n}行政事业性收费项目", "没有")),
        clause(teller, "收费金额{n}", "fee_money", "没有收取费用", of="fee_items"),
        subject="行政事业性收费中，",
    )


def one_thing(teller: Teller) -> Runs:
    """Say how many matters of several offices are handled as one."""
    none = ("全年{n}“高效办成一件事”重点事项", "未实施")
    return sentence(teller, lead(teller, "实施“高效办成一件事”重点事项{n}", "one_thing", none))


def funds_chart(teller: Teller) -> Bars | None:
    """Draw the grants by project."""
    grants = teller.rows("funds").tuples(("project", "amount"))
    return categories(grants, "万元", "专项资金安排情况", [teller.registers["funds"].label])


AREA = Area(
    "functions",
    METRICS,
    {
        "items": items,
        "licences": licences.cases,
        "random_checks": random_checks,
        "limits": limits,
        "funds": funds,
        "fees": fees,
        "one_thing": one_thing,
        "hotline": hotline.orders,
    },
    (Chart("funds", funds_chart),),
    (
        TrendChart("licences_yearly", "行政许可办理情况", ("lic_accepted", "lic_granted")),
        TrendChart("fees_yearly", "行政事业性收费情况", ("fee_money",)),
        TrendChart("hotline_yearly", "12345热线工单办理情况", ("hot", "hot_done")),
    ),
)
