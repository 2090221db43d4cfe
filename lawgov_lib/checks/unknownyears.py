"""Whether the public holidays are known that rates in working days are counted by."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import Place
from lawgov_lib.base.layout import HOLIDAYS_FILE
from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.checks.subject import Subject
    from lawgov_lib.measuring.metric import Metric


def unknown_years(subject: Subject) -> Iterator[Finding]:
    """Find the years whose public holidays are not known, with all that they leave open (C28)."""
    open_ = [metric for metric in subject.metrics.values() if metric.unknown_years]
    file = str(PurePath(subject.file).parents[1] / HOLIDAYS_FILE)
    for year in sorted({year for metric in open_ for year in metric.unknown_years}):
        waiting = [metric for metric in open_ if year in metric.unknown_years]
        yield Finding(
            "C28",
            Severity.WARNING,
            f"程序没有{year}年的节假日安排，按工作日计算的{len(waiting)}项数据没有计算："
            f"{'、'.join(map(_told, waiting))}",
            (Place(file),),
            f"把国务院办公厅公布的{year}年放假和调休上班日期填入{file}，各列见填写说明；"
            f"不填的，这些数据不在报告中反映。",
            waiting[0].section,
            about=f"节假日/{year}",
        )


def _told(metric: Metric) -> str:
    rows = sum(len(source.lines) for source in metric.sources)
    return f"“{metric.name}”（涉及台账{rows}行）"
