"""The kernel of a fork: ipykernel's, without sockets, writing its messages to a pipe."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from functools import cache, partial
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Event, current_thread
from types import SimpleNamespace
from typing import Any, cast

from ipykernel.inprocess.channels import InProcessChannel
from ipykernel.inprocess.client import InProcessKernelClient
from ipykernel.inprocess.ipkernel import InProcessKernel
from ipykernel.iostream import BackgroundSocket, OutStream
from ipykernel.zmqshell import ZMQInteractiveShell
from traitlets import Any as Whatever
from traitlets import Instance, Type, default
from traitlets.config import Config

from lawgov_lib.base.scratch import scratch

_CONFIG = Config(
    {
        # By this libraries know that they are in a notebook.
        "IPKernelApp": {"ignore_cwd": True, "exec_PYTHONSTARTUP": False},
        # A file and a thread for a history that nobody reads.
        "HistoryManager": {"enabled": False},
    }
)
"""As a kernel of its own would be set."""
_TOLD = ("msg_type", "metadata", "content")
"""What is told of a kernel's message, besides its parent."""


class _Stream(OutStream):
    """What cells print; it is flushed several times a cell, mostly for nothing."""

    def flush(self) -> None:
        """Wait for the thread that sends, if there is something to send."""
        if self._buffers:
            super().flush()  # type: ignore[no-untyped-call]


class _Kernel(InProcessKernel):
    """The kernel as a process of its own would have it: only the transport differs."""

    shell_class = Type(ZMQInteractiveShell)
    _execute_sleep = 0.0  # nobody else's messages have to come between

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

    @default("iopub_socket")
    def _default_iopub_socket(self) -> BackgroundSocket:
        return BackgroundSocket(None)  # type: ignore[no-untyped-call]

    def awake(self) -> None:
        """Begin to work in this process, which may be a fork of the one that made the kernel."""
        session, shell = cast("Any", self.session), cast("Any", self.shell)
        session.pid = os.getpid()
        shell.ipython_dir = os.environ["IPYTHONDIR"]
        shell.starting_dir = str(Path.cwd())
        shell.init_environment()
        self.iopub_socket.io_thread = self.iopub_thread  # no thread lives on in a fork
        self.start()  # type: ignore[no-untyped-call]

    @default("stdout")
    def _default_stdout(self) -> _Stream:
        return _Stream(self.session, self.iopub_thread, "stdout")  # type: ignore[no-untyped-call]

    @default("stderr")
    def _default_stderr(self) -> _Stream:
        return _Stream(self.session, self.iopub_thread, "stderr")  # type: ignore[no-untyped-call]


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


@cache
def _kernel() -> _Kernel:
    return _Kernel(config=_CONFIG)  # type: ignore[no-untyped-call]


def prepare() -> None:
    """Make the kernel that each fork has; it reads nothing of the user's."""
    with scratch() as folder:
        os.environ["IPYTHONDIR"] = str(folder)
        _kernel()
        del os.environ["IPYTHONDIR"]


def run(pipe: Connection) -> None:
    """Run the cells of the notebook that the pipe brings, until one fails."""
    asked = json.loads(pipe.recv_bytes())
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.chdir(asked["folder"])
    time.tzset()
    tempfile.tempdir = None  # asks the environment anew
    kernel: Any = _kernel()
    kernel.awake()
    sys.stdout, sys.stderr = kernel.stdout, kernel.stderr
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
