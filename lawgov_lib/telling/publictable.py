"""The table for the public: what the text tells, by section, beside the year before."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from lawgov_lib.base.usage import usage
from lawgov_lib.base.wording import month_day, number, quantity
from lawgov_lib.document.texts import runs_of
from lawgov_lib.document.tree import Column, Paragraph, Run, Table
from lawgov_lib.measuring.metric import TOLD
from lawgov_lib.telling.amounts import changed, said, said_before
from lawgov_lib.telling.clauses import is_counted
from lawgov_lib.telling.notes import unequal_years

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from lawgov_lib.document.tree import Blocks, Runs
    from lawgov_lib.inputs.outlineentry import Spot
    from lawgov_lib.measuring.metric import Metric

_RESULTS = frozenset({"achievements", "responsibility"})
"""The legal parts whose metrics tell results; a count of shortcomings or plans tells none."""
_NONE = "—"
_AGAINST = "比上年"
_SAME = "与上年"


class Entry(NamedTuple):
    """A metric of the table and the section that it is listed under."""

    section: str
    metric: Metric


def told_metrics(
    metrics: Mapping[str, Metric], told: Mapping[str, Blocks], spots: Mapping[str, Spot]
) -> tuple[Entry, ...]:
    """Return the metrics with a value that the text of the report tells, section by section.

    A metric stands under its own section or, where the report does not have that, under the first
    that tells it.
    """
    first: dict[str, str] = {}
    for key in spots:
        for block in told.get(key, ()):
            for run in runs_of(block):
                first.setdefault(run.metric or "", key)
    found = [
        Entry(_home(metric.section if metric.section in spots else first[metric.id], spots), metric)
        for metric in metrics.values()
        if metric.id in first and metric.state in TOLD
    ]
    order = list(spots)
    kept = [entry for entry in found if spots[entry.section].serves in _RESULTS]
    return tuple(sorted(kept, key=lambda entry: order.index(entry.section)))


def public_table(
    entries: Sequence[Entry], spots: Mapping[str, Spot], year: int, counted_until: date
) -> Blocks:
    """Write the table and, where something is to be said of it, its note.

    Args:
        entries: What :func:`told_metrics` returns; at least one.
        spots: The places of the sections by key.
        year: The report year.
        counted_until: The day that the year's counts stand at.
    """
    yearly = any(entry.metric.previous and _before(entry.metric) != _NONE for entry in entries)
    rows: list[tuple[Runs, ...]] = []
    groups: list[int] = []
    for place, (section, metric) in enumerate(entries):
        if not place or entries[place - 1].section != section:
            groups.append(len(rows))
            rows.append(((Run(text=spots[section].headings[-1].text),),))
        value = (Run(text=metric.name),), (Run(text=_now(metric), metric=metric.id),)
        past = ((Run(text=_before(metric)),), (Run(text=_change(metric)),)) if yearly else ()
        rows.append((*value, *past))
    notes = _notes([entry.metric for entry in entries], year, counted_until, yearly=yearly)
    table = Table(columns=_columns(year, yearly=yearly), rows=tuple(rows), groups=tuple(groups))
    return (table, Paragraph(runs=(Run(text=f"注：{notes}"),), role="note")) if notes else (table,)


def _home(key: str, spots: Mapping[str, Spot]) -> str:
    return spots[key].host or key


def _columns(year: int, *, yearly: bool) -> tuple[Column, ...]:
    first = (Column(text="指标", share=3.4), Column(text=f"{year}年", align="right", share=1.5))
    if not yearly:
        return first
    return (
        *first,
        Column(text=f"{year - 1}年", align="right", share=1.5),
        Column(text="变化", align="right", share=1.7),
    )


def _now(metric: Metric) -> str:
    part, base = metric.numerator, metric.denominator
    return _of(part, base) if part is not None and base and _in_counts(metric) else said(metric)


def _before(metric: Metric) -> str:
    before = metric.previous
    if before and before.numerator is not None and before.denominator and _in_counts(metric):
        return _of(before.numerator, before.denominator)
    return said_before(metric) or _NONE


def _in_counts(metric: Metric) -> bool:
    """Tell whether a rate stands as part and base, one year's being too small for per cent."""
    before = metric.previous
    return metric.is_rate and (is_counted(metric) or (before is not None and is_counted(before)))


def _of(part: Decimal, base: Decimal) -> str:
    return f"{number(part)}/{number(base)}"


def _change(metric: Metric) -> str:
    """Say the change as the sentences do; from nothing or to nothing it is the difference.

    Parts of small bases, of unequal years and what is no exact number have none.
    """
    words = changed(metric)
    if metric.is_set_beside or (_in_counts(metric) and not words.startswith(_SAME)):
        return _NONE
    if words.startswith((_AGAINST, _SAME)):
        return words.removeprefix(_AGAINST).removeprefix(_SAME)
    before = metric.previous.value if metric.previous else None
    if not words or before is None or metric.value is None:
        return _NONE
    difference = metric.value - before
    return ("增加" if difference > 0 else "减少") + quantity(abs(difference), metric.unit)


def _notes(metrics: Sequence[Metric], year: int, counted_until: date, *, yearly: bool) -> str:
    """Say what holds of this very table, numbered where there is more to say than one thing."""
    declared = [metric.name for metric in metrics if metric.lacks_base]
    notes = []
    unequal = unequal_years(metrics, year) if yearly else ""
    if unequal:
        notes.append(unequal)
    elif counted_until != date(year, 12, 31):
        notes.append(f"{year}年数据统计至{_day(counted_until, year)}。")
    if declared:
        notes.append(f"{'、'.join(declared)}为申报数。")
    if any(_now(metric) != said(metric) for metric in metrics):
        notes.append(f"任一年分母不足{usage().rate_base.value}的比率，列为分子/分母。")
    if yearly and any(_before(metric) == _NONE for metric in metrics):
        notes.append("“—”表示上年没有公布该项数据。")
    if len(notes) == 1:
        return notes[0]
    return "".join(f"{number}.{note}" for number, note in enumerate(notes, start=1))


def _day(when: date, year: int) -> str:
    return ("" if when.year == year else f"{when.year}年") + month_day(when)
