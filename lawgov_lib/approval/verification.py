"""Verify a year: make the report anew beside what is published, compare, and say what differs.

The manifest says why. A file that is not as it was made was edited by hand; what was made and
what is made now differ because the inputs, the program or the packages have changed since, or
else because the report cannot be reproduced.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from lawgov_lib.approval.finalslog import of_year, read_log
from lawgov_lib.approval.integrity import examine, other_agency
from lawgov_lib.approval.keys import Validity
from lawgov_lib.base.errors import LawgovError, Place, Problem, VerifyError
from lawgov_lib.base.layout import FINAL_FOLDER, MANIFEST, OUTPUTS, PARAMS, SIGNATURE, SIGNOFF_FILE
from lawgov_lib.base.scratch import scratch
from lawgov_lib.document.tree import DRAFT, FINAL
from lawgov_lib.inputs.signofffile import read_signoff
from lawgov_lib.inputs.sourcefile import is_there
from lawgov_lib.notebook import CELL_SECONDS
from lawgov_lib.publishing import alterations, publication
from lawgov_lib.publishing.contradictions import Depth
from lawgov_lib.publishing.manifest import Manifest, looking, read_manifest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lawgov_lib.approval.finalslog import Log
    from lawgov_lib.approval.integrity import Integrity
    from lawgov_lib.document.tree import Status
    from lawgov_lib.inputs.signofffile import Signoff
    from lawgov_lib.notebook.execution import Kind
    from lawgov_lib.publishing.alterations import Alterations
    from lawgov_lib.publishing.publication import Made

_EXPLAINED = {"outputs", "inputs", "program", "packages", "python", "mark"}
"""What of a manifest is compared by itself: the rest must be as when made anew."""
_NO_EDITING = "需要改动的，改资料后重新生成；已发布的文件不要手工改动。"
_AS_IT_WAS = "文字没有变，是git或传送时换的：从原处重新复制，打成压缩包传送。"
_NO_STRAYS = "不是报告的文件，删去或移到别处；系统和办公软件自动留下的，也一样。"
_INPUTS = "核对这些改动；改动无误的，重新生成报告。"
_OTHER = "核对是否放错了文件夹；机关更名的，重新生成报告。"
_CONTENT = "报告文字与所签内容不一致：查明由谁改动，从备份恢复，或改资料后重新生成。"
_FONTS = "换回原来的字体；更换无误的，重新生成报告。"
_FORGED = "定稿或签名有改动：向签发机关核实；确须重新签名的，重新定稿。"
_PROGRAM = "用生成时的程序和软件包核对；升级无误的，重新生成报告。"
_VARIES = "资料、程序和软件包都没有变化；核对文件和清单是否一并被改动过，如没有，请报告程序维护者。"


@dataclass(frozen=True)
class Verified:
    """The folders that are the same when made anew, and what has changed without effect.

    ``signature`` says of a final report whether it is signed by key, and by which.
    """

    folders: tuple[str, ...]
    notes: tuple[str, ...] = ()
    signature: str = ""

    def told(self) -> str:
        """Say what was compared."""
        same = [f"{folder} 与重新生成的完全相同。" for folder in self.folders]
        same += [f"定稿{self.signature}。"] * bool(self.signature)
        return "\n".join([*same, *(f"{note}；结果不受影响。" for note in self.notes)])


@dataclass(frozen=True)
class Published:
    """A published folder: what of it does not hold, and what else has changed since.

    ``signature`` says whether it is signed by key; blank for a draft.
    """

    name: str
    manifest: Manifest
    edits: tuple[Problem, ...]
    causes: tuple[Problem, ...]
    signature: str = ""


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
    log = read_log(root)
    with looking(root):
        statuses = [*_there(root, year)]
    chain = log.problems if FINAL in statuses else (*log.problems, *of_year(log, root, year))
    if not (root / OUTPUTS / str(year)).is_dir() and log.of_year(year):
        raise VerifyError(chain)
    inputs = root / PARAMS / str(year)
    signoff = read_signoff(inputs, f"{PARAMS}/{year}") if is_there(inputs) else None
    look = partial(published, root, year, signoff=signoff, log=log)
    with scratch() as aside:
        try:
            failed = aside / f"{year}-failed.ipynb"
            made = publication.make(root, year, failed, seconds, kernel)
        except LawgovError as error:
            whole = map(look, statuses)
            known = (*(each for at in whole for each in (*at.edits, *at.causes)), *chain)
            if not known:
                raise
            raise VerifyError((*known, *error.problems)) from None
    folders, problems = [], list[Problem]()
    for status in statuses:
        folder = look(status, depth=Depth.DATA)
        new = _anew(folder.manifest, made)
        if folder.edits or folder.manifest.outputs != new.outputs:
            folder = look(status)
        folders.append(folder)
        problems += _compared(folder, new)
    problems += chain
    if problems:
        raise VerifyError(tuple(problems))
    notes = dict.fromkeys(cause.message for folder in folders for cause in folder.causes)
    signature = next((folder.signature for folder in folders if folder.signature), "")
    return Verified(tuple(folder.name for folder in folders), tuple(notes), signature)


def _there(root: Path, year: int) -> Iterator[Status]:
    """Say what is published of a year: a draft, unless there is none beside the final report."""
    folder = root / OUTPUTS / str(year)
    has_final = (folder / FINAL_FOLDER).is_dir()
    if not has_final or any(alterations.loose(folder)):
        yield DRAFT
    if has_final:
        yield FINAL


def published(  # noqa: PLR0913  each says one thing of the folder
    root: Path,
    year: int,
    status: Status,
    signoff: Signoff | None,
    log: Log,
    *,
    depth: Depth = Depth.WHOLE,
) -> Published:
    """Look at a published folder, and at what has changed since it was made.

    Args:
        root: The folder that holds ``params/`` and ``outputs/``.
        year: The report year.
        status: Whether the draft or the final report.
        signoff: The approvals as the year recorded them; None where its inputs are not there.
        log: The log of finals.
        depth: How much is compared with the record; files that come out the same to the byte when
            the report is made anew need no reading of their text.

    Raises:
        PublishError: It has no manifest that can be read, or a file cannot be read.
    """
    name = f"{OUTPUTS}/{year}" if status == DRAFT else f"{OUTPUTS}/{year}/{FINAL_FOLDER}"
    manifest = read_manifest(root / name, name)
    with looking(root):
        found = alterations.altered(root, name, manifest)
        if signoff is None:
            found = replace(found, inputs={}, fonts={})
        same = not found.program
        held = examine(root, name, manifest, signoff, log, depth, is_same_program=same)
    signature = str(held.seal) if manifest.status == FINAL else ""
    causes = [*_causes(name, found)]
    if other := other_agency(root, manifest, found.inputs):
        causes.insert(0, Problem("E902", other, Place(name), _OTHER))
    return Published(name, manifest, tuple(_broken(name, held)), tuple(causes), signature)


def _broken(name: str, held: Integrity) -> Iterator[Problem]:
    """Say what of a folder does not hold, whatever making it anew gives."""
    for file, word in held.edits.items():
        hint = _AS_IT_WAS if word == alterations.CONVERTED else _NO_EDITING
        yield Problem("E901", f"生成后{word}", Place(f"{name}/{file}"), hint)
    for file, word in held.strays.items():
        yield Problem("E901", f"生成后{word}", Place(f"{name}/{file}"), _NO_STRAYS)
    for file, word in held.contents.items():
        yield Problem("E906", word, Place(f"{name}/{file}"), _CONTENT)
    for said in held.approvals:
        yield Problem("E907", said, Place(f"{name}/{MANIFEST}"), f"核对{SIGNOFF_FILE}中的记录。")
    if held.seal.validity is Validity.INVALID:
        yield Problem("E909", "签名与清单不符", Place(f"{name}/{SIGNATURE}"), _FORGED)
    yield from held.log


def _causes(name: str, found: Alterations) -> Iterator[Problem]:
    """Say what has changed since a folder was made, whether or not that matters to it."""
    place = Place(name)
    if found.inputs:
        yield Problem(
            "E902", f"生成后资料有变化：{alterations.listed(found.inputs)}", place, _INPUTS
        )
    if found.fonts:
        yield Problem("E908", f"生成后字体有变化：{alterations.listed(found.fonts)}", place, _FONTS)
    if found.program:
        yield Problem(
            "E903", f"生成后程序有变化：{alterations.listed(found.program)}", place, _PROGRAM
        )
    if found.versions:
        versions = "、".join(found.versions)
        yield Problem("E904", f"生成后软件包有变化：{versions}", place, _PROGRAM)


def differences(folder: Published, made: Made) -> Iterator[Problem]:
    """Compare a published folder with the report made anew; each difference with its cause."""
    yield from _compared(folder, _anew(folder.manifest, made))


def _anew(old: Manifest, made: Made) -> Manifest:
    """Return the manifest of a folder made anew."""
    files = made.draft() if old.status == DRAFT else made.final(old.approvals)
    return Manifest.model_validate_json(files[MANIFEST])


def _compared(folder: Published, new: Manifest) -> Iterator[Problem]:
    yield from folder.edits
    old = folder.manifest
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
        if place not in (problem.place for problem in folder.edits):
            yield Problem("E901", "清单与重新生成的不同", place, _NO_EDITING)
