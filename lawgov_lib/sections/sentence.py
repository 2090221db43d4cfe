"""Build a sentence of figures: an opening count, then the clauses that have something to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.document import Run

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lawgov_lib.document import Runs
    from lawgov_lib.narrative import Teller


def opening(teller: Teller, metric_id: str, some: str, none: str) -> Runs:
    """Open a sentence with a count and its change against the year before.

    Args:
        teller: What the sentence speaks from.
        metric_id: The count.
        some: The words before the count: ``全年收到行政许可申请``.
        none: The words for a count of zero: ``全年未收到行政许可申请``.

    Returns:
        The opening; nothing where the count is not known.
    """
    value = teller.metrics[metric_id].value
    if value is None:
        return ()
    told = teller.say(f"{some}{{count}}", count=teller.quantity(metric_id))
    return (*(told if value else (Run(text=none, metric=metric_id),)), *teller.change(metric_id))


def clause(teller: Teller, metric_id: str, words: str, after: str = "") -> Runs:
    """Say one figure behind its words; a count of zero and a rate over nothing are left out."""
    metric = teller.metrics[metric_id]
    if metric.value is None or not (metric.value or metric.is_rate):
        return ()
    return teller.say(f"{words}{{figure}}{after}", figure=teller.quantity(metric_id))


def listed(teller: Teller, clauses: Iterable[Runs], before: str = "", mark: str = "、") -> Runs:
    """Join the clauses that say something, with words before the first."""
    said = teller.joined([one for one in clauses if one], mark)
    return (Run(text=before), *said) if before and said else said


def sentence(teller: Teller, first: Runs, *clauses: Runs) -> Runs:
    """Join the opening and the clauses that say something; without an opening there is none."""
    return (*listed(teller, (first, *clauses), mark="，"), Run(text="。")) if first else ()
