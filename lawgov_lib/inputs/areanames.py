"""The areas (领域) of a report: their keys, their Chinese names and the legal part of each."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from lawgov_lib.base.datafile import load_data
from lawgov_lib.inputs.cells import plain
from lawgov_lib.inputs.outlineentry import LEGAL_PARTS, LegalPart, Model

if TYPE_CHECKING:
    from collections.abc import Mapping


class AreaName(Model):
    """What an area is called, its first name before others, and the legal part it serves."""

    names: tuple[str, ...]
    serves: LegalPart

    @property
    def name(self) -> str:
        """The name that tables and messages use."""
        return self.names[0]


@cache
def area_names() -> Mapping[str, AreaName]:
    """Return the areas by key, in the order of a report."""
    return TypeAdapter(dict[str, AreaName]).validate_python(load_data("inputs/areas.yaml"))


def area_of(said: str) -> str:
    """Return the key of the area that a key or a Chinese name says, blank where there is none."""
    return _keys().get(plain(said), "")


def part_of(said: str) -> LegalPart | None:
    """Return the legal part that a key, its name or the name of its area says."""
    wanted = plain(said)
    for part, name in LEGAL_PARTS.items():
        if wanted in {plain(part), plain(name)}:
            return part
    served = area_names()[area].serves if (area := area_of(said)) else None
    return None if served == "achievements" else served


@cache
def _keys() -> dict[str, str]:
    return {plain(word): key for key, area in area_names().items() for word in (key, *area.names)}
