"""The process of which each notebook gets a fork, and what the fork does.

``python -P -m lawgov_lib.forked`` imports once what every report needs, and then waits to be asked
over its socket. It has one thread, for only such a process can be forked safely. Asked, it makes a
fork that runs the cells of one notebook, and ends it when the asker lets go of it or is gone. The
fork runs them in a kernel of ipykernel, and writes the kernel's messages to a pipe.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import selectors
import signal
import socket
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from multiprocessing.connection import Connection
from threading import Event, current_thread
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from ipykernel.inprocess.channels import InProcessChannel
from ipykernel.inprocess.client import InProcessKernelClient
from ipykernel.inprocess.ipkernel import InProcessKernel
from ipykernel.iostream import OutStream
from ipykernel.zmqshell import ZMQInteractiveShell
from traitlets import Any as Whatever
from traitlets import Instance, Type, default
from traitlets.config import Config

if TYPE_CHECKING:
    from collections.abc import Iterable

HEAVY = (
    "ipykernel.debugger",
    "lawgov_lib.report",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_svg",
)
"""What a report's kernel would import: named, for the publishing wing knows it not.

The backend of inline plots is not among it: it looks for its kernel when it is imported.
"""
_REHEARSAL = "lawgov_lib.rehearsal"
"""What makes a report of nothing, so that tables are read and caches filled before the next."""
_CONFIG = Config({"IPKernelApp": {"ignore_cwd": True, "exec_PYTHONSTARTUP": False}})
"""As a kernel of its own would be set: by this libraries know that they are in a notebook."""
_DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of Linux's ``prctl``."""
_TOLD = ("msg_type", "metadata", "content")
"""What is told of a kernel's message, besides its parent."""


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
    for name in HEAVY:
        import_module(name)
    gc.collect()
    gc.freeze()  # so that the forks go on sharing the memory of all this
    _serve(asked)


def _serve(asked: socket.socket) -> None:
    """Make the forks that are asked for, and end those that are done or that nobody waits for."""
    forks: set[_Fork] = set()
    is_rehearsed = False
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
            forks.add(_forked(asked, fds, forks))
            if not is_rehearsed:
                # While the first fork runs: a single report has not waited for it.
                import_module(_REHEARSAL).rehearse()
                gc.collect()
                gc.freeze()
                is_rehearsed = True
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
        os.set_inheritable(pipe, False)  # noqa: FBT003  the system's call
        with Connection(pipe) as connection:
            _run(connection)
    except BaseException:  # noqa: BLE001  whatever it is must not unwind into the server's code
        sys.excepthook(*sys.exc_info())
    os._exit(1)


class _Kernel(InProcessKernel):
    """The kernel as a process of its own would have it: only the transport differs."""

    shell_class = Type(ZMQInteractiveShell)

    async def do_execute(self, *given: Any, **named: Any) -> dict[str, Any]:  # noqa: ANN401
        """Run a cell; one that awaits asks which thread that would be, if there were sockets."""
        self.shell_channel_thread = SimpleNamespace(parent_thread=current_thread())
        try:
            reply: dict[str, Any] = await super().do_execute(  # type: ignore[no-untyped-call]
                *given, **named
            )
        finally:
            self.shell_channel_thread = None
        return reply

    @default("stdout")
    def _default_stdout(self) -> OutStream:
        return OutStream(self.session, self.iopub_thread, "stdout")  # type: ignore[no-untyped-call]

    @default("stderr")
    def _default_stderr(self) -> OutStream:
        return OutStream(self.session, self.iopub_thread, "stderr")  # type: ignore[no-untyped-call]


class _Outputs(InProcessChannel):
    """Writes the kernel's messages to the pipe as they come, in the one thread that does so."""

    def call_handlers(self, msg: dict[str, Any]) -> None:
        _say(
            self.client.pipe,
            parent=msg["parent_header"].get("msg_id"),
            **{key: msg[key] for key in _TOLD},
        )


class _Replies(InProcessChannel):
    """Keeps what became of the last cell."""

    def call_handlers(self, msg: dict[str, Any]) -> None:
        self.client.status = msg["content"]["status"]


class _Client(InProcessKernelClient):
    """Asks the kernel to run a cell, and hears what it says."""

    iopub_channel_class = Type(_Outputs)
    shell_channel_class = Type(_Replies)
    pipe = Instance(Connection)
    status = Whatever()


def _say(pipe: Connection, **message: Any) -> None:  # noqa: ANN401  what JSON can say
    pipe.send_bytes(json.dumps(message).encode())


def _run(pipe: Connection) -> None:
    """Run the cells of the notebook that the pipe brings, until one fails."""
    asked = json.loads(pipe.recv_bytes())
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.chdir(asked["folder"])
    time.tzset()
    tempfile.tempdir = None  # asks the environment anew
    kernel: Any = _Kernel(config=_CONFIG)  # type: ignore[no-untyped-call]
    sys.stdout, sys.stderr = kernel.stdout, kernel.stderr
    kernel.start()
    client: Any = _Client(kernel=kernel, session=kernel.session, pipe=pipe)
    client.start_channels()
    tell = kernel.iopub_thread.schedule  # in turn with the kernel's messages
    tell(partial(_say, pipe, language=kernel.language_info))
    for source, may_fail in asked["cells"]:
        client.execute(source, allow_stdin=False, stop_on_error=not may_fail)
        is_over = client.status == "error" and not may_fail
        told = Event()
        tell(partial(_say, pipe, is_over=is_over))
        tell(told.set)
        told.wait()  # before the next cell can end all
        if is_over:
            break
        if kernel.shell.exit_now:  # the cell has asked for the end, as exit() does
            return
    pipe.recv_bytes()  # nothing comes: waits to be ended


if __name__ == "__main__":
    main()
