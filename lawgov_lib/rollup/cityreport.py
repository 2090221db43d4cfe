"""Compile a city's report: collect the agencies' finals, run the roll-up's notebook, publish."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict

from lawgov_lib.base import shipped
from lawgov_lib.base.files import writing
from lawgov_lib.base.layout import MANIFEST, OUTPUTS, RECORD
from lawgov_lib.base.notebookfile import read_notebook
from lawgov_lib.base.scratch import scratch
from lawgov_lib.base.sideprocess import beside
from lawgov_lib.base.stages import PUT, READ, RENDER, RUN, stage
from lawgov_lib.exporters.formats import rendered
from lawgov_lib.notebook import CELL_SECONDS, execution
from lawgov_lib.notebook.forkserver import can_fork, dismiss, prepare
from lawgov_lib.notebook.recordwriter import record_bytes
from lawgov_lib.publishing import belongings, publication
from lawgov_lib.publishing.folders import exclusive
from lawgov_lib.publishing.manifest import (
    digest,
    digest_file,
    packages_used,
    program_of,
    python_version,
)
from lawgov_lib.publishing.manifestmark import marked
from lawgov_lib.rollup.cityfigures import Figures
from lawgov_lib.rollup.citypage import PAGE, write_city
from lawgov_lib.rollup.collection import collect
from lawgov_lib.rollup.datasheets import workbook
from lawgov_lib.rollup.publishedpages import published_page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from lawgov_lib.rollup.collection import Collected

DATA = "metrics.npz"
WORKBOOK = "figures.xlsx"
_MANY = 200
"""From how many agencies on the workbook and the page are made in a process of their own."""


class CityManifest(BaseModel):
    """The content of a roll-up's ``manifest.json``.

    ``inputs`` are the manifests and metrics of the agencies' finals by root, ``program`` and
    ``outputs`` as in an agency's own.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1] = 1
    kind: Literal["rollup"] = "rollup"
    office: str
    year: int
    content: str
    python: str
    packages: dict[str, str]
    program: dict[str, str]
    inputs: dict[str, str]
    outputs: dict[str, str]
    mark: str = ""


def compile_city(  # noqa: PLR0913  each says one thing of the roll-up
    roots: Sequence[Path],
    year: int,
    root: Path,
    *,
    out: Path | None = None,
    deadline: date | None = None,
    office: str = "",
    trust: Path | None = None,
    is_full: bool = False,
    seconds: int = CELL_SECONDS,
    waiting: Callable[[], object] = lambda: None,
    aside: Callable[[str], object] = lambda _: None,
) -> tuple[Path, Collected]:
    """Make a city's report and publish it as a folder ``rollup-<year>``.

    Args:
        roots: The agencies' folders, each with ``outputs/``; nothing there is written.
        year: The report year.
        root: The folder of who compiles it; its ``notebooks/`` may hold a notebook of its own.
        out: The folder that the report's own folder stands in, by default the root's ``outputs/``.
        deadline: The last day on which a report signed is in time; None for the regulation's.
        office: Who compiles it, shown in the title.
        trust: The trust file; None for a roll-up that checks no signatures.
        is_full: Whether the text of all formats and ``signoff.yaml`` are read too.
        seconds: How long one cell may run.
        waiting: Called once if another run holds the year, before waiting for it.
        aside: Called with what to say where something in the folder was somebody's own.

    Returns:
        The folder, and what was collected.

    Raises:
        LawgovError: Nothing can be collected, or the report cannot be made; nothing was changed.
    """
    stage(READ)
    if can_fork():
        prepare()
    collected = collect(roots, year, deadline, office, trust, is_full=is_full)
    out = out or root / OUTPUTS
    target = out / f"rollup-{year}"
    failed = out / f"rollup-{year}-failed.ipynb"
    with exclusive(out, year, waiting), writing(target.name), scratch() as folder:
        files = files_of(collected, root, target, failed, folder, seconds)
        failed.unlink(missing_ok=True)
        stage(PUT)
        if own := publication.replace(target, files):
            aside(belongings.told(own, out.name))
    return target, collected


def files_of(  # noqa: PLR0913, PLR0917  each says one thing of the roll-up
    collected: Collected,
    root: Path,
    target: Path,
    failed: Path,
    folder: Path,
    seconds: int = CELL_SECONDS,
) -> dict[str, bytes | Path]:
    """Make the files of a city's report, by name, with their manifest.

    Args:
        collected: The submissions.
        root: The folder that may hold a notebook of its own.
        target: The folder that the files will stand in.
        failed: Where the notebook is kept if a cell fails.
        folder: An empty folder for the file that grows with the city, and for the notebook's data.
        seconds: How long one cell may run.

    Returns:
        The bytes of each file, or where it lies in that folder.
    """
    submissions = collected.submissions
    year, data = submissions.year, submissions.data
    notebook = shipped.notebook(shipped.ROLLUP, root)
    read_notebook(notebook)
    program = program_of(notebook)
    stage(RUN)
    (folder / DATA).write_bytes(data)
    pages = partial(published_page, collected.roots, year, target.resolve())
    with beside(Figures(submissions), pays=len(submissions.included) >= _MANY) as begin:
        figures = begin(workbook)
        parameters = {"year": year, "data": DATA}
        record = execution.run(notebook, folder, parameters, failed, seconds)
        dismiss()
        stage(RENDER)
        made = publication.made(year, record, collected.read, program)
        document = made.document.model_copy(update={"status": None})
        # What grows with the city is given back before the formats need memory.
        files: dict[str, bytes | Path] = {WORKBOOK: figures.result()}
        begin(write_city, document.meta, folder / PAGE, pages).result()
    files |= rendered(document, made.record, for_review=False)
    files |= {RECORD: record_bytes(made.record), PAGE: folder / PAGE, DATA: data}
    manifest = CityManifest(
        office=submissions.office,
        year=year,
        content=document.content,
        python=python_version(),
        packages=packages_used(),
        program=program,
        inputs=collected.read,
        outputs={name: _digest(files[name]) for name in sorted(files)},
    )
    return {**files, MANIFEST: marked(manifest)}


def _digest(file: bytes | Path) -> str:
    return digest(file) if isinstance(file, bytes) else digest_file(file)
