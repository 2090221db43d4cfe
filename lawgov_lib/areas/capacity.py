"""全面提高政府工作人员法治思维和依法行政能力: rules, laws, sessions, exams, advisers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.areas.area import Area
from lawgov_lib.measuring import formula
from lawgov_lib.measuring.metric import PERCENT, Definition, unasked
from lawgov_lib.telling.charts import Chart, categories, told_in
from lawgov_lib.telling.clauses import and_others, clause, lead, listed, rate, sentence

if TYPE_CHECKING:
    from lawgov_lib.document.tree import Runs
    from lawgov_lib.telling.charts import Bars
    from lawgov_lib.telling.narrative import Teller

_RULES, _BOARD, _COURT = "学法用法制度", "领导班子集体学法", "旁听庭审"
_RANKS = {
    "法律": "laws_statute",
    "行政法规": "laws_regulation",
    "地方性法规": "laws_local",
    "规章": "laws_ministry",
    "党内法规": "laws_party",
}
_ADVISERS = {"法律顾问": "adv_counsel", "公职律师": "adv_public"}

METRICS = (
    Definition(
        "study_rules",
        "学法用法制度",
        "项",
        "制度台账中「类别」为学法用法制度的行数",
        formula.rows("rules", kind=_RULES),
    ),
    Definition("laws", "学习法律法规", "部", "学法目录的行数", formula.rows("laws")),
    *(
        Definition(
            metric_id,
            f"学习{rank}",
            "部",
            f"学法目录中「效力类别」为{rank}的行数",
            formula.rows("laws", rank=rank),
        )
        for rank, metric_id in _RANKS.items()
    ),
    Definition(
        "study_board",
        "领导班子学法场次",
        "次",
        "学法活动台账中「类别」为领导班子集体学法的行数",
        formula.rows_if_any("study", kind=_BOARD),
    ),
    Definition(
        "court",
        "旁听庭审",
        "次",
        "学法活动台账中「类别」为旁听庭审的行数",
        formula.rows_if_any("study", kind=_COURT),
    ),
    Definition(
        "exam_sat",
        "学法考试参考人数",
        "人",
        "学法考试台账「参考人数」之和",
        formula.total("exams", "sat"),
    ),
    Definition(
        "exam_rate",
        "学法考试参考率",
        PERCENT,
        "参考人数÷应考人数",
        formula.ratio("exams", "sat", "registered"),
    ),
    Definition(
        "exam_pass",
        "学法考试合格率",
        PERCENT,
        "合格人数÷参考人数",
        formula.ratio("exams", "passed", "sat"),
    ),
    Definition(
        "exam_excellent",
        "学法考试优秀率",
        PERCENT,
        "优秀人数÷参考人数",
        formula.ratio("exams", "excellent", "sat"),
    ),
    *(
        Definition(
            metric_id,
            kind,
            "人",
            f"法律顾问和公职律师台账中「类型」为{kind}的行数",
            formula.rows("advisers", kind=kind),
        )
        for kind, metric_id in _ADVISERS.items()
    ),
    Definition(
        "adv_reviewed",
        "法律顾问和公职律师审查文件、合同等",
        "件",
        "法律顾问和公职律师台账「审查件数」之和",
        formula.total("advisers", "reviewed"),
    ),
    *unasked(
        Definition(
            "known_laws",
            "应知应会清单所列法律法规",
            "部",
            "领导干部应知应会法律法规清单所列的部数",
        ),
    ),
)


def rules(teller: Teller) -> Runs:
    """Say which rules govern the study of law."""
    titles = list(teller.rows("rules", kind=_RULES)["title"])
    return teller.say(
        f"建立健全{{titles}}{and_others(titles)}{{count}}学法用法制度。",
        titles=teller.titled(titles),
        count=teller.counted("study_rules"),
    )


def laws(teller: Teller) -> Runs:
    """Say which laws were studied, and how many of each rank."""
    ranks = [
        teller.say(f"{rank}{{count}}", count=teller.quantity(metric_id))
        for rank, metric_id in _RANKS.items()
        if teller.metrics[metric_id].value
    ]
    titles = list(teller.rows("laws")["title"])
    total = "{count}" if len(titles) == 1 else "，共{count}"
    return teller.say(
        "组织学习{titles}" + total + ("，其中{ranks}。" if len(ranks) > 1 else "。"),
        titles=teller.titled(titles),
        count=teller.quantity("laws"),
        ranks=teller.joined(ranks),
    )


def exam(teller: Teller) -> Runs:
    """Say how many sat the exam, and how many of them passed and excelled."""
    none = ("全年{n}人员参加学法考试", "没有")
    return sentence(
        teller,
        lead(teller, "参加学法考试{n}", "exam_sat", none, compared=False),
        rate(
            teller,
            "参考率",
            "exam_rate",
            every="应考的{n}人全部参考",
            some="应考的{n}人中参考{k}人",
            none="应考的{n}人均未参考",
        ),
        rate(teller, "合格率", "exam_pass", every="全部合格", some="合格{k}人", none="均不合格"),
        rate(
            teller,
            "优秀率",
            "exam_excellent",
            every="全部优秀",
            some="优秀{k}人",
            none="无优秀等次",
        ),
        subject="学法考试",
    )


def sessions(teller: Teller) -> Runs:
    """Say how often the board studied the law, and how often staff sat in on a trial."""
    none = ("全年{n}旁听庭审", "未组织")
    board = ("全年{n}领导班子集体学法", "未组织")
    clauses = (
        lead(teller, "组织领导班子集体学法{n}", "study_board", board, compared=False),
        lead(teller, "旁听庭审{n}", "court", none, compared=False),
    )
    return sentence(teller, listed(teller, clauses, mark="，"))


def advisers(teller: Teller) -> Runs:
    """Say how many lawyers advise the agency, and how much they reviewed."""
    kinds = [
        clause(teller, f"{verb}{{n}}", metric_id)
        for verb, metric_id in (("聘请法律顾问", "adv_counsel"), ("配备公职律师", "adv_public"))
    ]
    return sentence(
        teller,
        listed(teller, kinds, mark="，"),
        clause(teller, "审查文件、合同等{n}", "adv_reviewed"),
        subject="法律顾问和公职律师",
    )


def known_laws(teller: Teller) -> Runs:
    """Say how many laws officials must know by the list of their office."""
    return sentence(teller, lead(teller, "应知应会清单列入法律法规{n}", "known_laws"))


def laws_chart(teller: Teller) -> Bars | None:
    """Draw the laws studied by rank."""
    ranks = ((rank, teller.metrics[metric_id].value) for rank, metric_id in _RANKS.items())
    return categories(ranks, "部", "学习法律法规构成情况", told_in(teller, _RANKS.values()))


AREA = Area(
    "capacity",
    METRICS,
    {
        "study_rules": rules,
        "laws": laws,
        "known_laws": known_laws,
        "study_sessions": sessions,
        "exam": exam,
        "advisers": advisers,
    },
    (Chart("laws", laws_chart),),
)
