"""Publish a year: run, render, and put the outputs in place in one move."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat

from lawgov_lib import running
from lawgov_lib.errors import ParameterError, PublishError
from lawgov_lib.exporters.html import render_html
from lawgov_lib.exporters.pdf import render_pdf
from lawgov_lib.exporters.record import assemble

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.document import Dataset

NOTEBOOK = Path(__file__).parent.parent / "notebooks" / "annual_report.ipynb"
PARAMS, OUTPUTS = "params", "outputs"


def publish(root: Path, year: int, notebook: Path = NOTEBOOK) -> Path:
    """Make one year's report and publish it.

    Args:
        root: The folder that holds ``params/`` and ``outputs/``.
        year: The report year.
        notebook: The master notebook.

    Returns:
        The folder with ``report.html``, ``report.pdf``, ``report.ipynb`` and ``metrics.csv``.

    Raises:
        LawgovError: Anything went wrong; the folder is as it was before.
    """
    if not (root / PARAMS).is_dir():
        raise ParameterError.of("E304", f"“{root.name or root}”中没有{PARAMS}文件夹")
    target = root / OUTPUTS / str(year)
    failed = root / OUTPUTS / f"{year}-failed.ipynb"
    with _writing(target):
        record = running.run(notebook, root, year, PARAMS, failed)
        document = assemble(record)
        files = {
            "report.html": render_html(document).encode(),
            "report.pdf": render_pdf(document),
            "report.ipynb": nbformat.writes(record).encode() + b"\n",
            **{f"{data.name}.csv": _csv(data) for data in document.datasets},
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


def _csv(data: Dataset) -> bytes:
    """Write a dataset with a byte order mark, by which Excel knows UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(data.columns)
    writer.writerows(data.rows)
    return text.getvalue().encode("utf-8-sig")


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise PublishError.of(
            "E801",
            f"写不了{OUTPUTS}/{target.name}({error.strerror})",
            hint="检查文件夹权限和磁盘空间，原有输出未动。",
        ) from None
