"""Ctrl+C at moments at which nobody listens yet: one line of the command, none of its workers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from lawgov_lib.base.interruption import STOPPED
from tests.batch.conftest import copy_demo
from tests.places import PROJECT

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


def test_what_a_killed_batch_leaves_the_next_one_clears(tmp_path: Path) -> None:
    """The sockets of its processes lie in a folder that is known for the program's own."""
    root = copy_demo(tmp_path / "root", 2024)
    typed = [sys.executable, "-P", "-m", "lawgov_lib", "batch", str(root)]
    with TemporaryDirectory(prefix="t") as name:  # the path of a socket must be short
        temporary = Path(name)
        surroundings = {**os.environ, "PYTHONPATH": str(PROJECT), "TMPDIR": name}
        with subprocess.Popen(typed, env=surroundings, stdout=subprocess.DEVNULL) as process:
            while process.poll() is None and not [*temporary.glob("*/listener-*")]:
                os.sched_yield()
            process.kill()
        left = [*temporary.iterdir()]

        subprocess.run(typed, env=surroundings, stdout=subprocess.DEVNULL, check=True)

        assert left
        assert [*temporary.iterdir()] == []
