"""Set-up: a terminal sees how far it is, a log a line a step; what pip refuses is told."""

from __future__ import annotations

import os
import re
import subprocess
import venv
from hashlib import sha256
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from tests.places import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

pty = pytest.importorskip("pty")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a new environment, and a lock of a small package that lies beside."""
    folder = tmp_path_factory.mktemp("setup")
    venv.create(folder / "environment", with_pip=True)
    wheel = folder / "smallest-1.0-py3-none-any.whl"
    with ZipFile(wheel, "w") as archive:
        archive.writestr("smallest.py", "")
        about = "smallest-1.0.dist-info"
        archive.writestr(
            f"{about}/METADATA", "Metadata-Version: 2.1\nName: smallest\nVersion: 1.0\n"
        )
        archive.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr(f"{about}/RECORD", "")
    known = sha256(wheel.read_bytes()).hexdigest()
    (folder / "lock.txt").write_text(
        f"# locked\nelsewhere==1 ; sys_platform == 'none' \\\n    --hash=sha256:{known}\n"
        f"smallest==1.0 \\\n    --hash=sha256:{known}\n    # via -r it\n",
        encoding="utf-8",
    )
    return folder


def fetched(place: Path, lock: str, error: int) -> int:
    """Install what a lock names, as make does; return the exit code."""
    python = place / "environment" / "bin" / "python"
    env = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(place), "TERM": "xterm", "COLUMNS": "80"}
    return subprocess.run(
        [python, "-m", "lawgov_lib.base.installation", place / lock],
        cwd=PROJECT,
        env={**os.environ, **env},
        stdout=subprocess.DEVNULL,
        stderr=error,
        check=False,
    ).returncode


def on_terminal(place: Path, lock: str) -> tuple[int, str]:
    """Install what a lock names at a terminal; return the exit code and what is seen."""
    ours, theirs = pty.openpty()
    code = fetched(place, lock, theirs)
    os.close(theirs)
    seen = os.read(ours, 65536).decode()
    os.close(ours)
    return code, seen


def test_a_terminal_sees_how_many_packages_are_met(place: Path) -> None:
    """What is for other systems counts as met; the line is gone at the end."""
    code, seen = on_terminal(place, "lock.txt")

    assert code == 0
    assert re.findall(r"(\d/\d) (\w+)", seen)[-1] == ("2/2", "正在安装")
    assert seen.endswith("\r\x1b[K")
    site = next((place / "environment").glob("lib/*/site-packages"))
    assert (site / "smallest.py").is_file()


def test_a_terminal_sees_what_stopped_it(place: Path) -> None:
    """The reason stands below the bar, and no warning beside it."""
    lock = (place / "lock.txt").read_text(encoding="utf-8")
    (place / "none.txt").write_text(lock.replace("smallest==1", "smallest==3"), encoding="utf-8")
    code, seen = on_terminal(place, "none.txt")

    assert code == 1
    assert seen.rpartition("\x1b[K")[2].startswith("ERROR: ")
    assert "smallest==3" in seen


def test_what_every_report_needs_is_installed_without_the_rest(place: Path) -> None:
    """The tests of packages and setuptools, which nothing uses, go with the set-up itself."""
    site = next((place / "environment").glob("lib/*/site-packages"))
    (site / "pandas" / "tests").mkdir(parents=True)
    lock = (place / "lock.txt").read_text(encoding="utf-8")
    (place / "requirements.txt").write_text(lock, encoding="utf-8")

    code = fetched(place, "requirements.txt", subprocess.DEVNULL)

    assert code == 0
    assert (site / "pandas").is_dir()
    assert not (site / "pandas" / "tests").exists()
    assert not (site / "setuptools").exists()


def test_a_log_has_no_bar_and_a_refusal_its_reason(place: Path) -> None:
    """Where no terminal is, nothing is drawn; what is nowhere to be had is named."""
    lock = (place / "lock.txt").read_text(encoding="utf-8")
    (place / "other.txt").write_text(lock.replace("smallest==1", "smallest==2"), encoding="utf-8")
    log = place / "log.txt"
    with log.open("w") as file:
        codes = [fetched(place, name, file.fileno()) for name in ("lock.txt", "other.txt")]
    said = log.read_text(encoding="utf-8")

    assert codes == [0, 1]
    assert "smallest==2" in said
    assert "\r" not in said


def test_an_environment_without_packages_says_how_to_get_them(place: Path) -> None:
    """Before it is set up no command works, and each says so in one line."""
    python = place / "environment" / "bin" / "python"
    done = subprocess.run(
        [python, "-m", "lawgov_lib", "report", "2020"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("[E103] 运行环境还没有准备好")
    assert done.stderr.endswith(f"{python} -m lawgov_lib dev setup\n")
