"""The kernel runs the project's own interpreter and code, and nothing that a user has set up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

from lawgov_lib.notebook.kernelspec import Kernel
from tests.places import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = "from lawgov_lib.cli import main; main()"
STYLE = "font.size: 40\nsvg.fonttype: path\naxes.facecolor: red\n"
PROFILE = ".ipython/profile_default"


def written(path: Path, text: str) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_nothing_of_the_users_is_run(published: Path, root: Path, tmp_path: Path) -> None:
    """Kernels, profiles, startup files, styles and modules that lie about change no byte."""
    home, trace = tmp_path / "home", tmp_path / "trace"
    intruder = f"open({str(trace)!r}, 'a').write(__file__)\n"
    written(home / PROFILE / "startup" / "00.py", intruder)
    written(home / PROFILE / "ipython_kernel_config.py", intruder)
    written(home / "startup.py", intruder)
    written(home / ".config" / "matplotlib" / "matplotlibrc", STYLE)
    written(root / "matplotlibrc", STYLE)
    for module in ("ipykernel.py", "pandas.py", "lawgov_lib/__init__.py", "sitecustomize.py"):
        written(root / module, intruder)
    for folder in (".local/share/jupyter", ".ipython", "Library/Jupyter"):
        kernel = {"argv": ["no-such-program"], "display_name": "", "language": "python"}
        written(home / folder / "kernels" / "python3" / "kernel.json", json.dumps(kernel))

    done = subprocess.run(
        [sys.executable, "-P", "-c", COMMAND, "report", "2020", "--root", root],
        cwd=root,
        env={
            **os.environ,
            "HOME": str(home),
            "PYTHONPATH": str(PROJECT),
            "PYTHONSTARTUP": str(home / "startup.py"),
            "MPLBACKEND": "module://pandas",
        },
        capture_output=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, b"")
    assert not trace.exists()
    for path in published.iterdir():
        assert (root / "outputs" / "2020" / path.name).read_bytes() == path.read_bytes(), path.name


def test_a_long_temporary_path_falls_back_to_ports() -> None:
    """A socket's path must be short; where the temporary folder's is long, ports are used."""
    long, short = Kernel(folder=f"/{'x' * 100}"), Kernel(folder="/tmp/k")  # noqa: S108

    assert (long.transport, long.ip) == ("tcp", "127.0.0.1")
    assert short.transport == ("ipc" if os.name == "posix" else "tcp")


def test_a_dollar_in_a_path_is_a_dollar() -> None:
    """No part of a path is taken for the name of a variable."""
    env = Kernel(folder="/tmp/$HOME").kernel_spec.env  # noqa: S108

    assert env["IPYTHONDIR"].startswith("/tmp/$$HOME")  # noqa: S108
