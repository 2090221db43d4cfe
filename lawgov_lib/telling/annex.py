"""The annex (附件): its heads and its list, the working table and the charts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawgov_lib.document.tree import Annex, Column, Paragraph, Run, Table
from lawgov_lib.telling.amounts import said, said_before
from lawgov_lib.telling.narrative import DECLARED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lawgov_lib.document.tree import Blocks, Figure, Runs
    from lawgov_lib.measuring.metric import Metric
    from lawgov_lib.measuring.source import Source

TABLE, CHARTS = "法治政府建设主要指标表", "法治政府建设主要指标图"
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
_FIRST, _FOLLOWING = "附件：", "\u3000\u3000\u3000"
_NOTES = (
    "注：1.“未提供”指未公布该项数据，不等于零；“无此职责”指不承担该项职责。"
    "2.标注“申报数”的比率未提供分子、分母，按申报值列示。"
    "3.数据来源为本年度各台账及申报数表中的行次（表头为第1行）。"
)
_YEARLY_NOTE = (
    "4.“上年”为上年公布的数值；上年未公布的，按上年台账及申报数计算；“—”指上年没有该项指标。"
)
_NONE = "—"
_SPANS_TOLD = 6


@dataclass(frozen=True)
class Attachment:
    """One attachment: what it is called and what it shows."""

    title: str
    blocks: Blocks


def annex(attached: Sequence[Attachment]) -> Blocks:
    """Head each attachment; a single one bears no number (GB/T 9704-2012)."""
    return tuple(
        block
        for position, each in enumerate(attached, start=1)
        for block in (
            Annex(
                label=f"附件{position}" if len(attached) > 1 else "附件",
                title=each.title,
                anchor=f"annex-{position}",
            ),
            *each.blocks,
        )
    )


def attachments(attached: Sequence[Attachment]) -> tuple[Paragraph, ...]:
    """List the attachments below the text, one a line, numbers aligned (GB/T 9704-2012)."""
    return tuple(
        Paragraph(
            runs=(
                Run(
                    text=(_FOLLOWING if position > 1 else _FIRST)
                    + (f"{position}." if len(attached) > 1 else "")
                    + each.title
                ),
            ),
            role="attachments",
        )
        for position, each in enumerate(attached, start=1)
    )


def gallery(charts: Sequence[Figure]) -> Blocks:
    """Return the charts as one attachment shows them, numbered where they are several."""
    if len(charts) == 1:
        return tuple(charts)
    return tuple(
        chart.model_copy(update={"caption": f"图{position}　{chart.caption}"})
        for position, chart in enumerate(charts, start=1)
    )


def working_table(metrics: Sequence[Metric], labels: Mapping[str, str], reporter: str) -> Blocks:
    """Write the table that an office works with: every metric, how it is counted and from where.

    Args:
        metrics: The metrics, in report order, that the year speaks of; at least one.
        labels: What each input file is called, by file name.
        reporter: Who reports: the agency with its region and level.

    Returns:
        The table under its reporter, and its notes; the year before has a column where anything
        is known of it.
    """
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
        Paragraph(runs=(Run(text=f"报告机关：{reporter}"),), role="note"),
        Table(columns=_YEARLY_COLUMNS if yearly else _COLUMNS, rows=rows),
        Paragraph(runs=(Run(text=notes),), role="note"),
    )


def _value(metric: Metric) -> Runs:
    value = Run(text=said(metric), metric=metric.id)
    return (value, Run(text=DECLARED)) if metric.lacks_base else (value,)


def _told_before(metric: Metric) -> str:
    before = metric.previous
    return (said_before(metric) or before.state.value) if before else _NONE


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
