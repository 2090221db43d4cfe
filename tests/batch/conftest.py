"""Roots of the fictional agency, and one whose three last years are published."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lawgov_lib.batch.job import Job, Outcome, render
from tests.places import DEMO

YEARS = (2022, 2023, 2024)


def copy_demo(root: Path, *years: int) -> Path:
    """Make a root that holds these years of the fictional agency."""
    for year in years:
        shutil.copytree(DEMO / "params" / str(year), root / "params" / str(year))
    return root


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the last three years of the fictional agency once."""
    root = copy_demo(tmp_path_factory.mktemp("made"), *YEARS)
    outcomes = [render(Job(root, year)).outcome for year in YEARS]
    assert outcomes == [Outcome.MADE] * len(YEARS)
    return root


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    """Copy the root with its published years for a test that changes it."""
    return Path(shutil.copytree(made, tmp_path / "root"))
