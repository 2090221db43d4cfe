"""What of a published report holds: its content, files, approvals, signature and place in the log.

All of it is found from the files themselves; what the manifest says is one of the things looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawgov_lib.approval.finalslog import of_year
from lawgov_lib.approval.keys import Seal, Validity, seal_of
from lawgov_lib.base.layout import (
    FINAL_FOLDER,
    FONTS_FOLDER,
    MANIFEST,
    PARAMS,
    REPORT_FILE,
    SIGNOFF_FILE,
)
from lawgov_lib.document.tree import FINAL
from lawgov_lib.publishing.alterations import ADDED, edits, strays
from lawgov_lib.publishing.contradictions import contradictions

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from lawgov_lib.approval.finalslog import Log
    from lawgov_lib.base.errors import Problem
    from lawgov_lib.inputs.signofffile import Signoff
    from lawgov_lib.publishing.contradictions import Depth
    from lawgov_lib.publishing.manifest import Manifest

UNSIGNED = Seal(Validity.ABSENT)


@dataclass(frozen=True)
class Integrity:
    """What does not hold: files edited, strays and contradictions by file, approvals in words.

    What was put beside a final report, such as the files that an office's own programs leave, is a
    stray: nothing that was signed says anything else. A draft is not
    signed by key, and stands in no log.
    """

    edits: dict[str, str]
    strays: dict[str, str]
    contents: dict[str, str]
    approvals: tuple[str, ...] = ()
    seal: Seal = UNSIGNED
    log: tuple[Problem, ...] = ()
    is_logged: bool = True
    """Whether there is a log at all: finals of before there was one are none the worse."""

    @property
    def holds(self) -> bool:
        """Whether nothing but what stands beside the report was found."""
        is_sealed = self.seal.validity is not Validity.INVALID
        is_known = not (self.log and self.is_logged)
        return is_sealed and is_known and not (self.edits or self.contents or self.approvals)


def examine(  # noqa: PLR0913, PLR0917  each says one thing of the folder
    root: Path,
    name: str,
    manifest: Manifest,
    signoff: Signoff | None,
    log: Log,
    depth: Depth,
    *,
    is_same_program: bool,
) -> Integrity:
    """Look at a published folder.

    Args:
        root: The folder that holds ``params/`` and ``outputs/``.
        name: The published folder, relative to the root.
        manifest: Its manifest.
        signoff: The approvals as the year recorded them; None where nobody may look at them.
        log: The log of finals.
        depth: How much is compared with the record.
        is_same_program: Whether the program that made the files is the one at work.

    Raises:
        PublishError: A file cannot be read.
    """
    folder = root / name
    year = int(name.split("/")[1])
    is_final = manifest.status == FINAL
    kept = () if is_final else {FINAL_FOLDER, *log.kept(year)}
    told = edits(folder, manifest)
    added = {file for file, word in told.items() if is_final and word == ADDED}
    changed = {file: word for file, word in told.items() if file not in added}
    apart = {file: told[file] for file in sorted(added)}
    apart |= {file: word for file, word in strays(folder, kept).items() if file not in changed}
    contents = contradictions(
        folder, manifest, root / FONTS_FOLDER, depth, is_same_program=is_same_program
    )
    if manifest.year != year:
        contents = {MANIFEST: f"是{manifest.year}年度的", **contents}
    if not is_final:
        return Integrity(changed, apart, contents)
    vouched = tuple(unvouched(manifest, signoff))
    logged = tuple(of_year(log, root, year))
    return Integrity(changed, apart, contents, vouched, seal_of(folder), logged, log.is_there)


def other_agency(root: Path, manifest: Manifest, changed: Collection[str]) -> str:
    """Say so where a report is another agency's than the inputs beside it; blank where it is not.

    Args:
        root: The folder that holds ``params/`` and ``outputs/``.
        manifest: The report's manifest.
        changed: Which inputs are not as they were when it was made.
    """
    folder = f"{PARAMS}/{manifest.year}"
    if f"{folder}/{REPORT_FILE}" not in changed:
        return ""
    from lawgov_lib.inputs import agency_of  # noqa: PLC0415  few reports ask, and it loads slowly

    name = agency_of(root / folder, folder)
    if name in {"", manifest.agency}:
        return ""
    return f"报告是“{manifest.agency}”的，{folder}/{REPORT_FILE}写的机关是“{name}”"


def unvouched(manifest: Manifest, signoff: Signoff | None = None) -> Iterator[str]:
    """Say which approvals of a final report do not hold.

    Args:
        manifest: Its manifest.
        signoff: The approvals as the year recorded them; None where nobody may look at them.
    """
    given = {each.role for each in manifest.approvals}
    for role in manifest.roles:
        if role not in given:
            yield f"缺少“{role}”签批"
    recorded = signoff and {
        (each.role, each.name, each.date.isoformat(), each.content) for each in signoff.root
    }
    for each in manifest.approvals:
        if each.content != manifest.content:
            yield f"{each.name}的“{each.role}”签批所签的不是这份内容"
        elif recorded is not None and (
            (each.role, each.name, each.date, each.content) not in recorded
        ):
            yield f"{each.name}的“{each.role}”签批在{SIGNOFF_FILE}中没有记录"
