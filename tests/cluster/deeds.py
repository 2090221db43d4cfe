"""What workers of the tests do with a job: render it, or die of it."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, NoReturn

from lawgov_lib.batch.job import render

if TYPE_CHECKING:
    from lawgov_lib.batch.job import Job, Result

DEADLY, STRUCK = "deadly", "struck"
"""The names of the roots that kill whoever renders them, always and for the first time."""


def rendered_unless_deadly(job: Job) -> Result:
    """Render a job, but die of a deadly one, and of one that is struck for the first time."""
    if job.root.name == DEADLY:
        _die()
    if job.root.name == STRUCK:
        try:
            (job.root / ".struck").touch(exist_ok=False)
        except FileExistsError:
            pass
        else:
            _die()
    return render(job)


def _die() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError
