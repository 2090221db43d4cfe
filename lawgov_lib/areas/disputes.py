"""依法有效化解社会矛盾纠纷: mediation, petitions, reconsideration, litigation, publicity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.areas import publicity
from lawgov_lib.areas.area import Area
from lawgov_lib.inputs.rows import ROWS
from lawgov_lib.measuring import formula
from lawgov_lib.measuring.metric import PERCENT, Definition
from lawgov_lib.telling.charts import TrendChart
from lawgov_lib.telling.clauses import (
    and_others,
    by_kind,
    carried,
    clause,
    closed,
    lead,
    left_open,
    outcomes,
    rate,
    sentence,
)

if TYPE_CHECKING:
    from lawgov_lib.document.tree import Runs
    from lawgov_lib.telling.narrative import Teller

_MECHANISMS = "纠纷化解机制"
_COMPLAINTS = {"信访": "comp_petitions", "投诉": "comp_complaints", "举报": "comp_reports"}
_REVIEW_RESULTS = {
    "维持": "rec_upheld",
    "驳回": "rec_dismissed",
    "撤销": "rec_quashed",
    "变更": "rec_altered",
    "确认违法或无效": "rec_unlawful",
    "责令履行": "rec_ordered",
    "调解": "rec_settled",
    "终止": "rec_ended",
}
_LAWSUIT_RESULTS = {
    "驳回诉讼请求": "lit_rejected",
    "驳回起诉": "lit_dismissed",
    "撤诉": "lit_withdrawn",
    "撤销": "lit_quashed",
    "变更": "lit_altered",
    "确认违法或无效": "lit_unlawful",
    "责令履行": "lit_ordered",
    "调解": "lit_settled",
}
_CLOSED, _THIS_YEAR = formula.given("closed_on"), formula.in_year("opened_on")
_OPEN, _EARLIER = formula.not_(_CLOSED), formula.before_year("opened_on")
_DUE = formula.given("closed_on", "due_on")
_AGAINST_US = formula.is_in("outcome", "撤销", "变更", "确认违法或无效", "责令履行")
_LOST = formula.both(_CLOSED, _AGAINST_US)
_FAULTS = "撤销、变更、确认违法或无效、责令履行"


def _standing(stem: str, register: str, name: str, unit: str) -> tuple[Definition, ...]:
    """Define what an earlier year left open, and what this one leaves."""
    row = ROWS[register]
    headers = row.headers()
    return (
        Definition(
            f"{stem}_carried",
            f"上年结转{name}",
            unit,
            f"{row.label}中「{headers['opened_on']}」早于本年度的行数",
            formula.rows(register, _EARLIER),
        ),
        Definition(
            f"{stem}_open",
            f"结转下年{name}",
            unit,
            f"{row.label}中没有「{headers['closed_on']}」的行数",
            formula.rows(register, _OPEN),
        ),
    )


def _results(register: str, name: str, kinds: dict[str, str]) -> tuple[Definition, ...]:
    """Define a count of closed cases by each result."""
    return tuple(
        Definition(
            metric_id,
            f"{name}结果为{result}的案件",
            "件",
            f"{ROWS[register].label}中审结且「结果」为{result}的行数",
            formula.rows(register, _CLOSED, outcome=result),
        )
        for result, metric_id in kinds.items()
    )


METRICS = (
    Definition(
        "dispute_rules",
        "矛盾纠纷化解机制",
        "项",
        "机制台账中「类别」为纠纷化解机制的行数",
        formula.rows("mechanisms", kind=_MECHANISMS),
    ),
    Definition(
        "med",
        "行政调解案件",
        "件",
        "行政调解台账中「受理日期」在本年度的行数",
        formula.rows("mediations", _THIS_YEAR),
    ),
    Definition(
        "med_done",
        "行政调解办结案件",
        "件",
        "行政调解台账中有「办结日期」的行数",
        formula.rows("mediations", _CLOSED),
    ),
    *_standing("med", "mediations", "行政调解案件", "件"),
    Definition(
        "med_rate",
        "行政调解成功率",
        PERCENT,
        "达成协议的案件÷办结的案件",
        formula.portion("mediations", formula.is_in("outcome", "达成协议"), of=_CLOSED),
    ),
    Definition(
        "comp",
        "信访、投诉、举报事项",
        "件",
        "投诉举报信访台账中「收到日期」在本年度的行数",
        formula.rows("complaints", _THIS_YEAR),
    ),
    *(
        Definition(
            metric_id,
            f"{kind}事项",
            "件",
            f"投诉举报信访台账中「收到日期」在本年度、「类型」为{kind}的行数",
            formula.rows("complaints", _THIS_YEAR, kind=kind),
        )
        for kind, metric_id in _COMPLAINTS.items()
    ),
    Definition(
        "comp_done",
        "信访、投诉、举报办结事项",
        "件",
        "投诉举报信访台账中有「办结日期」的行数",
        formula.rows("complaints", _CLOSED),
    ),
    *_standing("comp", "complaints", "信访、投诉、举报事项", "件"),
    Definition(
        "comp_ontime",
        "信访、投诉、举报事项按期办结率",
        PERCENT,
        "「办结日期」不晚于「办理期限」的事项÷有「办理期限」的办结事项",
        formula.portion("complaints", formula.by_day("closed_on", "due_on"), of=_DUE),
    ),
    Definition(
        "rec",
        "行政复议案件",
        "件",
        "本年度作为被申请人的行政复议案件数",
        formula.rows("reviews", _THIS_YEAR),
    ),
    Definition(
        "rec_done",
        "行政复议审结案件",
        "件",
        "行政复议台账中有「审结日期」的行数",
        formula.rows("reviews", _CLOSED),
    ),
    Definition(
        "rec_corrected",
        "行政复议被纠错案件",
        "件",
        f"行政复议台账中审结且「结果」为{_FAULTS}的行数",
        formula.rows("reviews", _LOST),
    ),
    *_standing("rec", "reviews", "行政复议案件", "件"),
    *_results("reviews", "行政复议", _REVIEW_RESULTS),
    Definition(
        "rec_rate",
        "行政复议纠错率",
        PERCENT,
        f"审结且结果为{_FAULTS}的案件÷审结的案件",
        formula.portion("reviews", _AGAINST_US, of=_CLOSED),
    ),
    Definition(
        "lit",
        "行政诉讼案件",
        "件",
        "本年度作为被告的一审行政诉讼案件数",
        formula.rows("lawsuits", _THIS_YEAR, instance="一审"),
        basis="litigation_duty",
    ),
    Definition(
        "lit_second",
        "行政诉讼二审案件",
        "件",
        "行政诉讼台账中「收案日期」在本年度、「审级」为二审的行数",
        formula.rows("lawsuits", _THIS_YEAR, instance="二审"),
    ),
    Definition(
        "lit_retrial",
        "行政诉讼再审案件",
        "件",
        "行政诉讼台账中「收案日期」在本年度、「审级」为再审的行数",
        formula.rows("lawsuits", _THIS_YEAR, instance="再审"),
    ),
    Definition(
        "lit_done",
        "行政诉讼审结案件",
        "件",
        "行政诉讼台账中有「审结日期」的行数，各审级分别计数",
        formula.rows("lawsuits", _CLOSED),
    ),
    Definition(
        "lit_lost",
        "行政诉讼败诉案件",
        "件",
        f"行政诉讼台账中审结且「结果」为{_FAULTS}的行数，各审级分别计数",
        formula.rows("lawsuits", _LOST),
    ),
    *_standing("lit", "lawsuits", "行政诉讼案件", "件"),
    *_results("lawsuits", "行政诉讼", _LAWSUIT_RESULTS),
    Definition(
        "lit_lost_rate",
        "行政诉讼败诉率",
        PERCENT,
        "败诉的案件÷审结的案件（含撤诉、调解结案），各审级分别计数",
        formula.portion("lawsuits", _AGAINST_US, of=_CLOSED),
    ),
    Definition(
        "lit_head",
        "负责人出庭应诉率",
        PERCENT,
        "负责人出庭的案件÷负责人应出庭的案件",
        formula.portion(
            "lawsuits", formula.is_in("head_came", "是"), of=formula.is_in("head_due", "是")
        ),
        basis="litigation_duty",
    ),
    *publicity.METRICS,
)


def mechanisms(teller: Teller) -> Runs:
    """Say which mechanisms prevent and settle disputes."""
    names = list(teller.rows("mechanisms", kind=_MECHANISMS)["name"])
    return teller.say(
        f"健全{{names}}{and_others(names)}{{count}}矛盾纠纷化解机制。",
        names=teller.listed(names),
        count=teller.counted("dispute_rules"),
    )


def mediations(teller: Teller) -> Runs:
    """Say how many disputes were taken up and carried over, closed, settled and left open."""
    unit = teller.metrics["med"].unit
    return sentence(
        teller,
        lead(teller, "全年受理行政调解案件{n}", "med", ("全年{n}行政调解案件", "未受理")),
        carried(teller, "med_carried", "med"),
        closed(teller, "med_done", "med", "med_open"),
        rate(
            teller,
            "调解成功率",
            "med_rate",
            every="全部达成协议",
            some=f"其中达成协议{{k}}{unit}",
            none="均未达成协议",
        ),
        left_open(teller, "med_open"),
        subject="行政调解案件",
    )


def complaints(teller: Teller) -> Runs:
    """Say how many petitions, complaints and reports came in, were closed, and in time."""
    return sentence(
        teller,
        by_kind(
            teller,
            "全年收到",
            ("信访、投诉、举报事项", "comp"),
            _COMPLAINTS,
            ("全年{n}信访、投诉、举报事项", "未收到"),
        ),
        carried(teller, "comp_carried", "comp"),
        closed(teller, "comp_done", "comp", "comp_open"),
        rate(
            teller,
            "按期办结率",
            "comp_ontime",
            every="有办理期限的{n}件全部按期办结",
            some="有办理期限的{n}件中按期办结{k}件",
            none="有办理期限的{n}件均未按期办结",
        ),
        left_open(teller, "comp_open"),
        subject="信访、投诉、举报事项",
    )


def reviews(teller: Teller) -> Runs:
    """Say how many cases of reconsideration there were against the agency, and how they ended."""
    ended = outcomes(teller, "rec_done", _REVIEW_RESULTS, "结果")
    return sentence(
        teller,
        lead(
            teller,
            "全年作为被申请人的行政复议案件{n}",
            "rec",
            ("全年{n}作为被申请人的行政复议案件", "未发生"),
        ),
        carried(teller, "rec_carried", "rec"),
        clause(teller, "审结{n}", "rec_done", "尚未审结", of="rec"),
        ended,
        _still_open(teller, "rec"),
        clause(
            teller,
            "被纠错{n}",
            "rec_corrected",
            "" if ended else "没有被纠错的案件",
            of="rec_done",
        ),
        rate(teller, "纠错率", "rec_rate"),
        subject="作为被申请人的行政复议案件",
    )


def lawsuits(teller: Teller) -> Runs:
    """Say how many lawsuits there were, how they ended, and whether a head came to court."""
    later = teller.metrics["lit_second"].value or teller.metrics["lit_retrial"].value
    none = (f"全年{{n}}{'一审' if later else ''}行政诉讼案件", "未发生")
    unit = teller.metrics["lit"].unit
    return sentence(
        teller,
        lead(teller, "全年作为被告的一审行政诉讼案件{n}", "lit", none),
        clause(teller, "二审案件{n}", "lit_second"),
        clause(teller, "再审案件{n}", "lit_retrial"),
        carried(teller, "lit_carried", "lit"),
        clause(teller, "审结{n}", "lit_done", "尚未审结", of="lit"),
        outcomes(teller, "lit_done", _LAWSUIT_RESULTS, "结果"),
        _still_open(teller, "lit"),
        clause(teller, "败诉{n}", "lit_lost", "没有败诉案件", of="lit_done"),
        rate(teller, "败诉率", "lit_lost_rate"),
        rate(
            teller,
            "负责人出庭应诉率",
            "lit_head",
            every=f"负责人应出庭的{{n}}{unit}全部出庭",
            some=f"负责人应出庭的{{n}}{unit}中出庭{{k}}{unit}",
            none=f"负责人应出庭的{{n}}{unit}均未出庭",
        ),
        subject="作为被告的行政诉讼中，",
    )


def _still_open(teller: Teller, stem: str) -> Runs:
    """Say how many cases are open, unless 尚未审结 has just said it of all that came in."""
    new, done = (teller.metrics[name].value for name in (stem, f"{stem}_done"))
    return clause(teller, "未审结{n}", f"{stem}_open") if done or not new else ()


AREA = Area(
    "disputes",
    METRICS,
    {
        "dispute_rules": mechanisms,
        "med": mediations,
        "comp": complaints,
        "rec": reviews,
        "lit": lawsuits,
        "publicity": publicity.events,
    },
    trends=(TrendChart("cases_yearly", "行政复议和行政诉讼情况", ("rec", "lit")),),
)
