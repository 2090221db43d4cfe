"""The entries of an outline: its headings, what each serves, and the places that they give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from pydantic import BaseModel, ConfigDict, Field

from lawgov_lib.base.wording import heading_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LegalPart = Literal["achievements", "shortcomings", "responsibility", "plans", "other"]
LEGAL_PARTS: dict[LegalPart, str] = {
    "achievements": "主要举措和成效",
    "shortcomings": "不足和原因",
    "responsibility": "党政主要负责人履行第一责任人职责有关情况",
    "plans": "下一年度主要安排",
    "other": "其他需要报告的情况",
}
"""The five parts of 《法治政府建设与责任落实督察工作规定》."""
Level = Literal[1, 2, 3, 4]
DEEPEST = 4
"""The levels that GB/T 9704-2012 numbers: 一、（一）1.（1）."""


class Model(BaseModel):
    """What the models of an outline share."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Guest(Model):
    """A section told under the heading of another, after its text."""

    key: str
    serves: LegalPart


class Entry(Model):
    """A heading; one without headings below it is a section of its own, and may have guests.

    One with headings below it is a section too if it ``tells`` something before them. ``line`` is
    where a year's own file has the heading.
    """

    key: str
    heading: str
    serves: LegalPart
    guests: tuple[Guest, ...] = Field(default=(), alias="with")
    sections: tuple[Entry, ...] = ()
    tells: bool = False
    line: int | None = None


@dataclass(frozen=True)
class Numbered:
    """A heading with its level and number, and the line of the year's own file that has it."""

    level: Level
    number: str
    text: str
    key: str
    line: int | None = None


@dataclass(frozen=True)
class Spot:
    """A section's place: its order, the headings that open it and the legal part it serves.

    ``host`` is the section under whose heading it is told, blank where it has its own. An outline
    knows what each of its sections serves; of a text that was read it may be unknown (None).
    ``leads`` tells that headings of a lower level follow its text.
    """

    order: tuple[int, ...]
    headings: tuple[Numbered, ...]
    serves: LegalPart | None
    host: str = ""
    leads: bool = False


def every(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Yield all entries of a tree, each before those below it."""
    for entry in entries:
        yield entry
        yield from every(entry.sections)


def places_of(entries: Sequence[Entry]) -> dict[str, Spot]:
    """Return where each section stands, in reading order."""
    return dict(_places(entries, (), ()))


def _places(
    entries: Sequence[Entry], above: tuple[int, ...], opening: tuple[Numbered, ...]
) -> Iterator[tuple[str, Spot]]:
    """Place siblings; ``opening`` are the headings that the first of them opens."""
    level = cast("Level", len(above) + 1)
    for number, entry in enumerate(entries, start=1):
        order = (*above, number)
        own = Numbered(level, heading_number(level, number), entry.heading, entry.key, entry.line)
        heads = (*opening, own) if number == 1 else (own,)
        leads = bool(entry.sections)
        if not leads or entry.tells:
            yield entry.key, Spot(order, heads, entry.serves, leads=leads)
            heads = ()
            behind = (*order, 0) if leads else order  # before the headings below it
            for position, guest in enumerate(entry.guests, start=1):
                yield guest.key, Spot((*behind, position), (), guest.serves, entry.key)
        yield from _places(entry.sections, order, heads)
