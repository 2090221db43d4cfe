"""Whether what fell short of a limit is owned up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import spot
from lawgov_lib.document.texts import runs_of
from lawgov_lib.document.tree import plain
from lawgov_lib.telling.amounts import said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.checks.subject import Subject
    from lawgov_lib.measuring.metric import Metric
    from lawgov_lib.measuring.requirements import Threshold

_KIND = compiled(r"(率|占比|最短天数|场次|次数|人数|人均|学时)")


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
        if limit.is_met(metric.value) or _is_owned(metric, words, owned):
            continue
        is_analogous = metric.id in subject.settings["C16"]["analogous"]
        yield Finding(
            "C16",
            Severity.WARNING if is_analogous else Severity.ERROR,
            f"“{metric.name}”为{said(metric)}，未达到{'一般' * limit.is_usual}{limit}{metric.unit}"
            f"（{limit.source}{'，参照执行' * is_analogous}），存在的不足中没有提及",
            tuple(source.place for source in metric.sources),
            f"在不足台账或不足部分的正文中写明，并列出改进措施{_otherwise(limit)}。",
            *spot(subject, metric),
            metric.id,
            is_answerable=not limit.is_unconditional,
        )


def _otherwise(limit: Threshold) -> str:
    """Say when an answer does instead."""
    if limit.is_unconditional:
        return ""
    return f"；属于例外（{limit.unless}）的，作出答复" if limit.unless else "；情况特殊的，作出答复"


def _is_owned(metric: Metric, words: dict[str, list[str]], owned: str) -> bool:
    topics = [metric.name, _KIND.sub("", metric.name), *words.get(metric.id, ())]
    return any(topic in owned for topic in topics)
