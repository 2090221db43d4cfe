"""The process of which each notebook gets a fork.

``python -P -m lawgov_lib.notebook.forkprocess`` imports once what every report needs, and then
waits to be asked over its socket. It has one thread, for only such a process can be forked safely.
Asked, it makes a fork that runs the cells of one notebook, and ends it when the asker lets go of
it or is gone.
"""

from __future__ import annotations

import atexit
import ctypes
import gc
import logging
import os
import selectors
import signal
import socket
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from lawgov_lib.notebook.forkserver import FORK, SELDOM_USED, WARM_UP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_KERNEL = "lawgov_lib.notebook.pipekernel"
_HEAVY = (
    "IPython.core.logger",
    "bdb",
    "ipykernel.debugger",
    _KERNEL,
    "lawgov_lib.report.yearreport",
    "lawgov_lib.report.workbench",
)
"""What every report's kernel would import: named, for the publishing wing knows it not."""
_ON_DEMAND = {
    SELDOM_USED["pandas"]: ("pandas",),
    SELDOM_USED["matplotlib"]: ("lawgov_lib.telling.drawing", "matplotlib.backends.backend_svg"),
}
"""What is imported once a notebook has used it.

The backend of inline plots is not among it: it looks for its kernel when it is imported.
"""
_DEBUGGER = "debugpy"
"""What ipykernel imports if it is there, to no use here."""
_WARM_UP = "lawgov_lib.report.warmup"
"""What makes a report of nothing, so that tables are read and caches filled before the next."""
_SELDOM = 50_000
"""After how many new objects a fork looks for garbage: a report ends before."""
_MANY = 2
"""After how many forks it is thought that others will follow, and a warm-up pays."""
_DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of Linux's ``prctl``."""


@dataclass(frozen=True)
class _Fork:
    """A fork as the server holds it: its process, and the line to the one who asked for it."""

    pid: int
    process: int
    line: socket.socket

    def end(self) -> None:
        """End the fork and what it has started; the closed line tells the asker."""
        for kill in (os.killpg, os.kill):
            with suppress(ProcessLookupError):
                kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        self.leave()

    def leave(self) -> None:
        """Close what is held of it."""
        os.close(self.process)
        self.line.close()


def main() -> None:
    """Import, then serve until nobody holds the other end of the socket any more."""
    asked = socket.socket(fileno=int(sys.argv.pop()))
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # that no home is there concerns nobody
    with _kept_for_good():
        sys.modules[_DEBUGGER] = None  # type: ignore[assignment]  # as Python has it: not there
        for name in _HEAVY:
            import_module(name)
        del sys.modules[_DEBUGGER]
    gc.set_threshold(_SELDOM)
    _serve(asked)
    atexit._run_exitfuncs()  # noqa: SLF001  what a library laid into the temporary folder; all else just ends
    os._exit(0)


def _warm_up() -> None:
    """Do once what each fork would do anew; where it does not come off, each does."""
    with _kept_for_good(), suppress(Exception):
        import_module(_KERNEL).prepare()
        import_module(_WARM_UP).warm_up()


def _import(names: Iterable[str]) -> None:
    """Import what each fork would import anew; where it does not come off, each hears why."""
    with _kept_for_good(), suppress(Exception):
        for name in names:
            import_module(name)


@contextmanager
def _kept_for_good() -> Iterator[None]:
    """Look for no garbage in what is made here, and leave its memory to be shared by the forks."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _serve(asked: socket.socket) -> None:
    """Make the forks that are asked for, and end those that are done or that nobody waits for."""
    forks: set[_Fork] = set()
    made, is_warm, wanted = 0, False, list[str]()
    while True:
        with selectors.DefaultSelector() as selector:
            selector.register(asked, selectors.EVENT_READ)
            for fork in forks:
                selector.register(fork.process, selectors.EVENT_READ)
                selector.register(fork.line, selectors.EVENT_READ)
            ready = {key.fd for key, _ in selector.select()}
        for fork in [each for each in forks if ready & {each.process, each.line.fileno()}]:
            forks.remove(fork)
            fork.end()
        if asked.fileno() in ready:
            word, fds, _, _ = socket.recv_fds(asked, 1, 2)
            if not word:
                break
            if word == FORK:
                forks.add(_forked(asked, fds, forks))
                made += 1
            if not is_warm and (word == WARM_UP or made == _MANY):
                _warm_up()
                is_warm = True
            wanted += _ON_DEMAND.get(word, ())
        if is_warm and wanted:
            _import(wanted)
            wanted.clear()
    for fork in forks:
        fork.end()


def _forked(asked: socket.socket, fds: Iterable[int], others: Iterable[_Fork]) -> _Fork:
    """Make a fork, which runs a notebook and does not come back."""
    pipe, line = fds
    pid = os.fork()
    if pid:
        os.close(pipe)
        return _Fork(pid, os.pidfd_open(pid), socket.socket(fileno=line))
    try:
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        os.setsid()
        os.close(line)
        asked.close()
        for other in others:
            other.leave()
        run = import_module(_KERNEL).run
        os.set_inheritable(pipe, False)  # noqa: FBT003  the system's call
        with Connection(pipe) as connection:
            run(connection)
    except BaseException:  # noqa: BLE001  whatever it is must not unwind into the server's code
        sys.excepthook(*sys.exc_info())
    os._exit(1)


if __name__ == "__main__":
    main()
