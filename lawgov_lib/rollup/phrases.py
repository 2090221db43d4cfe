"""The words for a roll-up's figures: quantities, changes, and the names of agencies and areas."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from lawgov_lib.base import wording
from lawgov_lib.rollup.choices import areas, settings
from lawgov_lib.rollup.cityfigures import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lawgov_lib.rollup.cityfigures import Figures, Rank, Spread, Summary, Total
    from lawgov_lib.rollup.rowfile import Row
    from lawgov_lib.rollup.submissions import Agency

NONE = "—"
OTHER_AREA = "其他指标"


def area_name(summary: Summary) -> str:
    """Name the area of a metric."""
    return areas().get(summary.label.section, OTHER_AREA)


def names(figures: Figures, agencies: Sequence[int]) -> str:
    """Name agencies, of very many the first."""
    most = settings().names_shown
    told = [figures.submissions.agencies[at].name for at in agencies[:most]]
    return "、".join(told) + (f"等{len(agencies)}个机关" if len(agencies) > most else "")


def explained(agency: Agency) -> str:
    """Say why a report is not included, what there is to know, why its year before is not used."""
    before = f"上年数据未采用：{agency.problem_before}" if agency.problem_before else ""
    return "；".join(filter(None, (agency.problem, agency.remark, before))) or NONE


def said(value: Decimal, summary: Summary) -> str:
    """Write a value with the unit of its metric."""
    return wording.quantity(value, summary.label.unit)


def total_said(each: Summary) -> str:
    """Write a total with its unit; over a base of zero nothing occurred."""
    if each.total.value is not None:
        return said(each.total.value, each)
    return NONE if each.total.denominator is None else "未发生"


def base_said(value: Total | Row) -> str:
    """Write what a rate or a mean is made from; blank where there is none."""
    if value.numerator is None or value.denominator is None:
        return ""
    return f"{wording.number(value.numerator)}/{wording.number(value.denominator)}"


def changed(each: Summary) -> str:
    """Write the change against the year before over the agencies that can be compared."""
    change = each.change
    if not change.comparable:
        return NONE
    in_points = each.kind is Kind.SHARE
    return wording.change(change.before, change.now, each.label.unit, in_points=in_points)


def range_said(spread: Spread) -> str:
    """Write the least and the most; of one value, that value."""
    least, most = wording.number(spread.least.value), wording.number(spread.most.value)
    return least if least == most else f"{least}至{most}"


def limits_said(limits: tuple[Decimal, Decimal], each: Summary) -> str:
    """Write limits; no quantity is below zero, and no share above a hundred."""
    low, high = max(limits[0], Decimal(0)), limits[1]
    if each.kind is Kind.SHARE:
        high = min(high, Decimal(100))
    return f"{wording.number(low)}至{said(high, each)}"


def ranked(figures: Figures, each: Summary, part: Iterable[Rank]) -> str:
    """Write ranks, each with its agencies and their value."""
    told = [
        f"{rank.rank}.{names(figures, rank.agencies)}（{said(rank.value, each)}）" for rank in part
    ]
    return "；".join(told) or NONE
