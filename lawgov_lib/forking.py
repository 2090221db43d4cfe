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
from functools import cache
from multiprocessing import Pipe
from multiprocessing.connection import wait
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any

from lawgov_lib.environment import base

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection

_END_SECONDS = 5
"""How long to wait for the word that the fork has ended."""


def can_fork() -> bool:
    """Tell whether processes can be forked and watched here: on Linux, from its version 5.3 on."""
    if sys.platform != "linux":
        return False
    try:
        os.close(os.pidfd_open(os.getpid()))
    except OSError:
        return False
    return True


class _Server:
    """The process that is forked; it ends by itself when this one does."""

    def __init__(self) -> None:
        """Start it in a folder that holds nothing to be read by mistake."""
        self._socket, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  our own interpreter and module
                [sys.executable, "-P", "-m", "lawgov_lib.forked", str(theirs.fileno())],
                cwd=Path(__file__).parent,
                # The debugger, which nobody uses, would warn of Python's frozen modules.
                env=os.environ | base() | {"PYDEVD_DISABLE_FILE_VALIDATION": "1"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # what the user types stops this process, not the server
            )

    def ask(self, *ends: int) -> None:
        """Ask for a fork that holds these ends of its pipe and its line.

        Raises:
            OSError: The server is gone.
        """
        socket.send_fds(self._socket, [b"f"], ends)


@cache
def _server() -> _Server:
    return _Server()


_ASKING = Lock()


def prepare() -> None:
    """Start the server, which imports while the caller goes on."""
    with _ASKING:
        _server()


def _ask(*ends: int) -> None:
    """Ask the server for a fork; if something has killed it, ask a new one."""
    with _ASKING:
        try:
            _server().ask(*ends)
        except OSError:
            _server.cache_clear()
            _server().ask(*ends)


class ForkEndedError(RuntimeError):
    """The process ended before it was asked to."""


class Fork:
    """A process of its own for one notebook."""

    def __init__(self, pipe: Connection, line: socket.socket) -> None:
        """Take the near ends of its pipe and its line."""
        self._pipe, self._line = pipe, line
        self._has_begun = False

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
        ready = wait([self._pipe, self._line], left) if left > 0 else []
        if not ready:
            raise TimeoutError
        try:
            said: dict[str, Any] = json.loads(
                self._pipe.recv_bytes() if self._pipe in ready else ""
            )
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
            _ask(its_pipe.fileno(), its_line.fileno())
        fork = Fork(pipe, line)
        try:
            yield fork
        finally:
            fork.end()
