"""Explain one metric of a year: its value, how it is counted, and the rows that it comes from."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lawgov_lib.base.errors import ParameterError
from lawgov_lib.base.terminal import wrapped
from lawgov_lib.report.reviewmaterial import card_of

if TYPE_CHECKING:
    from lawgov_lib.document.dossier import Card
    from lawgov_lib.measuring.metric import Metric
    from lawgov_lib.measuring.source import Source
    from lawgov_lib.report.yearreport import Report

_TOLD = {
    "said": "数值",
    "formula": "算法",
    "as_of": "截至",
    "basis": "依据",
    "threshold": "限值",
    "previous": "上年",
    "change": "变化",
    "source": "出处",
    "remark": "说明",
}
_FACTS = ("id", "name", "section", "state", "unit", "numerator", "denominator", "declared", *_TOLD)
_FRACTION = "分子/分母"
_NONE = "没有计数的行"


@dataclass(frozen=True)
class Explained:
    """A metric as a reviewer sees it, and where the rows stand that it counts."""

    year: int
    card: Card
    sources: tuple[Source, ...]

    def facts(self) -> dict[str, Any]:
        """Return all of it as plain JSON values; rows are numbered as in the file."""
        told = {name: getattr(self.card, name) for name in _FACTS}
        return {"year": self.year, **told, "sources": [_facts(each) for each in self.sources]}

    def __str__(self) -> str:
        """Tell it for a terminal; what is not known is left out."""
        card = self.card
        told = [(name, getattr(card, field)) for field, name in _TOLD.items()]
        if card.denominator:
            told.insert(2, (_FRACTION, f"{card.numerator}/{card.denominator}"))
        told += [("来源", str(each)) for each in self.sources] or [("来源", _NONE)]
        lines = [wrapped(text, f"{name}  ", " " * 6) for name, text in told if text]
        return "\n".join([f"{card.name} {card.id}（{self.year}年度）", "", *lines])


def explained(report: Report, name: str) -> Explained:
    """Explain a metric of a year.

    Args:
        report: The year.
        name: The metric's id, or its name where only one bears it.

    Raises:
        ParameterError: There is no such metric, or several bear the name.
    """
    metric = _meant(report, name)
    year = report.year_inputs.report.year
    return Explained(year, card_of(metric, report), metric.sources)


def _meant(report: Report, name: str) -> Metric:
    if name in report.metrics:
        return report.metrics[name]
    called = [metric for metric in report.metrics.values() if metric.name == name]
    if len(called) == 1:
        return called[0]
    if called:
        hint = f"改写编号：{'、'.join(metric.id for metric in called)}。"
        raise ParameterError.of("E326", f"有{len(called)}项指标名为“{name}”", hint=hint)
    names = [metric.name for metric in report.metrics.values()]
    near = difflib.get_close_matches(name, [*names, *report.metrics], n=1, cutoff=0)
    hint = f"名称最接近的是“{near[0]}”；全部指标见lawgov catalogue，全部检查见lawgov explain。"
    raise ParameterError.of("E326", f"没有指标或检查“{name}”", hint=hint)


def _facts(source: Source) -> dict[str, Any]:
    file, _, sheet = source.file.partition("#")
    return {"file": file, "sheet": sheet or None, "rows": source.lines.tolist()}
