"""A root with the real 2020 folder, and its published report."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lawgov_lib.publishing import publish

PROJECT = Path(__file__).parents[2]


def copy_root(folder: Path) -> Path:
    """Make a root that holds a copy of the 2020 inputs."""
    shutil.copytree(PROJECT / "params" / "2020", folder / "params" / "2020")
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Make a root of its own for a test that changes it."""
    return copy_root(tmp_path)


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the 2020 report once."""
    return publish(copy_root(tmp_path_factory.mktemp("published")), 2020)
