"""Notes (注) below the text: what holds of several of its numbers is said once, there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from lawgov_lib.base import wording
from lawgov_lib.document.texts import runs_of
from lawgov_lib.document.tree import Paragraph, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lawgov_lib.document.tree import Block, Blocks
    from lawgov_lib.measuring.metric import Metric


def notes_below(told: Iterable[Block], metrics: Mapping[str, Metric], year: int) -> Blocks:
    """Note which of the rates told were declared without their base, and what does not compare.

    Args:
        told: The text.
        metrics: The metrics by id.
        year: The report year.
    """
    runs = (run for block in told for run in runs_of(block))
    said = [metrics[each] for each in dict.fromkeys(run.metric for run in runs) if each]
    names = wording.enumeration([metric.name for metric in said if metric.lacks_base] or [""])
    notes = (
        f"{names}为申报数，未列分子和分母。" if names else "",
        unequal_years(said, year),
    )
    return tuple(Paragraph(runs=(Run(text=f"注：{note}"),), role="note") for note in notes if note)


def unequal_years(metrics: Iterable[Metric], year: int) -> str:
    """Say that one year counts to its end and the other does not; blank where they compare.

    Args:
        metrics: The metrics that are told.
        year: The report year.
    """
    for metric in metrics:
        if metric.spans_differ and metric.previous and metric.as_of and metric.previous.as_of:
            this, last = _counted(metric.as_of, year), _counted(metric.previous.as_of, year - 1)
            return f"{year}年为{this}，{year - 1}年为{last}，不计算增减。"
    return ""


def _counted(until: date, year: int) -> str:
    whole = until >= date(year, 12, 31)
    return "全年数" if whole else f"截至{wording.month_day(until)}数"
