"""Being stopped: by Ctrl+C, or by the system.

Ctrl+C reaches every process of a terminal, and one alone answers, the one that was typed. Either
word comes wherever the program is, even where what is raised is dropped, as while a module is being
imported; so it is remembered, and heeded when the next stage begins.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator

INTERRUPTED = 130
"""The exit code of a shell for what the user stopped: 128 and the signal."""
TERMINATED = 143
"""The exit code of a shell for what the system stopped."""
STOPPED = "已中止；文件均完整，未更新的仍是原有文件。"
_CAN_BLOCK = hasattr(signal, "pthread_sigmask")
_TERMINATING, _INTERRUPTING = Event(), Event()


def listen() -> None:
    """Unwind at either word, so that no kernel and no temporary folder is left.

    Ctrl+C stays ignored where whoever started the program has it so.
    """
    signal.signal(signal.SIGTERM, terminate)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, interrupt)


def terminate(_number: int, _frame: object) -> NoReturn:
    """Unwind as the system wishes."""
    _TERMINATING.set()
    sys.exit(TERMINATED)


def interrupt(_number: int, _frame: object) -> NoReturn:
    """Unwind as the user wishes."""
    _INTERRUPTING.set()
    raise KeyboardInterrupt


def refuse_to_go_on() -> None:
    """End what was told to end, and went on because that was dropped.

    Raises:
        SystemExit: The system has told so.
        KeyboardInterrupt: The user has.
    """
    if _TERMINATING.is_set():
        sys.exit(TERMINATED)
    if _INTERRUPTING.is_set():
        raise KeyboardInterrupt


@contextmanager
def held_back() -> Iterator[None]:
    """Start processes that do not hear it, not even while they start; here it comes at the end."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if _CAN_BLOCK else None
    try:
        yield
    finally:
        if before is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def leave_to_parent() -> None:
    """Ignore it in a process that was started so, and in what that starts in turn.

    What the parent would do when the system ends it is not this one's to do; it ends at once, and
    also when the parent has ended, however that did.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if _CAN_BLOCK:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import parent_process  # noqa: PLC0415  there is one only where this is

    parent = parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
