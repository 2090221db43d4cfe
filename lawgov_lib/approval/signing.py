"""Sign a report: record who approved its content, in which role, on which day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import ParameterError, Place, Problem, PublishError
from lawgov_lib.base.files import write_whole, writing
from lawgov_lib.base.layout import FONTS_FOLDER, OUTPUTS, PARAMS, REPORT_FILE, SIGNOFF_FILE
from lawgov_lib.document.tree import fingerprint
from lawgov_lib.inputs.signofffile import Signature, read_signoff, with_signature
from lawgov_lib.publishing import alterations
from lawgov_lib.publishing.contradictions import Depth, contradictions
from lawgov_lib.publishing.folders import exclusive
from lawgov_lib.publishing.manifest import inputs_of, read_manifest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from pathlib import Path

    from lawgov_lib.publishing.manifest import Manifest

_ANEW = "重新生成报告，核对之后再签批。"


@dataclass(frozen=True)
class Signed:
    """What was recorded, in which file, and the roles that have not approved this content yet."""

    file: str
    signature: Signature
    missing: tuple[str, ...]

    def told(self) -> str:
        """Say what was recorded and what comes next."""
        rest = f"尚未签批：{'、'.join(self.missing)}" if self.missing else "各环节签批齐备。"
        return "\n".join(
            [
                f"已记入 {self.file}：{self.signature}",
                f"所签内容的指纹：{fingerprint(self.signature.content)}",
                rest,
            ]
        )


def sign(  # noqa: PLR0913, PLR0917  each says one thing of the approval
    root: Path,
    year: int,
    role: str,
    name: str,
    on: date,
    waiting: Callable[[], object] = lambda: None,
) -> Signed:
    """Record an approval of the report as it stands in the outputs.

    Args:
        root: The folder that holds ``params/`` and ``outputs/``.
        year: The report year.
        role: One of the roles that ``report.yaml`` asks for.
        name: Who approves.
        on: The day of the approval.
        waiting: Called once if another run holds the year, before waiting for it.

    Raises:
        ParameterError: The name is blank.
        InputError: The approvals so far cannot be read.
        PublishError: There is no report, or it is not what the inputs give, or nobody asks for
            the role; all reasons at once.
    """
    if not name.strip():
        raise ParameterError.of("E308", "没有写明签批人", hint="用 --name 写明姓名。")
    outputs = f"{OUTPUTS}/{year}"
    read_manifest(root / outputs, outputs)
    with exclusive(root / OUTPUTS, year, waiting):
        manifest = read_manifest(root / outputs, outputs)
        problems = tuple(_refusals(root, manifest, role))
        if problems:
            raise PublishError(problems)
        entry = {"role": role, "name": name, "date": on.isoformat(), "content": manifest.content}
        return _record(root, manifest, Signature.model_validate(entry))


def _record(root: Path, manifest: Manifest, signature: Signature) -> Signed:
    shown = f"{PARAMS}/{manifest.year}"
    folder = root / shown
    read_signoff(folder, shown)
    with writing(f"{shown}/{SIGNOFF_FILE}"):
        write_whole(folder / SIGNOFF_FILE, with_signature(folder, shown, signature))
    given = read_signoff(folder, shown).given(manifest.roles, manifest.content)
    missing = tuple(role for role in manifest.roles if role not in given)
    return Signed(f"{shown}/{SIGNOFF_FILE}", signature, missing)


def _refusals(root: Path, manifest: Manifest, role: str) -> Iterator[Problem]:
    """Say why what the person has read may not be what would be published."""
    outputs = f"{OUTPUTS}/{manifest.year}"
    edits = alterations.edits(root / outputs, manifest)
    for name, word in edits.items():
        yield Problem("E816", f"报告生成后{word}，不能签批", Place(f"{outputs}/{name}"), _ANEW)
    apart = contradictions(
        root / outputs, manifest, root / FONTS_FOLDER, Depth.PAGE, is_same_program=True
    )
    for name in sorted(apart.keys() - edits.keys()):
        yield Problem("E816", f"{apart[name]}，不能签批", Place(f"{outputs}/{name}"), _ANEW)
    now = inputs_of(root, PARAMS, manifest.year)
    for name, word in alterations.changes(manifest.inputs, now).items():
        yield Problem("E817", f"报告生成后{word}，不能签批", Place(name), _ANEW)
    if role not in manifest.roles:
        yield Problem(
            "E818",
            f"不需要“{role}”签批",
            Place(f"{PARAMS}/{manifest.year}/{REPORT_FILE}"),
            f"可以签批的环节：{'、'.join(manifest.roles)}。",
        )
