"""Measure one report with the environment ready: whole time, peak memory, time to the PDF alone.

The command is measured as a person runs it, in processes of its own; the figures are the median
of a few runs. ``python tests/bench.py [RUNS]``.
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import click
import nbformat
import psutil

from lawgov_lib.exporters.pdf import render_pdf
from lawgov_lib.exporters.record import assemble

PROJECT = Path(__file__).parents[1]
COMMAND = Path(sys.executable).with_name("lawgov")
MEBIBYTE = 1 << 20


def main(runs: int) -> None:
    """Print the table of figures."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(PROJECT / "params", root / "params")
        reports = [measured([COMMAND, "report", "2020", "--root", root]) for _ in range(runs)]
        record = nbformat.read(root / "outputs" / "2020" / "report.ipynb", as_version=4)
    document = assemble(record)
    pdfs = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        render_pdf(document)
        pdfs.append(time.perf_counter() - start)
    [taken for taken, _ in reports]
    seconds = [taken for taken, _ in reports]
    peak = max(memory for _, memory in reports)
    rows = [
        ("一份报告，命令到全部文件", f"{statistics.median(seconds):.2f} 秒", "< 4 秒"),
        ("内存峰值，各进程合计", f"{peak:.0f} MB", "< 400 MB"),
        ("只生成PDF，首次", f"{pdfs[0]:.2f} 秒", "< 0.5 秒"),
        ("只生成PDF，再次", f"{statistics.median(pdfs[1:]):.2f} 秒", ""),
    ]
    machine = f"{platform.machine()}，{os.cpu_count()}核，Python {platform.python_version()}"
    click.echo(f"{machine}，{runs}次中位数")
    for row in rows:
        click.echo("\t".join(row))


def measured(command: list[str | Path]) -> tuple[float, float]:
    """Run a command; return its seconds and the peak memory of it and its children in MB."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        peak = 0.0
        done = threading.Event()

        def watch() -> None:
            nonlocal peak
            while not done.wait(0.01):
                peak = max(peak, resident(process.pid))

        watcher = threading.Thread(target=watch)
        watcher.start()
        code = process.wait()
        seconds = time.perf_counter() - start
        done.set()
        watcher.join()
    if code:
        sys.exit(f"{command[0]} ended with {code}")
    return seconds, peak / MEBIBYTE


def resident(pid: int) -> float:
    """Return the memory of a process and its children, shared pages counted once (PSS)."""
    try:
        family = psutil.Process(pid)
        members = [family, *family.children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0
    total = 0.0
    for member in members:
        try:
            full = member.memory_full_info()
            total += getattr(full, "pss", full.rss)
        except psutil.Error:
            continue
    return total


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
