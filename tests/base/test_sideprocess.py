"""A process beside this one: it works on what it was forked with, and ends with the block."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from multiprocessing import get_all_start_methods

import psutil
import pytest

from lawgov_lib.base.errors import RunError
from lawgov_lib.base.sideprocess import beside
from tests.places import PROJECT

KILLED = """
import os, signal
from lawgov_lib.base.sideprocess import beside
from tests.base.test_sideprocess import process

with beside(["处罚"]) as begin:
    print(begin(process).result(), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""
needs_forks = pytest.mark.skipif(
    "fork" not in get_all_start_methods() or os.cpu_count() == 1,
    reason="this system forks no process, or has one core",
)


def counted(words: list[str], word: str) -> tuple[int, int]:
    """Count a word, and say which process did."""
    return words.count(word), os.getpid()


def process(_words: list[str]) -> int:
    """Say which process this is."""
    return os.getpid()


def refused(words: list[str]) -> None:
    """Refuse to count."""
    raise ValueError(len(words))


@needs_forks
def test_the_work_is_done_beside_where_it_pays() -> None:
    """The subject is there without being sent; two pieces of work are done by one process."""
    with beside(["处罚", "检查", "处罚"]) as begin:
        found = [begin(counted, word) for word in ("处罚", "检查")]
        (penalties, process), (inspections, same) = (each.result() for each in found)

    assert (penalties, inspections) == (2, 1)
    assert process == same != os.getpid()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def ended(_words: list[str]) -> None:
    """End the process as the system does when memory runs out."""
    os.kill(os.getpid(), signal.SIGKILL)


@needs_forks
def test_a_process_that_is_gone_is_told() -> None:
    """In words, not as what the library of processes raises."""
    with pytest.raises(RunError, match="E606"), beside(["处罚"]) as begin:
        begin(ended).result()


@needs_forks
def test_it_ends_with_its_parent_however_that_ends() -> None:
    """Nobody else would end it: what it waits for can still come, from itself."""
    with subprocess.Popen(
        [sys.executable, "-P", "-c", KILLED],
        stdout=subprocess.PIPE,
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
    ) as parent:
        assert parent.stdout is not None
        beside_it = psutil.Process(int(parent.stdout.readline()))
        parent.wait()

    assert psutil.wait_procs([beside_it], timeout=30)[1] == []


def test_the_work_is_done_here_where_it_does_not_pay() -> None:
    """What comes out is the same."""
    with beside(["处罚"], pays=False) as begin:
        assert begin(counted, "处罚").result() == (1, os.getpid())


@pytest.mark.parametrize("pays", [True, False])
def test_what_goes_wrong_there_is_raised_here(*, pays: bool) -> None:
    """An error comes to whoever waits for the result."""
    with pytest.raises(ValueError, match="2"), beside(["甲", "乙"], pays=pays) as begin:
        begin(refused).result()
