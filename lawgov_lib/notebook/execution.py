"""Run the master notebook with papermill and keep its record.

The record is the executed notebook without what varies from run to run: cell ids are sequential,
timings and paths are left out.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError
from nbformat import NotebookNode, v4
from papermill.engines import papermill_engines
from papermill.exceptions import PapermillExecutionError
from papermill.execute import raise_for_execution_errors, remove_error_markers

from lawgov_lib.base.errors import (
    InputError,
    LawgovError,
    ParameterError,
    Problem,
    RunError,
    TellingError,
    error_class,
)
from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.files import system_word, write_whole
from lawgov_lib.base.notebookcopy import copied
from lawgov_lib.base.notebookfile import no_notebook, read_notebook
from lawgov_lib.base.scratch import no_place
from lawgov_lib.document.owncells import left_out, undrawn
from lawgov_lib.notebook import CELL_SECONDS
from lawgov_lib.notebook.environment import environment
from lawgov_lib.notebook.forkengine import ENGINE
from lawgov_lib.notebook.forkserver import can_fork
from lawgov_lib.notebook.kernelspec import NAME, workplace
from lawgov_lib.notebook.recordwriter import record_bytes
from lawgov_lib.privacy.masking import scrubbed, watch_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


Kind = Literal["forked", "cold"]
"""How the notebook's process comes to be: by a fork of a warm one, or started from nothing."""
_OURS = "lawgov"
_KEPT_METADATA = ("tags", _OURS)
_KERNEL_FILE = compiled(r"\S*ipykernel_\d+\S*?\.py")
_STYLED = compiled(r"""((?:id="|#))T_[0-9a-f]{5}""")
_ADDRESS = compiled(r" at 0x[0-9a-f]+(?=>)")
_PLAIN = (ParameterError, InputError, TellingError)
"""What the analyst mends in the year folder or the command, not in the notebook."""


def run(  # noqa: PLR0913, PLR0917  each says one thing of the run, and none can be left out
    notebook: Path,
    root: Path,
    parameters: Mapping[str, object],
    failed: Path | None,
    seconds: int = CELL_SECONDS,
    kernel: Kind | None = None,
) -> NotebookNode:
    """Run a notebook in a process of its own.

    Args:
        notebook: The notebook.
        root: The kernel's working folder.
        parameters: What its parameters cell is overruled with.
        failed: Where the notebook is kept if a cell fails; None if nowhere.
        seconds: How long one cell may run.
        kernel: How the process comes to be, which no output shows; by default a fork where the
            system has them.

    Returns:
        The record.

    Raises:
        LawgovError: The error that stopped the notebook, or a RunError naming the cell.
    """
    root = root.resolve()  # the process that is forked works elsewhere
    try:
        with _quiet(), workplace(root) as (folder, starter):
            kept = folder / "record.ipynb"
            if (kernel or default_kind()) == "forked":
                how: dict[str, Any] = {
                    "engine_name": ENGINE,
                    "folder": str(root),
                    "env": environment(folder),
                    "kept": kept,
                }
            else:
                how = {
                    "engine_name": None,  # papermill's own, which writes after each cell
                    "output_path": str(kept),
                    "kernel_manager_class": starter,
                    "shutdown_kernel": "immediate",
                }
            try:
                record = _run(_prepared(notebook, parameters), how, seconds)
                raise_for_execution_errors(record, str(kept))
            except PapermillExecutionError as error:
                raise _told(error, kept, failed) from None
            except CellTimeoutError:
                where = _stopped(*_keep(kept, failed))
                raise RunError.of(
                    "E603", f"{where}：运行超过{seconds}秒", hint="检查这一格是否有死循环。"
                ) from None
            except RuntimeError:  # a dead kernel, or one that never answered
                where = _stopped(*_keep(kept, failed))
                raise RunError.of(
                    "E602", f"{where}：内核中途退出", hint="检查这一格和内存，然后重试。"
                ) from None
    except OSError as error:
        raise no_place(error) from None
    return normalised(_published(record))


def _prepared(notebook: Path, parameters: Mapping[str, object]) -> NotebookNode:
    """Read a notebook and put the parameters in.

    Raises:
        RunError: The file is no notebook.
    """
    read_notebook(notebook)
    asked: dict[str, Any] = {"kernel_name": NAME, "language": "python", "prepare_only": True}
    template = str(notebook).replace("{", "{{").replace("}", "}}")
    try:
        prepared: NotebookNode = papermill.execute_notebook(
            template, None, dict(parameters), **asked
        )
    except (ValueError, LookupError, AttributeError, TypeError, nbformat.ValidationError):
        raise no_notebook(notebook) from None
    return prepared


def _run(notebook: NotebookNode, how: Mapping[str, Any], seconds: int) -> NotebookNode:
    """Run a notebook; papermill would write it once more at the end, for nobody to read."""
    record: NotebookNode = papermill_engines.execute_notebook_with_engine(
        nb=notebook, kernel_name=NAME, progress_bar=False, execution_timeout=seconds, **how
    )
    return record


def default_kind() -> Kind:
    """Return how a notebook's process comes to be on this system, unless told otherwise."""
    return "forked" if can_fork() else "cold"


def _published(record: NotebookNode) -> NotebookNode:
    """Drop what the kernel warned of: it is for the person at work, and varies between machines.

    Of an own cell it is kept that there was something, and what no plot could draw.
    """
    for cell in record.cells:
        if "outputs" in cell:
            said = {"left_out": left_out(cell), "undrawn": undrawn(cell)}
            if kept := {name: what for name, what in said.items() if what}:
                cell.metadata[_OURS] = {**cell.metadata.get(_OURS, {}), **kept}
            cell.outputs = [out for out in cell.outputs if out.get("name") != "stderr"]
    return record


def normalised(record: NotebookNode) -> NotebookNode:
    """Return the record without what varies between runs of the same inputs."""
    kept = copied(record)
    kept.metadata = _only(record.metadata, ("kernelspec", "language_info"))
    for position, cell in enumerate(kept.cells, start=1):
        cell.id = f"cell-{position:02d}"
        cell.metadata = _only(cell.metadata, _KEPT_METADATA)
        if "outputs" in cell:
            cell.outputs = list(_joined(cell.outputs))
            for place, output in enumerate(cell.outputs, start=1):
                _name(output.get("data", {}), f"{position}_{place}")
    return kept


def _name(bundle: NotebookNode, place: str) -> None:
    """Name what pandas and Python name by chance: a styled table, an object by its address."""
    if "text/html" in bundle:
        bundle["text/html"] = _STYLED.sub(rf"\1T_{place}", bundle["text/html"])
    if "text/plain" in bundle:
        bundle["text/plain"] = _ADDRESS.sub("", bundle["text/plain"])


def _joined(outputs: list[NotebookNode]) -> Iterator[NotebookNode]:
    """Join what was printed between two other outputs: in how many pieces it came is chance."""
    for is_stream, some in groupby(outputs, lambda output: output.output_type == "stream"):
        if not is_stream:
            yield from some
            continue
        texts = {"stdout": "", "stderr": ""}
        for output in some:
            texts[output.name] += output.text
        for name, text in texts.items():
            if text:
                yield v4.new_output("stream", name=name, text=_KERNEL_FILE.sub("<ipykernel>", text))


def _only(metadata: NotebookNode, keys: tuple[str, ...]) -> NotebookNode:
    return NotebookNode({key: metadata[key] for key in keys if key in metadata})


def _keep(kept: Path, failed: Path | None) -> tuple[NotebookNode, str]:
    """Keep the notebook as far as it ran; return it, and say where it is."""
    record: NotebookNode = remove_error_markers(nbformat.read(kept, as_version=4))
    if failed is None:
        return record, ""
    clean = scrubbed(normalised(record), watch_for(record))
    try:
        write_whole(failed, record_bytes(clean))
    except OSError as error:
        return record, f"，已运行部分没能保存（{system_word(error)}）"
    return record, f"，已运行部分存为{failed.name}"


def _stopped(record: NotebookNode, kept: str) -> str:
    """Name the cell in which the run broke off: behind it papermill began none."""
    begun = [
        position for position, cell in enumerate(record.cells) if cell.metadata.papermill.start_time
    ]
    if not begun:
        return "笔记本尚未开始运行"
    return _cell(begun[-1], record.cells[begun[-1]].source, kept)


def _cell(index: int, source: str, kept: str) -> str:
    first = next((line for line in source.splitlines() if line.strip() and line[0] != "#"), "")
    return f"停在笔记本第{index + 1}格“{first}”{kept}"


def _told(error: PapermillExecutionError, record: Path, failed: Path | None) -> LawgovError:
    """Turn the kernel's error into ours; what the library said keeps its class and code.

    What is wrong with a parameter or a file is told by its place there, and no notebook is kept
    that would show nothing else; all else is told by the cell.
    """
    ours = error_class(error.ename)
    said = [Problem.written(line) for line in error.evalue.splitlines()]
    if ours is not None and not (said and all(said)):
        ours = None
    if ours is not None and issubclass(ours, _PLAIN):
        if failed:
            failed.unlink(missing_ok=True)
        return ours(tuple(problem for problem in said if problem))
    cell = _cell(error.cell_index, error.source, _keep(record, failed)[1])
    if ours is not None:
        return ours(
            tuple(replace(each, message=f"{each.message}（{cell}）") for each in said if each)
        )
    if error.ename.endswith("MemoryError"):
        return RunError.of(
            "E604",
            f"{cell}：内存不足",
            hint="关闭其他程序后重试；仍然不足的，检查这一格处理的数据是否过大。",
        )
    message = f"{cell}：{error.ename} {error.evalue.partition(chr(10))[0]}".rstrip()
    where = "该文件" if failed else "笔记本"
    return RunError.of("E601", message, hint=f"打开{where}，改正这一格。")


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
