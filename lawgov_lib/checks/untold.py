"""Whether what the year folder declares and records is told anywhere in the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.base.errors import Place
from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.finding import Finding
from lawgov_lib.grounding.verdict import Verdict
from lawgov_lib.inputs.areanames import area_names
from lawgov_lib.measuring.metric import TOLD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.checks.subject import Subject

_FULL = "full"


def untold(subject: Subject) -> Iterator[Finding]:
    """Find declared figures and registers that neither the text nor an annex tells (C24)."""
    yield from _adrift(subject)
    if subject.year_inputs.report.annex.table == _FULL:
        return
    metrics, cells = _told(subject)
    for metric in subject.metrics.values():
        if metric.declared and metric.state in TOLD and metric.id not in metrics:
            yield Finding(
                "C24",
                Severity.INFO,
                f"申报了“{metric.name}”，正文和附件都没有反映",
                tuple(source.place for source in metric.sources),
                f"在正文中引用：{{{{ {metric.handle} }}}}；不需要反映的，不必处理。",
                metric.section,
                about=metric.id,
            )
    shown = {source.file for key in metrics for source in subject.metrics[key].sources} | {
        cell.rpartition(":")[0].rpartition(":")[0] for cell in cells
    }
    shown |= {source.file for metric in subject.adrift for source in metric.sources}
    for book in subject.year_inputs.registers.values():
        if len(book.rows) and book.file not in shown:
            yield Finding(
                "C24",
                Severity.INFO,
                f"“{book.label}”有{len(book.rows)}行，正文和附件都没有反映",
                (Place(book.file),),
                "在相应的节引用由该台账计算的指标；不需要反映的，不必处理。",
                about=book.name,
            )


def _adrift(subject: Subject) -> Iterator[Finding]:
    """Find areas with data that no heading of the outline tells: nothing of them is reported."""
    for key in dict.fromkeys(metric.section for metric in subject.adrift):
        metrics = [metric for metric in subject.adrift if metric.section == key]
        names = "”“".join(metric.name for metric in metrics)
        area = area_names()[key].name
        yield Finding(
            "C24",
            Severity.WARNING,
            f"提纲没有讲述领域“{area}”，它的数据没有反映：“{names}”",
            tuple(dict.fromkeys(source.place for each in metrics for source in each.sources)),
            f"在「outline」的一个标题之下写「tells: {area}」；不报告的，作出答复。",
            about=key,
        )


def _told(subject: Subject) -> tuple[set[str], set[str]]:
    """Return the metrics and the cells that the text tells, by reference or typed by hand."""
    runs = [run for said in subject.said for run in said.runs]
    metrics = {run.metric for run in runs if run.metric}
    metrics |= {
        figure.metric.id
        for _, grounded in subject.grounded
        for each in grounded
        if each.verdict is Verdict.RIGHT
        for figure in each.figures
        if figure.metric
    }
    return metrics & subject.metrics.keys(), {run.cell for run in runs if run.cell}
