"""Colours on a terminal, where the user wants them: never in pipes or files.

https://no-color.org is kept, and so is a terminal that says it can do nothing (``TERM=dumb``).
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from lawgov_lib.base.expressions import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

_COLOURS = {
    r"\[[EA]\d{2,3}\]|错误\d+[项处个]|(?<=[，：])失败\d+": "red",
    r"警告\d+[项处个]": "yellow",
    r"提示\d+[项处个]": "cyan",
    r"(?m:^已(?:生成|新建|写入|签批|定稿)(?= ))": "green",
}
"""What stands out, by pattern."""
_ANY = compiled("|".join(f"({pattern})" for pattern in _COLOURS))


def is_lively(stream: TextIO) -> bool:
    """Tell whether a stream is a terminal that can go back in its line."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def takes_colours(stream: TextIO) -> bool:
    """Tell whether colours may go to a stream."""
    is_wanted = not os.environ.get("NO_COLOR") and os.name != "nt"  # whose consoles differ
    return is_wanted and is_lively(stream)


def painted(text: str) -> str:
    """Colour what stands out in a text."""
    colours = list(_COLOURS.values())
    return _ANY.sub(
        lambda found: click.style(found[0], fg=colours[(found.lastindex or 1) - 1], bold=True), text
    )


class _Painted:
    """A terminal on which what stands out is coloured."""

    def __init__(self, stream: TextIO) -> None:
        self.bare = stream

    def write(self, text: str) -> int:
        return self.bare.write(painted(text))

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  whatever the stream has
        return getattr(self.bare, name)


def bare(stream: TextIO) -> TextIO:
    """Return a stream without colours."""
    return stream.bare if isinstance(stream, _Painted) else stream


@contextmanager
def colourful() -> Iterator[None]:
    """Colour what is printed meanwhile, on the streams that take colours."""
    streams = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (_Painted(each) if takes_colours(each) else each for each in streams)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = streams
