"""Set up a checkout's environment from its locks, with the standard library alone.

What make does by its stamps is done here without make, by the same stamps. Make runs this module
for each step: ``python -m lawgov_lib.base.installation`` with a lock, or ``.`` for lawgov itself.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from shutil import get_terminal_size, rmtree
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

CHECKOUT = Path(__file__).parents[2]
BASE_LOCK = "requirements.txt"
LOCKED, READY = ".locked", ".ready"
STAMPS = {"test": ".testing", "lab": ".workbench", "cluster": ".cluster"}
"""What is written once the packages of a further lock are there."""
FAILED = "运行环境没有装好，原因见上（多为网络或软件源）"
PYTHON = (3, 11)
TOO_OLD = "需要 Python 3.11 或更高版本。请安装后，删去 .venv 重新建立"
OUTSIDE = (
    "要在运行环境中运行：先用 py -m venv .venv 或 python3 -m venv .venv 建立，再用其中的python"
)
_UNUSED = ("matplotlib/tests", "numpy/_core/tests", "pandas/tests")
"""What packages bring of their own tests: a tenth of the room."""
_PATH_FILE = "_lawgov.pth"
_PIP = ("-m", "pip", "--disable-pip-version-check")
# Python compiles what is used when it is; all of it would be half the time, a quarter of the room.
_INSTALL = ("install", "--no-compile")
_QUIET = ("--quiet", "--quiet")
_MET = ("Collecting ", "Processing ", "Requirement already satisfied: ", "Ignoring ")
_LAST = ("Installing ", "Successfully ")
_FAULT = "ERROR: "
"""How pip's lines begin: on each package of a lock, once all are there, and on what stops it."""
_CLEARED = "\r\x1b[K"
_LENGTH, _WORDS = 30, 20
"""Columns of the bar at most, and of what stands beside it."""


def set_up(say: Callable[[str], object]) -> str:
    """Install the locked packages and lawgov itself into the environment that runs this.

    Args:
        say: Called with what is being done.

    Returns:
        What went wrong; blank where nothing did.
    """
    if sys.version_info < PYTHON:
        return TOO_OLD
    if sys.prefix == sys.base_prefix:
        return OUTSIDE
    say("（1/2）安装锁定的软件包，首次约一分钟……")
    if not fetch(CHECKOUT / BASE_LOCK):
        return FAILED
    _stamp(LOCKED, f"{CHECKOUT}\n")
    say("（2/2）安装本程序……")
    if not install_program():
        return FAILED
    _stamp(READY)
    say("运行环境已准备好。")
    return ""


def unready() -> str:
    """Say that the environment which runs this has not been set up, and how that is typed."""
    from lawgov_lib.base.commandline import openable  # noqa: PLC0415  only who lacks it asks
    from lawgov_lib.base.errors import LawgovError  # noqa: PLC0415

    hint = f"先运行 {openable(Path(sys.executable))} -m lawgov_lib dev setup"
    return str(LawgovError.of("E103", "运行环境还没有准备好", hint=hint))


def install(name: str, say: Callable[[str], object]) -> str:
    """Install the packages of a further lock, unless they are there.

    Args:
        name: Which: a key of ``STAMPS``.
        say: Called with what is being done.

    Returns:
        What went wrong; blank where nothing did.
    """
    lock, stamp = CHECKOUT / f"requirements-{name}.txt", Path(sys.prefix) / STAMPS[name]
    needed = [each for each in (lock, Path(sys.prefix) / LOCKED) if each.exists()]
    if stamp.exists() and all(stamp.stat().st_mtime >= each.stat().st_mtime for each in needed):
        return ""
    say(f"正在安装 {lock.name} 中的软件包……")
    if not fetch(lock):
        return FAILED
    _stamp(STAMPS[name])
    return ""


def install_program() -> bool:
    """Install lawgov itself, as it lies in the checkout.

    Python may read where that is in the locale's encoding, in which the folder's name need not be
    known; so an environment within the checkout says it relative to itself.

    Returns:
        Whether it is there.
    """
    words = ("--no-deps", "--no-build-isolation", "--editable", str(CHECKOUT))
    if not _pip(*_INSTALL, *words):
        return False
    packages = _packages()
    if packages.is_relative_to(CHECKOUT):
        up = os.path.relpath(CHECKOUT, packages).replace(os.sep, "/")
        (packages / _PATH_FILE).write_text(f"{up}\n", encoding="utf-8")
    return True


def fetch(lock: Path) -> bool:
    """Install what a lock names, and leave out what nothing uses of the packages of every report.

    Returns:
        Whether all of it is there.
    """
    if not _fetched(lock):
        return False
    if lock.name == BASE_LOCK:
        for name in _UNUSED:
            rmtree(_packages() / name, ignore_errors=True)
        return _pip("uninstall", "--yes", "setuptools")
    return True


def _packages() -> Path:
    return Path(sysconfig.get_path("purelib"))


def _fetched(lock: Path) -> bool:
    """Install what a lock names; a terminal sees how far that is."""
    words = (*_INSTALL, "--require-hashes", "-r", str(lock))
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        return _pip(*words)
    total = sum(line[:1].isalnum() for line in lock.read_text(encoding="utf-8").splitlines())
    command = [sys.executable, *_PIP, *words, "--progress-bar", "off"]
    met, faults = 0, ""
    with subprocess.Popen(  # noqa: S603  pip itself
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as pip:
        for line in pip.stdout or ():
            met += line.startswith(_MET)
            if faults or line.startswith(_FAULT):
                faults += line
            _show(met, total, "正在安装" if line.startswith(_LAST) else "正在下载")
        sys.stderr.write(_CLEARED)
    if pip.returncode:
        sys.stderr.write(faults)
    return pip.returncode == 0


def _show(met: int, total: int, what: str) -> None:
    length = min(_LENGTH, get_terminal_size().columns - _WORDS)
    bar = f"[{'#' * (length * met // total):.<{length}}] " if length > 0 else ""
    sys.stderr.write(f"{_CLEARED}{bar}{met}/{total} {what}")
    sys.stderr.flush()


def _pip(*words: str) -> bool:
    return subprocess.run([sys.executable, *_PIP, *_QUIET, *words], check=False).returncode == 0  # noqa: S603  pip itself


def _stamp(name: str, text: str = "") -> None:
    (Path(sys.prefix) / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(not (install_program() if sys.argv[1] == "." else fetch(Path(sys.argv[1]))))
