"""The kernel of a fork: ipykernel's, without sockets, writing its messages to a pipe."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from functools import cache, partial
from pathlib import Path
from threading import RLock, Timer, current_thread
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from ipykernel.inprocess.ipkernel import InProcessKernel
from ipykernel.iostream import BackgroundSocket, IOPubThread, OutStream
from ipykernel.zmqshell import ZMQInteractiveShell
from jupyter_client.session import DELIM, Session
from jupyter_core.utils import run_sync
from traitlets import Type, Unicode, default
from traitlets.config import Config

from lawgov_lib.base.scratch import scratch
from lawgov_lib.notebook.forkserver import SELDOM_USED

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

_CONFIG = Config(
    {
        # By this libraries know that they are in a notebook.
        "IPKernelApp": {"ignore_cwd": True, "exec_PYTHONSTARTUP": False},
        # A file and a thread for a history that nobody reads.
        "HistoryManager": {"enabled": False},
    }
)
"""As a kernel of its own would be set."""
_CELL = "1"
"""What any kernel can run."""
_PARTS = (b"header", b"parent_header", b"metadata", b"content")
"""What is told of a kernel's message, in the order in which it is written."""


class _Voice(IOPubThread):
    """Tells over the pipe what the kernel says, there and then, one thing after the other.

    ipykernel's own has a thread with sockets for it: to wake that costs more than to tell.
    """

    io_loop: Any = None
    socket: Any = None
    thread: Any = None

    def __init__(self, pipe: Connection) -> None:
        self._pipe, self._turn, self._pid = pipe, RLock(), os.getpid()

    def schedule(self, f: Callable[[], object]) -> None:
        """Do it when it is its turn; in a fork that a cell has made nobody else is there."""
        if os.getpid() != self._pid:
            f()
            return
        with self._turn:
            f()

    def send_multipart(self, *args: Any, **_: Any) -> None:  # noqa: ANN401  as ipykernel calls it
        """Tell a message, whose parts the session has written as JSON."""
        parts = args[0]
        told = parts[parts.index(DELIM) + 2 :]  # what follows the signature
        named = (b'"%b":%b' % each for each in zip(_PARTS, told, strict=False))
        self._tell(b"{%b}" % b",".join(named))

    def say(self, **message: Any) -> None:  # noqa: ANN401  what JSON can say
        """Tell what is no message of the kernel's."""
        self._tell(json.dumps(message).encode())

    def _tell(self, message: bytes) -> None:
        self.schedule(lambda: self._pipe.send_bytes(message))


class _Stream(OutStream):
    """What cells print; it is flushed several times a cell, mostly for nothing."""

    def flush(self) -> None:
        """Tell what there is to tell."""
        if self._buffers:
            self.pub_thread.schedule(self._flush)

    def _schedule_flush(self) -> None:
        """Have it told soon, even if the cell never ends."""
        if not self._flush_pending:
            self._flush_pending = True
            tell = partial(self.pub_thread.schedule, self._flush)
            timer = Timer(self.flush_interval, tell)
            timer.daemon = True
            timer.start()


class _Kernel(InProcessKernel):
    """The kernel as a process of its own would have it: only the transport differs."""

    shell_class = Type(ZMQInteractiveShell)
    _execute_sleep = 0.0  # nobody else's messages have to come between
    status = Unicode()
    """What became of the last cell."""

    async def run_cell(self, source: str, *, stops: bool) -> None:
        """Run a cell as if somebody had asked for it over a socket.

        Args:
            source: The cell's code.
            stops: Whether none is to follow where it fails.
        """
        session, replies = cast("Any", self.session), cast("Any", self.shell_stream)
        content = {"code": source, "allow_stdin": False, "stop_on_error": stops}
        asked = session.msg("execute_request", content)
        self.set_parent([], asked)  # type: ignore[no-untyped-call]
        await self.execute_request(replies, [], asked)  # type: ignore[no-untyped-call]
        replies.recv_multipart()

    async def do_execute(self, *given: Any, **named: Any) -> dict[str, Any]:  # noqa: ANN401
        """Run a cell; one that awaits asks which thread that would be, if there were sockets."""
        self.shell_channel_thread = SimpleNamespace(parent_thread=current_thread())
        try:
            reply: dict[str, Any] = await super().do_execute(  # type: ignore[no-untyped-call]
                *given, **named
            )
        finally:
            self.shell_channel_thread = None
        self.status = reply["status"]
        return reply

    def _publish_status(self, *_: Any, **__: Any) -> None:  # noqa: ANN401  as ipykernel calls it
        """Leave unsaid whether it is busy: who hears it waits for the end of the cell."""

    def _publish_execute_input(self, _code: str, parent: dict[str, Any], number: int) -> None:
        """Say which cell begins, by the message that asks for it; what is in it is known."""
        cast("_Voice", self.iopub_thread).say(begins=parent["header"]["msg_id"], number=number)

    @default("iopub_socket")
    def _default_iopub_socket(self) -> BackgroundSocket:
        return BackgroundSocket(None)  # type: ignore[no-untyped-call]

    @default("session")
    def _default_session(self) -> Session:
        return Session(parent=self, key=b"")  # nobody else could have written a message

    def awake(self, voice: _Voice) -> None:
        """Begin to work in this process, which may be a fork of the one that made the kernel."""
        session, shell = cast("Any", self.session), cast("Any", self.shell)
        session.pid = os.getpid()
        shell.ipython_dir = os.environ["IPYTHONDIR"]
        shell.starting_dir = str(Path.cwd())
        shell.init_environment()
        self.iopub_thread = self.iopub_socket.io_thread = voice
        self.start()  # type: ignore[no-untyped-call]

    @default("stdout")
    def _default_stdout(self) -> _Stream:
        return _Stream(self.session, self.iopub_thread, "stdout")  # type: ignore[no-untyped-call]

    @default("stderr")
    def _default_stderr(self) -> _Stream:
        return _Stream(self.session, self.iopub_thread, "stderr")  # type: ignore[no-untyped-call]


@cache
def _kernel() -> _Kernel:
    return _Kernel(config=_CONFIG)  # type: ignore[no-untyped-call]


def prepare() -> None:
    """Make the kernel that each fork has, without the user's files, and try what a cell takes."""
    with scratch() as folder:
        os.environ["IPYTHONDIR"] = str(folder)
        shell = cast("Any", _kernel().shell)
        del os.environ["IPYTHONDIR"]
    shell.transform_cell(_CELL)
    shell.display_formatter.format(_CELL)


def run(pipe: Connection) -> None:
    """Run the cells of the notebook that the pipe brings, until one fails."""
    asked = json.loads(pipe.recv_bytes())
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.chdir(asked["folder"])
    time.tzset()
    tempfile.tempdir = None  # asks the environment anew
    kernel, voice = cast("Any", _kernel()), _Voice(pipe)
    kernel.awake(voice)
    sys.stdout, sys.stderr = kernel.stdout, kernel.stderr
    voice.say(language=kernel.language_info)
    run_cell = run_sync(kernel.run_cell)
    unused = SELDOM_USED.keys() - sys.modules.keys()
    for source, may_fail in asked["cells"]:
        run_cell(source, stops=not may_fail)
        is_over = kernel.status == "error" and not may_fail
        used = sorted(unused & sys.modules.keys())
        unused.difference_update(used)
        voice.say(is_over=is_over, used=used)
        if is_over:
            break
        if kernel.shell.exit_now:  # the cell has asked for the end, as exit() does
            return
    pipe.recv_bytes()  # nothing comes: waits to be ended
