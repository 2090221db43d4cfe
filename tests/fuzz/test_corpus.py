"""Inputs that once failed, and known traps, are borne or refused as any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fuzz.parts import HERE, PARTS

if TYPE_CHECKING:
    from pathlib import Path

CORPUS = sorted((HERE / "corpus").glob("*/*"))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_kept_input_brings_nothing_down(path: Path) -> None:
    """Each is run through its part: read or rendered, or refused with codes and places."""
    PARTS[path.parent.name].bear(path.read_bytes())


def test_every_part_keeps_an_input() -> None:
    """No part has lost its folder by a new name."""
    assert {path.parent.name for path in CORPUS} == set(PARTS)
