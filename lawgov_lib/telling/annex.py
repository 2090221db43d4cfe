"""The annex (附件): the table of all metrics and the charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.document.tree import Annex, Column, Paragraph, Run, Table
from lawgov_lib.telling.narrative import DECLARED, said, value_or_state

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lawgov_lib.document.tree import Blocks, Figure, Runs
    from lawgov_lib.measuring.metric import Metric, Source

TITLES = ("法治政府建设主要指标表", "法治政府建设主要指标图")
_COLUMNS = (
    Column(text="序号", align="center", share=0.7),
    Column(text="指标", share=2.3),
    Column(text="数值", align="right", share=1.9),
    Column(text="计算方法", share=2.8),
    Column(text="数据来源", share=2.4),
)
_YEARLY_COLUMNS = (
    Column(text="序号", align="center", share=0.7),
    Column(text="指标", share=1.9),
    Column(text="数值", align="right", share=1.9),
    Column(text="上年", align="right", share=1.2),
    Column(text="计算方法", share=2.4),
    Column(text="数据来源", share=2.0),
)
_LEADS = ("附件：", "\u3000\u3000\u3000")
_NOTES = (
    "注：1.“未提供”指未公布该项数据，不等于零；“无此职责”指不承担该项职责。"
    "2.标注“申报数”的比率未提供分子、分母，按申报值列示。"
    "3.数据来源为本年度各台账及申报数表中的行次（表头为第1行）。"
)
_YEARLY_NOTE = (
    "4.“上年”为上年公布的数值；上年未公布的，按上年台账及申报数计算；“—”指上年没有该项指标。"
)
_NOTHING = "本年度未提供指标数据。"
_NONE = "—"
_SPANS_TOLD = 6


def annex(
    metrics: Sequence[Metric], charts: Sequence[Figure], labels: Mapping[str, str], reporter: str
) -> Blocks:
    """Build the annex.

    Args:
        metrics: All metrics, in report order; those that nothing speaks of are left out.
        charts: The charts, in report order.
        labels: What each input file is called, by file name.
        reporter: Who reports: the agency with its region and level.

    Returns:
        Annex 1 with the metric table and its notes, annex 2 with the charts if there are any.
    """
    title = Annex(label="附件1", title=TITLES[0], anchor="annex-1")
    head = Paragraph(runs=(Run(text=f"报告机关：{reporter}"),), role="note")
    listed = [metric for metric in metrics if metric.is_spoken_of]
    body = _table(listed, labels) if listed else (Paragraph(runs=(Run(text=_NOTHING),)),)
    first: Blocks = (title, head, *body)
    if not charts:
        return first
    numbered = tuple(
        chart.model_copy(update={"caption": f"图{position}　{chart.caption}"})
        for position, chart in enumerate(charts, start=1)
    )
    return (*first, Annex(label="附件2", title=TITLES[1], anchor="annex-2"), *numbered)


def _table(metrics: Sequence[Metric], labels: Mapping[str, str]) -> Blocks:
    """Build the table and its notes; the year before has a column where anything is known of it."""
    yearly = any(metric.previous and metric.previous.value is not None for metric in metrics)
    rows = tuple(
        (
            (Run(text=str(position)),),
            (Run(text=metric.name),),
            _value(metric),
            *(((Run(text=_told_before(metric)),),) if yearly else ()),
            (Run(text=metric.formula + (f"（{metric.remark}）" if metric.remark else "")),),
            (Run(text=_told_sources(metric.sources, labels)),),
        )
        for position, metric in enumerate(metrics, start=1)
    )
    notes = _NOTES + (_YEARLY_NOTE if yearly else "")
    return (
        Table(columns=_YEARLY_COLUMNS if yearly else _COLUMNS, rows=rows),
        Paragraph(runs=(Run(text=notes),), role="note"),
    )


def attachments(charts: Sequence[object]) -> tuple[Paragraph, ...]:
    """List the annexes below the text, one a line, numbers aligned (GB/T 9704-2012)."""
    titles = TITLES if charts else TITLES[:1]
    return tuple(
        Paragraph(runs=(Run(text=f"{lead}{position}.{title}"),), role="attachments")
        for position, (lead, title) in enumerate(zip(_LEADS, titles, strict=False), start=1)
    )


def _value(metric: Metric) -> Runs:
    value = Run(text=said(metric), metric=metric.id)
    return (value, Run(text=DECLARED)) if metric.lacks_base else (value,)


def _told_before(metric: Metric) -> str:
    before = metric.previous
    return _NONE if before is None else value_or_state(before.state, before.value, metric.unit)


def _told_sources(sources: Sequence[Source], labels: Mapping[str, str]) -> str:
    return (
        "、".join(labels.get(source.file, source.file) + _told_lines(source) for source in sources)
        or _NONE
    )


def _told_lines(source: Source) -> str:
    """Say which lines, neighbours as a span (第2至17行), and of many spans how many rows."""
    spans = source.spans
    if len(spans) > _SPANS_TOLD:
        return f"共{len(source.lines)}行"
    told = "、".join(str(a) if a == b else f"{a}至{b}" for a, b in spans)
    return f"第{told}行"
