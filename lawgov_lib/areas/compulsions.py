"""行政强制: compulsory measures, and the compulsory execution of decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.measuring import formula
from lawgov_lib.measuring.metric import Definition, unasked
from lawgov_lib.telling.clauses import by_kind, clause, listed, outcomes, sentence

if TYPE_CHECKING:
    from lawgov_lib.document.tree import Runs
    from lawgov_lib.telling.narrative import Teller

_REGISTER = "compulsions"
MEASURES = {
    "限制人身自由": "cpl_liberty",
    "查封": "cpl_sealing",
    "扣押": "cpl_seizure",
    "冻结": "cpl_freezing",
    "其他强制措施": "cpl_measure_other",
}
EXECUTIONS = {
    "加处罚款或滞纳金": "cpl_surcharge",
    "划拨": "cpl_transfer",
    "拍卖或依法处理": "cpl_auction",
    "排除妨碍、恢复原状": "cpl_restoration",
    "代履行": "cpl_substitution",
    "其他强制执行": "cpl_execution_other",
    "申请法院强制执行": "cpl_court",
}
_GROUPS = {"行政强制措施": "cpl_measures", "行政强制执行": "cpl_executions"}
_SAID = {
    "其他强制措施": "其他措施",
    "排除妨碍、恢复原状": "排除妨碍和恢复原状",
    "其他强制执行": "其他方式",
    "申请法院强制执行": "申请人民法院强制执行",
}


def _kinds(group: str, kinds: dict[str, str]) -> tuple[Definition, ...]:
    """Define the counts of one group: of all its kinds, and of each."""
    return (
        Definition(
            _GROUPS[group],
            group,
            "件",
            f"行政强制台账中「强制种类」为{'，或'.join(kinds)}的行数",
            formula.rows(_REGISTER, formula.is_in("kind", *kinds)),
        ),
        *(
            Definition(
                metric_id,
                f"{group}中的{_SAID.get(kind, kind)}",
                "件",
                f"行政强制台账中「强制种类」为{kind}的行数",
                formula.rows(_REGISTER, kind=kind),
            )
            for kind, metric_id in kinds.items()
        ),
    )


METRICS = unasked(
    Definition("cpl_total", "行政强制", "件", "行政强制台账的行数", formula.rows(_REGISTER)),
    *_kinds("行政强制措施", MEASURES),
    *_kinds("行政强制执行", EXECUTIONS),
    Definition(
        "cpl_annulled",
        "作出后被撤销、变更或者确认违法的行政强制",
        "件",
        "行政强制台账中「决定被撤销」为是的行数",
        formula.rows(_REGISTER, annulled="是"),
    ),
)


def acts(teller: Teller) -> Runs:
    """Say how many measures were taken and how many decisions executed, of which kinds."""
    told = {
        group: kinds
        for group, kinds in zip(_GROUPS, (MEASURES, EXECUTIONS), strict=True)
        if teller.metrics[_GROUPS[group]].value
    }
    whole = ("行政强制", "cpl_total")
    return sentence(
        teller,
        by_kind(teller, "实施", whole, _GROUPS, ("全年{n}行政强制", "未实施")),
        *(_of_which(teller, group, kinds, alone=len(told) == 1) for group, kinds in told.items()),
        clause(teller, "作出后被撤销、变更或者确认违法的{n}", "cpl_annulled"),
        subject="行政强制中，",
    )


def _of_which(teller: Teller, group: str, kinds: dict[str, str], *, alone: bool) -> Runs:
    """Say of which kinds a group is; beside the other group it is named again."""
    called = {_SAID.get(kind, kind): metric_id for kind, metric_id in kinds.items()}
    whole = teller.metrics[_GROUPS[group]].value
    is_one_kind = any(teller.metrics[each].value == whole for each in kinds.values())
    if alone or is_one_kind:
        return outcomes(teller, _GROUPS[group], called, "" if alone else group)
    clauses = (clause(teller, f"{kind}{{n}}", each) for kind, each in called.items())
    return listed(teller, clauses, f"{group}包括")
