"""Sentences with references that were moved to another paragraph, word for word."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lawgov_lib.merging.sourcetext import sentences_of
from lawgov_lib.reading.sentences import ENDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lawgov_lib.merging.sourcetext import Atom

_SURE = 6
"""The characters from which on the same words elsewhere are a sentence that was moved."""


class Side(NamedTuple):
    """A paragraph: its source, what it said, and what it says now."""

    atoms: Sequence[Atom]
    old: str
    new: str


class Transfer(NamedTuple):
    """A sentence that went from one paragraph to another, by their positions."""

    atoms: tuple[Atom, ...]
    origin: int
    target: int


def transfers(sides: Sequence[Side]) -> Iterator[Transfer]:
    """Find the sentences that hold a reference and stand in another paragraph now.

    Args:
        sides: The paragraphs; what is new has no source.
    """
    told = [side.new for side in sides]
    for origin, side in enumerate(sides):
        if side.old == side.new:
            continue
        for part in sentences_of(side.atoms, ENDS):
            words = "".join(atom.shown for atom in part).strip()
            if len(words) < _SURE or not any(atom.runs for atom in part) or words in side.new:
                continue
            for target, other in enumerate(sides):
                if words in told[target] and words not in other.old:
                    told[target] = told[target].replace(words, "", 1)
                    yield Transfer(tuple(part), origin, target)
                    break


def without(atoms: Sequence[Atom], gone: Sequence[Transfer]) -> list[Atom]:
    """Return a source without the sentences that went elsewhere."""
    away = {id(atom) for each in gone for atom in each.atoms}
    return [atom for atom in atoms if id(atom) not in away]
