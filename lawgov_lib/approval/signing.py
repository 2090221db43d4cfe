"""Sign a report: record who approved its content, in which role, on which day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawgov_lib.approval.procedure import unfitting
from lawgov_lib.approval.signingsheet import keep_text, sheet_of
from lawgov_lib.base.errors import ParameterError, Place, Problem, PublishError
from lawgov_lib.base.files import write_whole, writing
from lawgov_lib.base.layout import FONTS_FOLDER, OUTPUTS, PARAMS, REPORT_FILE, SIGNOFF_FILE
from lawgov_lib.document.tree import fingerprint
from lawgov_lib.inputs.signofffile import Signature, read_signoff, with_signature
from lawgov_lib.inputs.signoffroles import people
from lawgov_lib.publishing import alterations
from lawgov_lib.publishing.contradictions import Depth, contradictions
from lawgov_lib.publishing.folders import exclusive
from lawgov_lib.publishing.manifest import inputs_of, read_manifest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from pathlib import Path

    from lawgov_lib.approval.signingsheet import SigningSheet
    from lawgov_lib.inputs.signofffile import Signoff
    from lawgov_lib.publishing.manifest import Manifest

_ANEW = "重新生成报告，核对之后再签批。"


@dataclass(frozen=True)
class Signed:
    """What was recorded, in which file, and the roles that have not approved this content yet."""

    file: str
    signature: Signature
    missing: tuple[str, ...]

    def told(self, shown: Callable[[str], str] = str) -> str:
        """Say what was recorded and what comes next.

        Args:
            shown: How a path below the root is written for the reader.
        """
        rest = f"尚未签批：{'、'.join(self.missing)}" if self.missing else "各环节签批齐备。"
        return "\n".join(
            [
                f"已记入 {shown(self.file)}：{self.signature}",
                f"所签内容的指纹：{fingerprint(self.signature.content)}",
                rest,
            ]
        )


@dataclass(frozen=True)
class Order:
    """Which role of which year's report somebody is about to approve, and on which day.

    ``today`` is the day on which the approval is recorded.
    """

    year: int
    role: str
    name: str
    on: date
    today: date

    def __post_init__(self) -> None:
        """Refuse a name that names nobody."""
        if not people(self.name):
            raise ParameterError.of("E308", "没有写明签批人", hint="用 --name 写明姓名。")

    @property
    def shown(self) -> str:
        """The year's outputs, relative to the root."""
        return f"{OUTPUTS}/{self.year}"


def sheet(root: Path, order: Order) -> SigningSheet:
    """Show what would be approved; nothing is written.

    Args:
        root: The folder that holds ``params/`` and ``outputs/``.
        order: Who is about to approve what.

    Raises:
        InputError: The approvals so far cannot be read.
        PublishError: There is no report, or the approval would be refused; all reasons at once.
    """
    manifest = read_manifest(root / order.shown, order.shown)
    signature, signoff = _signature(order, manifest), _allowed(root, order, manifest)
    return sheet_of(root, manifest, signature, signoff.last(order.role))


def sign(
    root: Path,
    order: Order,
    content: str | None = None,
    waiting: Callable[[], object] = lambda: None,
) -> Signed:
    """Record an approval of the report as it stands in the outputs.

    Args:
        root: The folder that holds ``params/`` and ``outputs/``.
        order: Who approves what.
        content: The content that the person was shown, if any.
        waiting: Called once if another run holds the year, before waiting for it.

    Raises:
        InputError: The approvals so far cannot be read.
        PublishError: There is no report, or it is not what the inputs give or the person was
            shown, or the approval does not go with the others; all reasons at once.
    """
    read_manifest(root / order.shown, order.shown)
    with exclusive(root / OUTPUTS, order.year, waiting):
        manifest = read_manifest(root / order.shown, order.shown)
        if content not in {None, manifest.content}:
            raise PublishError.of("E831", "确认时报告已重新生成", Place(order.shown), _ANEW)
        _allowed(root, order, manifest)
        return _record(root, manifest, _signature(order, manifest))


def _signature(order: Order, manifest: Manifest) -> Signature:
    return Signature(
        role=order.role,
        name=order.name,
        date=order.on.isoformat(),
        content=manifest.content,
        roles=manifest.roles,
    )


def _allowed(root: Path, order: Order, manifest: Manifest) -> Signoff:
    """Return the approvals so far, where one more may stand behind them."""
    signoff = read_signoff(root / PARAMS / str(order.year), f"{PARAMS}/{order.year}")
    problems = tuple(_refusals(root, manifest, order.role))
    problems = problems or tuple(_unfitting(root, order, manifest, signoff))
    if problems:
        raise PublishError(problems)
    return signoff


def _unfitting(root: Path, order: Order, manifest: Manifest, signoff: Signoff) -> Iterator[Problem]:
    """Say what the approval would spoil among those of this content."""
    given = signoff.given(manifest.roles, manifest.content)
    before = set(unfitting(root, order.year, manifest.roles, given, order.today))
    given[order.role] = _signature(order, manifest)
    now = unfitting(root, order.year, manifest.roles, given, order.today)
    return (each for each in now if each not in before)


def _record(root: Path, manifest: Manifest, signature: Signature) -> Signed:
    shown = f"{PARAMS}/{manifest.year}"
    folder = root / shown
    keep_text(root, manifest.year, manifest.content)
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
