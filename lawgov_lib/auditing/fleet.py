"""Audit many files side by side and write their results; one that fails never stops the others.

What goes so wrong in a reader's library that its process ends costs that file alone.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import TYPE_CHECKING

from lawgov_lib.auditing import processes
from lawgov_lib.auditing.auditpage import render_audit
from lawgov_lib.auditing.examination import Audited, examine
from lawgov_lib.auditing.findingsfile import to_json
from lawgov_lib.auditing.overview import overview_page, overview_workbook
from lawgov_lib.auditing.paper import Paper, paper_of
from lawgov_lib.auditing.sources import read_source
from lawgov_lib.base import interruption
from lawgov_lib.base.errors import FindingError, InputError, Place, Problem
from lawgov_lib.base.files import write_whole, writing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from lawgov_lib.auditing.orders import Order

FINDINGS, REVIEW = ".findings.json", ".review.html"
OVERVIEW_PAGE, OVERVIEW_BOOK = "overview.html", "overview.xlsx"


def last_paper(path: Path) -> Paper:
    """Read last year's report.

    Raises:
        InputError: It cannot be read.
    """
    return paper_of(read_source(path, path.name), path.name)


def audit_all(
    orders: Sequence[Order],
    out: Path,
    *,
    last: Paper | None = None,
    jobs: int = 1,
    told: Callable[[Audited], object] = lambda _: None,
) -> list[Audited]:
    """Audit files and write the results of each as it is read.

    Args:
        orders: The files.
        out: The folder for the results.
        last: Last year's report, to compare with.
        jobs: How many files are read at a time.
        told: Called with each result, in the order of the files.

    Returns:
        The results in the order of the files; one that cannot be read is among them.

    Raises:
        PublishError: The results cannot be written.
    """
    work = partial(_audit, out=out, last=last)
    results = []
    for each in side_by_side(orders, work, min(jobs, len(orders))):
        told(each)
        results.append(each)
    return results


def write_overview(audits: Sequence[Audited], out: Path) -> None:
    """Write the table of all audits, agency by check, as a web page and as a workbook.

    Raises:
        PublishError: They cannot be written.
    """
    with writing(str(out)):
        write_whole(out / OVERVIEW_PAGE, overview_page(audits).encode())
        write_whole(out / OVERVIEW_BOOK, overview_workbook(audits))


def exit_code(audits: Iterable[Audited]) -> int:
    """Return the worst of all codes: that of a file not read, else that of an error found."""
    codes = {each.exit_code for each in audits}
    return next(
        (code for code in (InputError.exit_code, FindingError.exit_code) if code in codes), 0
    )


def _audit(order: Order, *, out: Path, last: Paper | None) -> Audited:
    audited = examine(order.path, order.name, last)
    with writing(str(out)):
        write_whole(out / f"{order.stem}{FINDINGS}", to_json(audited).encode())
        if audited.paper is not None:
            write_whole(out / f"{order.stem}{REVIEW}", render_audit(audited).encode())
    return audited


def side_by_side(
    orders: Sequence[Order], work: Callable[[Order], Audited], jobs: int
) -> Iterator[Audited]:
    """Yield the result of each file; one that ends its process is named, and the others go on."""
    if jobs <= 1:
        yield from map(work, orders)
        return
    waiting = list(orders)
    while waiting:
        with _pool(jobs) as pool:
            with interruption.held_back():
                futures = [pool.submit(work, order) for order in waiting]
            try:
                for future in futures:
                    yield future.result()
                    waiting.pop(0)
            except BrokenProcessPool:
                pool.shutdown(cancel_futures=True)
        if waiting:
            yield _alone(waiting.pop(0), work)


def _alone(order: Order, work: Callable[[Order], Audited]) -> Audited:
    """Audit one file in a process of its own, which may end."""
    with _pool(1) as pool:
        try:
            with interruption.held_back():
                future = pool.submit(work, order)
            return future.result()
        except BrokenProcessPool:
            hint = "单独审读该文件；仍然中止的，另存为其他格式，并报告维护者。"
            problem = Problem("E470", "读取时程序中止", Place(order.name), hint)
            return Audited(order.name, problems=(problem,))


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        jobs, mp_context=processes.context(), initializer=interruption.leave_to_parent
    )
