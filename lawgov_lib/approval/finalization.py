"""Finish a year: publish the final report, once nothing stands in its way any more."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from lawgov_lib.approval import finalslog
from lawgov_lib.approval.keys import signature_of
from lawgov_lib.approval.procedure import faults
from lawgov_lib.base.commandline import typed_with
from lawgov_lib.base.errors import Place, Problem, PublishError
from lawgov_lib.base.files import remove_folder, system_word, writing
from lawgov_lib.base.layout import (
    FINAL_FOLDER,
    MANIFEST,
    OUTPUTS,
    PARAMS,
    SIGNATURE,
    SIGNOFF_FILE,
)
from lawgov_lib.base.severity import Severity
from lawgov_lib.document.assembly import PLACEHOLDER
from lawgov_lib.document.tree import Heading, fingerprint
from lawgov_lib.inputs.signofffile import read_signoff
from lawgov_lib.notebook import CELL_SECONDS
from lawgov_lib.privacy.disclosure import Watch
from lawgov_lib.privacy.guard import of_names
from lawgov_lib.publishing import belongings, publication
from lawgov_lib.publishing.folders import exclusive
from lawgov_lib.publishing.manifest import Approval, Manifest, digest, hashed, read_manifest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from lawgov_lib.document.tree import Document
    from lawgov_lib.inputs.signofffile import Signoff
    from lawgov_lib.notebook.execution import Kind

_SHORT = 8
"""How many digits of its content hash name a final report that was superseded."""
_UNKNOWN = "old"
"""Names one whose manifest cannot be read."""


@dataclass(frozen=True)
class Finished:
    """The final report: its folder, its files, whether it is new, and where the old one is kept.

    ``aside`` says what in its folder was somebody's own.
    """

    folder: str
    files: tuple[str, ...]
    is_new: bool
    kept: str = ""
    aside: str = ""

    def told(self, shown: Callable[[str], str] = str) -> str:
        """Say what was done.

        Args:
            shown: How a path below the root is written for the reader.
        """
        folder = shown(self.folder)
        if not self.is_new:
            return f"{folder} 中的定稿与现在生成的完全相同，没有改写。"
        kept = [f"原定稿移存 {shown(self.kept)}"] if self.kept else []
        kept += [self.aside] if self.aside else []
        return "\n".join(
            [*kept, *(f"已生成 {shown(f'{self.folder}/{name}')}" for name in self.files)]
        )


def finish(  # noqa: PLR0913  as of the run
    root: Path,
    year: int,
    *,
    today: date,
    supersede: bool = False,
    seconds: int = CELL_SECONDS,
    waiting: Callable[[], object] = lambda: None,
    kernel: Kind | None = None,
    key: Ed25519PrivateKey | None = None,
) -> Finished:
    """Make one year's report anew and publish it as final; the draft stays as it is.

    Args:
        root: The folder that holds ``params/`` and ``outputs/``.
        year: The report year.
        today: The day on which it is finished; no approval may be of a later one.
        supersede: Whether another final report that is there already may give way; it is kept.
        seconds: How long one cell may run.
        waiting: Called once if another run holds the year, before waiting for it.
        kernel: How the notebook's process comes to be, as of :func:`.execution.run`.
        key: The agency's private key, which signs the manifest; None for no signature.

    Raises:
        PublishError: The report may not be final, all reasons at once.
        LawgovError: It cannot be made; nothing was changed.
    """
    publication.refuse_other_folders(root, year)
    shown = f"{OUTPUTS}/{year}/{FINAL_FOLDER}"
    target = root / OUTPUTS / str(year) / FINAL_FOLDER
    failed = root / OUTPUTS / f"{year}-failed.ipynb"
    with exclusive(root / OUTPUTS, year, waiting), writing(shown):
        signoff = read_signoff(root / PARAMS / str(year), f"{PARAMS}/{year}")
        made = publication.make(root, year, failed, seconds=seconds, kernel=kernel)
        failed.unlink(missing_ok=True)
        approvals = approvals_of(signoff, made.document)
        files = made.final(approvals)
        there = hashed(_files(target))
        wanted = {name: digest(data) for name, data in files.items()}
        is_other = {**there, SIGNATURE: ""} != {**wanted, SIGNATURE: ""}
        if key is not None:
            files[SIGNATURE] = signature_of(key, files[MANIFEST])
            wanted[SIGNATURE] = digest(files[SIGNATURE])
            is_other |= there.get(SIGNATURE, wanted[SIGNATURE]) != wanted[SIGNATURE]
        is_new = is_other or (key is not None and SIGNATURE not in there)
        problems = [*refusals(made.document, signoff, today), *made.disclosures]
        signers = [each.name for each in approvals]
        problems += of_names("签批人的姓名", signers, Watch(made.document.meta.mail))
        if there and is_other and not supersede:
            problems.append(_other(shown, made.document))
        if problems:
            raise PublishError(tuple(problems))
        kept = _keep(target) if there and is_other else ""
        if is_new:
            with _given_up(target.with_name(kept) if kept else None):
                own = publication.replace(target, files, is_copied=bool(kept))
        aside = belongings.told(own, f"{OUTPUTS}/{year}") if is_new and own else ""
        with _after(shown):
            manifest = Manifest.model_validate_json(files[MANIFEST])
            finalslog.append(root, manifest, files[MANIFEST], kept)
    shown_kept = kept and f"{OUTPUTS}/{year}/{kept}"
    return Finished(shown, tuple(sorted(files)), is_new, shown_kept, aside)


@contextmanager
def _after(shown: str) -> Iterator[None]:
    """Say of what fails now that the final report stands in its place already."""
    said, hint = f"{shown}中是新的定稿，但没有写入定稿登记", "排除原因后再运行一次定稿，即行登记。"
    try:
        yield
    except PublishError as error:
        raise PublishError((*error.problems, Problem("E836", said, None, hint))) from None
    except OSError as error:
        raise PublishError.of("E836", f"{said}（{system_word(error)}）", hint=hint) from None


def approvals_of(signoff: Signoff, document: Document) -> tuple[Approval, ...]:
    """Return the approvals of a document's very content, in the order of the roles."""
    given = signoff.given(document.meta.roles, document.content)
    shown = set(Approval.model_fields)
    return tuple(Approval(**each.model_dump(mode="json", include=shown)) for each in given.values())


def refusals(
    document: Document, signoff: Signoff, today: date, root: Path | None = None
) -> Iterator[Problem]:
    """Say what keeps the report from being final; commands are named for the root."""
    yield from _open_errors(document)
    yield from _unsigned(document, signoff, root)
    if terms := document.meta.terms:
        roles, year = document.meta.roles, document.meta.year
        yield from faults(year, roles, terms, signoff.given(roles, document.content), today)
    yield from _empty(document)
    for pending in document.meta.pending:
        yield Problem("E813", pending, Place(f"{PARAMS}/{document.meta.year}"), "办结后再定稿。")


def _open_errors(document: Document) -> Iterator[Problem]:
    remarks = document.review.remarks if document.review else ()
    for each in remarks:
        if each.severity is Severity.ERROR and not each.answer:
            place = Place(each.places[0]) if each.places else None
            yield Problem("E811", f"{each.code} {each.message}", place, each.hint)


def _empty(document: Document) -> Iterator[Problem]:
    """Name the headings whose place is kept for a text that is still to come."""
    heading = ""
    for block in document.blocks:
        if isinstance(block, Heading):
            heading = block.number + block.text
        elif block == PLACEHOLDER:
            place = Place(f"{PARAMS}/{document.meta.year}")
            hint = "撰写正文或填写台账；不设这一节的，在report.yaml的「arrange」中删去。"
            yield Problem("E824", f"“{heading}”之下没有内容", place, hint)


def _unsigned(document: Document, signoff: Signoff, root: Path | None) -> Iterator[Problem]:
    """Name the roles that have not approved this very content, and what they approved before."""
    roles, content, year = document.meta.roles, document.content, document.meta.year
    given, lapsed = (told(roles, content) for told in (signoff.given, signoff.lapsed))
    for role in roles:
        if role in given:
            continue
        message = f"“{role}”环节没有签批现在的内容（{fingerprint(content)}）"
        if role in lapsed:
            message += f"；{lapsed[role]}{lapsed[role].staleness(content)}"
        command = typed_with("sign", year, root, "--role", role, "--name", "姓名")
        hint = f"生成报告并核对后签批：{command}"
        yield Problem("E812", message, Place(f"{PARAMS}/{year}/{SIGNOFF_FILE}"), hint)


def _other(shown: str, document: Document) -> Problem:
    hint = "确须取代原定稿的，加 --supersede，原定稿另行留存。"
    message = f"已有另一份定稿，与现在生成的（{fingerprint(document.content)}）不同，不会覆盖"
    return Problem("E814", message, Place(shown), hint)


def _files(folder: Path) -> dict[str, Path]:
    return {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


@contextmanager
def _given_up(copy: Path | None) -> Iterator[None]:
    """Take the copy of the former final away again where none takes its place."""
    try:
        yield
    except OSError:
        if copy:
            remove_folder(copy)
        raise


def _keep(final: Path) -> str:
    """Keep a copy of the final report beside it, so that there is one at every moment.

    Returns:
        The name of the copy.
    """
    try:
        mark = read_manifest(final, FINAL_FOLDER).content[:_SHORT]
    except PublishError:
        mark = _UNKNOWN
    base = f"{FINAL_FOLDER}-{mark}"
    names = (base if number == 1 else f"{base}-{number}" for number in count(1))
    name = next(name for name in names if not final.with_name(name).exists())
    fresh = Path(tempfile.mkdtemp(prefix=f".{FINAL_FOLDER}-", dir=final.parent))
    fresh.rmdir()  # what is protected from writing moves within the folder it lies in alone
    try:
        belongings.copy_folder(final, fresh)
        fresh.rename(final.with_name(name))
    finally:
        remove_folder(fresh)
    return name
