"""A city of fictional agencies: one report is made, the others are varied from it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from lawgov_lib import publishing
from lawgov_lib.manifest import Approval
from tests.rollup.town import DEMO, ROLES, Town

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def finals(tmp_path_factory: pytest.TempPathFactory) -> dict[int, dict[str, bytes]]:
    """Make the fictional agency's final reports of two years once."""
    root = tmp_path_factory.mktemp("finals")
    shutil.copytree(DEMO, root / "params")
    found = {}
    for year in (2023, 2024):
        made = publishing.make(root, year, root / "failed.ipynb")
        approvals = tuple(
            Approval(role=role, name="张某", date=f"{year + 1}-01-{10 + at}", content="")
            for at, role in enumerate(ROLES)
        )
        found[year] = made.final(approvals)
    return found


@pytest.fixture
def town(tmp_path: Path, finals: dict[int, dict[str, bytes]]) -> Town:
    """Return a town without agencies."""
    return Town(tmp_path / "town", finals)
