"""A batch: many jobs over an executor, each year after the one before, whatever happens to workers.

Years of one root go in ascending order, for what one publishes is the next one's input; roots go
side by side. The scheduler keeps as many jobs under way as there are workers, so that it knows
which were running when a worker was lost: these run once more, each alone, and one that loses its
worker again is at fault.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, wait
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import LawgovError, RunError
from lawgov_lib.batch.job import Outcome, Result, failure, judged, render, unforeseen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future
    from pathlib import Path

    from lawgov_lib.batch.job import Job

_HALTED = "另有报告生成失败，不再开始"
_DEADLY = RunError.of(
    "E606",
    "工作进程中途退出，单独重试一次仍然退出",
    hint="检查内存是否足够；足够的，单独生成这一份，看停在哪里。",
)


@dataclass(frozen=True)
class Crew:
    """Who does the work: how to get an executor, and how many jobs it has under way.

    ``lost`` are the errors by which an executor says that a worker has died, and ``fatal`` those by
    which it says that no further job need be tried; ``halt`` stops what is running.
    """

    executor: Callable[[], Executor]
    at_once: int
    # A pool that breaks just as it takes a job lets its broken pipe through.
    lost: tuple[type[Exception], ...] = (BrokenExecutor, BrokenPipeError)
    fatal: tuple[type[Exception], ...] = ()
    halt: Callable[[Executor], object] = lambda executor: executor.shutdown(
        wait=False, cancel_futures=True
    )


def batch(  # noqa: PLR0913  the last two are for those who run something else than reports
    jobs: Iterable[Job],
    crew: Crew,
    *,
    keep_going: bool = False,
    told: Callable[[Result], object] = lambda _: None,
    judge: Callable[[Job], Result] = judged,
    run: Callable[[Job], Result] = render,
) -> list[Result]:
    """Run jobs, and return what became of each.

    Args:
        jobs: The jobs; one that is named twice runs once.
        crew: Who does the work.
        keep_going: Whether new jobs start after one has failed; those that build on it do not.
        told: Called with each result as it comes.
        judge: Says before a job is sent whether it needs a run at all.
        run: What a worker does with a job.

    Returns:
        The results, by root and year.

    Raises:
        LawgovError: The crew cannot work at all; what is done is done.
    """
    line = _Line(jobs, crew, judge, run, keep_going=keep_going)
    results = []
    try:
        for result in line.results():
            told(result)
            results.append(result)
    except BaseException:
        line.end(crew.halt)
        raise
    line.end(Executor.shutdown)
    return sorted(results, key=lambda result: (result.root, result.year))


@dataclass(frozen=True)
class _Sent:
    """A job under way: why it was sent, and whether it is a suspect that runs alone."""

    job: Job
    reasons: tuple[str, ...]
    is_alone: bool


class _Line:
    """The jobs that may start, those that wait for an earlier year, and those under way."""

    def __init__(
        self,
        jobs: Iterable[Job],
        crew: Crew,
        judge: Callable[[Job], Result],
        run: Callable[[Job], Result],
        *,
        keep_going: bool,
    ) -> None:
        self._crew, self._judge, self._run, self._keep_going = crew, judge, run, keep_going
        self._later: dict[Path, deque[Job]] = {}
        for job in sorted(dict.fromkeys(jobs), key=lambda job: job.year):
            self._later.setdefault(job.root, deque()).append(job)
        self._ready = deque(years.popleft() for years in self._later.values())
        self._running: dict[Future[Result], _Sent] = {}
        self._suspects: deque[_Sent] = deque()
        self._executor: Executor | None = None
        self._has_failed = False

    def results(self) -> Iterator[Result]:
        """Yield the result of every job as it comes."""
        while True:
            yield from self._start()
            if not self._running:
                break
            yield from self._finish()
        for job in self._ready:
            yield from _not_run((job, *self._later[job.root]), _HALTED)

    def end(self, how: Callable[[Executor], object]) -> None:
        """Let the executor go, if there is one."""
        if self._executor is not None:
            how(self._executor)
            self._executor = None

    def _start(self) -> Iterator[Result]:
        """Send jobs until all workers are busy; yield the results of those that need no run."""
        if self._suspects:
            if not self._running:
                suspect = self._suspects.popleft()
                self._send(replace(suspect, is_alone=True))
            return
        while self._ready and len(self._running) < self._crew.at_once and self._goes_on:
            job = self._ready.popleft()
            found = self._judge(job)
            if found.outcome is Outcome.NOT_RUN:
                self._send(_Sent(job, found.reasons, is_alone=False))
            else:
                yield from self._settle(found)

    @property
    def _goes_on(self) -> bool:
        return self._keep_going or not self._has_failed

    def _send(self, sent: _Sent) -> None:
        """Give a job to the executor, or to a new one if a worker has died while it was idle."""
        if self._executor is not None:
            try:
                self._running[self._executor.submit(self._run, sent.job)] = sent
            except self._crew.lost:
                self._renew()
            else:
                return
        self._executor = self._crew.executor()
        self._running[self._executor.submit(self._run, sent.job)] = sent

    def _renew(self) -> None:
        self.end(lambda executor: executor.shutdown(wait=False))

    def _finish(self) -> Iterator[Result]:
        """Wait until a job is done; yield its result."""
        done, _ = wait(self._running, return_when=FIRST_COMPLETED)
        for future in done:
            sent = self._running.pop(future)
            try:
                result = future.result()
            except self._crew.lost:
                self._renew()
                if sent.is_alone:
                    yield from self._settle(failure(sent.job, _DEADLY))
                else:
                    self._suspects.append(sent)
            except self._crew.fatal:
                raise
            except LawgovError as error:
                yield from self._settle(failure(sent.job, error))
            except Exception as error:  # noqa: BLE001  whatever it is, the other jobs go on
                yield from self._settle(unforeseen(sent.job, error))
            else:
                yield from self._settle(_as_sent(result, sent))

    def _settle(self, result: Result) -> Iterator[Result]:
        """Yield a result; the root's next year may start now, or none of its later ones."""
        yield result
        years = self._later[result.root]
        if result.outcome is Outcome.FAILED:
            self._has_failed = True
            yield from _not_run(years, f"{result.year}年度的报告生成失败，以后年度要用到它")
            years.clear()
        elif years:
            self._ready.append(years.popleft())


def _as_sent(result: Result, sent: _Sent) -> Result:
    """Say of a report that was made why it was sent.

    A suspect that its second go finds unchanged was made in the first, before its worker was lost.
    """
    was_made = sent.is_alone and result.outcome is Outcome.UNCHANGED
    if was_made or result.outcome is Outcome.MADE:
        return replace(result, outcome=Outcome.MADE, reasons=sent.reasons)
    return result


def _not_run(jobs: Iterable[Job], reason: str) -> Iterator[Result]:
    for job in jobs:
        yield Result(job.root, job.year, Outcome.NOT_RUN, reasons=(reason,))
