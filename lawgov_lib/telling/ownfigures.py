"""Sentences of declared figures that no other sentence tells: 第一议题学习12次，比上年增加2次。

An agency may word the sentence of a figure of its own; otherwise its kind decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.usage import usage
from lawgov_lib.document.tree import Run
from lawgov_lib.inputs.rows.declared import BLANK
from lawgov_lib.inputs.rows.degrees import AFTER, WITHIN
from lawgov_lib.measuring.metric import TOLD, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.document.tree import Runs
    from lawgov_lib.measuring.metric import Metric
    from lawgov_lib.telling.narrative import Teller

OTHER_UNIT = "上年以“{}”计，不作比较"
_END = "。"
_ENDS = tuple("。！？；")
_NOTE = compiled(r"[（(][^（()）]*[）)]$")
_RANKING = "排名"


def figures_paragraph(teller: Teller, section: str, told: set[str | None]) -> Runs:
    """Say the declared figures of a section that the text does not tell yet, a sentence each.

    What is zero is told in a sentence of the agency's own only: how nothing is said depends on what
    there is none of.

    Args:
        teller: What the sentences speak from.
        section: The key of the section.
        told: The ids of the metrics that are told.
    """
    left = (
        metric
        for metric in teller.metrics.values()
        if metric.section == section and metric.declared and metric.id not in told
    )
    return tuple(
        run
        for metric in left
        if metric.state in TOLD and (metric.state is State.NUMBER or metric.manner.pattern)
        for run in figure_sentence(teller, metric)
    )


def figure_sentence(teller: Teller, metric: Metric) -> Runs:
    """Say one figure in a sentence, and how it changed against the year before."""
    value = Run(text=metric.manner.words, metric=metric.id) if metric.manner.words else None
    if value and value.text.endswith(_ENDS) and not metric.manner.pattern:
        return (value,)
    ahead, behind = BLANK.split(metric.manner.pattern or f"{_ahead(metric)}{{{{ }}}}", maxsplit=1)
    behind = behind.strip().removesuffix(_END)
    end = behind if behind.endswith(_ENDS) else behind + _END
    runs = (Run(text=ahead.strip()), *((value,) if value else teller.quantity(metric.id)))
    whole = (*runs, *_change(teller, metric, behind), Run(text=end))
    return tuple(run for run in whole if run.text)


def _change(teller: Teller, metric: Metric, behind: str) -> Iterator[Run]:
    """Say the change behind the value; in brackets where the sentence goes on."""
    change = teller.change(metric.id)
    if metric.unit_before and not metric.manner.words:
        yield Run(text=f"（{OTHER_UNIT.format(metric.unit_before)}）")
    elif change and behind and change[0].text == "，":
        yield from (Run(text="（"), *change[1:], Run(text="）"))
    else:
        yield from change


def _ahead(metric: Metric) -> str:
    """Return what stands before the value: the name, and the word that joins them."""
    name, degree = metric.name, metric.manner.degree
    bare = _NOTE.sub("", name)
    if metric.is_rank:
        if bare.endswith(_RANKING):
            return f"{name}第"
        return f"{name}{'为' if bare.endswith(usage().ranks) else '位居'}第"
    joined = metric.is_rate or metric.manner.words or bare.endswith(usage().measures)
    if degree in AFTER:
        return f"{name}在" if joined else name
    return f"{name}为" if joined and (not degree or degree in WITHIN) else name
