"""Strain lawgov for minutes; ``python -m tests.soak [PART …] [--runs N]``; 1 means a failure.

``same``: a report made in as many surroundings, at most twenty, as a tenth of the runs, to the same
bytes. ``kills``: report, final, batch, merge and preview, each killed at random moments of its
life, a tenth of the runs; what they write is the old or the new, the next run does its work and
clears what was left. ``crowd``: two hundred runs, eight at a time, over several roots and all on
one year; none fails, and no process and no temporary folder is left.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import click
import psutil

from lawgov_lib.publishing.manifest import digest, read_manifest
from tests import surroundings
from tests.killedcommands import ERRANDS, lawgov
from tests.places import PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.killedcommands import Errand

YEAR = 2023
INPUTS = PROJECT / "tests" / "demo" / "params"
SHARE, ROOTS, AT_ONCE = 10, 4, 8
"""Of how many runs one is a kill or has surroundings of its own; how many roots a crowd has, and
how many runs at once.
"""
CHECKED = 5
"""After how many kills a run goes to its end."""
TEMPORARY = "tmp"
PATIENCE = 10
"""Seconds after which a kernel has noticed that its publisher is gone."""


@click.command()
@click.argument("parts", nargs=-1)
@click.option("--runs", default=200, show_default=True)
@click.option("--seed", default=lambda: random.SystemRandom().randrange(10**6), type=int)
def main(parts: tuple[str, ...], runs: int, seed: int) -> None:
    """Print a line a part, and what went wrong."""
    click.echo(f"随机种子 {seed}")
    faults = []
    for part in parts or PARTS:
        start = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            told, found = PARTS[part](Path(folder), runs, random.Random(seed))  # noqa: S311
        click.echo(f"{told}：{f'{len(found)}处不对' if found else '全部正常'}", nl=False)
        click.echo(f"（{time.perf_counter() - start:.0f}秒）")
        faults += found
    for fault in faults:
        click.echo(fault, err=True)
    sys.exit(bool(faults))


def same(folder: Path, runs: int, _chance: random.Random) -> tuple[str, list[str]]:
    """Make a report in different surroundings, and compare each with the first."""
    chosen = surroundings.ALL[: max(2, runs // SHARE)]
    clone = surroundings.copy_project(folder / "clone")

    def made(place: surroundings.Surroundings) -> dict[str, bytes]:
        own = folder / str(place.number)
        own.mkdir()
        project = clone if place.number % 2 else PROJECT
        return place.publish(own, project, INPUTS, YEAR)

    with ThreadPoolExecutor(2) as two:
        first, *others = two.map(made, chosen)
    faults = [
        f"第{number}种环境：{'、'.join(names)}与第0种不同"
        for number, other in enumerate(others, start=1)
        if (names := surroundings.differing(first, other))
    ]
    return f"{len(chosen)}种环境各生成一次，逐字节对照", faults


def kills(folder: Path, runs: int, chance: random.Random) -> tuple[str, list[str]]:
    """Kill each command at random moments, and look at what it leaves."""
    times = max(1, runs // SHARE)
    faults, told = [], []
    for name, errand in ERRANDS.items():
        most, found = killed(folder / name, errand, times, chance)
        faults += [f"{name}：{fault}" for fault in found]
        told.append(f"{name}至多遗留{most[0]}个临时文件夹{most[1] / 1024:.0f}KB")
    return f"在随机时刻强行结束{len(ERRANDS)}种命令各{times}次，{'，'.join(told)}", faults


def killed(
    place: Path, errand: Errand, times: int, chance: random.Random
) -> tuple[tuple[int, int], list[str]]:
    """Kill one command many times; return what the worst kill left, and what went wrong."""
    root, temporary = place / "root", place / TEMPORARY
    root.mkdir(parents=True)
    temporary.mkdir()
    errand.begin(root)
    errand.change(root, 0)
    start = time.perf_counter()
    faults = finished(root, temporary, errand, 0)
    lasted, most = time.perf_counter() - start, (0, 0)
    for number in range(1, times + 1):
        errand.change(root, number)
        process = lawgov(root, temporary, *errand.words)
        try:
            process.wait(chance.uniform(0, lasted))
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate()
        faults += [f"第{number}次强行结束后：{fault}" for fault in errand.torn(root)]
        most = max(most, measured(temporary))
        if number % CHECKED == 0 or number == times:
            faults += finished(root, temporary, errand, number)
    return most, faults


def finished(root: Path, temporary: Path, errand: Errand, number: int) -> list[str]:
    """Let a command do its work, and say what it did not do or did not clear."""
    psutil.wait_procs(kernels(root), timeout=PATIENCE)
    faults = failed(lawgov(root, temporary, *(errand.ends or errand.words)))
    faults += [] if errand.done(root, number) else [f"第{number}次修改没有写入"]
    faults += [f"临时文件夹中遗留{path.name}" for path in temporary.iterdir()]
    begun = [path for path in root.rglob(".*-*") if path.suffix != ".lock"]
    return faults + [f"遗留{path}" for path in begun]


def measured(folder: Path) -> tuple[int, int]:
    """Return how many folders stand in a folder, and how large all that is in them is."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return len([*folder.iterdir()]), sum(path.stat().st_size for path in files)


def crowd(folder: Path, runs: int, _chance: random.Random) -> tuple[str, list[str]]:
    """Run the command many times at once; the first root is everybody's."""
    roots = [root_in(folder / str(number)) for number in range(ROOTS)]

    def one(number: int) -> list[str]:
        root = roots[0 if number % 2 else number // 2 % ROOTS]
        return failed(report(root))

    with ThreadPoolExecutor(AT_ONCE) as pool:
        faults = [fault for found in pool.map(one, range(runs)) for fault in found]
    for root in roots:
        faults += [*torn(root), *left_over(root)]
        faults += [f"临时文件夹中遗留{path.name}" for path in (root / TEMPORARY).iterdir()]
    return f"运行{runs}次，每次{AT_ONCE}个同时", faults


PARTS: dict[str, Callable[[Path, int, random.Random], tuple[str, list[str]]]] = {
    "same": same,
    "kills": kills,
    "crowd": crowd,
}


def root_in(folder: Path) -> Path:
    """Make a root that has one year."""
    shutil.copytree(INPUTS / str(YEAR), folder / "params" / str(YEAR))
    (folder / TEMPORARY).mkdir()
    return folder


def edit(root: Path, number: int) -> None:
    """Change the inputs, so that the next output differs from the one before."""
    text = root / "params" / str(YEAR) / "text" / "other.md"
    text.write_text(f"第{number + 1}次修改。", encoding="utf-8")


def report(root: Path) -> subprocess.Popen[bytes]:
    """Start the command; its temporary folders stand in the root, to be found there."""
    code = "from lawgov_lib.cli import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", code, "report", str(YEAR), "--root", root],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={
            **os.environ,
            "PYTHONPATH": str(PROJECT),
            **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(root / TEMPORARY)),
        },
    )


def failed(process: subprocess.Popen[bytes]) -> list[str]:
    """Wait for a run that should end well, and say so if it did not."""
    said = process.communicate()[1].decode(errors="replace")
    return [f"命令以{process.returncode}结束：{said}"] if process.returncode else []


def torn(root: Path) -> list[str]:
    """Say what of the published folder does not fit its manifest."""
    folder = root / "outputs" / str(YEAR)
    manifest = read_manifest(folder, folder.name)
    there = {path.name: digest(path.read_bytes()) for path in folder.iterdir()}
    there.pop("manifest.json")
    return [] if there == manifest.outputs else [f"{folder}中的文件新旧混杂"]


def left_over(root: Path) -> list[str]:
    """Say what a run left beside its output, and which of its processes still live."""
    expected = {str(YEAR), f".{YEAR}.lock"}
    names = {path.name for path in (root / "outputs").iterdir()} - expected
    _, alive = psutil.wait_procs(kernels(root), timeout=PATIENCE)
    return [
        *(f"outputs中遗留{name}" for name in sorted(names)),
        *(f"进程{process.pid}没有结束" for process in alive),
    ]


def kernels(root: Path) -> list[psutil.Process]:
    """Return the kernels that work in a root."""
    found = []
    for process in psutil.process_iter(["cmdline", "cwd"]):
        told = process.info
        if "ipykernel" in (told["cmdline"] or ()) and told["cwd"] == str(root.resolve()):
            found.append(process)
    return found


if __name__ == "__main__":
    main()
