"""Where a command is typed, and how the one that comes next is."""

from __future__ import annotations

import os
import re
import shlex
import time
from pathlib import Path

from lawgov_lib.base.errors import ParameterError

_MAKE = "MAKELEVEL"
"""What make sets for whatever it runs."""
_MAKEFILE = Path("Makefile")
_IS_WINDOWS = os.name == "nt"
_INSTALLED = str(Path(".venv", "Scripts" if _IS_WINDOWS else "bin", "lawgov"))
_SPLITTING = r"[\s&()\[\]{}^=;!'+,`~$@#]"
"""What cmd (see ``cmd /?``) or PowerShell takes for more than a letter of a word."""
_YEARS = range(1980, 2108)
"""Those of the ZIP format."""


def refuse_vanished() -> None:
    """Refuse a working folder that is there no more: nothing could be named relative to it.

    Raises:
        ParameterError: It was removed, or moved to where nobody may look.
    """
    try:
        Path.cwd()
    except OSError:
        hint = "换到机关资料所在的文件夹（cd），再次运行。"
        raise ParameterError.of("E304", "当前文件夹已被删除或移走", hint=hint) from None


def resolved(path: Path) -> Path:
    """Return a path without links in it.

    Raises:
        ParameterError: Its links lead in a circle.
    """
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # which of them depends on the version of Python
        hint = "删去这个链接，写原来的文件或文件夹。"
        raise ParameterError.of("E334", f"“{path}”是循环的链接", hint=hint) from None


def refuse_lost_clock() -> None:
    """Refuse a clock by which no Word file and no workbook can be written.

    Raises:
        ParameterError: It shows a year that such a file's container cannot say.
    """
    if (now := time.localtime().tm_year) not in _YEARS:
        said = f"系统时钟显示的是{now}年，写不了Word文件和工作簿"
        raise ParameterError.of("E332", said, hint="校准系统时钟，再次运行。")


def typed(word: str, year: int | None = None, root: Path | None = None) -> str:
    """Return a command: make's where make is used, else lawgov's.

    Args:
        word: The command, which make knows by the same name.
        year: The report year, where the command is on one.
        root: The folder that holds ``params/``; said unless it is the current folder.
    """
    where = _elsewhere(root)
    is_making = bool(os.environ.get(_MAKE))
    if _MAKEFILE.is_file() and (is_making or not (where or _IS_WINDOWS)):
        program, of_year, of_root = "make", "YEAR=", "ROOT="
    else:
        program, of_year, of_root = "lawgov", "", "--root "
    told = [program, word]
    told += [f"{of_year}{year}"] if year else []
    told += [f"{of_root}{where}"] if where else []
    return " ".join(told)


def typed_with(word: str, year: int, root: Path | None, *options: str) -> str:
    """Return a command with options that make does not pass on.

    Args:
        word: The command.
        year: The report year.
        root: The folder that holds ``params/``; said unless it is the current folder.
        options: The options, as they are typed.
    """
    program = _INSTALLED if _MAKEFILE.is_file() else "lawgov"
    where = _elsewhere(root)
    return " ".join([program, word, str(year), *options, *(["--root", where] if where else [])])


def openable(path: Path, *, quoted: bool = True) -> str:
    """Return a path as it can be opened from where the command was typed.

    Args:
        path: The file or folder; a relative one is meant from the working folder.
        quoted: Whether quotation marks hold together what a shell would take for several words.
    """
    whole, here = path.absolute(), Path.cwd()
    shown = str(whole.relative_to(here) if whole.is_relative_to(here) else whole)
    if not quoted:
        return shown
    return _in_shell(shown)


def _in_shell(word: str) -> str:
    """Quote a word for the system's shell; letters of any script need none."""
    if _IS_WINDOWS:
        return f'"{word}"' if re.search(_SPLITTING, word) else word
    return word if re.fullmatch(r"[\w@%+=:,./\\-]+", word) else shlex.quote(word)


def _elsewhere(root: Path | None) -> str:
    """Return a folder as it is typed; blank where it is the current one."""
    is_here = root is None or root.resolve() == Path.cwd()
    return "" if root is None or is_here else openable(root)
