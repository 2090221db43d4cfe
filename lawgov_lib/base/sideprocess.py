"""A process beside this one: it does what is asked of it in turn, and its memory goes with it."""

from __future__ import annotations

import gc
import os
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_all_start_methods, get_context
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from lawgov_lib.base import interruption
from lawgov_lib.base.errors import RunError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_Done = TypeVar("_Done")
_subject: Any = None
"""In such a process, what it works on."""


class Begin(Protocol):
    """Begins a piece of work: a function of the subject and of more."""

    def __call__(self, act: Callable[..., _Done], *more: object) -> Future[_Done]:
        """Return where the result will be."""


@contextmanager
def beside(subject: object, *, pays: bool = True) -> Iterator[Begin]:
    """Have work on something done in a process of its own, until the block is left.

    The process is forked with what it works on, and hears of the functions by their names. Where
    it cannot be, or does not pay, the work is done here, when it is asked for.

    Args:
        subject: What it works on.
        pays: Whether there is enough to do.

    Raises:
        RunError: The process was ended from without, as where memory runs out.
    """
    if not pays or os.cpu_count() == 1 or "fork" not in get_all_start_methods():
        yield lambda act, *more: _done(act(subject, *more))
        return
    pool = ProcessPoolExecutor(1, get_context("fork"), initializer=_begin, initargs=(subject,))
    try:
        with interruption.held_back():
            pool.submit(_nothing)
        yield lambda act, *more: pool.submit(_act, act, *more)
    except BrokenExecutor:
        raise lost() from None
    finally:
        pool.shutdown(cancel_futures=True)


def lost() -> RunError:
    """Return what is said where a process is gone that cannot be done without."""
    hint = "检查内存是否足够，再重新运行。"
    return RunError.of("E606", "工作进程中途退出，没有写出文件", hint=hint)


def _begin(subject: object) -> None:
    global _subject  # noqa: PLW0603  a process of its own has one subject
    _subject = subject
    gc.disable()
    interruption.leave_to_parent()


def _nothing() -> None:
    """Do nothing: the process starts with the first piece of work."""


def _act(act: Callable[..., _Done], *more: object) -> _Done:
    return act(_subject, *more)


def _done(result: _Done) -> Future[_Done]:
    future: Future[_Done] = Future()
    future.set_result(result)
    return future
