"""坚持严格规范公正文明执法: penalties, inspections, compulsion, other acts, officers, review."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lawgov_lib.areas import compulsions, inspections, otheracts
from lawgov_lib.areas.area import Area
from lawgov_lib.inputs.tablerows import blank
from lawgov_lib.measuring import formula
from lawgov_lib.measuring.metric import PERCENT, Definition, unasked
from lawgov_lib.telling.charts import Chart, TrendChart, categories, told_in
from lawgov_lib.telling.clauses import clause, lead, listed, outcomes, rate, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from lawgov_lib.document.tree import Runs
    from lawgov_lib.inputs import Register
    from lawgov_lib.measuring.metric import Measured
    from lawgov_lib.telling.charts import Bars
    from lawgov_lib.telling.narrative import Teller

_TERM_DAYS, _CASE_OFFICERS = 90, 2
_DECIDED = formula.given("decided_on")
_KINDS = {
    "警告": "pun_warning",
    "通报批评": "pun_criticism",
    "罚款": "pun_fine",
    "没收违法所得、没收非法财物": "pun_confiscation",
    "暂扣许可证件": "pun_suspension",
    "降低资质等级": "pun_downgrade",
    "吊销许可证件": "pun_withdrawal",
    "限制开展生产经营活动": "pun_restriction",
    "责令停产停业": "pun_halt",
    "责令关闭": "pun_closure",
    "限制从业": "pun_career",
    "行政拘留": "pun_detention",
    "其他": "pun_other",
}
_SAID = {"没收违法所得、没收非法财物": "没收违法所得和非法财物", "其他": "其他类"}
_LEFT_OUT = "excluded_days"


def _term(book: Register) -> NDArray[np.int64]:
    """Return how many days a case may take, those left out that do not count."""
    return _TERM_DAYS + formula.left_out(book, _LEFT_OUT)


def _own_term(book: Register) -> NDArray[np.int64]:
    """Return the same by the limits that the cases themselves name."""
    own = (_TERM_DAYS if limit is None else limit for limit in book.rows["limit"])
    return np.fromiter(own, dtype=np.int64) + formula.left_out(book, _LEFT_OUT)


def _in_own_term(registers: Mapping[str, Register]) -> Measured | None:
    """Count by the cases' own limits where some case has one."""
    if blank(registers["penalties"].rows["limit"]).all():
        return None
    return _IN_OWN_TERM(registers)


_IN_OWN_TERM = formula.noting_left_out(
    "penalties",
    _LEFT_OUT,
    formula.portion(
        "penalties", formula.within_days("opened_on", "decided_on", _own_term), of=_DECIDED
    ),
)

METRICS = (
    Definition(
        "pun_total",
        "行政处罚",
        "件",
        "行政处罚台账中已填「决定日期」的行数",
        formula.rows("penalties", _DECIDED),
    ),
    *(
        Definition(
            metric_id,
            f"{kind}类行政处罚",
            "件",
            f"行政处罚台账中「处罚种类」为{kind}的行数，并处的按最重的一种计一次",
            formula.rows("penalties", kind=kind),
        )
        for kind, metric_id in _KINDS.items()
    ),
    Definition(
        "pun_money",
        "罚没金额",
        "万元",
        "行政处罚台账中已作出决定案件「罚没金额」之和",
        formula.total("penalties", "money", _DECIDED),
    ),
    Definition(
        "pun_legalrev",
        "重大执法决定法制审核率",
        PERCENT,
        "已审核的行政处罚决定÷应审核的行政处罚决定",
        formula.portion(
            "penalties",
            formula.is_in("legal_review", "已审核"),
            of=formula.both(_DECIDED, formula.is_in("legal_review", "已审核", "未审核")),
        ),
        basis="penalty_review",
    ),
    Definition(
        "pun_term",
        "行政处罚90日内结案率",
        PERCENT,
        "自立案之日起90日内作出决定的案件数÷作出决定的案件数",
        formula.noting_left_out(
            "penalties",
            _LEFT_OUT,
            formula.portion(
                "penalties",
                formula.within_days("opened_on", "decided_on", _term),
                of=_DECIDED,
            ),
        ),
        basis="penalty_period",
    ),
    *unasked(
        Definition(
            "pun_ontime",
            "行政处罚按期结案率",
            PERCENT,
            "「办案期限」内（没有另行规定的90日内）作出决定的案件数÷作出决定的案件数",
            _in_own_term,
        ),
        Definition(
            "pun_annulled",
            "作出后被撤销、变更或者确认违法的行政处罚",
            "件",
            "行政处罚台账中「决定被撤销」为是的行数",
            formula.rows("penalties", _DECIDED, annulled="是"),
        ),
        Definition(
            "discretion",
            "行政裁量权基准事项",
            "项",
            "已公布行政裁量权基准的执法事项数",
        ),
    ),
    Definition(
        "pun_two",
        "两名以上持证人员办案率",
        PERCENT,
        "持证办案人数不少于2人的案件数÷作出决定的案件数",
        formula.portion(
            "penalties",
            formula.at_least("officers", _CASE_OFFICERS),
            of=_DECIDED,
            needs=("officers",),
        ),
        basis="penalty_officers",
    ),
    Definition("staff", "行政执法人员", "人", "执法人员台账的行数", formula.rows("officers")),
    Definition(
        "staff_cert",
        "执法人员持证率",
        PERCENT,
        "持证执法人员÷在岗执法人员",
        formula.portion("officers", formula.is_in("certified", "是")),
    ),
    Definition(
        "staff_train",
        "执法人员人均培训学时",
        "学时",
        "培训学时之和除以执法人员人数",
        formula.average("officers", "hours"),
    ),
    Definition(
        "staff_review",
        "法制审核人员",
        "人",
        "专门从事法制审核的人员数",
        formula.rows("officers", post="法制审核"),
    ),
    Definition(
        "staff_rev",
        "法制审核人员占比",
        PERCENT,
        "法制审核人员÷执法人员",
        formula.portion("officers", formula.is_in("post", "法制审核")),
    ),
    *inspections.METRICS,
    Definition(
        "permit_checks", "外国人来华工作许可检查", "次", "对外国人来华工作许可实施的检查次数"
    ),
    *compulsions.METRICS,
    *otheracts.METRICS,
)


def penalties(teller: Teller) -> Runs:
    """Say how many penalties were imposed, of which kinds, and how the cases were handled."""
    kinds = {_SAID.get(kind, kind): metric_id for kind, metric_id in _KINDS.items()}
    unit = teller.metrics["pun_total"].unit
    return sentence(
        teller,
        lead(teller, "作出行政处罚决定{n}", "pun_total", ("全年{n}行政处罚决定", "未作出")),
        outcomes(teller, "pun_total", kinds),
        clause(teller, "罚没金额{n}", "pun_money"),
        rate(
            teller,
            "重大执法决定法制审核率",
            "pun_legalrev",
            every=f"应经法制审核的{{n}}{unit}全部审核",
            some=f"应经法制审核的{{n}}{unit}中审核{{k}}{unit}",
            none=f"应经法制审核的{{n}}{unit}均未审核",
        ),
        _closed_in_time(teller, unit),
        clause(teller, "作出后被撤销、变更或者确认违法的{n}", "pun_annulled"),
        subject="行政处罚中，",
    )


def _closed_in_time(teller: Teller, unit: str) -> Runs:
    """Say how many cases were closed in time: in 90 days, or each in its own where some differ."""
    if teller.metrics["pun_ontime"].value is not None:
        return rate(
            teller,
            "按期结案率",
            "pun_ontime",
            every="全部按期结案",
            some=f"按期结案{{k}}{unit}",
            none="均未按期结案",
        )
    less = "扣除依法不计入的时间，" if teller.metrics["pun_term"].remark else ""
    return rate(
        teller,
        f"{less}90日内结案率",
        "pun_term",
        every=f"{less}全部在90日内结案",
        some=f"{less}90日内结案{{k}}{unit}",
        none=f"{less}均未在90日内结案",
    )


def discretion(teller: Teller) -> Runs:
    """Say for how many matters the scale of discretion is public."""
    none = ("全年{n}行政裁量权基准", "未公布")
    return sentence(teller, lead(teller, "公布行政裁量权基准的事项{n}", "discretion", none))


def officers(teller: Teller) -> Runs:
    """Say how many officers there are, how qualified, and how many review the law."""
    reviewers = [
        clause(teller, "法制审核人员{n}", "staff_review"),
        rate(teller, "占执法人员的", "staff_rev"),
    ]
    return sentence(
        teller,
        lead(teller, "现有行政执法人员{n}", "staff", ("{n}行政执法人员", "没有")),
        rate(
            teller,
            "持证率",
            "staff_cert",
            every="全部持证",
            some="持证{k}人",
            none="均未持证",
        ),
        clause(teller, "人均培训{n}", "staff_train"),
        listed(teller, reviewers if teller.metrics["staff_review"].value else (), mark="，"),
        subject="行政执法人员",
    )


def penalties_chart(teller: Teller) -> Bars | None:
    """Draw the penalties by kind; a single kind needs no picture."""
    kinds = ((kind, teller.metrics[metric_id].value) for kind, metric_id in _KINDS.items())
    return categories(
        kinds,
        teller.metrics["pun_total"].unit,
        "行政处罚种类构成情况",
        told_in(teller, _KINDS.values()),
    )


AREA = Area(
    "enforcement",
    METRICS,
    {
        "penalties": penalties,
        "inspections": inspections.visits,
        "compulsions": compulsions.acts,
        "other_acts": otheracts.acts,
        "discretion": discretion,
        "officers": officers,
    },
    (Chart("penalties", penalties_chart),),
    (
        TrendChart("penalties_yearly", "行政处罚情况", ("pun_total",)),
        TrendChart("inspections_yearly", "行政检查情况", ("insp", "insp_firms")),
        TrendChart("compulsions_yearly", "行政强制情况", ("cpl_measures", "cpl_executions")),
        TrendChart("other_acts_yearly", "其他行政执法行为情况", ("act_total",)),
    ),
)
