"""Set up a checkout's environment from its locks, with the standard library alone.

What make does by its stamps is done here without make, by the same stamps. Make runs this module to
install what a lock names: ``python -m lawgov_lib.base.installation requirements.txt``.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

CHECKOUT = Path(__file__).parents[2]
LOCKED, READY = ".locked", ".ready"
STAMPS = {"test": ".testing", "lab": ".workbench", "cluster": ".cluster"}
"""What is written once the packages of a further lock are there."""
FAILED = "运行环境没有装好，原因见上（多为网络或软件源）"
OUTSIDE = (
    "要在运行环境中运行：先用 py -m venv .venv 或 python3 -m venv .venv 建立，再用其中的python"
)
_PIP = ("-m", "pip", "--disable-pip-version-check")
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
    if sys.prefix == sys.base_prefix:
        return OUTSIDE
    say("（1/2）安装锁定的软件包，首次约一分钟……")
    if not fetch(CHECKOUT / "requirements.txt"):
        return FAILED
    _stamp(LOCKED, f"{CHECKOUT}\n")
    say("（2/2）安装本程序……")
    if not _pip("install", "--no-deps", "--no-build-isolation", "--editable", str(CHECKOUT)):
        return FAILED
    _stamp(READY)
    say("运行环境已准备好。")
    return ""


def install(name: str, say: Callable[[str], object]) -> str:
    """Install the packages of a further lock, unless they are there.

    Args:
        name: Which: a key of ``STAMPS``.
        say: Called with what is being done.

    Returns:
        What went wrong; blank where nothing did.
    """
    lock, stamp = CHECKOUT / f"requirements-{name}.txt", Path(sys.prefix) / STAMPS[name]
    if stamp.exists() and stamp.stat().st_mtime >= lock.stat().st_mtime:
        return ""
    say(f"正在安装 {lock.name} 中的软件包……")
    if not fetch(lock):
        return FAILED
    _stamp(STAMPS[name])
    return ""


def fetch(lock: Path) -> bool:
    """Install what a lock names; a terminal sees how far that is.

    Returns:
        Whether all of it is there.
    """
    words = ("install", "--no-compile", "--require-hashes", "-r", str(lock))
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
    sys.exit(not fetch(Path(sys.argv[1])))
