"""Publish a year: run, render, and put the outputs in place in one move.

What renders is imported while the notebook runs, which does not wait for it.
"""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import nbformat

from lawgov_lib.base import shipped
from lawgov_lib.base.errors import InputError, ParameterError, PublishError
from lawgov_lib.base.files import csv_bytes, writing
from lawgov_lib.base.layout import (
    FINAL_FOLDER,
    FONTS_FOLDER,
    MANIFEST,
    NO_ROOT_HINT,
    OUTPUTS,
    PARAMS,
    RECORD,
    missing_year,
)
from lawgov_lib.base.notebookfile import METADATA, read_notebook
from lawgov_lib.base.severity import ANSWERED, Severity
from lawgov_lib.base.stages import PUT, RENDER, RUN, stage
from lawgov_lib.document.tree import (
    DRAFT,
    FINAL,
    Document,
    Heading,
    Meta,
    Paragraph,
    Run,
    Section,
    Title,
    dump,
)
from lawgov_lib.notebook import CELL_SECONDS, execution
from lawgov_lib.notebook.recordwriter import record_bytes
from lawgov_lib.privacy.masking import scrubbed, watch_for, without_review
from lawgov_lib.publishing import belongings, folders
from lawgov_lib.publishing.manifest import (
    Manifest,
    digest,
    inputs_of,
    library,
    packages_used,
    program_of,
    python_version,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from nbformat import NotebookNode

    from lawgov_lib.base.errors import Problem
    from lawgov_lib.publishing.manifest import Approval

VERSION = 1


@dataclass(frozen=True)
class Made:
    """A year's report, made and not yet put in place: its record, and what it was made from.

    The record and the document are scrubbed; ``disclosures`` are the places where they were, and
    with any of them the report must not become final.
    """

    year: int
    record: NotebookNode
    document: Document
    inputs: dict[str, str]
    program: dict[str, str]
    disclosures: tuple[Problem, ...] = ()
    fonts: Path | None = None
    """The folder that may hold font files of the office's own."""

    def draft(self) -> dict[str, bytes]:
        """Render the files of a draft, by name, with their manifest."""
        return self._with_manifest(
            {
                **_files(self.record, self.document, self.fonts, for_review=True),
                "findings.json": _findings(self.document).encode(),
            },
            self.document,
        )

    def final(self, approvals: tuple[Approval, ...]) -> dict[str, bytes]:
        """Render the files of the final report, by name, with their manifest."""
        record = without_review(self.record)
        record.metadata[METADATA] = {"status": FINAL}
        document = self.document.model_copy(update={"status": FINAL})
        files = _files(record, document, self.fonts, for_review=False)
        return self._with_manifest(files, document, approvals)

    def _with_manifest(
        self, files: dict[str, bytes], document: Document, approvals: tuple[Approval, ...] = ()
    ) -> dict[str, bytes]:
        manifest = Manifest(
            agency=document.meta.agency,
            year=self.year,
            status=document.status or DRAFT,
            content=document.content,
            findings=counts(document),
            remarks=counts_by_code(document),
            fictional=document.meta.fictional,
            roles=document.meta.roles,
            approvals=approvals,
            python=python_version(),
            packages=packages_used(),
            program=self.program,
            inputs=self.inputs,
            outputs={name: digest(files[name]) for name in sorted(files)},
            omitted=document.omitted,
        )
        return {**files, MANIFEST: manifest.to_bytes()}


def make(  # noqa: PLR0913, PLR0917  each says one thing of the run
    root: Path,
    year: int,
    failed: Path | None,
    seconds: int = CELL_SECONDS,
    kernel: execution.Kind | None = None,
    name: str = shipped.ANNUAL_REPORT,
) -> Made:
    """Make one year's report without writing anything but the notebook of a run that failed.

    Args:
        root: The folder that holds ``params/`` and ``outputs/``.
        year: The report year.
        failed: Where the notebook is kept if a cell fails; None if nowhere.
        seconds: How long one cell may run.
        kernel: How the notebook's process comes to be, as of :func:`.execution.run`.
        name: The notebook that makes the report.

    Raises:
        LawgovError: Anything went wrong.
    """
    refuse_other_folders(root, year)
    notebook = shipped.notebook(name, root)
    read_notebook(notebook)
    before, program = inputs_of(root, PARAMS, year), program_of(notebook)
    parameters = {"year": year, "params_dir": PARAMS}
    with ThreadPoolExecutor(1) as aside:
        ready = aside.submit(warm_up)
        record = execution.run(notebook, root, parameters, failed, seconds, kernel)
    ready.result()
    record = _with_pictures(record, root, notebook.parent)
    after = inputs_of(root, PARAMS, year) | program_of(notebook)
    if after != before | program:
        changed = sorted(dict((before | program).items() ^ after.items()))
        raise PublishError.of(
            "E810",
            f"资料在生成报告时有改动：{'、'.join(changed)}",
            hint="等资料改好、保存后再运行。",
        )
    return dataclasses.replace(made(year, record, before, program), fonts=root / FONTS_FOLDER)


def _with_pictures(record: NotebookNode, root: Path, folder: Path) -> NotebookNode:
    """Return the record with its pictures in it, and without what only looks them up."""
    from lawgov_lib.exporters.pictures import embedded  # noqa: PLC0415
    from lawgov_lib.exporters.recordreader import without_lookup  # noqa: PLC0415

    return without_lookup(embedded(record, root, [folder]))


@cache
def warm_up() -> None:
    """Render next to nothing, once a process: templates, faces and versions are known then.

    A notebook may be running meanwhile, on another core.
    """
    from lawgov_lib.exporters.formats import rendered  # noqa: PLC0415

    rendered(_nothing(), nbformat.v4.new_notebook(), for_review=True)
    packages_used()


def warm_up_alone() -> None:
    """Do what of a warm-up starts no thread, for a process that is still to be forked."""
    from lawgov_lib.exporters.formats import FORMATS  # noqa: PLC0415

    for each in FORMATS:
        if not each.is_free:
            each.render(_nothing(), nbformat.v4.new_notebook())
    packages_used()
    library()


def _nothing() -> Document:
    words = "法治政府建设年度报告"
    blocks = (
        Title(lines=(words,)),
        Heading(level=1, number="一、", text=words, anchor="one"),
        Heading(level=2, number="（一）", text=words, anchor="two"),
        Paragraph(runs=(Run(text=words),)),
    )
    meta = Meta(title=words, agency=words, year=2000, signed_on=date(2000, 1, 1), outline=())
    return Document(meta=meta, sections=(Section(key="", order=(0,), blocks=blocks),), status=DRAFT)


def made(year: int, record: NotebookNode, inputs: dict[str, str], program: dict[str, str]) -> Made:
    """Read a record into its document, note what must not be public, and scrub both.

    Args:
        year: The report year.
        record: The record as it was run.
        inputs: The hashes of what it was made from, by name.
        program: The hashes of what made it, by name.

    Raises:
        ExportError: The record is not complete.
    """
    from lawgov_lib.exporters.recordreader import assemble  # noqa: PLC0415
    from lawgov_lib.privacy.guard import disclosures, of_names  # noqa: PLC0415

    watch, document = watch_for(record), assemble(record)
    found = (*disclosures(document, record, watch), *of_names("资料文件的名称", inputs, watch))
    clean = scrubbed(record, watch)
    if clean != record:
        document = assemble(clean)
    return Made(year, clean, document, inputs, program, found)


def refuse_other_folders(root: Path, year: int) -> None:
    """Refuse a root that holds no inputs, or none of the year, before anything is written there."""
    if not (root / PARAMS).is_dir():
        said = f"“{root.name or root}”中没有{PARAMS}文件夹"
        raise ParameterError.of("E304", said, hint=NO_ROOT_HINT)
    if missing := missing_year(root / PARAMS, year):
        raise InputError(missing)


def publish(  # noqa: PLR0913, PLR0917  each says one thing of the run
    root: Path,
    year: int,
    seconds: int = CELL_SECONDS,
    waiting: Callable[[], object] = lambda: None,
    kernel: execution.Kind | None = None,
    aside: Callable[[str], object] = lambda _: None,
) -> Path:
    """Make one year's report and publish it as a draft; a final one beside it stays.

    Args:
        root: The folder that holds ``params/`` and ``outputs/``.
        year: The report year.
        seconds: How long one cell may run.
        waiting: Called once if another run holds the year, before waiting for it.
        kernel: How the notebook's process comes to be, as of :func:`.execution.run`.
        aside: Called with what to say where something was somebody's own in the folder, and is
            kept beside it.

    Returns:
        The folder with the files of all formats, ``report.ipynb``, ``metrics.csv``,
        ``findings.json`` and ``manifest.json``.

    Raises:
        LawgovError: Anything went wrong; the folder is as it was before.
    """
    refuse_other_folders(root, year)
    target = root / OUTPUTS / str(year)
    failed = root / OUTPUTS / f"{year}-failed.ipynb"
    with folders.exclusive(root / OUTPUTS, year, waiting), writing(f"{OUTPUTS}/{year}"):
        stage(RUN)
        report = make(root, year, failed, seconds, kernel)
        failed.unlink(missing_ok=True)
        stage(RENDER)
        files = report.draft()
        stage(PUT)
        if own := replace(target, files):
            aside(belongings.told(own, OUTPUTS))
    return target


def counts(document: Document) -> dict[str, int]:
    """Count the findings: the open ones by severity, and those answered."""
    remarks = document.review.remarks if document.review else ()
    is_open = Counter(remark.severity for remark in remarks if not remark.answer)
    return {
        **{severity.value: is_open[severity] for severity in Severity},
        ANSWERED: sum(bool(remark.answer) for remark in remarks),
    }


def counts_by_code(document: Document) -> dict[str, int]:
    """Count the open findings by the code of their check, in the order of the codes."""
    remarks = document.review.remarks if document.review else ()
    found = Counter(remark.code for remark in remarks if not remark.answer)
    return dict(sorted(found.items()))


def _files(
    record: NotebookNode, document: Document, fonts: Path | None, *, for_review: bool
) -> dict[str, bytes]:
    """Render what a draft and the final report share, and with ``for_review`` the draft's own."""
    from lawgov_lib.exporters.formats import rendered  # noqa: PLC0415

    data = {f"{each.name}.csv": csv_bytes(each.columns, each.rows) for each in document.datasets}
    files = rendered(document, record, for_review=for_review, fonts=fonts)
    return {**files, RECORD: record_bytes(record), **data}


def _findings(document: Document) -> str:
    """Write the findings as JSON, and how many there are.

    ``version`` grows when a field changes its meaning.
    """
    remarks = document.review.remarks if document.review else ()
    content = {
        "version": VERSION,
        "year": document.meta.year,
        "counts": counts(document),
        "findings": [dump(remark) for remark in remarks],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def replace(
    target: Path, files: Mapping[str, bytes | Path], *, is_copied: bool = False
) -> tuple[str, ...]:
    """Put a folder of these files in the target's place in one move.

    The final reports in the target go along. Call it under ``folders.exclusive``.

    Args:
        target: The folder.
        files: The files by name.
        is_copied: Whether a copy of all that the target holds lies beside it already.

    Returns:
        What was somebody's own in the target, by the names of the copies beside it.

    Raises:
        OSError: The system refused; the target is as it was.
    """
    return folders.put(target, files, kept=f"{FINAL_FOLDER}*", is_copied=is_copied)
