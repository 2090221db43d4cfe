"""Ctrl+C at moments at which nobody listens yet: one line of the command, none of its workers."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.base.interruption import STOPPED
from tests.batch.conftest import copy_demo
from tests.places import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the signal is one of POSIX")

AS_A_WORKER_STARTS = """\
import signal, sys

if any(start in " ".join(sys.orig_argv) for start in ("spawn_main", "forkserver")):
    signal.raise_signal(signal.SIGINT)
"""
AS_THE_COMMAND_STARTS = """\
import signal, sys

class Impatience:
    def find_spec(self, name, path, target=None):
        if name == "lawgov_lib.cli":
            signal.raise_signal(signal.SIGINT)

sys.meta_path.insert(0, Impatience())
"""


def lawgov(folder: Path, customised: str, *words: object) -> subprocess.CompletedProcess[str]:
    """Run the command where each Python runs something first."""
    (folder / "sitecustomize.py").write_text(customised, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-P", "-m", "lawgov_lib", *map(str, words)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (folder, PROJECT)))},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_worker_that_starts_leaves_it_to_the_command(tmp_path: Path) -> None:
    """A worker that meets it before it is one says nothing, and does its job."""
    root = copy_demo(tmp_path / "root", 2024)
    (root / "params" / "2024" / "report.yaml").write_bytes(b"\xff\xfe\xfd")

    done = lawgov(tmp_path, AS_A_WORKER_STARTS, "batch", root)

    assert (done.returncode, done.stderr) == (4, "")
    assert "E406" in done.stdout


def test_a_command_that_starts_is_stopped_in_one_line(tmp_path: Path) -> None:
    """Whoever is quicker than the command gets the line and the code of every interruption."""
    done = lawgov(tmp_path, AS_THE_COMMAND_STARTS, "status")

    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr == f"{STOPPED}\n"
