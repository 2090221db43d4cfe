"""Run the master notebook with papermill and keep its record.

The record is the executed notebook without what varies from run to run: cell ids are sequential,
timings and paths are left out.
"""

from __future__ import annotations

import logging
import os
import re
import tempfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

import nbformat
import papermill
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config

from lawgov_lib.errors import LawgovError, Problem, RunError, error_class
from lawgov_lib.scrubbing import scrubbed, watch_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


CELL_SECONDS = 600
_KEPT_METADATA = ("tags", "lawgov")
_KERNEL_FILE = re.compile(r"\S*ipykernel_\d+\S*?\.py")
_SAID = re.compile(r"\[(E\d+)\] (.*)")


def run(  # noqa: PLR0913, PLR0917  each says one thing of the run, and none can be left out
    notebook: Path,
    root: Path,
    year: int,
    params_dir: str,
    failed: Path,
    seconds: int = CELL_SECONDS,
) -> NotebookNode:
    """Run the notebook for one year in a fresh kernel.

    Args:
        notebook: The master notebook.
        root: The kernel's working folder, which holds the folder of the year folders.
        year: The report year.
        params_dir: The name of that folder, relative to the root.
        failed: Where the notebook is kept if a cell fails.
        seconds: How long one cell may run.

    Returns:
        The record.

    Raises:
        LawgovError: The error that stopped the notebook, or a RunError naming the cell.
    """
    with _quiet(), tempfile.TemporaryDirectory(prefix="lawgov-") as sockets:
        output = os.path.join(sockets, "record.ipynb")  # noqa: PTH118  papermill takes strings
        try:
            record = papermill.execute_notebook(
                str(notebook),
                output,
                parameters={"year": year, "params_dir": params_dir},
                cwd=str(root),
                progress_bar=False,
                execution_timeout=seconds,
                shutdown_kernel="immediate",
                kernel_manager_class=AsyncKernelManager,
                config=_transport(sockets),
            )
        except PapermillExecutionError as error:
            _keep(output, failed)
            raise _told(error, failed) from None
        except DeadKernelError:
            where = _stopped(_keep(output, failed), failed)
            raise RunError.of(
                "E602", f"{where}：内核中途退出", hint="检查这一格和内存，然后重试。"
            ) from None
        except CellTimeoutError:
            where = _stopped(_keep(output, failed), failed)
            raise RunError.of(
                "E603", f"{where}：运行超过{seconds}秒", hint="检查这一格是否有死循环。"
            ) from None
    return normalised(record)


def normalised(record: NotebookNode) -> NotebookNode:
    """Return the record without what varies between runs of the same inputs."""
    kept: NotebookNode = nbformat.from_dict(record)
    kept.metadata = _only(record.metadata, ("kernelspec", "language_info"))
    for position, cell in enumerate(kept.cells, start=1):
        cell.id = f"cell-{position:02d}"
        cell.metadata = _only(cell.metadata, _KEPT_METADATA)
        for output in cell.get("outputs", ()):
            if output.output_type == "stream":
                output.text = _KERNEL_FILE.sub("<ipykernel>", output.text)
    return kept


def _only(metadata: NotebookNode, keys: tuple[str, ...]) -> NotebookNode:
    return NotebookNode({key: metadata[key] for key in keys if key in metadata})


def _transport(folder: str) -> Config:
    """Talk to the kernel over sockets in the file system where there are any: ports can clash."""
    config = Config()
    if os.name == "posix":
        config.KernelManager.transport = "ipc"
        config.KernelManager.ip = os.path.join(folder, "kernel")  # noqa: PTH118
    return config


def _keep(output: str, failed: Path) -> NotebookNode:
    """Keep the notebook as far as it ran, and return it as papermill left it."""
    failed.parent.mkdir(parents=True, exist_ok=True)
    record: NotebookNode = nbformat.read(output, as_version=4)
    nbformat.write(scrubbed(normalised(record), watch_for(record)), failed)
    return record


def _stopped(record: NotebookNode, failed: Path) -> str:
    """Name the cell in which the run broke off: behind it papermill began none."""
    begun = [
        position for position, cell in enumerate(record.cells) if cell.metadata.papermill.start_time
    ]
    return _cell(begun[-1], record.cells[begun[-1]].source, failed)


def _cell(index: int, source: str, failed: Path) -> str:
    first = next((line for line in source.splitlines() if line.strip() and line[0] != "#"), "")
    return f"停在笔记本第{index + 1}格“{first}”，已运行部分存为{failed.name}"


def _told(error: PapermillExecutionError, failed: Path) -> LawgovError:
    """Turn the kernel's error into ours; what the library said keeps its class and code."""
    cell = Problem("E601", _cell(error.cell_index, error.source, failed))
    ours = error_class(error.ename)
    said = [_SAID.fullmatch(line) for line in error.evalue.splitlines()]
    if ours is not None and said and all(said):
        return ours((*(Problem(match[1], match[2]) for match in said if match), cell))
    message = f"{cell.message}：{error.ename} {error.evalue.partition(chr(10))[0]}".rstrip()
    return RunError.of("E601", message, hint="打开该文件，改正这一格。")


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep papermill's log to itself: what the analyst should know comes as an error."""
    log = logging.getLogger("papermill")
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(level)
