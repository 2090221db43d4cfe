"""How official prose says a quantity: limits, units and names, as data with their reasons."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from lawgov_lib.base.datafile import load_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Limit(BaseModel):
    """A number at which the way of saying changes, and why there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: int
    reason: str


class CaseWord(BaseModel):
    """A province's measure word for cases, and where that is written."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    word: str
    source: str


class Usage(BaseModel):
    """The table ``base/usage.yaml``; what each entry means stands there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    small_base: Limit
    rate_base: Limit
    average_decimals: Limit
    units: tuple[dict[str, Decimal], ...]
    ranks: tuple[str, ...]
    measures: tuple[str, ...]
    case_word: str
    case_words: dict[str, CaseWord]
    case_metrics: tuple[str, ...]
    self_name: str
    duty_heads: tuple[str, ...]
    duty_kinds: tuple[str, ...]
    duty_tails: tuple[str, ...]


@cache
def usage() -> Usage:
    """Return the table."""
    return Usage.model_validate(load_data("base/usage.yaml"))


def factor(unit: str, to: str) -> Decimal | None:
    """Return by what a value in one unit is multiplied to be in another; None if it cannot be."""
    if unit == to:
        return Decimal(1)
    groups = (group for group in usage().units if {unit, to} <= group.keys())
    return next((group[unit] / group[to] for group in groups), None)


def case_word(region: str) -> str:
    """Return the measure word for cases (件, 宗) that the agency's province uses."""
    table = usage()
    provinces = table.case_words.items()
    return next((each.word for name, each in provinces if region.startswith(name)), table.case_word)


def counts_cases(metric_id: str, unit: str) -> bool:
    """Tell whether a metric counts cases, and so takes their measure word."""
    table = usage()
    return unit == table.case_word and metric_id.partition("_")[0] in table.case_metrics


def is_rank(name: str) -> bool:
    """Tell whether a metric of this name is a rank, of which the smaller is the better."""
    return any(word in name for word in usage().ranks)


def duties(metrics: Mapping[str, str]) -> dict[str, str]:
    """Return the duties behind metrics once each: 行政调解案件 is of 行政调解.

    Args:
        metrics: The names of the metrics by id.

    Returns:
        The ids by duty, in order; kinds and parts of a duty that is itself there are left out.
    """
    table = usage()
    found: dict[str, str] = {}
    for metric_id, name in metrics.items():
        found.setdefault(_bare(name, table.duty_heads, table.duty_tails), metric_id)
    whole = [name for name in found if not any(name.endswith(o) for o in found if o != name)]
    return {_bare(name, (), table.duty_kinds): found[name] for name in whole}


def _bare(name: str, heads: Iterable[str], tails: Iterable[str]) -> str:
    """Return a name without these beginnings and ends, as long as something is left."""
    for head in heads:
        name = name.removeprefix(head) or name
    for tail in tails:
        name = name.removesuffix(tail) or name
    return name
