"""Whether the prose tells a change against the year before as it is, and explains a large one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.claims import PLACED, place, typed
from lawgov_lib.checks.finding import Finding
from lawgov_lib.measuring.metric import TOLD
from lawgov_lib.reading.sentences import beginning
from lawgov_lib.telling.amounts import changed, said, value_or_state

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lawgov_lib.checks.subject import Said, Subject, Written
    from lawgov_lib.measuring.metric import Metric

UP, DOWN, SAME = "up", "down", "same"
_NOTHING = "(?!)"
"""The pattern of an empty list of words."""
_LEAD = r"(?:(?:比|较|与)(?:上年|去年|上一年)度?(?:同期)?[^，。；、\d]{0,4}?|同比)"
_PER_CENT, _POINTS = ("%", "％"), "个百分点"


@dataclass(frozen=True)
class _Told:
    """A change as the prose tells it: direction, and the amount where one is written."""

    text: str
    direction: str
    about_the_same: bool
    amount: str
    unit: str


def direction_words(subject: Written) -> Iterator[Finding]:
    """Find growth worded as a fall, a change worded as none, and wrong amounts of it (C09)."""
    for block in subject.said:
        for metric, told in _comparisons(subject, block):
            wrong = _contradicts(metric, told, subject.settings["C09"])
            if wrong:
                before = metric.previous
                last = value_or_state(before.state, before.value, metric.unit) if before else ""
                yield Finding(
                    "C09",
                    Severity.ERROR,
                    f"正文写作“{told.text}”，“{metric.name}”上年为{last}，本年为{said(metric)}"
                    f"，应为{changed(metric)}",
                    tuple(place(block)),
                    f"改为引用：{{{{ {metric.id} | 同比 }}}}。",
                    block.section,
                    block.position,
                    f"{metric.id}/同比",
                )


def unexplained_jumps(subject: Subject) -> Iterator[Finding]:
    """Find counts that moved by more than half without a reason in their paragraph (C09)."""
    settings = subject.settings["C09"]
    reasons = re.compile("|".join(settings["reasons"]) or _NOTHING)
    for metric in subject.metrics.values():
        jump = _jump(metric, settings)
        blocks = [
            block
            for block in subject.said
            if jump and any(run.metric == metric.id for run in block.runs)
        ]
        if not blocks or any(reasons.search(block.text) for block in blocks):
            continue
        yield Finding(
            "C09",
            Severity.WARNING,
            f"“{metric.name}”{changed(metric)}，变动较大，同段没有说明原因",
            tuple(place(blocks[0])),
            "在同一段中说明原因，并核对两年的统计口径。",
            blocks[0].section,
            blocks[0].position,
            f"{metric.id}/变动",
        )


def _comparisons(subject: Written, block: Said) -> Iterator[tuple[Metric, _Told]]:
    """Pair the comparisons that a person typed with the metric that each speaks of.

    It is the nearest one named before in the same sentence, by reference or by its full name.
    """
    text = typed(block)
    if not text.strip(PLACED):
        return
    words = subject.settings["C09"]
    for found in _comparison(words).finditer(text):
        start = beginning(text, found.start())
        metric = _named_last(subject, block, start, found.start())
        if metric is not None:
            verb = found["way"] or found["same"]
            direction = next(way for way in (UP, DOWN, SAME) if verb in words[way])
            rough = found["rough"] is not None
            yield (
                metric,
                _Told(found[0], direction, rough, found["amount"] or "", found["unit"] or ""),
            )


def _comparison(words: Mapping[str, Any]) -> re.Pattern[str]:
    """Return the pattern of 比上年增长3件, 同比下降2.5%, 与上年基本持平 and their like."""
    ways = "|".join([*words[UP], *words[DOWN]]) or _NOTHING
    same = "|".join(words[SAME]) or _NOTHING
    return re.compile(
        rf"{_LEAD}(?:(?:略有|有所)?(?P<way>{ways})了?(?:(?P<amount>\d+(?:\.\d+)?)"
        rf"(?P<unit>%|％|个百分点|万元|元|人次|[件宗次场起项部人份条个户]))?"
        rf"|(?P<rough>基本)?(?P<same>{same}))"
    )


def _named_last(subject: Written, block: Said, start: int, end: int) -> Metric | None:
    spots: list[tuple[int, Metric]] = []
    position = 0
    for run in block.runs:
        if run.metric and start <= position < end:
            spots.append((position, subject.metrics[run.metric]))
        position += len(run.text)
    text = block.text
    for metric in subject.metrics.values():
        at = text.rfind(metric.name, start, end)
        if at >= 0:
            # Where two names end together, as 行政处罚 and 警告类行政处罚, the longer is meant.
            spots.append((at + len(metric.name), metric))
    if not spots:
        return None
    last = max(at for at, _ in spots)
    return max((m for at, m in spots if at == last), key=lambda metric: len(metric.name))


def _contradicts(metric: Metric, told: _Told, settings: Mapping[str, Any]) -> bool:
    before = metric.previous
    if before is None or before.value is None or before.state not in TOLD or metric.value is None:
        return False
    moved = metric.value - before.value
    relative = (
        abs(moved) * 100 / before.value if before.value and not metric.is_rate else abs(moved)
    )
    if told.direction == SAME:
        level = Decimal(str(settings["level"])) if told.about_the_same else Decimal(0)
        return relative > level
    if (moved > 0) != (told.direction == UP) or not moved:
        return True
    if not told.amount:
        return False
    amount = Decimal(told.amount)
    right = _amount(metric, moved, before.value, told.unit)
    return right is not None and right.quantize(amount, ROUND_HALF_UP) != amount


def _amount(metric: Metric, moved: Decimal, before: Decimal, unit: str) -> Decimal | None:
    """Return the change in the unit that the prose tells it in; None where it is another one."""
    if unit in _PER_CENT:
        return abs(moved) * 100 / before if before else None
    if (unit == _POINTS and metric.is_rate) or unit == metric.unit:
        return abs(moved)
    return None


def _jump(metric: Metric, settings: Mapping[str, Any]) -> bool:
    before = metric.previous
    if before is None or not before.value or not metric.value:
        return False
    if metric.is_rate or metric.spans_differ:
        return False
    if max(before.value, metric.value) < settings["floor"]:
        return False
    moved = abs(metric.value - before.value) * 100
    return moved > Decimal(settings["jump"]) * before.value
