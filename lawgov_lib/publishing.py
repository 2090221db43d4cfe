"""Publish a year: run, render, and put the outputs in place in one move."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import nbformat

from lawgov_lib import running
from lawgov_lib.errors import ParameterError
from lawgov_lib.exporters.html import render_html
from lawgov_lib.exporters.pdf import render_pdf
from lawgov_lib.exporters.record import assemble
from lawgov_lib.exporters.review import render_review
from lawgov_lib.files import csv_bytes, writing

NOTEBOOK = Path(__file__).parent.parent / "notebooks" / "annual_report.ipynb"
PARAMS, OUTPUTS = "params", "outputs"


def publish(root: Path, year: int, notebook: Path = NOTEBOOK) -> Path:
    """Make one year's report and publish it.

    Args:
        root: The folder that holds ``params/`` and ``outputs/``.
        year: The report year.
        notebook: The master notebook.

    Returns:
        The folder with ``report.html``, ``report.pdf``, ``review.html``, ``report.ipynb`` and
        ``metrics.csv``.

    Raises:
        LawgovError: Anything went wrong; the folder is as it was before.
    """
    if not (root / PARAMS).is_dir():
        raise ParameterError.of("E304", f"“{root.name or root}”中没有{PARAMS}文件夹")
    target = root / OUTPUTS / str(year)
    failed = root / OUTPUTS / f"{year}-failed.ipynb"
    with writing(f"{OUTPUTS}/{year}"):
        record = running.run(notebook, root, year, PARAMS, failed)
        document = assemble(record)
        files = {
            "report.html": render_html(document).encode(),
            "report.pdf": render_pdf(document),
            "review.html": render_review(document, record).encode(),
            "report.ipynb": nbformat.writes(record).encode() + b"\n",
            **{
                f"{data.name}.csv": csv_bytes(data.columns, data.rows) for data in document.datasets
            },
        }
        replace(target, files)
        failed.unlink(missing_ok=True)
    return target


def replace(target: Path, files: dict[str, bytes]) -> None:
    """Write the files beside the target folder, then swap the folders.

    An old folder that a crash left aside is put back first, so that it is never lost.
    """
    old = target.with_name(f".{target.name}-old")
    target.parent.mkdir(parents=True, exist_ok=True)
    if old.exists() and not target.exists():
        old.rename(target)
    shutil.rmtree(old, ignore_errors=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        fresh.chmod(0o755)
        for name, data in files.items():
            (fresh / name).write_bytes(data)
        if target.exists():
            target.rename(old)
        fresh.rename(target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)
