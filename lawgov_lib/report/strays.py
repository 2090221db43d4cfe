"""Strays: prose, settings and names of charts that belong nowhere and would be lost in silence."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from lawgov_lib.areas import AREAS
from lawgov_lib.areas.ownlimits import misplaced_limits
from lawgov_lib.base.errors import Place, Problem
from lawgov_lib.checks.settings import misfits
from lawgov_lib.inputs.levels import levels
from lawgov_lib.laws.lawtable import shipped

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from lawgov_lib.inputs import ReportFile, YearInputs
    from lawgov_lib.measuring.metric import Metric

TRENDS, ALL, NONE = "trends", "all", "none"
"""What ``annex.charts`` may say in a word, instead of naming charts."""


def strays(
    year_inputs: YearInputs, file: str, keys: Collection[str], metrics: Mapping[str, Metric]
) -> Iterator[Problem]:
    """Find what a year says that nothing would show or read.

    Args:
        year_inputs: The year.
        file: Where its ``report.yaml`` is, relative to the root.
        keys: The sections that have a place in the report.
        metrics: The metrics of the year by id.
    """
    report = year_inputs.report
    for key, text in year_inputs.prose.items():
        if key in report.arrange.drop:
            hint = "把正文移到其他节，或用「fold」并入其他标题之下。"
            message = "这一节已在「arrange」中删去，正文不会刊出"
            yield Problem("E438", message, Place(text.file), hint)
        elif key not in keys:
            hint = f"可用的名称：{'、'.join(keys)}，或标题的文字。"
            yield Problem("E435", "本年提纲没有这一节", Place(text.file), hint)
    yield from _unknown_kind(report, file)
    for path, message, hint in misfits(report.checks):
        yield Problem("E441", f"「checks」：{message}", report.place(file, "checks", *path), hint)
    for name, message, hint in misplaced_limits(metrics, report.limits):
        yield Problem("E453", f"「limits」：{message}", report.place(file, "limits", name), hint)
    for rule in year_inputs.local_rules:
        if rule.row.title in shipped():
            hint = "国家的法律法规程序已有，删去该行；是本地规定的，写全称。"
            message = f"《{rule.row.title}》是国家的法律法规"
            yield Problem("E871", message, rule.place, hint)
    yield from _unknown_charts(report, file)


def _unknown_kind(report: ReportFile, file: str) -> Iterator[Problem]:
    agency, known = report.agency, levels().kinds
    if agency.kind and agency.kind not in known:
        near = difflib.get_close_matches(agency.kind, known, n=1, cutoff=0)
        place = report.place(file, "agency", "kind")
        hint = f"最接近的是“{near[0]}”；可写：{'、'.join(known)}。"
        yield Problem("E472", f"「agency.kind」中的“{agency.kind}”不是机关的种类", place, hint)
    if agency.rung.is_joint and len(report.signatories) == 1:
        place = report.place(file, "agency", "level")
        hint = "机关全称写政府的全称，如“某县人民政府”，或在「form.agencies」列出两个机关。"
        message = f"党委和政府联合报告，却没有认出“{agency.name}”的党委"
        yield Problem("E473", message, place, hint)


def _unknown_charts(report: ReportFile, file: str) -> Iterator[Problem]:
    areas = AREAS.values()
    names = [chart.name for area in areas for chart in area.charts]
    names += [yearly.name for area in areas for yearly in area.trends]
    wanted = report.annex.charts
    for step, name in enumerate(wanted):
        if name not in names and not (len(wanted) == 1 and name in {TRENDS, ALL, NONE}):
            place = report.place(file, "annex", "charts", step)
            hint = f"可写{TRENDS}、{ALL}或{NONE}；或列出图的名称：{'、'.join(names)}。"
            yield Problem("E447", f"「annex.charts」中的“{name}”不是图的名称", place, hint)
