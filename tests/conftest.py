"""Fixtures that several tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.yearfolder import REPORT, YearFolder

PARAMS = Path(__file__).parents[1] / "params"


@pytest.fixture
def folder(tmp_path: Path) -> YearFolder:
    """Return a year folder that holds no more than it must."""
    year = YearFolder(tmp_path / "params")
    year.write("report.yaml", REPORT)
    return year


@pytest.fixture(scope="session")
def published_year() -> YearFolder:
    """Return the folder of the published report of 2020."""
    return YearFolder(PARAMS)
