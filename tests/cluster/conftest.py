"""A real scheduler and real workers on this machine, and roots for them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from distributed import Client

from lawgov_lib.batch.job import Job
from tests.places import PROJECT
from tests.yearfolder import REPORT, YearFolder

if TYPE_CHECKING:
    from collections.abc import Iterator

YEAR = 2020
WAIT_SECONDS = 60
HERE = "127.0.0.1"
SETTINGS = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}


@dataclass
class Site:
    """A scheduler and its workers, each a process of its own."""

    folder: Path
    port: int
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Return where the scheduler is."""
        return f"tcp://{HERE}:{self.port}"

    def schedule(self) -> subprocess.Popen[bytes]:
        """Start the scheduler."""
        return self._start("scheduler", "--port", str(self.port), "--no-jupyter")

    def work(self, workers: int = 2, program: Path = PROJECT) -> None:
        """Start workers with nannies, and wait until they are there."""
        self._start(
            *("worker", self.address, "--nworkers", str(workers), "--nthreads", "1"),
            *("--local-directory", str(self.folder)),
            program=program,
        )
        with Client(self.address, timeout=WAIT_SECONDS, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=WAIT_SECONDS)

    def end(self) -> None:
        """End everything there and then, a nanny's workers with it."""
        for process in self.processes:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _start(self, *command: str, program: Path = PROJECT) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [Path(sys.executable).with_name("dask"), *command, "--host", HERE, "--no-dashboard"],
            cwd=self.folder,
            env={**os.environ, **SETTINGS, "PYTHONPATH": str(program)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.processes.append(process)
        return process


@contextmanager
def running_site(folder: Path) -> Iterator[Site]:
    """Have a scheduler, and whatever else is started, until the block is left."""
    site = Site(folder, free_port())
    try:
        site.schedule()
        yield site
    finally:
        site.end()


def free_port() -> int:
    """Find a port on which nobody listens."""
    with socket.socket() as listener:
        listener.bind((HERE, 0))
        port: int = listener.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return a site with two workers, which tests share."""
    with running_site(tmp_path_factory.mktemp("site")) as running:
        running.work()
        yield running


def jobs(folder: Path, *names: str) -> list[Job]:
    """Make a small root a name, and return the jobs."""
    for name in names:
        year = YearFolder(folder / name / "params")
        year.write("report.yaml", REPORT.replace("某市某局", f"某市{name}局"))
    return [Job(folder / name, YEAR) for name in names]


def published(job: Job) -> dict[str, bytes]:
    """Read the files that a job has published, by name."""
    return {path.name: path.read_bytes() for path in (job.root / "outputs" / str(YEAR)).iterdir()}
