"""A home that nobody can write: nothing is said of it, and nothing is left in its stead."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import copy_root
from tests.places import PROJECT
from tests.surroundings import COMMAND, NOWHERE

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks are Linux's")


def test_a_home_that_cannot_be_written_concerns_nobody(tmp_path: Path) -> None:
    """The libraries' own remarks stay unsaid, and what they made instead of a home is gone."""
    root, temporary = copy_root(tmp_path / "root"), tmp_path / "temporary"
    temporary.mkdir()

    done = subprocess.run(
        [sys.executable, "-P", "-c", COMMAND, "report", "2020", "--root", root],
        env={
            **{name: value for name, value in os.environ.items() if not name.startswith("XDG_")},
            "PYTHONPATH": str(PROJECT),
            "HOME": NOWHERE,
            "TMPDIR": str(temporary),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, b"")
    assert [*temporary.iterdir()] == []
