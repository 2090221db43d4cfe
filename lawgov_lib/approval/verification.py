"""Verify a year: make the report anew beside what is published, compare, and say what differs.

The manifest says why. A file that is not as it was made was edited by hand; what was made and
what is made now differ because the inputs, the program or the packages have changed since, or
else because the report cannot be reproduced.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import LawgovError, Place, Problem, VerifyError
from lawgov_lib.base.layout import FINAL_FOLDER, MANIFEST, OUTPUTS, PARAMS, SIGNOFF_FILE
from lawgov_lib.base.scratch import scratch
from lawgov_lib.document.tree import DRAFT, FINAL
from lawgov_lib.inputs.signofffile import read_signoff
from lawgov_lib.notebook import CELL_SECONDS
from lawgov_lib.publishing import alterations, publication
from lawgov_lib.publishing.manifest import Manifest, read_manifest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lawgov_lib.document.tree import Status
    from lawgov_lib.inputs.signofffile import Signoff
    from lawgov_lib.notebook.execution import Kind
    from lawgov_lib.publishing.alterations import Alterations
    from lawgov_lib.publishing.publication import Made

_EXPLAINED = {"outputs", "inputs", "program", "packages", "python"}
"""What of a manifest is compared by itself: the rest must be as when made anew."""
_NO_EDITING = "需要改动的，改资料后重新生成；已发布的文件不要手工改动。"
_INPUTS = "核对这些改动；改动无误的，重新生成报告。"
_PROGRAM = "用生成时的程序和软件包核对；升级无误的，重新生成报告。"
_VARIES = "资料、程序和软件包都没有变化；核对文件和清单是否一并被改动过，如没有，请报告程序维护者。"


@dataclass(frozen=True)
class Verified:
    """The folders that are the same when made anew, and what has changed without effect."""

    folders: tuple[str, ...]
    notes: tuple[str, ...] = ()

    def told(self) -> str:
        """Say what was compared."""
        same = [f"{folder} 与重新生成的完全相同。" for folder in self.folders]
        return "\n".join([*same, *(f"{note}；结果不受影响。" for note in self.notes)])


@dataclass(frozen=True)
class Published:
    """A published folder: edits by hand, and what else has changed since it was made."""

    name: str
    manifest: Manifest
    edits: tuple[Problem, ...]
    causes: tuple[Problem, ...]


def verify(
    root: Path,
    year: int,
    seconds: int = CELL_SECONDS,
    kernel: Kind | None = None,
) -> Verified:
    """Make one year's report anew and compare it with the draft and the final report.

    Args:
        root: The folder that holds ``params/`` and ``outputs/``; nothing there is written.
        year: The report year.
        seconds: How long one cell may run.
        kernel: How the notebook's process comes to be, as of :func:`.execution.run`.

    Raises:
        VerifyError: Something differs; every difference with its cause.
        PublishError: Nothing is published, or its manifest cannot be read.
        LawgovError: The report cannot be made anew, although nothing has changed.
    """
    folders = [published(root, year, status) for status in _there(root, year)]
    known = tuple(each for folder in folders for each in (*folder.edits, *folder.causes))
    with scratch() as aside:
        try:
            signoff = read_signoff(root / PARAMS / str(year), f"{PARAMS}/{year}")
            failed = aside / f"{year}-failed.ipynb"
            made = publication.make(root, year, failed, seconds, kernel)
        except LawgovError as error:
            if not known:
                raise
            raise VerifyError((*known, *error.problems)) from None
    problems = tuple(
        problem for folder in folders for problem in differences(folder, made, signoff)
    )
    if problems:
        raise VerifyError(problems)
    notes = dict.fromkeys(cause.message for folder in folders for cause in folder.causes)
    return Verified(tuple(folder.name for folder in folders), tuple(notes))


def _there(root: Path, year: int) -> Iterator[Status]:
    """Say what is published of a year: a draft, unless there is none beside the final report."""
    folder = root / OUTPUTS / str(year)
    has_final = (folder / FINAL_FOLDER).is_dir()
    if (folder / MANIFEST).exists() or not has_final:
        yield DRAFT
    if has_final:
        yield FINAL


def published(root: Path, year: int, status: Status) -> Published:
    """Look at a published folder, and at what has changed since it was made.

    Raises:
        PublishError: It has no manifest that can be read, or a file cannot be read.
    """
    name = f"{OUTPUTS}/{year}" if status == DRAFT else f"{OUTPUTS}/{year}/{FINAL_FOLDER}"
    manifest = read_manifest(root / name, name)
    found = alterations.altered(root, name, manifest)
    edits = tuple(
        Problem("E901", f"生成后{word}", Place(f"{name}/{file}"), _NO_EDITING)
        for file, word in found.edits.items()
    )
    return Published(name, manifest, edits, tuple(_causes(name, found)))


def _causes(name: str, found: Alterations) -> Iterator[Problem]:
    """Say what has changed since a folder was made, whether or not that matters to it."""
    place = Place(name)
    if found.inputs:
        yield Problem(
            "E902", f"生成后资料有变化：{alterations.listed(found.inputs)}", place, _INPUTS
        )
    if found.program:
        yield Problem(
            "E903", f"生成后程序有变化：{alterations.listed(found.program)}", place, _PROGRAM
        )
    if found.versions:
        versions = "、".join(found.versions)
        yield Problem("E904", f"生成后软件包有变化：{versions}", place, _PROGRAM)


def differences(folder: Published, made: Made, signoff: Signoff) -> Iterator[Problem]:
    """Compare a published folder with the report made anew; each difference with its cause."""
    yield from folder.edits
    yield from _unrecorded(folder, signoff)
    old = folder.manifest
    files = made.draft() if old.status == DRAFT else made.final(old.approvals)
    new = Manifest.model_validate_json(files[MANIFEST])
    differing = list(alterations.changes(old.outputs, new.outputs))
    declared = old.model_dump(exclude=_EXPLAINED) == new.model_dump(exclude=_EXPLAINED)
    if folder.causes and (differing or not declared):
        told = "、".join([*differing, *([] if declared else [MANIFEST])])
        for cause in folder.causes:
            yield replace(cause, message=f"{cause.message}；与重新生成的不同：{told}")
    elif differing:
        message = f"与重新生成的不同：{'、'.join(differing)}"
        yield Problem("E905", message, Place(folder.name), _VARIES)
    elif not declared:
        place = Place(f"{folder.name}/{MANIFEST}")
        yield Problem("E901", "清单与重新生成的不同", place, _NO_EDITING)


def _unrecorded(folder: Published, signoff: Signoff) -> Iterator[Problem]:
    """Name the approvals of a final report that nobody has recorded."""
    recorded = {
        (each.role, each.name, each.date.isoformat(), each.content) for each in signoff.root
    }
    for each in folder.manifest.approvals:
        if (each.role, each.name, each.date, each.content) not in recorded:
            message = f"清单中{each.name}的“{each.role}”签批在{SIGNOFF_FILE}中没有记录"
            place = Place(f"{folder.name}/{MANIFEST}")
            yield Problem("E901", message, place, "核对签批记录。")
