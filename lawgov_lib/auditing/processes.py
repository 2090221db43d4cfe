"""The processes in which files are audited side by side."""

from __future__ import annotations

import sys
from multiprocessing import forkserver, get_context
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

_LOADED = ["lawgov_lib.auditing.fleet", "rapidfuzz.fuzz", "rapidfuzz.process"]
"""What all of them need: on Linux it is imported once, by the process that they are forked from."""


def prepare() -> None:
    """Begin to import, beside this process, what the audits need; elsewhere than on Linux wait."""
    if sys.platform == "linux":
        context()
        forkserver.ensure_running()


def context() -> BaseContext:
    """Return how the processes are started."""
    if sys.platform != "linux":
        return get_context("spawn")
    forking = get_context("forkserver")
    forking.set_forkserver_preload(_LOADED)
    return forking
