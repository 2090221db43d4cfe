"""The stages of long work, for whoever shows how far it is."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from lawgov_lib.base.interruption import refuse_to_go_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_FOLLOWER: ContextVar[Callable[[str], object] | None] = ContextVar("follower", default=None)
READ, RUN, RENDER, PUT = "读取资料", "运行笔记本", "生成各格式", "写入文件"


def stage(name: str) -> None:
    """Say that a stage begins, where somebody follows the work.

    Raises:
        SystemExit: The system has told the program to end.
        KeyboardInterrupt: The user has.
    """
    refuse_to_go_on()
    if follower := _FOLLOWER.get():
        follower(name)


@contextmanager
def followed(by: Callable[[str], object]) -> Iterator[None]:
    """Have somebody follow the work meanwhile.

    Args:
        by: Called with the name of each stage that begins.
    """
    token = _FOLLOWER.set(by)
    try:
        yield
    finally:
        _FOLLOWER.reset(token)
