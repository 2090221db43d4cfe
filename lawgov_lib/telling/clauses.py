"""Make a sentence out of clauses, a count each, of which any may be missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.base.usage import usage
from lawgov_lib.base.wording import number
from lawgov_lib.document.tree import Run
from lawgov_lib.telling.narrative import WHOLE_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lawgov_lib.document.tree import Runs
    from lawgov_lib.measuring.metric import Metric, Previous
    from lawgov_lib.telling.narrative import Teller

_ALL = 100


def clause(teller: Teller, pattern: str, metric_id: str, zero: str = "", of: str = "") -> Runs:
    """Say a metric; nothing where it has no value.

    Args:
        teller: What the clause speaks from.
        pattern: The clause, with ``{n}`` in the place of the quantity.
        metric_id: The metric.
        zero: What stands for a zero, as 尚未办结; without it a zero is not said.
        of: The metric that it is a part of; a zero out of nothing is not worth saying.
    """
    metric = teller.metrics[metric_id]
    if metric.value:
        return teller.say(pattern, n=teller.quantity(metric_id))
    if metric.value is None or not zero or (of and not teller.metrics[of].value):
        return ()
    return (Run(text=zero, metric=metric_id),)


def rate(  # noqa: PLR0913  three ways to say it
    teller: Teller,
    name: str,
    metric_id: str,
    *,
    every: str = "",
    some: str = "",
    none: str = "",
) -> Runs:
    """Say a rate in per cent, or in counts where its base is too small for that (a limit of data).

    Args:
        teller: What the clause speaks from.
        name: What a rate in per cent is called, as 按期办结率.
        metric_id: The metric.
        every: The clause where all of the base count, as ``有期限的{n}件全部按时办结``; ``{n}`` is
            the base and ``{k}`` the part. Without a clause nothing is said.
        some: The clause where a part of it counts.
        none: The clause where none counts.
    """
    metric = teller.metrics[metric_id]
    part, base = metric.numerator, metric.denominator
    if part is None or not base or not (is_counted(metric) or metric.value == 0):
        return teller.say(f"{name}{{n}}", n=teller.quantity(metric_id)) if metric.value else ()
    pattern = every if part >= base else some if part else none
    if base == 1:
        pattern = pattern.replace("全部", "已").replace("均", "")
    said = pattern.format(n=number(base), k=number(part))
    return (Run(text=said, metric=metric_id),) if said else ()


def is_counted(metric: Metric | Previous) -> bool:
    """Tell whether a rate is told in counts, its base being too small for per cent."""
    return bool(metric.denominator) and (metric.denominator or 0) < usage().rate_base.value


def lead(
    teller: Teller,
    pattern: str,
    metric_id: str,
    none: tuple[str, str] = ("", ""),
    *,
    compared: bool = True,
) -> Runs:
    """Say the metric that a sentence begins with, and how it changed.

    What came to the agency is told by the time in which it came (全年收到…), what the agency did by
    the deed (实施…), what there is by 现有 or 现行; what did not occur by the time again.

    Args:
        teller: What the clause speaks from.
        pattern: The clause, with ``{n}`` in the place of the quantity. A 全年 at its beginning
            falls away where the year was not over.
        metric_id: The metric.
        none: What stands for a zero, as a pattern and the word in the place of the quantity, such
            as ``("全年{n}行政诉讼案件", "未发生")``.
        compared: Whether a change is worth saying; of a duty done once a year it is not.
    """
    word = none[1]
    chosen = none[0] if word and teller.metrics[metric_id].value == 0 else pattern
    if chosen.startswith(WHOLE_YEAR):
        chosen = teller.period + chosen.removeprefix(WHOLE_YEAR)
    if word and teller.metrics[metric_id].value == 0:
        said = teller.say(chosen, n=(Run(text=word, metric=metric_id),))
    elif teller.metrics[metric_id].value is None:
        said = ()
    else:
        said = teller.say(chosen, n=teller.quantity(metric_id))
    return (*said, *teller.change(metric_id)) if said and compared else said


def carried(teller: Teller, metric_id: str, new: str, what: str = "") -> Runs:
    """Say what an earlier year left open, beside what came new: 连同上年结转2件."""
    both = "连同" if teller.metrics[new].value else ""
    return clause(teller, f"{both}上年结转{what}{{n}}", metric_id)


def closed(teller: Teller, metric_id: str, new: str, left: str) -> Runs:
    """Say how many were closed, or 尚未办结 where none was and nothing tells what is left open.

    Args:
        teller: What the clause speaks from.
        metric_id: The metric of what was closed.
        new: The metric of what came new.
        left: The metric of what is left open.
    """
    zero = "" if teller.metrics[left].value else "尚未办结"
    return clause(teller, "办结{n}", metric_id, zero, of=new)


def and_others(names: Sequence[str]) -> str:
    """Return the 等 between names and their count; one name has none beside it."""
    return "等" * (len(names) > 1)


def left_open(teller: Teller, metric_id: str) -> Runs:
    """Say what is left open; before the year is over nothing is carried over to the next.

    The words are those of the form of the yearly reports on disclosure, here for all such counts.
    """
    pattern = "结转下年度继续办理{n}" if teller.period else "尚在办理{n}"
    return clause(teller, pattern, metric_id)


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
        verb: What the clause begins with, such as 全年收到.
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
        verb = verb.replace(WHOLE_YEAR, teller.period)
        return teller.say(f"{verb}{{parts}}", parts=parts)
    if all_of_it or not parts:
        return first
    return (*first, *teller.say("，其中{parts}", parts=parts))


def outcomes(teller: Teller, whole_id: str, kinds: Mapping[str, str], all_of_it: str = "") -> Runs:
    """Say of which kinds a count is that was just told: 其中警告1件、罚款2件, or 均为警告.

    Args:
        teller: What the clause speaks from.
        whole_id: The metric of the whole.
        kinds: The metrics by the names of the kinds.
        all_of_it: What the kinds are called where all is of one, as 结果.
    """
    metrics = teller.metrics
    told = {kind: metric_id for kind, metric_id in kinds.items() if metrics[metric_id].value}
    total = metrics[whole_id].value
    for kind, metric_id in told.items():
        if metrics[metric_id].value == total:
            each = "为" if total == 1 else "均为"
            return (Run(text=all_of_it + each), Run(text=kind, metric=metric_id))
    clauses = [clause(teller, f"{kind}{{n}}", id_) for kind, id_ in told.items()]
    return listed(teller, clauses, "" if total is None else "其中")


def followed(teller: Teller, steps: Mapping[str, str], summary: str = "") -> list[Runs]:
    """Say how far procedures were gone through, those gone through in full together.

    Args:
        teller: What the clauses speak from.
        steps: The rates by the names of the procedures.
        summary: What all of them together are called where another sentence has named them.
    """
    told = {name: m for name, m in steps.items() if teller.metrics[m].value is not None}
    full = {
        name: metric_id
        for name, metric_id in told.items()
        if is_counted(teller.metrics[metric_id]) and teller.metrics[metric_id].value == _ALL
    }
    marks = [(Run(text=name, metric=metric_id),) for name, metric_id in full.items()]
    together: list[Runs] = []
    if len(full) == len(steps) and summary:
        together = [(Run(text=f"应当履行的{summary}全部履行", metric=next(iter(full.values()))),)]
    elif full:
        names = teller.say("应当履行的{names}程序全部履行", names=teller.joined(marks))
        together = [names]
    parted = [
        rate(
            teller,
            f"{name}程序履行率",
            metric_id,
            some=f"应履行{name}程序的{{n}}件中履行{{k}}件",
            none=f"应履行{name}程序的{{n}}件均未履行",
        )
        for name, metric_id in told.items()
        if name not in full
    ]
    return [*together, *parted]


def among(teller: Teller, whole_id: str, parts: Mapping[str, str]) -> Runs:
    """Say what parts a count has, which may overlap: 其中涉企检查9次, of a single one 为涉企检查.

    Args:
        teller: What the clause speaks from.
        whole_id: The metric of the whole, told just before.
        parts: The metrics by the names of the parts.
    """
    told = {name: metric_id for name, metric_id in parts.items() if teller.metrics[metric_id].value}
    if teller.metrics[whole_id].value == 1:
        names = [(Run(text=name, metric=metric_id),) for name, metric_id in told.items()]
        return listed(teller, names, "为")
    clauses = [clause(teller, f"{name}{{n}}", metric_id) for name, metric_id in told.items()]
    return listed(teller, clauses, "" if teller.metrics[whole_id].value is None else "其中")


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
