"""Units: the words behind a number, and which of them may stand for one another."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from pydantic import BaseModel, ConfigDict

from lawgov_lib.base.datafile import load_data
from lawgov_lib.reading.mentions import Kind
from lawgov_lib.reading.numerals import LARGE


class Family(BaseModel):
    """Units that may stand for one another, and what a number with one of them is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    family: str
    kind: Kind
    units: tuple[str, ...]
    factors: dict[str, Decimal] = {}
    weak: frozenset[str] = frozenset()
    not_before: dict[str, str] = {}


@cache
def _families() -> dict[str, Family]:
    table = [Family.model_validate(entry) for entry in load_data("reading/units.yaml")]
    return {unit: each for each in table for unit in each.units}


def family_of(unit: str) -> str:
    """Return the family of a unit: 件 for 件, 宗 and 起; the unit itself where it has none."""
    found = _families().get(unit)
    return found.family if found else unit


def kind_of(unit: str) -> Kind:
    """Return what a number with this unit is; a count where the unit is unknown or blank."""
    found = _families().get(unit)
    return found.kind if found else Kind.COUNT


def base_of(unit: str) -> tuple[str, Decimal]:
    """Return the unit that values are read in, and how many of it one of this unit is.

    Args:
        unit: A unit as a table or a definition writes it: 件, 万元, 公里.

    Returns:
        The unit without 万 or 亿, and the factor: ``("元", Decimal(10000))`` for 万元.
    """
    large = unit[:1] if unit[:1] in LARGE and unit[1:] else ""
    rest = unit[len(large) :]
    found = _families().get(rest)
    if found and rest in found.factors:
        return found.family, found.factors[rest] * LARGE[large]
    return rest, LARGE[large]


def is_weak(unit: str) -> bool:
    """Tell whether a unit counts behind digits only: two levels are no count in 两级."""
    found = _families().get(unit)
    return bool(found and unit in found.weak)


@cache
def unit_pattern() -> str:
    """Return the pattern of a unit, the longest first; 部 in 部门 is none."""
    families = _families()
    return "|".join(
        f"{re.escape(unit)}(?![{after}])"
        if (after := families[unit].not_before.get(unit))
        else re.escape(unit)
        for unit in sorted(families, key=lambda unit: (-len(unit), unit))
        if unit not in {"成", "番"}
    )
