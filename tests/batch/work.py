"""What light jobs do in a worker, instead of rendering."""

from __future__ import annotations

import os
import signal

from lawgov_lib.base.errors import InputError
from lawgov_lib.batch.job import Job, Outcome, Result, failure, render

POISON, FAULTY, STRANGE = "poison", "faulty", "strange"


def judge(job: Job) -> Result:
    """Say that the job needs a run."""
    return Result(job.root, job.year, Outcome.NOT_RUN, reasons=("还没有生成报告",))


def done(job: Job) -> Result:
    """Write down that the job was done, and by whom; some roots go wrong."""
    if job.root.name == FAULTY:
        return failure(job, InputError.of("E414", "金额不对"))
    if job.root.name == STRANGE:
        raise ValueError(job.year)
    die_of_poison(job)
    with (job.root.parent / "diary").open("a", encoding="utf-8") as diary:
        diary.write(f"{job.root.name} {job.year} {os.getpid()}\n")
    return Result(job.root, job.year, Outcome.MADE)


def die_of_poison(job: Job) -> None:
    """End the worker as the system does when memory runs out."""
    if job.root.name == POISON:
        os.kill(os.getpid(), signal.SIGKILL)


class LastWord:
    """A result whose sending ends its worker, as the system may at that moment."""

    def __reduce__(self) -> str:
        """End the worker that is about to send it."""
        os.kill(os.getpid(), signal.SIGTERM)
        return "LastWord"


def last_word() -> LastWord:
    """Return what ends the worker when it is sent."""
    return LastWord()


def rendered_unless_poisoned(job: Job) -> Result:
    """Render the job; the poisoned one kills its worker."""
    die_of_poison(job)
    return render(job)
