"""Tell of the characters that a text of the year folder may not hold, all of them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.base.characters import REMEDY, REWRITE, is_plain, strangers, told
from lawgov_lib.base.errors import Place, Problem
from lawgov_lib.inputs.problems import Faults

if TYPE_CHECKING:
    from collections.abc import Iterator


def strangers_in(text: str, place: Place, *, hidden_only: bool = False) -> Iterator[Problem]:
    """Tell of the characters of one place: of those that nobody sees, and of the others.

    Args:
        text: A line, a cell or a value.
        place: Where it stands.
        hidden_only: Whether the others are no matter there, as in a comment.
    """
    found = strangers(text)
    if hidden := tuple(stranger for stranger in found if stranger.is_hidden):
        yield Problem("E442", told(hidden), place, REMEDY)
    others = tuple(stranger for stranger in found if not stranger.is_hidden)
    if others and not hidden_only:
        yield Problem("E446", told(others), place, REWRITE)


def strangers_of(text: str, file: str, *, hidden_only: bool = False) -> tuple[Problem, ...]:
    """Tell of the characters of a whole file, line by line."""
    if is_plain(text):
        return ()
    faults = Faults(file)
    for number, line in enumerate(text.split("\n"), start=1):
        faults.add(strangers_in(line, Place(file, number), hidden_only=hidden_only))
    return faults.told()
