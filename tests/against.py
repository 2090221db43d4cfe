"""Today's figures beside those of another commit, pair by pair, as a table in Markdown.

Both run with the same interpreter and packages, the other commit from a worktree of its own; in
each pair they take turns to be the first. A ratio is the median of the pairs' ratios, so that what
else the machine does falls on both.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import psutil

from tests.rollup.largetown import large_town

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

PROJECT = Path(__file__).parents[1]
REPORTS, MEASURED, YEAR, AGENCIES = 40, 10, 2020, 3_000
FEWER = 2
"""One pair of roll-ups takes as long as several of all else: so many times fewer are made."""
_INTERVAL = 0.05
MEBIBYTE = 1 << 20
_Figure = TypeVar("_Figure")
_SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER of Linux's ``prctl``: who outlives its parent is left to this process."""


class Cost(NamedTuple):
    """The seconds on the clock and those of the processor, of a command and all that it starts."""

    clock: float
    processor: float


@dataclass(frozen=True)
class Work:
    """A command to be compared, and over how many reports its seconds are shared out."""

    name: str
    command: tuple[str, ...]
    roots: tuple[Path, ...]
    share: int = 1

    def cost(self, code: Path) -> Cost:
        """Run it with the code of a commit."""
        for root in self.roots:
            shutil.rmtree(root / "outputs", ignore_errors=True)
        cost = spent(command_of(self.command), code)
        return Cost(cost.clock / self.share, cost.processor / self.share)


def command_of(words: tuple[str, ...]) -> list[str]:
    """Return the command line of a command of lawgov's, whichever commit it comes from."""
    return [sys.executable, "-P", "-m", "lawgov_lib", *words]


def surroundings(code: Path) -> dict[str, str]:
    """Return an environment in which Python finds that code first, and keeps it compiled."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPATH": str(code)}


def spent(command: list[str], code: Path) -> Cost:
    """Run a command and wait for all that it has started.

    Raises:
        CalledProcessError: It failed.
    """
    with _accounting() as account:
        subprocess.run(command, env=surroundings(code), stdout=subprocess.DEVNULL, check=True)
    return account()


@contextmanager
def _accounting() -> Iterator[Callable[[], Cost]]:
    """Give, behind the block, what was spent in it by all that was started there."""
    ctypes.CDLL(None).prctl(_SUBREAPER, 1)
    before, start = _processor(), time.perf_counter()
    spans: list[float] = []

    def account() -> Cost:
        with suppress(ChildProcessError):
            while True:
                os.waitpid(-1, 0)
        return Cost(spans[0], _processor() - before)

    yield account
    spans.append(time.perf_counter() - start)


class Whole(NamedTuple):
    """What a command costs, and the peak memory in MB of all its processes."""

    cost: Cost
    peak: float


def watched(command: list[str], code: Path) -> Whole:
    """Run a command and look now and then what memory it has, which hardly slows it down.

    Raises:
        CalledProcessError: It failed.
    """
    with _accounting() as account:
        peak, ended = _watched(command, code, has_own=True)
    if ended:
        raise subprocess.CalledProcessError(ended, command)
    return Whole(account(), peak)


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def peak_of_worker(roots: tuple[Path, ...], code: Path) -> float:
    """Return the peak memory in MB of a worker with its forks; shared pages count in parts."""
    for root in roots:
        shutil.rmtree(root / "outputs", ignore_errors=True)
    command = command_of(("batch", *map(str, roots), "--jobs", "2"))
    return _watched(command, code, has_own=False)[0] / 2


def _watched(command: list[str], code: Path, *, has_own: bool) -> tuple[float, int]:
    """Return the peak memory of a command in MB, with its own process or without, and its end."""
    peak = 0.0
    with psutil.Popen(
        command, env=surroundings(code), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while process.poll() is None:
            with suppress(psutil.Error):
                family = process.children(recursive=True)
                own = [psutil.Process(process.pid)] if has_own else []
                peak = max(peak, sum(map(_resident, (*own, *family))))
            with suppress(psutil.TimeoutExpired):
                process.wait(_INTERVAL)
    return peak / MEBIBYTE, process.returncode


def _resident(process: psutil.Process) -> float:
    with suppress(psutil.Error):
        return float(process.memory_full_info().pss)
    return 0.0


@contextmanager
def worktree(revision: str) -> Iterator[Path]:
    """Check a commit out into a folder of its own, until the block is left."""
    with tempfile.TemporaryDirectory() as folder:
        code = Path(folder) / "code"
        git = ["git", "-C", str(PROJECT), "worktree"]
        subprocess.run([*git, "add", "--quiet", "--detach", str(code), revision], check=True)
        try:
            yield code
        finally:
            subprocess.run([*git, "remove", "--force", str(code)], check=True)


def set_up(code: Path) -> tuple[float, float]:
    """Set a clone up as `make` does at first; return the processor's seconds, the MB on disk."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "--quiet", str(code), str(clone)], check=True)  # noqa: S607
        command = ["make", "--silent", "-C", str(clone), f"PYTHON={sys.executable}", ".venv/.ready"]
        cost = spent(command, clone)
        sizes = (path.lstat().st_size for path in (clone / ".venv").rglob("*"))
        return cost.processor, sum(sizes) / MEBIBYTE


def compared(
    revision: str,
    parts: Collection[str],
    runs: int,
    stock: Callable[[Path], float],
    town: Path | None = None,
) -> Iterator[str]:
    """Yield the lines of the table.

    Args:
        revision: The other commit.
        parts: Which of ``report``, ``standing`` and ``rollup`` are wanted, or all by none.
        runs: How many pairs; a set-up is made once for each, and of roll-ups half as many.
        stock: Makes one report by the stock route, and returns its seconds.
        town: The folder of a large town that is kept; None for one that is built and removed.
    """
    every: dict[str, Callable[[Path, Path, int], Iterator[str]]] = {
        "report": partial(_reports, stock),
        "standing": _standing,
        "rollup": partial(_rollup, town),
    }
    with worktree(revision) as before, tempfile.TemporaryDirectory() as folder:
        yield f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()};"
        yield f"`make bench AGAINST={revision}`, {runs} pairs, medians"
        yield ""
        yield "| work | before | today | ratio |"
        yield "|---|---|---|---|"
        for part in parts or every:
            yield from every[part](before, Path(folder) / part, runs)


def _reports(stock: Callable[[Path], float], before: Path, base: Path, runs: int) -> Iterator[str]:
    """Compare making and checking reports, and setting up."""
    roots = tuple(base / f"{number:02}" for number in range(REPORTS))
    for root in roots:
        shutil.copytree(PROJECT / "params" / str(YEAR), root / "params" / str(YEAR))
    one, year = roots[:1], str(YEAR)
    many = ("batch", *map(str, roots), "--years", year, "--jobs", "2")
    works = (
        Work(f"`lawgov report {year}`", ("report", year, "--root", str(one[0])), one),
        Work(f"`lawgov check {year}`", ("check", year, "--root", str(one[0])), one),
        Work(f"{REPORTS} reports, two workers: each", many, roots, REPORTS),
    )
    each = 0.0
    for work in works:
        pairs = _costs(work.cost, before, runs)
        each = median(today.clock for _, today in pairs)
        yield from _seconds(work.name, pairs)
    few = roots[:MEASURED]
    peaks = _pairs(lambda code: peak_of_worker(few, code), before, runs)
    yield _row("a worker with its fork, memory", peaks, "MB")
    set_ups = _pairs(set_up, before, 1)
    yield _row("first set-up, processor, once", [(a[0], b[0]) for a, b in set_ups], "s")
    yield _row("first set-up, on disk", [(a[1], b[1]) for a, b in set_ups], "MB")
    usual = stock(one[0])
    yield f"| the stock route, a report, once | – | {usual:.2f} s | {usual / each:.1f} × |"


def _standing(before: Path, base: Path, runs: int) -> Iterator[str]:
    """Compare looking at reports that each commit has made for itself."""
    roots = {code: base / str(number) for number, code in enumerate((before, PROJECT))}
    for code, root in roots.items():
        shutil.copytree(PROJECT / "params" / str(YEAR), root / "params" / str(YEAR))
        spent(command_of(("report", str(YEAR), "--root", str(root))), code)
    pairs = _costs(
        lambda code: spent(command_of(("status", "--root", str(roots[code]))), code), before, runs
    )
    yield from _seconds("`lawgov status`", pairs)


def _rollup(town: Path | None, before: Path, base: Path, runs: int) -> Iterator[str]:
    """Compare the roll-up of one large city, in few pairs."""
    roots = [*map(str, large_town(town or base, AGENCIES))]

    def rolled_up(code: Path, count: int = AGENCIES) -> Whole:
        words = ("rollup", "2024", *roots[:count], "--out", str(base / "out"))
        return watched(command_of(words), code)

    _pairs(partial(rolled_up, count=1), before, 1)
    pairs = _pairs(rolled_up, before, max(runs // FEWER, 1))
    name = f"a roll-up of {AGENCIES:,} ({len(pairs)} pairs)"
    yield from _seconds(name, [(a.cost, b.cost) for a, b in pairs])
    yield _row(f"{name}, memory", [(a.peak, b.peak) for a, b in pairs], "MB")


def _costs(measure: Callable[[Path], Cost], before: Path, runs: int) -> list[tuple[Cost, Cost]]:
    """Measure pairs, after one for nothing by which all is compiled."""
    _pairs(measure, before, 1)
    return _pairs(measure, before, runs)


def _seconds(name: str, pairs: list[tuple[Cost, Cost]]) -> Iterator[str]:
    for at, kind in enumerate(Cost._fields):
        yield _row(f"{name}, {kind}", [(a[at], b[at]) for a, b in pairs], "s")


def _pairs(
    measure: Callable[[Path], _Figure], before: Path, runs: int
) -> list[tuple[_Figure, _Figure]]:
    """Measure the commit before and today's, which take turns to be the first."""
    pairs = []
    for run in range(runs):
        figures = {code: measure(code) for code in (before, PROJECT)[:: 1 - 2 * (run % 2)]}
        pairs.append((figures[before], figures[PROJECT]))
    return pairs


def _row(name: str, pairs: list[tuple[float, float]], unit: str) -> str:
    before, today = (median(column) for column in zip(*pairs, strict=True))
    ratio = median(b / a for a, b in pairs)
    digits = 2 if unit == "s" else 0
    return f"| {name} | {before:.{digits}f} {unit} | {today:.{digits}f} {unit} | {ratio:.2f} |"
