"""Make a sentence out of clauses, a count each, of which any may be missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.document.tree import Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lawgov_lib.document.tree import Runs
    from lawgov_lib.telling.narrative import Teller


def clause(teller: Teller, pattern: str, metric_id: str, of: str = "") -> Runs:
    """Say a metric; nothing where it has no value.

    Args:
        teller: What the clause speaks from.
        pattern: The clause, with ``{n}`` in the place of the quantity.
        metric_id: The metric.
        of: The metric that it is a part of; a zero out of nothing is not worth saying.
    """
    metric = teller.metrics[metric_id]
    if metric.value is None or (of and not metric.value and teller.metrics[of].value == 0):
        return ()
    return teller.say(pattern, n=teller.quantity(metric_id))


def some(teller: Teller, pattern: str, metric_id: str) -> Runs:
    """Say a metric that is more than zero."""
    return clause(teller, pattern, metric_id) if teller.metrics[metric_id].value else ()


def lead(
    teller: Teller,
    pattern: str,
    metric_id: str,
    none: tuple[str, str] = ("", ""),
    *,
    compared: bool = True,
) -> Runs:
    """Say the metric that a sentence begins with, and how it changed.

    Args:
        teller: What the clause speaks from.
        pattern: The clause, with ``{n}`` in the place of the quantity.
        metric_id: The metric.
        none: What stands for a zero, as a pattern and the word in the place of the quantity, such
            as ``("全年{n}行政诉讼案件", "未发生")``.
        compared: Whether a change is worth saying; of a duty done once a year it is not.
    """
    word = none[1]
    if word and teller.metrics[metric_id].value == 0:
        said = teller.say(none[0], n=(Run(text=word, metric=metric_id),))
    else:
        said = clause(teller, pattern, metric_id)
    return (*said, *teller.change(metric_id)) if said and compared else said


def by_kind(
    teller: Teller,
    verb: str,
    whole: tuple[str, str],
    kinds: Mapping[str, str],
    none: tuple[str, str] = ("", ""),
) -> Runs:
    """Say a count and the kinds it is made of, or the one kind that all of it is.

    Args:
        teller: What the clause speaks from.
        verb: What the clause begins with, such as 全年承办.
        whole: The name of the whole and its metric.
        kinds: The metrics by the names of the kinds.
        none: What stands for a zero, as for :func:`lead`.
    """
    name, whole_id = whole
    metrics = teller.metrics
    told = {kind: metric_id for kind, metric_id in kinds.items() if metrics[metric_id].value}
    total = metrics[whole_id].value
    all_of_it = [kind for kind, metric_id in told.items() if metrics[metric_id].value == total]
    first = lead(teller, f"{verb}{(all_of_it or [name])[0]}{{n}}", whole_id, none)
    parts = teller.joined([clause(teller, f"{kind}{{n}}", id_) for kind, id_ in told.items()])
    if not first:
        return teller.say(f"{verb}{{parts}}", parts=parts)
    if all_of_it or not parts:
        return first
    return (*first, *teller.say("，其中{parts}", parts=parts))


def listed(teller: Teller, clauses: Iterable[Runs], before: str = "", mark: str = "、") -> Runs:
    """Join the clauses that say something, with words before the first."""
    said = teller.joined([one for one in clauses if one], mark)
    return (Run(text=before), *said) if before and said else said


def sentence(teller: Teller, first: Runs, *rest: Runs, subject: str = "") -> Runs:
    """Join clauses to a sentence; nothing where nobody would know what the clauses speak of.

    Args:
        teller: What joins them.
        first: The clause that names the subject.
        *rest: The clauses that follow; the empty ones are left out.
        subject: What the sentence begins with where the first clause is missing; without it there
            is no sentence then.
    """
    told = listed(teller, (first, *rest), "" if first else subject, "，")
    return (*told, Run(text="。")) if told and (first or subject) else ()
