"""A batch: order, failures, and workers that die."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections import Counter
from concurrent.futures import BrokenExecutor, ThreadPoolExecutor
from contextlib import suppress
from itertools import count
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

import psutil
import pytest

from lawgov_lib.batch.dispatch import Crew, batch
from lawgov_lib.batch.job import Job, Outcome, Result, render
from lawgov_lib.batch.workers import Workers, executor_for
from tests.batch import work
from tests.batch.conftest import YEARS, copy_demo

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess
    from pathlib import Path

YEAR = 2024
THREADS = Crew(lambda: ThreadPoolExecutor(2), 2)


def jobs_of(folder: Path, *names: str, years: tuple[int, ...] = (YEAR,)) -> list[Job]:
    """Return a job for each year of each root."""
    return [Job(folder / name, year) for name in names for year in years]


def outcomes(results: list[Result]) -> dict[tuple[str, int], Outcome]:
    """Return what became of each root's years."""
    return {(result.root.name, result.year): result.outcome for result in results}


def diary(folder: Path) -> list[tuple[str, int]]:
    """Return which jobs were done, in their order."""
    lines = (folder / "diary").read_text(encoding="utf-8").splitlines()
    return [(name, int(year)) for name, year, _ in map(str.split, lines)]


def ended(processes: list[BaseProcess]) -> bool:
    """Wait until processes have ended, whoever else waits for them too."""
    left = {process.sentinel for process in processes}
    while left and (gone := wait(left, 10)):
        left.difference_update(gone)
    return not left


def servers() -> set[psutil.Process]:
    """Return the processes that came of this one to be forked."""
    found = set()
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):  # it has ended
            if "lawgov_lib.notebook.forkprocess" in child.cmdline():
                found.add(child)
    return found


def test_the_years_of_a_root_go_in_order(tmp_path: Path) -> None:
    """Each year once, after the one before, however they were named; the roots side by side."""
    names = ("a", "b", "c")
    jobs = jobs_of(tmp_path, *names, years=(2024, 2022, 2023, 2022))

    results = batch(jobs, THREADS, judge=work.judge, run=work.done)

    done = diary(tmp_path)
    assert len(done) == len(names) * len(YEARS)
    for name in names:
        assert [year for root, year in done if root == name] == list(YEARS)
    assert list(outcomes(results)) == [(name, year) for name in names for year in YEARS]
    assert {result.reasons for result in results} == {("还没有生成报告",)}


def test_what_needs_no_run_needs_no_worker(tmp_path: Path) -> None:
    """When nothing has changed, no executor is made."""

    def judge(job: Job) -> Result:
        return Result(job.root, job.year, Outcome.UNCHANGED)

    nobody = Crew(lambda: pytest.fail("an executor was made"), 2)

    results = batch(jobs_of(tmp_path, "a", "b", years=YEARS), nobody, judge=judge)

    assert Counter(result.outcome for result in results) == {Outcome.UNCHANGED: 6}


def test_nothing_new_begins_after_a_failure(tmp_path: Path) -> None:
    """What is left is told as not run; nothing of it was begun."""
    names = (work.FAULTY, *map(str, range(9)))
    alone = Crew(lambda: ThreadPoolExecutor(1), 1)

    results = batch(jobs_of(tmp_path, *names), alone, judge=work.judge, run=work.done)

    assert Counter(result.outcome for result in results) == {
        Outcome.FAILED: 1,
        Outcome.NOT_RUN: 9,
    }
    assert not (tmp_path / "diary").exists()


def test_others_go_on_if_they_should(tmp_path: Path) -> None:
    """The later years of a root whose earlier one failed do not: they build on it."""
    jobs = jobs_of(tmp_path, work.FAULTY, "a", "b", years=(2023, 2024))

    results = batch(jobs, THREADS, keep_going=True, judge=work.judge, run=work.done)

    assert outcomes(results) == {
        ("a", 2023): Outcome.MADE,
        ("a", 2024): Outcome.MADE,
        ("b", 2023): Outcome.MADE,
        ("b", 2024): Outcome.MADE,
        (work.FAULTY, 2023): Outcome.FAILED,
        (work.FAULTY, 2024): Outcome.NOT_RUN,
    }
    assert results[-1].reasons == ("2023年度的报告生成失败，以后年度要用到它",)


def test_what_a_function_raises_is_a_failure_of_its_job(tmp_path: Path) -> None:
    """The others go on, and the log has the traceback."""
    jobs = jobs_of(tmp_path, work.STRANGE, "a")

    results = batch(jobs, THREADS, keep_going=True, judge=work.judge, run=work.done)

    assert [result.outcome for result in results] == [Outcome.MADE, Outcome.FAILED]
    assert results[1].problems[0].code == "E101"
    assert "ValueError: 2024" in (results[1].root / results[1].left).read_text(encoding="utf-8")


def test_all_finish_although_workers_are_killed(tmp_path: Path) -> None:
    """Two of the workers are killed on the way; each of forty jobs is done, none is blamed."""
    names = tuple(f"{number:02}" for number in range(40))
    so_far = count(1)

    def kill(_: Result) -> None:
        if next(so_far) in {5, 20}:
            multiprocessing.active_children()[0].kill()

    results = batch(
        jobs_of(tmp_path, *names), executor_for(2), told=kill, judge=work.judge, run=work.done
    )

    assert Counter(result.outcome for result in results) == {Outcome.MADE: 40}
    assert {name for name, _ in diary(tmp_path)} == set(names)
    assert ended(multiprocessing.active_children())


def test_a_worker_ended_while_it_sends_a_result_has_ended() -> None:
    """The pool, which would take that for what became of the job, has no say."""
    with Workers(1) as pool, pytest.raises(BrokenExecutor):
        pool.submit(work.last_word).result(timeout=60)


def test_a_job_that_kills_its_worker_is_told_and_its_neighbours_finish(tmp_path: Path) -> None:
    """It is run once more, alone; then it has failed. The reports beside it are made.

    So is one that had been made when the worker beside it died, and is only found in its second go.
    """
    roots = [copy_demo(tmp_path / name, YEAR) for name in ("a", work.POISON, "b")]

    results = batch(
        [Job(root, YEAR) for root in roots],
        executor_for(2),
        keep_going=True,
        run=work.rendered_unless_poisoned,
    )

    assert outcomes(results) == {
        ("a", YEAR): Outcome.MADE,
        ("b", YEAR): Outcome.MADE,
        (work.POISON, YEAR): Outcome.FAILED,
    }
    assert [problem.code for problem in results[-1].problems] == ["E606"]
    assert results[-1].exit_code == 6
    assert not (tmp_path / work.POISON / "outputs").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="forks are Linux's")
def test_all_workers_ask_one_process_for_forks(tmp_path: Path) -> None:
    """It is imported once for all, and ends with them."""
    before = servers()
    jobs = [Job(copy_demo(tmp_path / name, YEAR), YEAR) for name in ("a", "b")]
    with Workers(2) as pool:
        results = list(pool.map(render, jobs))
        parents = [server.ppid() for server in servers() - before]

    assert {result.outcome for result in results} == {Outcome.MADE}
    assert parents == [os.getpid()]
    assert servers() <= before
