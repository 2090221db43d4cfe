"""Rendering: one year of one agency from a job to a result, here or on another machine.

The function is the same behind every executor of :mod:`concurrent.futures`: a job and a result
are small and can be pickled, a job that was done already is told so, and what goes wrong is part
of the result.
"""

from __future__ import annotations

import traceback
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING

from lawgov_lib.base import shipped
from lawgov_lib.base.errors import ExportError, LawgovError, Problem, PublishError
from lawgov_lib.base.files import write_whole, writing
from lawgov_lib.base.layout import OUTPUTS, PARAMS
from lawgov_lib.base.scratch import scratch
from lawgov_lib.batch import transfer
from lawgov_lib.document.sectioncells import read_cells
from lawgov_lib.publishing import alterations
from lawgov_lib.publishing.manifest import read_manifest

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

_LONGEST = 200
"""How many characters of an unexpected message are told; the log has all."""


class Outcome(Enum):
    """What became of a job."""

    MADE = "已生成"
    UNCHANGED = "未变"
    FAILED = "失败"
    NOT_RUN = "未运行"


@dataclass(frozen=True)
class Job:
    """One year of one agency to be rendered.

    ``root`` is the folder with ``params/`` and ``outputs/``, as the worker sees it. Where the two
    share no file system, ``inputs`` holds the packed files that the report is made from, and the
    result brings the packed outputs back. ``seconds`` is how long one cell may run, where that is
    not the usual time.
    """

    root: Path
    year: int
    seconds: int | None = None
    inputs: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Result:
    """What became of a job: why it was done, or what stood in its way.

    ``reasons`` say what had changed since the report was made last, or why a job was not run;
    ``left`` is the notebook or the log that a failure left, relative to the root; ``kept`` says
    what was somebody's own where the report stands now; ``outputs`` holds the packed files of a
    job whose inputs travelled.
    """

    root: Path
    year: int
    outcome: Outcome
    agency: str = ""
    reasons: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    exit_code: int = 0
    left: str = ""
    kept: tuple[str, ...] = ()
    outputs: bytes | None = field(default=None, repr=False)


def render(job: Job) -> Result:
    """Render one year's draft, unless the same would come out.

    Args:
        job: Which year of which agency.

    Returns:
        What became of it; no fault of the job's is raised.
    """
    if job.inputs is not None:
        return _rendered_apart(job, job.inputs)
    found = judged(job)
    return _rendered(job, found.reasons) if found.outcome is Outcome.NOT_RUN else found


def judged(job: Job) -> Result:
    """Say whether a job needs a run, without one.

    Args:
        job: Which year of which agency; its files must be here.

    Returns:
        A result ``NOT_RUN`` with the reasons for a run; otherwise what ``render`` would return.
    """
    try:
        reasons = alterations.reasons(job.root, job.year)
    except LawgovError as error:
        return failure(job, error)
    except Exception as error:  # noqa: BLE001  whatever it is, the other jobs go on
        return unforeseen(job, error)
    return _told(job, Outcome.NOT_RUN if reasons else Outcome.UNCHANGED, reasons=reasons)


def refuse_lossy(root: Path, year: int) -> None:
    """Refuse a root whose notebook would lose a section of the year's outline, before it is run.

    The inputs are read only for a notebook that may. What is wrong with them is the run's to tell.

    Args:
        root: The folder that holds ``params/``.
        year: The report year.

    Raises:
        ExportError: A section has no cell, and no cell shows those that remain.
    """
    cells = read_cells(shipped.notebook(shipped.ANNUAL_REPORT, root))
    if not cells.may_lose:
        return
    from lawgov_lib import inputs  # noqa: PLC0415  the master notebook loses nothing
    from lawgov_lib.inputs.outline import survey_outline  # noqa: PLC0415

    found = inputs.survey(root / PARAMS, year).inputs
    # Which sections fall away for want of content, only the run can tell; it asks for the rest.
    is_whole = found is not None and found.report.arrange.empty != "drop"
    outline = survey_outline(found.report, PARAMS, found.prose)[0] if found and is_whole else None
    if lost := tuple(cells.problems(outline.places() if outline else ())):
        raise ExportError(lost)


def _rendered(job: Job, reasons: tuple[str, ...] = ()) -> Result:
    """Publish the year; a fault becomes the result, and an unforeseen one leaves a log."""
    chosen: dict[str, Any] = {} if job.seconds is None else {"seconds": job.seconds}
    try:
        from lawgov_lib.publishing.publication import publish  # noqa: PLC0415  not for what is unchanged

        refuse_lossy(job.root, job.year)
        kept: list[str] = []
        publish(job.root, job.year, aside=kept.append, **chosen)
        with writing(_log(job)):
            (job.root / _log(job)).unlink(missing_ok=True)
    except LawgovError as error:
        return failure(job, error)
    except Exception as error:  # noqa: BLE001  whatever it is, the other jobs go on
        return unforeseen(job, error)
    return _told(job, Outcome.MADE, reasons=reasons, kept=tuple(kept))


def failure(job: Job, error: LawgovError) -> Result:
    """Return the result of a job that failed, with what it left."""
    left = next((name for name in (_log(job), _kept(job)) if (job.root / name).exists()), "")
    return _told(job, Outcome.FAILED, problems=error.problems, exit_code=error.exit_code, left=left)


def unforeseen(job: Job, error: Exception) -> Result:
    """Return the result of a job that met a fault of the program, and write its traceback down."""
    said = " ".join(f"{type(error).__name__} {error}".split())[:_LONGEST]
    hint = "把记录文件交给程序维护者。"
    problems = [Problem("E101", f"程序意外出错：{said}", hint=hint)]
    try:
        with writing(_log(job)):
            write_whole(job.root / _log(job), "".join(traceback.format_exception(error)).encode())
    except PublishError as unwritten:
        problems += unwritten.problems
    return failure(job, LawgovError(tuple(problems)))


def _rendered_apart(job: Job, inputs: bytes) -> Result:
    """Render a job whose inputs came with it in a root of its own, and pack what it leaves."""
    with scratch() as folder:
        here = replace(job, root=folder, inputs=None)
        try:
            transfer.unpack_inputs(here.root, inputs)
            result = _rendered(here)
            outputs = transfer.packed_outputs(here.root, job.year)
        except LawgovError as error:
            result, outputs = failure(here, error), None
    return replace(result, root=job.root, agency=result.agency or _agency(job), outputs=outputs)


def _told(job: Job, outcome: Outcome, **settings: Any) -> Result:  # noqa: ANN401  as of Result
    return Result(job.root, job.year, outcome, _agency(job), **settings)


def _agency(job: Job) -> str:
    """Name the agency as its last report does."""
    try:
        name = f"{OUTPUTS}/{job.year}"
        return read_manifest(job.root / name, name).agency
    except PublishError:
        return ""


def _log(job: Job) -> str:
    return f"{OUTPUTS}/{job.year}-failed.log"


def _kept(job: Job) -> str:
    return f"{OUTPUTS}/{job.year}-failed.ipynb"
