"""Whether what fell short of a limit is owned up to."""

from __future__ import annotations

import operator
import re
from typing import TYPE_CHECKING

from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import spot
from lawgov_lib.document.tree import plain, runs_of
from lawgov_lib.telling.amounts import said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.checks.subject import Subject
    from lawgov_lib.measuring.metric import Metric

_SIGNS = {"≥": operator.ge, "≤": operator.le, ">": operator.gt, "<": operator.lt}
_KIND = re.compile(r"(率|占比|最短天数|场次|次数|人数|人均|学时)")


def missed_unmentioned(subject: Subject) -> Iterator[Finding]:
    """Find thresholds that were missed and that the shortcomings leave unsaid (C16)."""
    owned = "".join(
        plain(tuple(runs_of(block)))
        for key, spot in subject.spots.items()
        if spot.serves == "shortcomings"
        for block in subject.told.get(key, ())
    )
    words = subject.settings["C16"]["words"]
    for metric in subject.metrics.values():
        limit = metric.threshold
        if limit is None or metric.value is None:
            continue
        if _SIGNS[limit.sign](metric.value, limit.value) or _is_owned(metric, words, owned):
            continue
        yield Finding(
            "C16",
            Severity.ERROR,
            f"“{metric.name}”为{said(metric)}，未达到{limit}{metric.unit}（{limit.source}），"
            "存在的不足中没有提及",
            tuple(source.place for source in metric.sources),
            "在不足台账或不足部分的正文中写明，并列出改进措施。",
            *spot(subject, metric),
            metric.id,
        )


def _is_owned(metric: Metric, words: dict[str, list[str]], owned: str) -> bool:
    topics = [metric.name, _KIND.sub("", metric.name), *words.get(metric.id, ())]
    return any(topic in owned for topic in topics)
