"""Outlines (提纲): headings and order per period, and the legal part that each section serves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict
from ruamel.yaml import YAML

from lawgov_lib.errors import InputError, Place, Problem
from lawgov_lib.wording import heading_number

if TYPE_CHECKING:
    from collections.abc import Mapping

LegalPart = Literal["achievements", "shortcomings", "responsibility", "plans", "other"]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Entry(_Model):
    """A heading; one without children is a section of its own."""

    key: str
    heading: str
    serves: LegalPart
    sections: tuple[Entry, ...] = ()


class Outline(_Model):
    """The headings of one period, first year to last."""

    id: str
    source: str
    first: int
    last: int
    parts: tuple[Entry, ...]

    def places(self) -> dict[str, Spot]:
        """Return where each section stands, in reading order."""
        spots: dict[str, Spot] = {}
        for number, part in enumerate(self.parts, start=1):
            top = Numbered(1, heading_number(1, number), part.heading, part.key)
            if not part.sections:
                spots[part.key] = Spot((number,), (top,), part.serves)
            for position, section in enumerate(part.sections, start=1):
                own = Numbered(2, heading_number(2, position), section.heading, section.key)
                heads = (top, own) if position == 1 else (own,)
                spots[section.key] = Spot((number, position), heads, section.serves)
        return spots

    def reworded(self, headings: Mapping[str, str], file: str) -> Outline:
        """Return the outline with this year's headings.

        Raises:
            InputError: A heading is given for a section that the outline does not have.
        """
        keys = [entry.key for part in self.parts for entry in (part, *part.sections)]
        unknown = [key for key in headings if key not in keys]
        if unknown:
            raise InputError(
                tuple(
                    Problem(
                        "E430",
                        f"「headings」中的“{key}”不在提纲{self.id}内",
                        Place(file),
                        f"可用：{'、'.join(keys)}。",
                    )
                    for key in unknown
                )
            )
        return self.model_copy(update={"parts": tuple(_reword(p, headings) for p in self.parts)})


@dataclass(frozen=True)
class Numbered:
    """A heading with its level and number."""

    level: Literal[1, 2]
    number: str
    text: str
    key: str


@dataclass(frozen=True)
class Spot:
    """A section's place: its order, the headings that open it and the legal part it serves."""

    order: tuple[int, ...]
    headings: tuple[Numbered, ...]
    serves: LegalPart


def _reword(entry: Entry, headings: Mapping[str, str]) -> Entry:
    return entry.model_copy(
        update={
            "heading": headings.get(entry.key, entry.heading),
            "sections": tuple(_reword(child, headings) for child in entry.sections),
        }
    )


@cache
def load_outlines() -> tuple[Outline, ...]:
    """Return all outlines, oldest first."""
    folder = files("lawgov_lib") / "outlines"
    texts = sorted(
        (entry.name, entry.read_text(encoding="utf-8"))
        for entry in folder.iterdir()
        if entry.name.endswith(".yaml")
    )
    return tuple(Outline.model_validate(YAML(typ="safe").load(text)) for _, text in texts)


def outline_of(year: int, wanted: str, file: str) -> Outline:
    """Choose the outline: the one asked for, else the year's, else the newest before it.

    Raises:
        InputError: The outline asked for does not exist.
    """
    outlines = load_outlines()
    if wanted:
        for outline in outlines:
            if outline.id == wanted:
                return outline
        raise InputError.of(
            "E431",
            f"没有提纲“{wanted}”",
            Place(file),
            f"可用：{'、'.join(outline.id for outline in outlines)}。",
        )
    begun = [outline for outline in outlines if outline.first <= year]
    return begun[-1]
