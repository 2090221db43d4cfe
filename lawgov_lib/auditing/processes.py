"""The processes in which files are audited side by side."""

from __future__ import annotations

import sys
import threading
from multiprocessing import get_context
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext


def context() -> BaseContext:
    """Return how the processes are started.

    To import what an audit needs takes as long as thirty audits. On Linux a fork has it imported
    already; that is safe while no other thread of Python runs. Elsewhere each imports it anew.
    """
    if sys.platform == "linux" and threading.active_count() == 1:
        return get_context("fork")
    return get_context("spawn")
