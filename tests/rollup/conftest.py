"""A city of fictional agencies: one report is made, the others are varied from it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.publishing import publication
from lawgov_lib.publishing.manifest import Approval
from tests.rollup.town import DEMO_PARAMS, YEAR, Town
from tests.rollup.town import approvals as approvals_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Make the fictional agency's final report once."""
    root = tmp_path_factory.mktemp("made")
    shutil.copytree(DEMO_PARAMS, root / "params")
    approvals = tuple(Approval(**each) for each in approvals_of("2025-01-13"))
    return publication.make(root, YEAR, root / "failed.ipynb").final(approvals)


@pytest.fixture
def town(tmp_path: Path, made: dict[str, bytes]) -> Town:
    """Return a town without agencies."""
    return Town(tmp_path / "town", made)
