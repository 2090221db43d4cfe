"""The stock tools alone: papermill runs the notebook, nbconvert renders it by our entry points."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.places import NOTEBOOK

BIN = Path(sys.executable).parent


def shell(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder."""
    return subprocess.run(
        [BIN / words[0], *words[1:]], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.fixture
def checkout(root: Path) -> Path:
    """Make a root with the master notebook in its place."""
    (root / "notebooks").mkdir()
    shutil.copy(NOTEBOOK, root / "notebooks")
    return root


def test_papermill_and_nbconvert_work_by_themselves(checkout: Path) -> None:
    """One papermill call and two nbconvert calls give the page and the PDF."""
    ran = shell(
        checkout, "papermill", "notebooks/annual_report.ipynb", "out.ipynb", "-p", "year", "2020"
    )
    pdf = shell(checkout, "jupyter", "nbconvert", "--to", "lawgov-pdf", "out.ipynb")
    html = shell(checkout, "jupyter", "nbconvert", "--to", "lawgov-html", "out.ipynb")

    assert (ran.returncode, pdf.returncode, html.returncode) == (0, 0, 0)
    assert (checkout / "out.pdf").read_bytes().startswith(b"%PDF")
    assert "阳江市科学技术局" in (checkout / "out.html").read_text(encoding="utf-8")


def test_papermill_with_a_wrong_parameter_stops(checkout: Path) -> None:
    """The notebook itself refuses what papermill lets through."""
    ran = shell(
        checkout, "papermill", "notebooks/annual_report.ipynb", "out.ipynb", "-p", "yeer", "2024"
    )

    assert ran.returncode != 0
    told = (checkout / "out.ipynb").read_text(encoding="utf-8")
    assert "[E301] 不认识的参数“yeer”" in told
