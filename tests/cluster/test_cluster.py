"""A batch on a cluster: the same bytes as here, and lost workers cost nobody a report."""

from __future__ import annotations

import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.base.errors import ParameterError
from lawgov_lib.batch.cluster import Cluster, ClusterError, crew
from lawgov_lib.batch.dispatch import batch
from lawgov_lib.batch.job import Outcome, render
from tests.cluster.conftest import HERE, jobs, published, running_site
from tests.cluster.deeds import DEADLY, STRUCK, rendered_unless_deadly
from tests.surroundings import copy_project

if TYPE_CHECKING:
    from pathlib import Path

    from lawgov_lib.batch.job import Result
    from tests.cluster.conftest import Site


def outcomes(results: list[Result]) -> dict[str, Outcome]:
    """Say what became of each root."""
    return {result.root.name: result.outcome for result in results}


@pytest.fixture(scope="module")
def made_here(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, bytes]]:
    """Make the reports of two agencies in this process."""
    here = jobs(tmp_path_factory.mktemp("here"), "甲", "乙")
    for job in here:
        render(job)
    return list(map(published, here))


@pytest.mark.parametrize("shared", [False, True], ids=["travelling", "shared"])
def test_a_cluster_makes_the_same_bytes_as_this_machine(
    site: Site, tmp_path: Path, made_here: list[dict[str, bytes]], *, shared: bool
) -> None:
    """Inputs that travel, and roots that all see, give what a run here gives; done stays done."""
    there = jobs(tmp_path, "甲", "乙")

    results = batch(there, crew(site.address, shared=shared))
    again = batch(there, crew(site.address, shared=shared))

    assert outcomes(results) == {"甲": Outcome.MADE, "乙": Outcome.MADE}
    assert outcomes(again) == {"甲": Outcome.UNCHANGED, "乙": Outcome.UNCHANGED}
    assert [result.outputs for result in results] == [None, None]
    assert list(map(published, there)) == made_here


def test_a_failed_report_brings_its_problems_back(site: Site, tmp_path: Path) -> None:
    """What stands in the way is told as if it had been run here."""
    (broken,) = jobs(tmp_path, "甲")
    text = broken.root / "params" / "2020" / "text" / "capacity.md"
    text.parent.mkdir()
    text.write_text("办理{{ 没有这项指标 }}件。", encoding="utf-8")

    (there,) = batch([broken], crew(site.address))
    left = {path.name for path in (broken.root / "outputs").glob("[!.]*")}
    here = render(broken)

    assert there == here
    assert there.outcome is Outcome.FAILED
    assert left == set()


def test_lost_workers_cost_no_neighbour_a_report(site: Site, tmp_path: Path) -> None:
    """A worker is killed in the middle of a job, which is done all the same, as all others are.

    A job that kills every worker it gets runs once more alone, and is then reported.
    """
    meant = jobs(tmp_path, DEADLY, STRUCK, "甲", "乙")

    results = batch(meant, crew(site.address), keep_going=True, run=rendered_unless_deadly)

    codes = {problem.code for result in results for problem in result.problems}
    assert (tmp_path / STRUCK / ".struck").exists()
    assert outcomes(results) == dict.fromkeys((STRUCK, "甲", "乙"), Outcome.MADE) | {
        DEADLY: Outcome.FAILED
    }
    assert codes == {"E606"}
    assert all("report.pdf" in published(job) for job in meant if job.root.name != DEADLY)


def test_a_batch_resumes_when_the_scheduler_is_back(tmp_path: Path) -> None:
    """The scheduler dies: that is said, what is done is kept, and the same batch does the rest."""
    meant = jobs(tmp_path / "roots", "甲", "乙", "丙")
    done: list[Result] = []

    with running_site(tmp_path) as site:
        site.work(1)

        def tell(result: Result) -> None:
            done.append(result)
            site.processes[0].kill()
            site.processes[0].wait()

        with pytest.raises(ClusterError) as caught:
            batch(meant, crew(site.address), told=tell)
        site.schedule()
        site.work(1)
        results = batch(meant, crew(site.address))

    kept = dict.fromkeys(outcomes(done), Outcome.UNCHANGED)
    assert [problem.code for problem in caught.value.problems] == ["E625"]
    assert 0 < len(kept) < len(meant)
    assert outcomes(results) == dict.fromkeys("甲乙丙", Outcome.MADE) | kept


def test_a_worker_with_another_program_is_refused(tmp_path: Path) -> None:
    """One file of the library differs on a worker: the worker and the file are named."""
    with running_site(tmp_path) as site:
        other = copy_project(tmp_path / "other")
        with (other / "lawgov_lib" / "base" / "wording.py").open("a", encoding="utf-8") as file:
            file.write("\n")
        site.work(1, program=other)

        with pytest.raises(ClusterError) as caught:
            Cluster(site.address)

    (problem,) = caught.value.problems
    assert problem.code == "E624"
    assert problem.message.startswith(f"工作进程tcp://{HERE}:")
    assert problem.message.endswith("与本机不同：lawgov_lib/base/wording.py")


def test_a_scheduler_without_workers_is_refused(tmp_path: Path) -> None:
    """Nobody would do the work, so it is not begun."""
    with running_site(tmp_path) as site, pytest.raises(ClusterError, match="E623"):
        Cluster(site.address, seconds=3)


def test_a_scheduler_that_says_nothing_is_given_up() -> None:
    """Something listens there and never answers: the limit holds, and the address is named."""
    with socket.create_server((HERE, 0)) as silent:
        address = f"tcp://{HERE}:{silent.getsockname()[1]}"

        with pytest.raises(ClusterError, match=rf"E622.*{address}"):
            Cluster(address, seconds=1)


@pytest.mark.parametrize("address", ["", "host:8786", "http://host:8786", "tcp://host"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    """The message says how an address is written."""
    with pytest.raises(ParameterError, match=r"E315.*写作tcp://"):
        Cluster(address)


def test_encryption_that_is_not_set_up_is_said() -> None:
    """Without certificates an encrypted address cannot be reached, and the hint names TLS."""
    with pytest.raises(ClusterError, match=r"E622.*TLS"):
        Cluster(f"tls://{HERE}:1", seconds=1)


def test_without_dask_the_command_says_what_to_install(tmp_path: Path) -> None:
    """Only a batch on a cluster needs the extra packages."""
    (job,) = jobs(tmp_path, "甲")
    code = "import sys; sys.modules['distributed'] = None; from lawgov_lib.cli import main; main()"
    command = ["batch", str(job.root), "--scheduler", "tcp://127.0.0.1:1"]

    done = subprocess.run(
        [sys.executable, "-c", code, *command], capture_output=True, text=True, check=False
    )

    assert done.returncode == 6
    assert "E621" in done.stderr
    assert "requirements-cluster.txt" in done.stderr
