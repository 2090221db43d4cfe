"""Ratios, and rates that cannot be: more than all, or of what never was."""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from lawgov_lib.reading.mentions import Kind, Link, Relation
from lawgov_lib.reading.series import alike, cue, is_one_of, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lawgov_lib.reading.series import Item

_ALL = 100
_PAIR = 2
_KEY = 2


def shares(row: Sequence[Item]) -> Iterator[Relation]:
    """Yield rates that have to be all or less, alone or together, those of nothing, and ratios.

    Args:
        row: The quantities of the sentence.
    """
    rates = [each for each in row if each.mention.kind is Kind.RATE and not each.is_aim]
    for each in rates:
        if each.mention.low > _ALL and each.mention.exact and _is_bounded(each):
            yield _relation([each])
    yield from _opposites(rates)
    yield from _shared_out(rates)
    yield from _of_nothing(row)
    yield from _ratios(row)


def _is_bounded(rate: Item) -> bool:
    """Tell whether a rate is of a part in its whole, which is never more than all."""
    named = cue("rates", "named").search(rate.near)
    if cue("rates", "whole_of").search(rate.near):
        return True
    if not named or cue("rates", "unbounded").search(f"{rate.gap} {rate.behind}"):
        return False
    return named["key"].endswith(tuple(words("rates")["bounded"]))


def _opposites(rates: Sequence[Item]) -> Iterator[Relation]:
    """Yield two rates of which one is what the other leaves: 好评率, 差评率."""
    for first, second in pairwise(rates):
        keys = [cue("rates", "named").search(each.near) for each in (first, second)]
        if "。" in second.gap or first.is_past or second.is_past or not all(keys):
            continue
        one, other = (key["key"] if key else "" for key in keys)
        if any(
            one.endswith(above)
            and not one.endswith(("不" + above, "未" + above))
            and below in other
            for above, below in map(tuple, words("rates")["opposites"])
        ):
            yield _relation([first, second])


def _shared_out(rates: Sequence[Item]) -> Iterator[Relation]:
    """Yield the shares of one whole, if their names tell that they do not overlap."""
    run: list[Item] = []
    for each in [*rates, None]:
        goes_on = (
            each is not None
            and not each.is_past
            and (cue("rates", "share_out").search(each.near) or _is_listed(each, run))
            and not (run and re.search("[。！？\n]|中", each.gap))
        )
        if goes_on and each is not None:
            run.append(each)
            full = len(run) >= _PAIR and sum(rate.mention.low for rate in run) == _ALL
            if not full:
                continue
        if len(run) >= _PAIR and _is_parted(run):
            yield _relation(run)
        run = []


def _is_listed(rate: Item, run: Sequence[Item]) -> bool:
    """Tell whether a bare rate goes on in a list of shares: 诉求构成：劳资47%、拆迁33%、其他20%."""
    if not rate.near or cue("rates", "bare").search(rate.near):
        return False
    led = "：" in rate.gap and cue("rates", "parted").search(rate.gap)
    return bool(led) if not run else rate.gap.startswith(("、", "，"))


def _is_parted(run: Sequence[Item]) -> bool:
    names = [cue("rates", "share_out").sub("", each.near) for each in run]
    disjoint = words("disjoint")
    if len(names) == _PAIR and any(_begin(names, pair) for pair in words("rates")["halves"]):
        return True
    if not all(names) or len(set(names)) < len(names):
        return False
    if any(is_one_of(name, disjoint["attributes"]) for name in names):
        return False
    if names[-1].startswith(tuple(words("exhaustive")["rest"])):
        return True
    if any(is_one_of(name, disjoint["overlapping"]) for name in names):
        return False
    ends = any(all(name.endswith(each) for name in names) for each in disjoint["suffixes"])
    return len(run) > _PAIR and (ends or bool(cue("rates", "parted").search(run[0].gap)))


def _begin(names: Sequence[str], pair: Sequence[str]) -> bool:
    return all(any(name.startswith(each) for name in names) for each in pair)


def _of_nothing(row: Sequence[Item]) -> Iterator[Relation]:
    """Yield rates of what the sentence says did not happen: 未收到复议申请，复议案件办结率100%."""
    for position, rate in enumerate(row):
        if (
            rate.mention.kind is not Kind.RATE
            or rate.is_aim
            or rate.is_past
            or not rate.mention.low
        ):
            continue
        named = cue("rates", "named").search(rate.near)
        if not named:
            continue
        nothing = cue("rates", "nothing").search(rate.gap)
        if nothing and _is_of(nothing["what"], rate.near):
            yield _relation([rate], link=Link.RATE)
        elif position and _is_none(row[position - 1]) and _is_of(row[position - 1].near, rate.near):
            yield _relation([row[position - 1], rate], link=Link.RATE)


def _is_none(item: Item) -> bool:
    return item.is_count and item.mention.high == 0 and item.mention.exact


def _is_of(what: str, named: str) -> bool:
    """Tell whether a rate is of what never was, by the word that says what it is."""
    if cue("rates", "untoward").search(what):
        return False
    core = cue("rates", "head").sub("", what)
    if len(core.removeprefix("行政")) > 2 * _KEY and core not in named:
        return False
    head = core[-_KEY:]
    names = [head, *words("rates")["same"].get(head, ())]
    return len(head) == _KEY and any(name in named for name in names)


def _ratios(row: Sequence[Item]) -> Iterator[Relation]:
    """Yield the ratio told behind what it is of: 分别为24人、12人，比例为2∶1."""
    for is_ratio, group in groupby(row, key=lambda each: each.mention.kind is Kind.RATIO):
        terms = list(group)
        if not is_ratio or not cue("rates", "ratio").search(terms[0].near):
            continue
        at = row.index(terms[0])
        parts = row[max(at - len(terms), 0) : at]
        plain = all(each.is_count and alike(each, parts[0]) and not each.is_past for each in parts)
        if len(terms) > 1 and len(parts) == len(terms) and plain and "；" not in terms[0].gap:
            items = [*parts, *terms]
            yield Relation(
                Link.RATIO,
                parts[0].start,
                terms[-1].end,
                None,
                tuple(each.at for each in parts),
                tuple(each.at for each in items[len(parts) :]),
            )


def _relation(items: Sequence[Item], link: Link = Link.SHARES) -> Relation:
    """Return shares, or a rate of nothing, which has no parts."""
    return Relation(
        link,
        min(each.start for each in items),
        max(each.end for each in items),
        items[-1].at if link is Link.RATE else None,
        () if link is Link.RATE else tuple(each.at for each in items),
    )
