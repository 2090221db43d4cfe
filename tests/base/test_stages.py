"""What the system ends goes on no further than to its next stage."""

from __future__ import annotations

import signal
from contextlib import suppress

import pytest

from lawgov_lib.base import interruption
from lawgov_lib.base.stages import RENDER, stage


def test_an_end_that_a_library_drops_comes_with_the_next_stage() -> None:
    """Nothing is put in place by a run that was told to end."""
    stage(RENDER)
    with suppress(SystemExit):
        interruption.terminate(signal.SIGTERM, None)

    try:
        with pytest.raises(SystemExit) as stopped:
            stage(RENDER)
    finally:
        interruption._TERMINATING.clear()  # noqa: SLF001  the other tests go on

    assert stopped.value.code == interruption.TERMINATED
