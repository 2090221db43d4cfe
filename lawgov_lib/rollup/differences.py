"""Tell how agencies differ: outliers, rankings, and a chart of the first ranked quantity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.base.wording import heading_number
from lawgov_lib.document.tree import Heading
from lawgov_lib.rollup.blocks import BARS, chart, more, paragraph, table
from lawgov_lib.rollup.choices import settings
from lawgov_lib.rollup.cityfigures import Kind, ranks
from lawgov_lib.rollup.phrases import NONE, limits_said, ranked, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawgov_lib.document.tree import Blocks, Figure
    from lawgov_lib.rollup.cityfigures import Figures, Summary

_OUTLIERS = {"指标": 2.2, "中位数": 1.1, "参考区间": 1.7, "机关": 2.2, "数值": 1.2}
_RANKS = {"指标": 1.6, "由高到低": 3.0, "由低到高": 3.0}


def differences(figures: Figures) -> Blocks:
    """Show outliers, rankings, and a chart of the first ranked quantity."""
    chosen = [
        each
        for key in (*settings().shown, *settings().ranked)
        if (each := figures.summaries.get(key)) is not None and each.valued > 1
    ]
    return (
        Heading(level=2, number=heading_number(2, 1), text="离群数据", anchor="outliers"),
        *_outliers(figures),
        Heading(level=2, number=heading_number(2, 2), text="排名", anchor="ranking"),
        *_rankings(figures, chosen),
        *_leaders(figures, chosen),
    )


def _outliers(figures: Figures) -> Blocks:
    rows = [
        (
            each.label.name,
            said(spread.median, each),
            limits_said(spread.limits, each),
            figures.submissions.agencies[value.agency].name,
            said(value.value, each),
        )
        for each in figures.summaries.values()
        if (spread := each.spread) is not None and spread.limits is not None
        for value in spread.outliers
    ]
    if not rows:
        return (paragraph("没有机关的数据超出参考区间。"),)
    text = f"各机关数据超出参考区间的共{len(rows)}处，供核对数据时参考，不等于数据有误。"
    noted = (
        f"注：参考区间为中位数加减{settings().outlier_deviations}倍绝对中位差；"
        f"报数机关少于{settings().outlier_agencies}个，或半数以上机关数值相同的，不作判断。"
    )
    shown = rows[: settings().rows_shown]
    return (paragraph(text), *table(_OUTLIERS, shown, noted + more(len(rows))))


def _rankings(figures: Figures, chosen: Sequence[Summary]) -> Blocks:
    most = settings().ranks_shown
    rows: list[tuple[str, ...]] = []
    for each in chosen:
        values = figures.rankable(each)
        from_top = ranks(values)
        if len(from_top) == 1:
            same = f"{len(values)}个机关均为{said(from_top[0].value, each)}"
            rows.append((each.label.name, same, NONE))
            continue
        top = from_top[:most]
        shown = {rank.value for rank in top}
        from_bottom = ranks(values, from_top=False)[:most]
        bottom = [rank for rank in from_bottom if rank.value not in shown]
        told = [ranked(figures, each, part) for part in (top, bottom)]
        rows.append((each.label.name, *told))
    if not rows:
        return (paragraph("报数机关不足2个，没有可以排名的指标。"),)
    noted = f"注：数值相同的名次相同；各列前{most}个名次，已在左列的不再列出。排名只按数值大小；"
    noted += f"没有分子分母的比率，以及分母小于{settings().small_base}的比率，不排名。"
    return table(_RANKS, rows, noted)


def _leaders(figures: Figures, chosen: Sequence[Summary]) -> tuple[Figure, ...]:
    sums = (each for each in chosen if each.kind is Kind.SUM and each.total.value)
    each = next(sums, None)
    if each is None:
        return ()
    ordered = sorted(figures.values(each.label.id).values(), key=lambda value: -value.value)[:BARS]
    pairs = [(figures.submissions.agencies[at.agency].name, at.value) for at in ordered]
    count = f"（居前{len(pairs)}个机关）" if each.valued > len(pairs) else ""
    caption = f"{figures.submissions.year}年度各机关{each.label.name}{count}"
    return chart(pairs, each.label.unit, caption)
