"""Outlines (提纲): headings and order per period, and the legal part that each section serves.

A year may reword its headings and rearrange them; both give a new outline and leave the period's
own as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from lawgov_lib.base.datafile import load_folder
from lawgov_lib.base.errors import InputError, Place, Problem
from lawgov_lib.base.quotation import full_width
from lawgov_lib.base.wording import heading_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from lawgov_lib.inputs import ReportFile
    from lawgov_lib.inputs.reportfile import Arrangement

    Where = Callable[..., Place]

LegalPart = Literal["achievements", "shortcomings", "responsibility", "plans", "other"]
LEGAL_PARTS: dict[LegalPart, str] = {
    "achievements": "主要举措和成效",
    "shortcomings": "不足和原因",
    "responsibility": "党政主要负责人履行第一责任人职责有关情况",
    "plans": "下一年度主要安排",
    "other": "其他需要报告的情况",
}
"""The five parts of 《法治政府建设与责任落实督察工作规定》."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Guest(_Model):
    """A section told under the heading of another, after its text."""

    key: str
    serves: LegalPart


class Entry(_Model):
    """A heading; one without children is a section of its own, and may have guests."""

    key: str
    heading: str
    serves: LegalPart
    guests: tuple[Guest, ...] = Field(default=(), alias="with")
    sections: tuple[Entry, ...] = ()


Keyed = TypeVar("Keyed", Entry, Guest)


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
                spots |= _with_guests(part, (number,), (top,))
            for position, section in enumerate(part.sections, start=1):
                own = Numbered(2, heading_number(2, position), section.heading, section.key)
                heads = (top, own) if position == 1 else (own,)
                spots |= _with_guests(section, (number, position), heads)
        return spots

    def reworded(self, headings: Mapping[str, str], place: Where) -> Outline:
        """Return the outline with this year's headings.

        Args:
            headings: The headings by key.
            place: Finds the place of a path in the file that says so, for messages.

        Raises:
            InputError: A heading is given for what has none in the outline; all at once.
        """
        keys = [entry.key for entry in self._entries()]
        problems = tuple(
            Problem(
                "E430",
                f"「headings」中的“{key}”在提纲{self.id}中没有标题",
                place("headings", key),
                f"可用：{'、'.join(keys)}。",
            )
            for key in headings
            if key not in keys
        )
        if problems:
            raise InputError(problems)
        return self.model_copy(update={"parts": tuple(_reword(p, headings) for p in self.parts)})

    def arranged(self, wanted: Arrangement, place: Where) -> Outline:
        """Return the outline as one year arranges it.

        Args:
            wanted: What comes first, what is told under another heading, what is left out. A
                section left out takes its guests along; a section folded brings its guests.
            place: Finds the place of a path in the file that says so, for messages.

        Raises:
            InputError: A key is unknown, or two wishes contradict each other; all at once.
        """
        problems = tuple(self._arrangement_problems(wanted, place))
        if problems:
            raise InputError(problems)
        moving = {key: self._household(key) for key in wanted.fold}
        gone = {*wanted.drop, *(guest.key for guests in moving.values() for guest in guests)}
        joining: dict[str, list[Guest]] = {}
        for key, host in wanted.fold.items():
            joining.setdefault(host, []).extend(
                guest
                for guest in moving[key]
                if guest.key == key or guest.key not in {*wanted.fold, *wanted.drop}
            )
        return self.model_copy(
            update={"parts": _arranged(self.parts, gone, joining, list(wanted.order))}
        )

    def _entries(self) -> Iterator[Entry]:
        for part in self.parts:
            yield part
            yield from part.sections

    def _household(self, key: str) -> list[Guest]:
        """Return a section as a guest, followed by its own guests."""
        for entry in self._entries():
            if entry.key == key:
                return [Guest(key=key, serves=entry.serves), *entry.guests]
            own = [guest for guest in entry.guests if guest.key == key]
            if own:
                return own
        return []

    def _arrangement_problems(self, wanted: Arrangement, place: Where) -> Iterator[Problem]:
        sections = list(self.places())
        entries = [entry.key for entry in self._entries()]
        hosts = [key for key in sections if key in entries]
        named = [
            *(("order", step, key, [*entries, *sections]) for step, key in enumerate(wanted.order)),
            *(("fold", key, key, sections) for key in wanted.fold),
            *(("drop", step, key, sections) for step, key in enumerate(wanted.drop)),
            *(("fold", key, host, hosts) for key, host in wanted.fold.items()),
        ]
        for wish, step, key, allowed in named:
            if key not in allowed:
                yield Problem(
                    "E436",
                    f"「arrange.{wish}」中的“{key}”不能这样安排："
                    f"提纲{self.id}中没有这一项，或不是一节",
                    place("arrange", wish, step),
                    f"可用：{'、'.join(dict.fromkeys(allowed))}。",
                )
        for key, host in wanted.fold.items():
            clash = ""
            if key in wanted.drop:
                clash = f"“{key}”既并入“{host}”又删去"
            elif host in wanted.drop:
                clash = f"“{key}”并入“{host}”，而“{host}”已删去"
            elif host in wanted.fold:
                clash = f"“{key}”并入“{host}”，而“{host}”已并入别处"
            if clash:
                message = f"「arrange」前后矛盾：{clash}"
                hint = "每一节只作一种安排，并入的须是保留标题的一节。"
                yield Problem("E437", message, place("arrange", "fold", key), hint)


@dataclass(frozen=True)
class Numbered:
    """A heading with its level and number."""

    level: Literal[1, 2]
    number: str
    text: str
    key: str


@dataclass(frozen=True)
class Spot:
    """A section's place: its order, the headings that open it and the legal part it serves.

    ``host`` is the section under whose heading it is told, blank where it has its own. An outline
    knows what each of its sections serves; of a text that was read it may be unknown (None).
    """

    order: tuple[int, ...]
    headings: tuple[Numbered, ...]
    serves: LegalPart | None
    host: str = ""


def _with_guests(
    entry: Entry, order: tuple[int, ...], headings: tuple[Numbered, ...]
) -> dict[str, Spot]:
    guests = {
        guest.key: Spot((*order, position), (), guest.serves, entry.key)
        for position, guest in enumerate(entry.guests, start=1)
    }
    return {entry.key: Spot(order, headings, entry.serves), **guests}


def _reword(entry: Entry, headings: Mapping[str, str]) -> Entry:
    return entry.model_copy(
        update={
            "heading": full_width(headings[entry.key]) if entry.key in headings else entry.heading,
            "sections": tuple(_reword(child, headings) for child in entry.sections),
        }
    )


def _arranged(
    entries: Sequence[Entry],
    gone: set[str],
    joining: Mapping[str, Sequence[Guest]],
    order: Sequence[str],
) -> tuple[Entry, ...]:
    """Arrange siblings and what stands below them; a part left without sections goes too."""
    kept = []
    for entry in entries:
        sections = _arranged(entry.sections, gone, joining, order)
        if entry.key in gone or (entry.sections and not sections):
            continue
        stayed = [guest for guest in entry.guests if guest.key not in gone]
        guests = _sorted([*stayed, *joining.get(entry.key, ())], order)
        kept.append(entry.model_copy(update={"sections": sections, "guests": guests}))
    return _sorted(kept, order)


def _sorted(siblings: Iterable[Keyed], order: Sequence[str]) -> tuple[Keyed, ...]:
    """Put those that the order names first; the others keep their order."""
    ranks = {key: rank for rank, key in enumerate(order)}
    return tuple(sorted(siblings, key=lambda sibling: ranks.get(sibling.key, len(ranks))))


@cache
def load_outlines() -> tuple[Outline, ...]:
    """Return all outlines, oldest first."""
    return tuple(map(Outline.model_validate, load_folder("inputs/outlines")))


def outline_of(year: int, wanted: str, file: str) -> Outline:
    """Choose the outline: the one asked for, else the year's, else the newest before it.

    Raises:
        InputError: The outline asked for does not exist, or none is as old as the year.
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
    if not begun:
        raise InputError.of(
            "E439",
            f"没有{year}年适用的提纲，最早的提纲自{outlines[0].first}年起",
            Place(file),
            "核对年度，或在「outline」写明采用的提纲。",
        )
    return begun[-1]


def survey_outline(report: ReportFile, file: str) -> tuple[Outline | None, tuple[Problem, ...]]:
    """Return the outline of one year as its ``report.yaml`` wishes, and what is wrong with that.

    A wish that cannot be met leaves the outline as it was; without an outline there is none.
    """
    try:
        outline = outline_of(report.year, report.outline, file)
    except InputError as error:
        return None, error.problems
    problems: list[Problem] = []
    try:
        outline = outline.reworded(report.headings, partial(report.place, file))
    except InputError as error:
        problems += error.problems
    try:
        outline = outline.arranged(report.arrange, partial(report.place, file))
    except InputError as error:
        problems += error.problems
    return outline, tuple(problems)
