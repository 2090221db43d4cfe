"""Lay Chinese text out in a terminal, where one character takes two columns."""

from __future__ import annotations

import sys
from shutil import get_terminal_size

from lawgov_lib.base.expressions import compiled

WIDTH = 88
"""The width of lines in columns, unless a terminal is narrower."""
_OPENING, _CLOSING = "「《〈（“‘【", "，。、；：？！）」》〉”’】%"
_UNIT = compiled(rf"[{_OPENING}]*(?:[!-~]+|.)[{_CLOSING}]*| +")


def columns() -> int:
    """Return the width of lines: that of the terminal if it is narrow, the same for all else."""
    return min(WIDTH, get_terminal_size().columns) if sys.stdout.isatty() else WIDTH


def wrapped(text: str, first: str = "", rest: str | None = None, width: int | None = None) -> str:
    """Break text into lines that no closing mark begins and no opening mark ends.

    Args:
        text: One paragraph.
        first: What the first line begins with.
        rest: What the lines after it begin with; as ``first`` where nothing is said.
        width: The width of lines in columns; None for what the terminal shows.

    Returns:
        The lines; a word or a path is never broken, even if it is longer than a line.
    """
    from wcwidth import wcswidth  # noqa: PLC0415  what only asks for a width need not wait for it

    rest = first if rest is None else rest
    width = columns() if width is None else width
    lines = [first]
    begun = False
    for unit in _UNIT.findall(text.strip()):
        if begun and wcswidth(lines[-1] + unit.rstrip()) > width:
            lines.append(rest)
            begun = False
        if begun or unit.strip():
            lines[-1] += unit
            begun = True
    return "\n".join(line.rstrip() for line in lines)
