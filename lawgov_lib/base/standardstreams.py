"""The three streams of a command: none of them closed, and what cannot be written is told.

Where a stream is closed, the next file that is opened gets its number, and what is meant for people
goes into that file. A message that cannot be shown is no reason to give up a report; a result that
cannot be shown is told, for the command was asked for it.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import NoReturn, TextIO

    from lawgov_lib.base.errors import LawgovError

_BROKEN_PIPE = 1
"""The exit code if the reader of the result went away, as click has it."""


class _UnshownError(OSError):
    """Standard output does not take a result."""


class _Results(io.TextIOWrapper):
    """Standard output: what it cannot take is told from what else the system refuses."""

    def write(self, text: str) -> int:
        with _shown():
            return super().write(text)

    def flush(self) -> None:
        with _shown():
            super().flush()


@contextmanager
def _shown() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _UnshownError(error.errno, error.strerror) from None


class _Messages(io.TextIOWrapper):
    """Standard error: what it cannot take is lost, and the command goes on."""

    def write(self, text: str) -> int:
        with suppress(OSError):
            super().write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError):
            super().flush()


@contextmanager
def standard_streams() -> Iterator[None]:
    """Hold the streams open, and end the process if the result cannot be written.

    What else the system refuses, and nobody has foreseen, is told in one line, too.

    Raises:
        SystemExit: Standard output is closed or full, or its reader has gone; or the system
            refused something.
    """
    _hold_open()
    try:
        if sys.stdout is None:
            raise _UnshownError(errno.EBADF, os.strerror(errno.EBADF))
        try:
            yield
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        _mute()
        sys.exit(_BROKEN_PIPE)
    except OSError as error:
        _mute()
        _end(error)


def _hold_open() -> None:
    """Give the numbers of closed streams to the null device, before a file gets them."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            null = os.open(os.devnull, os.O_RDWR)  # it takes the lowest number that is free
            os.set_inheritable(null, True)  # noqa: FBT003  the system's call; processes need it, too
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123  for good
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  for good
    # Who asks for the width of the terminal asks the streams that there were at first.
    sys.stdout = sys.__stdout__ = _as(_Results, sys.stdout)  # type: ignore[misc, assignment]
    sys.stderr = sys.__stderr__ = _as(_Messages, sys.stderr)  # type: ignore[misc, assignment]


def _as(kind: type[io.TextIOWrapper], stream: TextIO) -> TextIO:
    """Return a stream as one of that kind, unless it is none of the system's."""
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    # Chinese in a console of another code page is better shown as codes than not at all.
    errors = "backslashreplace" if stream.errors == "strict" else stream.errors
    told = stream.encoding, errors, None, stream.line_buffering
    return kind(stream.detach(), *told)


@contextmanager
def nothing_printed() -> Iterator[None]:
    """Have what programs print that are started meanwhile go where messages go."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def _mute() -> None:
    """Let standard output take what it still holds, so that Python can end."""
    if sys.stdout is not None:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)


def unforeseen_fault(error: OSError) -> LawgovError:
    """Return the fault that tells what the system refused, where nobody has foreseen it."""
    from lawgov_lib.base.errors import LawgovError, PublishError  # noqa: PLC0415  help needs none
    from lawgov_lib.base.files import system_word  # noqa: PLC0415

    why = system_word(error)
    if isinstance(error, _UnshownError):
        hint = "检查重定向的文件和磁盘空间，再次运行查看结果。"
        return PublishError.of("E801", f"写不了标准输出（{why}），结果没有显示", hint=hint)
    where = "、".join(str(name) for name in (error.filename, error.filename2) if name)
    said = f"程序意外出错：{why}{where and f'（{where}）'}"
    return LawgovError.of("E101", said, hint="检查文件夹权限和磁盘空间，再次运行。")


def _end(error: OSError) -> NoReturn:
    """Tell in one line what the system refused, and end."""
    told = unforeseen_fault(error)
    sys.stderr.write(f"{told}\n")
    sys.exit(told.exit_code)
