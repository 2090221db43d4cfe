"""The wheel alone serves an empty folder elsewhere: begin, fill in, check, report."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.base.shipped import ANNUAL_REPORT, NOTEBOOKS, ROLLUP
from lawgov_lib.publishing.manifest import program_of, read_manifest
from tests.places import PARAMS, PROJECT

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = "from lawgov_lib.cli import main; main()"


def build(folder: Path) -> Path:
    """Build the wheel with the locked backend, without the network."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder],
        cwd=PROJECT,
        capture_output=True,
        check=True,
    )
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel once."""
    return build(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Path:
    """Put the wheel where Python finds it before the checkout, in a folder with a Chinese name."""
    folder = tmp_path_factory.mktemp("装有 程序")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def lawgov(installed: Path, folder: Path, *words: str) -> str:
    """Type a command in a folder, with an environment that knows no locale, and return its word."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", COMMAND, *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(installed), "LC_ALL": "C"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_same_files_give_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    """Its bytes do not depend on when it is built."""
    assert build(tmp_path).read_bytes() == wheel.read_bytes()


def test_the_wheel_holds_library_and_notebooks_and_nothing_else(wheel: Path) -> None:
    """Of the checkout it has what runs; tests, years and caches stay behind."""
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.partition("/")[0] for name in names}

    assert {f"lawgov_lib/base/notebooks/{name}" for name in (ANNUAL_REPORT, ROLLUP)} <= set(names)
    assert {top.partition("-")[0] for top in tops} == {"lawgov_lib", "lawgov"}
    assert not [name for name in names if "__pycache__" in name]


def test_an_empty_folder_is_served(installed: Path, tmp_path: Path) -> None:
    """From laying out to the report, by the same program as the checkout's."""
    root = tmp_path / "法治 报告"
    root.mkdir()
    lawgov(installed, root, "init")
    shutil.copytree(PARAMS / "2020", root / "params" / "2020")
    shutil.rmtree(root / "notebooks")
    lawgov(installed, root, "new", "2021")
    lawgov(installed, root, "workbook", "2021")
    lawgov(installed, root, "check", "2020")
    lawgov(installed, root, "report", "2020")

    made = read_manifest(root / "outputs" / "2020", "outputs/2020")
    assert made.program == program_of(NOTEBOOKS / ANNUAL_REPORT)
