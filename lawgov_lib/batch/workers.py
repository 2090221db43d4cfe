"""Workers: processes of this machine that render one report after another.

Where processes can be forked, a worker is a fork of one that has imported and tried what renders
and read nothing; elsewhere it is a fresh process. It loads its fonts once. All ask one other
process for the forks in which notebooks run. A worker ends when it is told to, and when its parent
is gone; what it was doing is unwound, so that no temporary folder and no process of its own is
left.
"""

from __future__ import annotations

import atexit
import gc
import os
import signal
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, NoReturn, ParamSpec, TypeVar

from lawgov_lib.base import interruption
from lawgov_lib.base.scratch import share_with_processes
from lawgov_lib.batch.dispatch import Crew
from lawgov_lib.notebook import forkserver

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable
    from concurrent.futures import Executor, Future
    from multiprocessing.context import BaseContext

_Arguments = ParamSpec("_Arguments")
_Returned = TypeVar("_Returned")

_GROUNDWORK = "lawgov_lib.batch.groundwork"
_SELDOM = 10_000
"""After how many new objects a worker looks for garbage: a report leaves next to none."""
STOP_SECONDS = 10
"""How long a worker may take to unwind before it is killed."""


class Workers(ProcessPoolExecutor):
    """A process pool whose workers can be stopped in the middle of a job."""

    def __init__(self, count: int) -> None:
        """Start the process that is forked; a worker starts when there is a job for it.

        Args:
            count: How many workers there may be.
        """
        self._server = forkserver.Server() if forkserver.can_fork() else None
        if self._server is not None:
            self._server.warm_up()
        line = None if self._server is None else self._server.line
        super().__init__(count, mp_context=_context(), initializer=partial(_begin, line))

    def submit(
        self,
        fn: Callable[_Arguments, _Returned],
        /,
        *args: _Arguments.args,
        **kwargs: _Arguments.kwargs,
    ) -> Future[_Returned]:
        """Run a function in a worker; one that is told to stop ends there and then."""
        with interruption.held_back():  # a worker may start
            return super().submit(_ending, partial(fn, *args, **kwargs))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002  as of the pool
        """End the workers, and with them the process that is forked.

        Of workers of which one was lost none ends by itself: it may have held what they wait for.
        """
        if self._broken:
            self._stop()
        super().shutdown(wait, cancel_futures=cancel_futures)
        if self._server is not None:
            self._server.close(wait=wait)

    def halt(self) -> None:
        """Stop all workers, whatever they do."""
        self._stop()
        self.shutdown(cancel_futures=True)

    def _stop(self) -> None:
        processes = list((self._processes or {}).values())
        for process in processes:
            process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in processes:
            process.join(max(0, deadline - time.monotonic()))
            process.kill()


def _context() -> BaseContext:
    """Return how workers are started."""
    if not forkserver.can_fork():
        return get_context("spawn")
    share_with_processes()
    context = get_context("forkserver")
    context.set_forkserver_preload([_GROUNDWORK])
    return context


def executor_for(jobs: int) -> Crew:
    """Return the workers of this machine as a crew.

    Args:
        jobs: How many reports are made at a time.
    """
    return Crew(partial(Workers, jobs), jobs, halt=_halt)


def _halt(executor: Executor) -> None:
    if isinstance(executor, Workers):
        executor.halt()


def _ending(task: Callable[[], _Returned]) -> _Returned:
    """Run a task; what ends the worker unwinds that, and is not taken for its result.

    The pool, which would take it so, is never unwound: between tasks the worker ends at once.
    """
    try:
        signal.signal(signal.SIGTERM, _unwind)
        try:
            return task()
        finally:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
    except SystemExit:
        os._exit(interruption.TERMINATED)


def _begin(line: socket.socket | None) -> None:
    """Make a process a worker."""
    interruption.leave_to_parent()
    gc.disable()
    if line is not None:
        forkserver.share(line)
    from lawgov_lib.publishing.publication import warm_up  # noqa: PLC0415  the parent does not need it

    warm_up()
    gc.freeze()  # what is loaded for good need not be looked through again and again
    gc.set_threshold(_SELDOM)
    gc.enable()
    atexit.register(gc.freeze)  # and at the end nothing


def _unwind(_number: int, _frame: Any) -> NoReturn:  # noqa: ANN401  as signal has it
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise SystemExit(interruption.TERMINATED)
