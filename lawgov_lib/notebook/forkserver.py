"""Forks of a server process: it imports the heavy modules once, each notebook gets a fresh fork.

This side starts the server, asks it for forks and hears them; what they do is in ``forked``.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from contextlib import contextmanager, suppress
from multiprocessing import Pipe
from selectors import EVENT_READ, PollSelector
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any

from lawgov_lib.base.shipped import LIBRARY
from lawgov_lib.notebook.environment import base

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from multiprocessing.connection import Connection

FORK, WARM_UP = b"f", b"r"
"""What can be asked of the server."""
SELDOM_USED = {"pandas": b"p", "matplotlib": b"m"}
"""Large libraries that few reports use, each with the word by which the server hears that one has:
from then on it has them ready for all others, where many are made."""
_END_SECONDS = 5
"""How long to wait for the word that the fork has ended."""


def can_fork() -> bool:
    """Tell whether processes can be forked and watched here: on Linux, from its version 5.3 on."""
    if sys.platform != "linux":
        return False
    try:
        os.close(os.pidfd_open(os.getpid()))
    except (AttributeError, OSError):  # Python was built for systems that lack it, or this one does
        return False
    return True


class Server:
    """The process that is forked; it ends by itself when nobody is left who could ask it."""

    def __init__(self) -> None:
        """Start it in a folder that holds nothing to be read by mistake."""
        # In packets, so that what several processes ask stays apart.
        self.line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  our own interpreter and module
                [
                    sys.executable,
                    "-P",
                    "-m",
                    "lawgov_lib.notebook.forkprocess",
                    str(theirs.fileno()),
                ],
                cwd=LIBRARY,
                env=os.environ | base(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # what the user types stops this process, not the server
            )

    def warm_up(self) -> None:
        """Have it make ready, before the first of many reports, what is the same for all."""
        with suppress(OSError):  # it is gone: who asks for a fork will see to that
            self.line.send(WARM_UP)

    def close(self, *, wait: bool) -> None:
        """Ask it no more.

        Args:
            wait: Whether to wait for its end; it ends although others may hold its line.
        """
        if wait:
            with suppress(OSError):  # it has gone
                self.line.shutdown(socket.SHUT_RDWR)
        self.line.close()
        if wait:
            self._process.wait()


class _Desk:
    """Where this process asks for forks: at a server of its own, or at one it shares."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._own: Server | None = None
        self._line: socket.socket | None = None

    def prepare(self) -> None:
        """Start the server, which imports while the caller goes on."""
        with self._lock:
            self._open()

    def warm_up(self) -> None:
        """Start the server, if need be, and have it make ready what many reports share."""
        with self._lock, suppress(OSError):
            self._open().send(WARM_UP)

    def have_ready(self, libraries: Iterable[str]) -> None:
        """Tell the server which of the libraries that few use a notebook has used."""
        with self._lock, suppress(OSError):
            for name in libraries:
                self._open().send(SELDOM_USED[name])

    def dismiss(self) -> None:
        """Let the server go that this process has started: what follows needs its memory."""
        with self._lock:
            if self._own is not None:
                self._own.close(wait=True)
            self._own = self._line = None

    def share(self, line: socket.socket) -> None:
        """Ask at the server of another process, which has passed on its line."""
        with self._lock:
            self._line = line

    def ask(self, *ends: int) -> None:
        """Ask for a fork that holds these ends; if something has killed the server, a new one."""
        with self._lock:
            try:
                socket.send_fds(self._open(), [FORK], ends)
            except OSError:
                self._line = None
                socket.send_fds(self._open(), [FORK], ends)

    def _open(self) -> socket.socket:
        if self._line is None:
            self._own = Server()
            self._line = self._own.line
        return self._line


_DESK = _Desk()
prepare, warm_up = _DESK.prepare, _DESK.warm_up
share, dismiss, have_ready = _DESK.share, _DESK.dismiss, _DESK.have_ready


class ForkEndedError(RuntimeError):
    """The process ended before it was asked to."""


class Fork:
    """A process of its own for one notebook."""

    def __init__(self, pipe: Connection, line: socket.socket) -> None:
        """Take the near ends of its pipe and its line."""
        self._pipe, self._line = pipe, line
        self._has_begun = False
        self._ends = PollSelector()
        for each in (pipe, line):
            self._ends.register(each, EVENT_READ)

    def tell(self, **asked: Any) -> None:  # noqa: ANN401  what JSON can say
        """Tell it what to run."""
        with suppress(OSError):  # it has ended: hearing it will tell
            self._pipe.send_bytes(json.dumps(asked).encode())

    def hear(self, until: float) -> dict[str, Any]:
        """Hear what it says next.

        Args:
            until: When to give up, on the monotonic clock.

        Raises:
            TimeoutError: It says nothing, or goes on saying something.
            ForkEndedError: It has ended, or the server has.
        """
        left = until - monotonic()
        ready = [key.fileobj for key, _ in self._ends.select(left)] if left > 0 else []
        if not ready:
            raise TimeoutError
        try:
            told = self._pipe.recv_bytes() if self._pipe in ready else b""
            said: dict[str, Any] = json.loads(told.decode(errors="replace"))  # as Jupyter reads it
        except (EOFError, OSError, ValueError):  # also when it ended in the middle of a word
            raise ForkEndedError from None
        self._has_begun = True
        return said

    def end(self) -> None:
        """Have it ended; wait for that unless it was still to begin."""
        with suppress(OSError):
            self._line.shutdown(socket.SHUT_WR)
            self._line.settimeout(_END_SECONDS if self._has_begun else 0)
            self._line.recv(1)


@contextmanager
def forked() -> Iterator[Fork]:
    """Have a fork until the block is left."""
    (pipe, its_pipe), (line, its_line) = Pipe(), socket.socketpair()
    with pipe, line:
        with its_pipe, its_line:
            _DESK.ask(its_pipe.fileno(), its_line.fileno())
        fork = Fork(pipe, line)
        try:
            yield fork
        finally:
            fork.end()
