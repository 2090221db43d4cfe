"""What is told to end goes on no further than to its next stage."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from lawgov_lib.base.interruption import INTERRUPTED, TERMINATED
from tests.places import PROJECT

DROPPED = """
import signal, sys
from contextlib import suppress
from lawgov_lib.base.interruption import listen
from lawgov_lib.base.stages import RENDER, stage

signal.signal(signal.SIGINT, signal.default_int_handler)
listen()
stage(RENDER)
with suppress(BaseException):
    signal.raise_signal(int(sys.argv[1]))
print("goes on", flush=True)
try:
    stage(RENDER)
except KeyboardInterrupt:
    sys.exit(130)
"""


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, INTERRUPTED), (signal.SIGTERM, TERMINATED)]
)
def test_an_end_that_is_dropped_comes_with_the_next_stage(number: int, code: int) -> None:
    """Nothing is put in place by a run that was told to end."""
    done = subprocess.run(
        [sys.executable, "-c", DROPPED, str(int(number))],
        cwd=PROJECT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert (done.returncode, done.stdout) == (code, "goes on\n")
