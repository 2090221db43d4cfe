"""The same inputs give the same bytes, wherever, whenever and by whomever the report is made."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from tests import surroundings
from tests.places import PROJECT

if TYPE_CHECKING:
    import pytest

INPUTS = PROJECT / "tests" / "demo" / "params"
CHOSEN = (0, 7, 13, 14)
"""Enough to have every kind of difference; ``make soak`` runs all twenty."""


def test_no_surroundings_leave_a_trace(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Hash seed, zone, locale, folder, user, home, clock, cores and checkout change no byte."""
    clone = surroundings.copy_project(tmp_path_factory.mktemp("another place"))

    def made(number: int) -> dict[str, bytes]:
        project = clone if number % 2 else PROJECT
        folder = tmp_path_factory.mktemp("surroundings")
        return surroundings.ALL[number].publish(folder, project, INPUTS, 2023)

    with ThreadPoolExecutor(2) as two:
        first, *others = two.map(made, CHOSEN)

    assert [surroundings.differing(first, other) for other in others] == [[]] * len(others)
