"""强化对行政权力的制约和监督: supervision from outside, complaints, disclosure, proposals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lawgov_lib.areas import supervisions
from lawgov_lib.areas.area import Area
from lawgov_lib.measuring import formula
from lawgov_lib.measuring.metric import PERCENT, Definition
from lawgov_lib.telling.charts import TrendChart
from lawgov_lib.telling.clauses import by_kind, carried, closed, lead, left_open, rate, sentence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lawgov_lib.document.tree import Runs
    from lawgov_lib.inputs import Register
    from lawgov_lib.telling.narrative import Teller

_OUTSIDE, _CHANNELS = "外部监督", "举报渠道"
_REPLY_DAYS, _EXTENDED_REPLY_DAYS = 20, 40
_PROPOSALS = {"人大建议": "prop_npc", "政协提案": "prop_cppcc"}
_CLOSED = formula.given("closed_on")


def _reply_limit(book: Register) -> NDArray[np.int64]:
    """Return how many working days a request may take: 20, and 20 more where extended.

    The time in which third parties or other agencies were asked does not count (条例 33).
    """
    days = np.where(book.column("extended") == "是", _EXTENDED_REPLY_DAYS, _REPLY_DAYS)
    excluded = [each or 0 for each in book.rows["excluded_days"]]
    return days + np.array(excluded, dtype=np.int64)


METRICS = (
    Definition(
        "supervision_kinds",
        "接受外部监督种类",
        "种",
        "机制台账中「类别」为外部监督的行数",
        formula.rows("mechanisms", kind=_OUTSIDE),
    ),
    Definition(
        "report_channels",
        "投诉举报渠道",
        "种",
        "机制台账中「类别」为举报渠道的行数",
        formula.rows("mechanisms", kind=_CHANNELS),
    ),
    Definition("info_pub", "主动公开政府信息", "条", "本年度主动公开的政府信息条数"),
    Definition(
        "info_carried_in",
        "上年结转政府信息公开申请",
        "件",
        "依申请公开台账中「收到日期」早于本年度的行数",
        formula.rows("requests", formula.before_year("opened_on")),
    ),
    Definition(
        "info_new",
        "新收政府信息公开申请",
        "件",
        "依申请公开台账中「收到日期」在本年度的行数",
        formula.rows("requests", formula.in_year("opened_on")),
    ),
    Definition(
        "info_done",
        "办结政府信息公开申请",
        "件",
        "依申请公开台账中有「答复日期」的行数",
        formula.rows("requests", _CLOSED),
    ),
    Definition(
        "info_carried_out",
        "结转下年度政府信息公开申请",
        "件",
        "依申请公开台账中没有「答复日期」的行数",
        formula.rows("requests", formula.not_(_CLOSED)),
    ),
    Definition(
        "info_ontime",
        "政府信息公开申请按期答复率",
        PERCENT,
        "20个工作日内（依法延期的40个工作日内，依法不计入期限的除外）答复的申请÷办结的申请",
        formula.portion(
            "requests",
            formula.within_working_days("opened_on", "closed_on", _reply_limit),
            of=_CLOSED,
        ),
        basis="information_reply",
    ),
    Definition("prop", "承办建议提案", "件", "建议提案办理台账的行数", formula.rows("proposals")),
    *(
        Definition(
            metric_id,
            f"承办{kind}",
            "件",
            f"建议提案办理台账中「类型」为{kind}的行数",
            formula.rows("proposals", kind=kind),
        )
        for kind, metric_id in _PROPOSALS.items()
    ),
    Definition(
        "prop_open",
        "尚未办结的建议提案",
        "件",
        "建议提案办理台账中没有「办结日期」的行数",
        formula.rows("proposals", formula.not_(_CLOSED)),
    ),
    Definition(
        "prop_ontime",
        "建议提案按期办结率",
        PERCENT,
        "「办结日期」不晚于「办理期限」的建议提案÷承办建议提案",
        formula.portion("proposals", formula.by_day("closed_on", "due_on")),
    ),
    *supervisions.METRICS,
)


def supervision(teller: Teller) -> Runs:
    """Say whose supervision the agency accepts."""
    return teller.say(
        "把权力行使置于{names}之下。",
        names=teller.listed(teller.rows("mechanisms", kind=_OUTSIDE)["name"]),
    )


def channels(teller: Teller) -> Runs:
    """Say through which channels a wrong can be reported."""
    return teller.say(
        "设立{names}{count}投诉举报渠道。",
        names=teller.listed(teller.rows("mechanisms", kind=_CHANNELS)["name"]),
        count=teller.counted("report_channels"),
    )


def published(teller: Teller) -> Runs:
    """Say how much information was made public unasked."""
    none = ("全年{n}主动公开政府信息", "没有")
    return sentence(teller, lead(teller, "主动公开政府信息{n}", "info_pub", none))


def requests(teller: Teller) -> Runs:
    """Say how many requests came in and were carried over, and how many of them were answered."""
    return sentence(
        teller,
        lead(
            teller,
            "全年新收政府信息公开申请{n}",
            "info_new",
            ("全年{n}政府信息公开申请", "未收到"),
        ),
        carried(teller, "info_carried_in", "info_new"),
        closed(teller, "info_done", "info_new", "info_carried_out"),
        rate(
            teller,
            "按期答复率",
            "info_ontime",
            every="全部按期答复",
            some="其中按期答复{k}件",
            none="均未按期答复",
        ),
        left_open(teller, "info_carried_out"),
        subject=f"{teller.period}政府信息公开申请",
    )


def proposals(teller: Teller) -> Runs:
    """Say how many proposals there were to answer, of which kinds, and how many in time."""
    return sentence(
        teller,
        by_kind(teller, "承办", ("建议提案", "prop"), _PROPOSALS, ("全年{n}建议提案", "未承办")),
        rate(
            teller,
            "按期办结率",
            "prop_ontime",
            every="全部按期办结",
            some="按期办结{k}件",
            none="均未按期办结",
        ),
        left_open(teller, "prop_open"),
        subject="建议提案",
    )


AREA = Area(
    "oversight",
    METRICS,
    {
        "supervision": supervision,
        "channels": channels,
        "info_pub": published,
        "info": requests,
        "prop": proposals,
        "supervisions": supervisions.carried_out,
        "supervised": supervisions.undergone,
    },
    trends=(TrendChart("supervisions_yearly", "行政执法监督情况", ("sup", "sup_on")),),
)
