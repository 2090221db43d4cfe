"""Temporary folders: gone at the end, swept up after a kill, and never another run's."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.base.errors import RunError
from lawgov_lib.base.scratch import PREFIX, scratch
from tests.places import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows cannot lock a folder")

HOLDER = """\
import sys

from lawgov_lib.base.scratch import scratch

with scratch() as folder:
    (folder / "file").write_text("x")
    print(folder.name, flush=True)
    sys.stdin.read()
"""


def started(temporary: Path) -> tuple[subprocess.Popen[str], str]:
    """Start a process that holds a folder; return it and the folder's name."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER],
        cwd=PROJECT,
        env={**os.environ, **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary))},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def names(folder: Path) -> set[str]:
    """Return what is in a folder."""
    return {path.name for path in folder.iterdir()}


def test_a_folder_goes_with_its_run(tmp_path: Path) -> None:
    """A run that ends leaves nothing."""
    process, name = started(tmp_path)
    assert names(tmp_path) == {name}

    process.communicate()

    assert names(tmp_path) == set()


def test_the_next_run_sweeps_up_after_a_kill(tmp_path: Path) -> None:
    """What killed runs left goes; what a living run, or anybody else, has there stays."""
    killed = [started(tmp_path) for _ in range(3)]
    living, kept = started(tmp_path)
    (tmp_path / "lawgov-mine").mkdir()
    (tmp_path / f"{PREFIX}note").touch()
    for process, _ in killed:
        process.kill()
        process.wait()
    assert {name for _, name in killed} <= names(tmp_path)

    last, name = started(tmp_path)

    assert names(tmp_path) == {kept, name, "lawgov-mine", f"{PREFIX}note"}
    for process in (living, last):
        process.communicate()


def test_without_a_place_the_run_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A temporary folder that is not there any more is told with its code."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))

    with pytest.raises(RunError, match=r"\[E605\] 写不了临时文件（文件或文件夹不存在）"), scratch():
        pass


def test_processes_need_no_short_folder(root: Path) -> None:
    """Workers meet where the temporary folder's name has no room for a socket's beside it."""
    temporary = root / ("临" * 50)
    temporary.mkdir()

    done = subprocess.run(
        [sys.executable, "-m", "lawgov_lib", "all", "--jobs", "2"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "TMPDIR": str(temporary)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert names(temporary) == set()
