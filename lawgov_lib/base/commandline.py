"""Name the command that comes next as the person at the terminal types it."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

_MAKE = "MAKELEVEL"
"""What make sets for whatever it runs."""


def typed(word: str, year: int | None = None, root: Path | None = None) -> str:
    """Return a command: make's where make is used, else lawgov's.

    Args:
        word: The command, which make knows by the same name.
        year: The report year, where the command is on one.
        root: The folder that holds ``params/``; said unless it is the current folder.
    """
    here = Path.cwd()
    is_here = root is None or root.resolve() == here
    where = "" if is_here else shlex.quote(str(root))
    if (here / "Makefile").is_file() and (is_here or os.environ.get(_MAKE)):
        program, of_year, of_root = "make", "YEAR=", "ROOT="
    else:
        program, of_year, of_root = "lawgov", "", "--root "
    told = [program, word]
    told += [f"{of_year}{year}"] if year else []
    told += [f"{of_root}{where}"] if where else []
    return " ".join(told)
