"""Twenty surroundings in which a report is made: none may leave a trace in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.places import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

ZONES = ("Asia/Shanghai", "America/Los_Angeles", "UTC", "Pacific/Kiritimati", "Asia/Kathmandu")
LOCALES = ("C", "zh_CN.GB18030", "tr_TR.UTF-8", "C.UTF-8")
CLOCKS = ("946684790", "1582977600", "2147483630")
"""Seconds before the year 2000, on a leap day, before 32 bits are full."""
COMMAND = "from lawgov_lib.cli import main; main()"
NOWHERE = f"{os.devnull}/home"
"""A home that is not there and cannot be made."""
CUSTOMISED = """\
import os

import time_machine

# A number of seconds, for a date would set the time zone too.
time_machine.travel(float(os.environ["LAWGOV_TEST_CLOCK"]), tick=True).start()
cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
if cores:
    os.sched_setaffinity(0, cores[: int(os.environ["LAWGOV_TEST_CORES"])])
"""
"""What Python runs first, in the publisher and in the kernel: it sets the clock and the cores."""


@dataclass(frozen=True)
class Surroundings:
    """The surroundings of one run; every second one works from a copy of the project."""

    number: int

    def publish(self, folder: Path, project: Path, inputs: Path, year: int) -> dict[str, bytes]:
        """Make a year's report as a person would, in a folder of its own.

        Args:
            folder: An empty folder.
            project: The checkout whose program runs.
            inputs: The ``params`` folder.
            year: The year.

        Returns:
            The published files, by name.
        """
        root = folder / f"资料 {self.number}"
        shutil.copytree(inputs / str(year), root / "params" / str(year))
        site = folder / "site"
        site.mkdir()
        (site / "sitecustomize.py").write_text(CUSTOMISED, encoding="utf-8")
        home, work = folder / "home", folder / "work"
        home.mkdir()
        work.mkdir()
        done = subprocess.run(
            [sys.executable, "-P", "-c", COMMAND, "report", str(year), "--root", root],
            cwd=work,
            env={**os.environ, **self._environment(home, [site, project])},
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise AssertionError(done.stderr.decode(errors="replace"))
        return {path.name: path.read_bytes() for path in (root / "outputs" / str(year)).iterdir()}

    def _environment(self, home: Path, paths: list[Path]) -> dict[str, str]:
        number, threads = self.number, str(self.number % 4 + 1)
        return {
            "PYTHONHASHSEED": str(number * 7919),
            "PYTHONPATH": os.pathsep.join(map(str, paths)),
            "TZ": ZONES[number % len(ZONES)],
            **dict.fromkeys(("LC_ALL", "LANG"), LOCALES[number % len(LOCALES)]),
            **dict.fromkeys(("USER", "LOGNAME", "USERNAME"), f"user{number}"),
            "HOME": str(home) if number % 3 else NOWHERE,
            **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), threads),
            "LAWGOV_TEST_CLOCK": CLOCKS[number % len(CLOCKS)],
            "LAWGOV_TEST_CORES": str(number % 2 + 1),
        }


ALL = tuple(map(Surroundings, range(20)))


def copy_project(folder: Path) -> Path:
    """Copy what a clone of the working tree would hold to another path."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "-co", "--exclude-standard", "lawgov_lib", "notebooks"],  # noqa: S607
        cwd=PROJECT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (PROJECT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(PROJECT / name, folder / name)
    return folder


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Name the files that differ."""
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))
