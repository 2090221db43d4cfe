"""Fixtures that several tests share."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

import lawgov_lib as lawgov
from lawgov_lib.base.language import CHINESE, VARIABLE
from lawgov_lib.cli import main, upkeep_commands
from tests.places import PARAMS
from tests.yearfolder import REPORT, YearFolder

if TYPE_CHECKING:
    from pathlib import Path

settings.register_profile(
    "lawgov",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("lawgov")
"""No test asks how fast the machine is; a fixture that examples share is one that they leave as it
was.
"""

Typed = Callable[..., subprocess.CompletedProcess[str]]
"""What types the words of a command, and returns its exit code and what it says."""


@pytest.fixture(autouse=True)
def _typed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands be those of a person who types them in Chinese, whoever runs the tests."""
    monkeypatch.delenv("MAKELEVEL", raising=False)
    monkeypatch.setenv(VARIABLE, CHINESE)


@pytest.fixture
def typed_here(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Typed:
    """Return what types a command in the test's folder, within this process.

    What the command needs besides counts as installed: no test installs anything here.
    """
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(upkeep_commands, "install", lambda _name, _say: "")

    def typed(*asked: object) -> subprocess.CompletedProcess[str]:
        words = ["lawgov", *map(str, asked)]
        monkeypatch.setattr(sys, "argv", words)
        with pytest.raises(SystemExit) as stop:
            main()
        return subprocess.CompletedProcess(words, int(stop.value.code or 0), *capfd.readouterr())

    return typed


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


def copy_root(folder: Path) -> Path:
    """Make a root that holds a copy of the 2020 inputs."""
    shutil.copytree(PARAMS / "2020", folder / "params" / "2020")
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Make a root of its own for a test that changes it."""
    return copy_root(tmp_path)


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the 2020 report once."""
    return lawgov.publish(2020, copy_root(tmp_path_factory.mktemp("published")))
