"""Publish the sister reports of a year: run their notebooks, render, put each in place at once."""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict

from lawgov_lib.base import shipped
from lawgov_lib.base.errors import LawgovError, error_of
from lawgov_lib.base.files import writing
from lawgov_lib.base.layout import FONTS_FOLDER, MANIFEST, OUTPUTS, RECORD
from lawgov_lib.base.severity import Severity
from lawgov_lib.document.assembly import PLACEHOLDER
from lawgov_lib.document.tree import DRAFT, dump
from lawgov_lib.exporters.formats import rendered
from lawgov_lib.inputs.sister import ENFORCEMENT, INFORMATION
from lawgov_lib.notebook import CELL_SECONDS
from lawgov_lib.notebook.recordwriter import record_bytes
from lawgov_lib.privacy.masking import without_review
from lawgov_lib.publishing import belongings, publication
from lawgov_lib.publishing.folders import exclusive
from lawgov_lib.publishing.manifest import digest, packages_used, python_version
from lawgov_lib.publishing.manifestmark import marked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from lawgov_lib.document.dossier import Remark
    from lawgov_lib.document.tree import Document
    from lawgov_lib.notebook.execution import Kind
    from lawgov_lib.publishing.publication import Made

FINDINGS = "findings.json"
_VERSION = 1


@dataclass(frozen=True)
class SisterKind:
    """A sister report: the notebook that makes it, and the folder that it is published in."""

    notebook: str
    folder: str


KINDS = {
    INFORMATION: SisterKind(shipped.INFORMATION_REPORT, "information"),
    ENFORCEMENT: SisterKind(shipped.ENFORCEMENT_DATA, "enforcement"),
}
"""The sister reports by what people call them."""


class SisterManifest(BaseModel):
    """The content of the ``manifest.json`` of a sister report."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1] = 1
    kind: Literal["sister"] = "sister"
    report: str
    agency: str
    year: int
    status: str
    content: str
    findings: dict[str, int]
    pending: tuple[str, ...]
    python: str
    packages: dict[str, str]
    program: dict[str, str]
    inputs: dict[str, str]
    outputs: dict[str, str]
    mark: str = ""


@dataclass(frozen=True)
class Published:
    """A sister report in its place: its folder, what it lacks, and what does not agree in it."""

    report: str
    folder: Path
    pending: tuple[str, ...]
    remarks: tuple[str, ...]


def publish_sisters(  # noqa: PLR0913  each says one thing of the run
    root: Path,
    year: int,
    reports: Sequence[str] = tuple(KINDS),
    *,
    seconds: int = CELL_SECONDS,
    waiting: Callable[[], object] = lambda: None,
    kernel: Kind | None = None,
    aside: Callable[[str], object] = lambda _: None,
) -> Iterator[Published]:
    """Make the sister reports of a year, each in a folder below ``outputs/sister-<year>``.

    Args:
        root: The folder that holds ``params/`` and ``outputs/``.
        year: The report year.
        reports: Which reports, as of :data:`KINDS`.
        seconds: How long one cell may run.
        waiting: Called once if another run holds the year, before waiting for it.
        kernel: How the notebook's process comes to be.
        aside: Called with what to say where something in a folder was somebody's own.

    Yields:
        Each report, once it is in its place.

    Raises:
        LawgovError: Anything went wrong; a report that could not be made is as it was before,
            and what is wrong with either is told together.
    """
    publication.refuse_other_folders(root, year)
    home = root / OUTPUTS / f"sister-{year}"
    failures: list[LawgovError] = []
    for report in reports:
        kind = KINDS[report]
        target, failed = home / kind.folder, home / f"{kind.folder}-failed.ipynb"
        try:
            shown = f"{OUTPUTS}/{home.name}/{kind.folder}"
            with exclusive(root / OUTPUTS, year, waiting), writing(shown), _home(home):
                made = publication.make(root, year, failed, seconds, kernel, kind.notebook)
                failed.unlink(missing_ok=True)
                document = _finished(made)
                if own := publication.replace(target, _files(report, made, document, root)):
                    aside(belongings.told(own, f"{OUTPUTS}/{home.name}"))
        except LawgovError as error:
            failures.append(error)
            continue
        yield Published(report, target, document.meta.pending, _told(made, document))
    if len(failures) == 1:
        raise failures[0]
    if failures:
        problems = tuple(dict.fromkeys(each for one in failures for each in one.problems))
        kinds = {type(each) for each in failures}
        raise kinds.pop()(problems) if len(kinds) == 1 else error_of(problems)


@contextmanager
def _home(folder: Path) -> Iterator[None]:
    """Make the folder of the sister reports; it goes again if nothing came into it."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield
    finally:
        with suppress(OSError):
            folder.rmdir()


def _told(made: Made, document: Document) -> tuple[str, ...]:
    """Write what is open, a line each: what does not agree, and what must not be public."""
    remarks = (each for each in _remarks(document) if not each.answer)
    found = (f"[{each.code}] {each.severity.value} {each.message}" for each in remarks)
    return (*found, *map(str, made.disclosures))


def _finished(made: Made) -> Document:
    """Take the mark of a draft off a report that lacks nothing and in which all agrees."""
    document = made.document
    pending = list(document.meta.pending)
    if any(block == PLACEHOLDER for block in document.blocks):
        pending.append("有标题之下没有内容")
    if any(each.severity is Severity.ERROR and not each.answer for each in _remarks(document)):
        pending.append("有不一致的数据")
    if made.disclosures:
        pending.append("有不得公开的内容")
    meta = document.meta.model_copy(update={"pending": tuple(pending)})
    return document.model_copy(update={"meta": meta, "status": DRAFT if pending else None})


def _remarks(document: Document) -> tuple[Remark, ...]:
    return document.review.remarks if document.review else ()


def _files(report: str, made: Made, document: Document, root: Path) -> dict[str, bytes]:
    record = made.record if document.status else without_review(made.record)
    files = {
        **rendered(document, record, for_review=False, fonts=root / FONTS_FOLDER),
        RECORD: record_bytes(record),
        FINDINGS: _findings(report, document),
    }
    manifest = SisterManifest(
        report=report,
        agency=document.meta.agency,
        year=made.year,
        status=document.status or "",
        content=document.content,
        findings=publication.counts(document),
        pending=document.meta.pending,
        python=python_version(),
        packages=packages_used(),
        program=made.program,
        inputs=made.inputs,
        outputs={name: digest(files[name]) for name in sorted(files)},
    )
    return {**files, MANIFEST: marked(manifest)}


def _findings(report: str, document: Document) -> bytes:
    content = {
        "version": _VERSION,
        "report": report,
        "year": document.meta.year,
        "pending": document.meta.pending,
        "findings": [dump(remark) for remark in _remarks(document)],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
