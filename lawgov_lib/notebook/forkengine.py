"""A papermill engine that runs a notebook in a fork of a warm process.

Of the two ways to use forks, a kernel provisioner for Jupyter and cells run without sockets, this
is the second: the process is as much the notebook's own, its messages are the same, and to start,
greet and poll a kernel over sockets costs more than the cells do.
"""

from __future__ import annotations

import os
from time import monotonic
from typing import TYPE_CHECKING, Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.engines import Engine, papermill_engines

from lawgov_lib.notebook.forkserver import forked, have_ready

if TYPE_CHECKING:
    from pathlib import Path

    from papermill.engines import NotebookExecutionManager

    from lawgov_lib.notebook.forkserver import Fork

ENGINE = "lawgov-fork"
_START_SECONDS = 60
"""How long the server may take to import and to fork, as papermill allows a kernel."""


class ForkEngine(Engine):  # type: ignore[misc]  # papermill ships no annotations
    """Run the cells of a notebook in a process forked for it."""

    @classmethod
    def execute_managed_notebook(  # noqa: PLR0913  by name, each
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,  # noqa: ARG003  papermill calls it so
        *,
        folder: str,
        env: dict[str, str],
        kept: Path,
        execution_timeout: float,
        **_: Any,  # noqa: ANN401  what other engines ask
    ) -> None:
        """Run the cells, and put their outputs into the manager's notebook as they come.

        Args:
            nb_man: papermill's manager of the run.
            kernel_name: Not used: the process is this interpreter's.
            folder: The folder in which they run.
            env: What is set in their environment.
            kept: Where the notebook is written if the run breaks off.
            execution_timeout: How many seconds one cell may run.
            **_: Not used.

        Raises:
            ForkEndedError: The process ended before the cells did.
            DeadKernelError: It never began.
            CellTimeoutError: A cell ran too long.
        """
        try:
            _run(nb_man.nb, folder, os.environ | env, execution_timeout)
        except (RuntimeError, CellTimeoutError):
            nbformat.write(nb_man.nb, kept)
            raise


def _run(nb: NotebookNode, folder: str, environment: dict[str, str], seconds: float) -> None:
    with forked() as fork:
        cells = [(cell.source, _may_fail(cell)) for cell in nb.cells if _runs(cell)]
        fork.tell(folder=folder, environment=environment, cells=cells)
        nb.metadata.language_info = _greeting(fork)["language"]
        reader = NotebookClient(nb, record_timing=False)
        for index, cell in enumerate(nb.cells):
            cell.metadata.papermill["start_time"] = "begun"  # as papermill marks it
            if _runs(cell) and _is_over(fork, reader, index, seconds):
                return


def _greeting(fork: Fork) -> dict[str, Any]:
    try:
        return fork.hear(monotonic() + _START_SECONDS)
    except TimeoutError:
        message = "the fork did not begin"
        raise DeadKernelError(message) from None


def _runs(cell: NotebookNode) -> bool:
    return bool(cell.cell_type == "code" and cell.source.strip())


def _may_fail(cell: NotebookNode) -> bool:
    return "raises-exception" in cell.metadata.get("tags", ())


def _is_over(fork: Fork, reader: NotebookClient, index: int, seconds: float) -> bool:
    """Take over the outputs of a cell; tell whether it was the last to run.

    What a thread of an earlier cell says meanwhile is left out, as with any kernel.
    """
    cell, until, parent = reader.nb.cells[index], monotonic() + seconds, None
    reader.clear_before_next_output = False
    while True:
        try:
            said = fork.hear(until)
        except TimeoutError:
            raise CellTimeoutError.error_from_timeout_and_cell("", int(seconds), cell) from None
        if "is_over" in said:
            have_ready(said["used"])
            return bool(said["is_over"])
        if "begins" in said:
            parent, cell.execution_count = said["begins"], said["number"]
        elif parent and said["parent_header"].get("msg_id") == parent:
            _hold(said["content"])
            kind = said["header"]["msg_type"]
            reader.process_message({**said, "msg_type": kind}, cell, index)


def _hold(content: dict[str, Any]) -> None:
    """Have a bundle taken as it is: nbformat would make nodes of all JSON that it holds."""
    if isinstance(content.get("data"), dict):
        content["data"] = NotebookNode(content["data"])


papermill_engines.register(ENGINE, ForkEngine)
