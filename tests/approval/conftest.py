"""The 2020 report, made once: as it is in memory, and as a draft in a root to copy."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.publishing import publication
from tests.places import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

    from lawgov_lib.publishing.publication import Made


@pytest.fixture(scope="session")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a root that holds the inputs of 2020, for its draft to be put there."""
    root = tmp_path_factory.mktemp("drafted")
    shutil.copytree(PROJECT / "params" / "2020", root / "params" / "2020")
    return root


@pytest.fixture(scope="session")
def made(drafted: Path) -> Made:
    """Make the report, and publish it as a draft."""
    made = publication.make(drafted, 2020, drafted / "failed.ipynb")
    publication.replace(drafted / "outputs" / "2020", made.draft())
    return made


@pytest.fixture
def root(drafted: Path, made: Made, tmp_path: Path) -> Path:
    """Copy the root with its draft, for a test that changes it."""
    del made
    return shutil.copytree(drafted, tmp_path, dirs_exist_ok=True)
