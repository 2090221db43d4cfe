"""Outlines (提纲): headings and order per period or style, or as a year's own tree has them.

A year may reword its headings and rearrange them; both give a new outline and leave the one that
was chosen as it is.
"""

from __future__ import annotations

from collections import Counter
from functools import cache, partial
from typing import TYPE_CHECKING, TypeVar

from lawgov_lib.base.datafile import load_folder
from lawgov_lib.base.errors import InputError, Place, Problem
from lawgov_lib.base.quotation import full_width
from lawgov_lib.inputs.cells import plain
from lawgov_lib.inputs.headingtree import Plantation, Tree, name_of
from lawgov_lib.inputs.outlineentry import Entry, Guest, Model, Spot, every, places_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from lawgov_lib.inputs import ReportFile
    from lawgov_lib.inputs.headingtree import HeadingNode
    from lawgov_lib.inputs.reportfile import Arrangement

    Where = Callable[..., Place]

OWN_TREE = "自拟"
"""The id of an outline that a year writes out by itself."""
Keyed = TypeVar("Keyed", Entry, Guest)


class Outline(Model):
    """The headings of one period or style, first year to last."""

    id: str
    name: str = ""
    source: str
    first: int
    last: int
    parts: tuple[Entry, ...]

    def places(self) -> dict[str, Spot]:
        """Return where each section stands, in reading order."""
        return places_of(self.parts)

    def named(self, names: Iterable[str]) -> dict[str, str]:
        """Return the keys that files of prose are named for: by the key or by its heading.

        Args:
            names: The names of the files; one is its own key where neither is meant, or several.
        """
        entries = [(name_of(entry.heading), entry.key) for entry in self._entries()]
        counts = Counter(heading for heading, _ in entries)
        headings = {heading: key for heading, key in entries if counts[heading] == 1}
        keys = {*self.places(), *(key for _, key in entries)}
        return {name: name if name in keys else headings.get(name_of(name), name) for name in names}

    def written(self, names: Collection[str]) -> Outline:
        """Return the outline in which headings above others have text, where prose is for them.

        Args:
            names: The names of the files of prose.
        """
        keys = {*self.named(names).values()}
        return self.model_copy(update={"parts": tuple(_written(part, keys) for part in self.parts)})

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
        return self.model_copy(
            update={"parts": tuple(_reword(p, headings, place) for p in self.parts)}
        )

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
        return every(self.parts)

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
        sections = [key for key, spot in self.places().items() if not spot.leads]
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


def _written(entry: Entry, keys: Collection[str]) -> Entry:
    return entry.model_copy(
        update={
            "tells": entry.tells or entry.key in keys,
            "sections": tuple(_written(child, keys) for child in entry.sections),
        }
    )


def _reword(entry: Entry, headings: Mapping[str, str], place: Where) -> Entry:
    sections = tuple(_reword(child, headings, place) for child in entry.sections)
    if entry.key not in headings:
        return entry.model_copy(update={"sections": sections})
    own = {"heading": full_width(headings[entry.key]), "line": place("headings", entry.key).line}
    return entry.model_copy(update={"sections": sections, **own})


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
        if entry.key in gone or (entry.sections and not sections and not entry.tells):
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
    """Return the outlines of the periods, oldest first."""
    return tuple(map(Outline.model_validate, load_folder("inputs/outlines")))


class _Style(Model):
    """An outline of another style, written as a year writes its own tree."""

    id: str
    name: str
    source: str
    first: int
    last: int
    outline: Tree


@cache
def load_styles() -> tuple[Outline, ...]:
    """Return the outlines of other styles that real reports have, in the order of their ids."""
    styles = map(_Style.model_validate, load_folder("inputs/outlinestyles"))
    return tuple(
        Outline(parts=_grown(style.outline, _nowhere)[0], **style.model_dump(exclude={"outline"}))
        for style in styles
    )


def _nowhere(*_: int | str) -> Place:
    return Place("")


def _grown(
    tree: Sequence[HeadingNode], place: Where
) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    plantation = Plantation(place)
    return plantation.grown(tree), tuple(plantation.problems)


def outline_of(year: int, wanted: str, file: str, line: int | None = None) -> Outline:
    """Choose the outline: the one asked for, else the year's, else the newest before it.

    Args:
        year: The report year.
        wanted: The id or the name of an outline; blank where none is asked for.
        file: The file that asks for it.
        line: The line that does.

    Raises:
        InputError: The outline asked for does not exist, or none is as old as the year.
    """
    outlines = load_outlines()
    if wanted:
        every_one = (*outlines, *load_styles())
        for outline in every_one:
            if plain(wanted) in {plain(outline.id), plain(outline.name)}:
                return outline
        known = "、".join(f"{outline.name}（{outline.id}）" for outline in every_one)
        hint = f"可用：{known}；也可以逐级写出标题。"
        raise InputError.of("E431", f"没有提纲“{wanted}”", Place(file, line), hint)
    begun = [outline for outline in outlines if outline.first <= year]
    if not begun:
        raise InputError.of(
            "E439",
            f"没有{year}年适用的提纲，最早的提纲自{outlines[0].first}年起",
            Place(file),
            "核对年度，或在「outline」写明采用的提纲。",
        )
    return begun[-1]


def chosen(report: ReportFile, file: str) -> tuple[Outline, tuple[Problem, ...]]:
    """Return the outline that a year names or writes out, and what is wrong with its tree.

    Raises:
        InputError: There is no outline of that name, or none for the year.
    """
    place = partial(report.place, file, "outline")
    if isinstance(report.outline, str):
        return outline_of(report.year, report.outline, file, place().line), ()
    parts, problems = _grown(report.outline, place)
    year = report.year
    own = Outline(id=OWN_TREE, source=file, first=year, last=year, parts=parts)
    return own, problems


def survey_outline(
    report: ReportFile, file: str, prose: Collection[str] = ()
) -> tuple[Outline | None, tuple[Problem, ...]]:
    """Return the outline of one year as its ``report.yaml`` wishes, and what is wrong with that.

    A wish that cannot be met leaves the outline as it was; without an outline there is none.

    Args:
        report: The year's ``report.yaml``.
        file: Its name, relative to the root.
        prose: The names of the files of prose.
    """
    try:
        outline, faults = chosen(report, file)
    except InputError as error:
        return None, error.problems
    problems = list(faults)
    try:
        outline = outline.reworded(report.headings, partial(report.place, file))
    except InputError as error:
        problems += error.problems
    outline = outline.written(prose)
    try:
        outline = outline.arranged(report.arrange, partial(report.place, file))
    except InputError as error:
        problems += error.problems
    return outline, tuple(problems)
