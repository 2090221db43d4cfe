"""Publish a year: run, render, and put the outputs in place in one move."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import nbformat

from lawgov_lib import running
from lawgov_lib.document import Severity, dump
from lawgov_lib.errors import ParameterError
from lawgov_lib.exporters.html import render_html
from lawgov_lib.exporters.pdf import render_pdf
from lawgov_lib.exporters.record import assemble
from lawgov_lib.exporters.review import render_review
from lawgov_lib.files import csv_bytes, writing

if TYPE_CHECKING:
    from lawgov_lib.document import Document

NOTEBOOK = Path(__file__).parent.parent / "notebooks" / "annual_report.ipynb"
PARAMS, OUTPUTS = "params", "outputs"
VERSION = 1
SEVERITIES = get_args(Severity)


def publish(root: Path, year: int, notebook: Path = NOTEBOOK) -> Path:
    """Make one year's report and publish it.

    Args:
        root: The folder that holds ``params/`` and ``outputs/``.
        year: The report year.
        notebook: The master notebook.

    Returns:
        The folder with ``report.html``, ``report.pdf``, ``review.html``, ``report.ipynb``,
        ``metrics.csv`` and ``findings.json``.

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
            "findings.json": _findings(document).encode(),
            **{
                f"{data.name}.csv": csv_bytes(data.columns, data.rows) for data in document.datasets
            },
        }
        replace(target, files)
        failed.unlink(missing_ok=True)
    return target


def _findings(document: Document) -> str:
    """Write the findings as JSON, and how many there are: answered, and open by severity.

    ``version`` grows when a field changes its meaning.
    """
    remarks = document.review.remarks if document.review else ()
    is_open = Counter(remark.severity for remark in remarks if not remark.answer)
    counts = {
        **{severity: is_open[severity] for severity in SEVERITIES},
        "已答复": sum(bool(remark.answer) for remark in remarks),
    }
    content = {
        "version": VERSION,
        "year": document.meta.year,
        "counts": counts,
        "findings": [dump(remark) for remark in remarks],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


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
