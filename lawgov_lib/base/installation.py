"""Set up a checkout's environment from its locks, with the standard library alone.

What make does by its stamps is done here without make, by the same stamps.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

CHECKOUT = Path(__file__).parents[2]
LOCKED, READY = ".locked", ".ready"
STAMPS = {"test": ".testing", "lab": ".workbench", "cluster": ".cluster"}
"""What is written once the packages of a further lock are there."""
FAILED = "运行环境没有装好，原因见上（多为网络或软件源）"
OUTSIDE = "要在运行环境中运行：先用 py -m venv .venv 或 python3 -m venv .venv 建立，再用其中的python"
_PIP = ("-m", "pip", "--disable-pip-version-check", "--quiet", "--quiet")
_HASHED = ("install", "--require-hashes", "-r")


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
    if not _pip(*_HASHED, str(CHECKOUT / "requirements.txt")):
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
    if not _pip(*_HASHED, str(lock)):
        return FAILED
    _stamp(STAMPS[name])
    return ""


def _pip(*words: str) -> bool:
    return subprocess.run([sys.executable, *_PIP, *words], check=False).returncode == 0  # noqa: S603  pip itself


def _stamp(name: str, text: str = "") -> None:
    (Path(sys.prefix) / name).write_text(text, encoding="utf-8")
