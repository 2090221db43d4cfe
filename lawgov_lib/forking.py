"""A papermill engine that runs a notebook in a forked process instead of a kernel over sockets.

A server process imports the heavy modules once; each notebook gets a fresh fork of it, with an
in-process kernel of ipykernel, whose messages nbclient reads as it reads those of any kernel. So
the record is the same, and a run costs what its cells cost. The system must know ``fork``.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from typing import TYPE_CHECKING, Any

from ipykernel.inprocess.manager import InProcessKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.engines import Engine

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from nbformat import NotebookNode
    from papermill.engines import NotebookExecutionManager

ENGINE = "lawgov-fork"
_HEAVY = [
    "lawgov_lib.forking",
    "lawgov_lib.report",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_svg",
    "matplotlib_inline.backend_inline",
]
"""What the server imports before it forks: names, for the publishing wing knows them not."""
_INLINE = "module://matplotlib_inline.backend_inline"


def can_fork() -> bool:
    """Tell whether processes can be forked safely here."""
    return sys.platform == "linux"


def prepare() -> None:
    """Start the server, which imports while the caller goes on."""
    from multiprocessing import forkserver  # noqa: PLC0415  not everywhere

    _context()
    forkserver.ensure_running()


def _context() -> multiprocessing.context.ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_HEAVY)
    return context


class ForkEngine(Engine):  # type: ignore[misc]  # papermill ships no annotations
    """Run the cells of a notebook in a process forked for it."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,  # noqa: ARG003  papermill calls it so
        *,
        execution_timeout: float | None = None,
        **_: Any,  # noqa: ANN401  what other engines ask
    ) -> None:
        """Run the cells, and put their outputs into the manager's notebook as they come.

        Args:
            nb_man: papermill's manager of the run.
            kernel_name: Not used: the process is this interpreter's.
            execution_timeout: How many seconds one cell may run.

        Raises:
            DeadKernelError: The process ended before the cells did.
            CellTimeoutError: A cell ran too long.
        """
        context = _context()
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, os.getcwd(), nb_man.nb))
        process.start()
        theirs.close()
        try:
            _collect(nb_man, ours, execution_timeout)
        finally:
            process.kill()
            process.join()
            ours.close()


def _collect(
    nb_man: NotebookExecutionManager, connection: Connection, seconds: float | None
) -> None:
    """Take over cell after cell from the process; what it began is marked as papermill does."""
    for cell in nb_man.nb.cells:
        cell.metadata.papermill["start_time"] = "begun"
        if not connection.poll(seconds):
            raise CellTimeoutError.error_from_timeout_and_cell("", int(seconds or 0), cell)
        try:
            count, outputs, is_over = connection.recv()
        except EOFError:
            message = "Kernel died"
            raise DeadKernelError(message) from None
        if cell.cell_type == "code":
            cell.execution_count, cell.outputs = count, outputs
        if is_over:
            return
    nb_man.nb.metadata.language_info = connection.recv()


def _serve(connection: Connection, folder: str, nb: NotebookNode) -> None:
    """Run the cells in this process, and send each cell's outputs when it is done."""
    os.chdir(folder)
    manager = InProcessKernelManager()
    manager.start_kernel()
    kernel = manager.client()
    kernel.start_channels()
    reader = NotebookClient(nb, record_timing=False)
    for index, cell in enumerate(nb.cells):
        failed = False
        if cell.cell_type == "code" and cell.source.strip():
            cell.outputs = []
            reader.clear_before_next_output = False
            kernel.execute(cell.source)
            sys.stdout.flush()
            while kernel.iopub_channel.msg_ready():
                message = kernel.iopub_channel.get_msg()
                if message["msg_type"] == "status":
                    continue
                reader.process_message(message, cell, index)
            failed = any(output.output_type == "error" for output in cell.outputs)
        connection.send((cell.get("execution_count"), cell.get("outputs"), failed))
        if failed:
            return
    connection.send(manager.kernel.language_info)
