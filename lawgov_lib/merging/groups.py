"""Pairs of paragraphs that share a stretch of prose, and what was moved from one to another."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lawgov_lib.merging.sourcetext import Atom
from lawgov_lib.merging.transfers import Side, Transfer, transfers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lawgov_lib.merging.alignment import Pair
    from lawgov_lib.merging.origins import Origin, Unit
    from lawgov_lib.merging.wordedits import WordParagraph

_PARAGRAPHS = Atom("\n\n", "\n")
"""What stands between two paragraphs of a file."""


@dataclass
class Group:
    """Pairs that share a stretch of prose: its units, and the paragraphs that they are now.

    ``gone`` are the sentences that were moved elsewhere, ``come`` those that were moved here.
    """

    units: tuple[Unit, ...]
    old: tuple[int, ...]
    new: tuple[int, ...]
    is_moved: bool
    gone: list[Transfer] = field(default_factory=list)
    come: list[Transfer] = field(default_factory=list)

    @property
    def atoms(self) -> list[Atom]:
        """The source of all units."""
        atoms = list(self.units[0].atoms)
        for unit in self.units[1:]:
            atoms += [_PARAGRAPHS, *unit.atoms]
        return atoms


def grouped(pairs: Sequence[Pair], origins: Sequence[Origin]) -> list[Pair | Group]:
    """Join pairs that share a stretch of prose, where the first of them stands.

    Args:
        pairs: Which paragraph became which, in the order of the corrected file.
        origins: Where the paragraphs of the report come from.
    """
    return list(_grouped(pairs, origins))


def _grouped(pairs: Sequence[Pair], origins: Sequence[Origin]) -> Iterator[Pair | Group]:
    shared = {unit.shown: unit for unit in (each.unit for each in origins) if unit}
    whole: dict[int, list[Pair]] = {}
    for pair in pairs:
        touched = {unit.shown for place in pair.old if (unit := origins[place].unit)}
        every = {place for shown in touched for place in shown} | {*pair.old}
        mine = next((whole[place] for place in every if place in whole), [])
        mine.append(pair)
        whole.update(dict.fromkeys(every, mine))
    seen = set[int]()
    for pair in pairs:
        if not pair.old:
            yield pair
            continue
        mine = whole[pair.old[0]]
        if mine[0].old[0] in seen:
            continue
        seen.add(mine[0].old[0])
        old = tuple(sorted(place for each in mine for place in each.old))
        new = tuple(place for each in mine for place in each.new)
        units = [shared[shown] for shown in shared if set(shown) <= set(old)]
        if units and {place for unit in units for place in unit.shown} == set(old):
            yield Group(tuple(units), old, new, any(each.is_moved for each in mine))
        else:
            yield from mine


def transferred(
    every: Sequence[Pair | Group], old: Sequence[WordParagraph], new: Sequence[WordParagraph]
) -> dict[int, list[Transfer]]:
    """Let sentences with references go along to the paragraph that they were moved to.

    Args:
        every: The pairs and groups.
        old: The paragraphs of the report.
        new: Those of the corrected file.

    Returns:
        What was moved into paragraphs that are new, by these.
    """
    mine = [each for each in every if isinstance(each, Group) or not each.old]
    sides = [
        Side(
            each.atoms if isinstance(each, Group) else (),
            "\n".join(old[place].text for place in each.old),
            "\n".join(new[place].text for place in each.new),
        )
        for each in mine
    ]
    come: dict[int, list[Transfer]] = {}
    for transfer in transfers(sides):
        origin, target = mine[transfer.origin], mine[transfer.target]
        if isinstance(origin, Group):
            origin.gone.append(transfer)
        if isinstance(target, Group):
            target.come.append(transfer)
        else:
            come.setdefault(target.new[0], []).append(transfer)
    return come
