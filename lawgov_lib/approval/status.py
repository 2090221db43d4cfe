"""Where each year stands: not made, draft, in review, final; and what has gone stale since."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tabulate import tabulate

from lawgov_lib.approval.procedure import unfitting
from lawgov_lib.base.errors import LawgovError
from lawgov_lib.base.layout import FINAL_FOLDER, OUTPUTS, PARAMS
from lawgov_lib.base.severity import Severity
from lawgov_lib.base.terminal import wrapped
from lawgov_lib.document.tree import fingerprint
from lawgov_lib.inputs.signofffile import Signoff, read_signoff
from lawgov_lib.publishing import alterations
from lawgov_lib.publishing.manifest import inputs_of, read_manifest

if TYPE_CHECKING:
    from pathlib import Path

    from lawgov_lib.publishing.manifest import Manifest

VERSION = 1
_YEAR = re.compile(r"[0-9]{4}")
_NOTE_WIDTH = 40
_HEADERS = ("年度", "状态", "内容指纹", "签批", "说明")


class State(StrEnum):
    """Where a year stands."""

    NOTHING = "未生成"
    DRAFT = "草稿"
    DRAFT_EDITED = "草稿已被改动"
    IN_REVIEW = "审核中"
    LAPSED = "签批失效"
    FINAL = "定稿"
    FINAL_EDITED = "定稿已被改动"
    UNKNOWN = "无法判断"


@dataclass(frozen=True)
class YearStatus:
    """Where one year stands, on which content, who has approved it, and what there is to say."""

    year: int
    state: State
    content: str = ""
    signed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def statuses(root: Path) -> tuple[YearStatus, ...]:
    """Say where each year stands that has inputs or outputs; nothing is run.

    Args:
        root: The folder that holds ``params/`` and ``outputs/``.
    """
    years = {
        int(path.name)
        for place in (PARAMS, OUTPUTS)
        for path in root.glob(f"{place}/*/")
        if _YEAR.fullmatch(path.name)
    }
    return tuple(_guarded(root, year) for year in sorted(years))


def _guarded(root: Path, year: int) -> YearStatus:
    """Tell a year that cannot be judged as such, so that the others are still told."""
    try:
        return _status(root, year)
    except LawgovError as error:
        return YearStatus(year, State.UNKNOWN, notes=tuple(map(str, error.problems)))


def _status(root: Path, year: int) -> YearStatus:
    draft, final = f"{OUTPUTS}/{year}", f"{OUTPUTS}/{year}/{FINAL_FOLDER}"
    signoff = read_signoff(root / PARAMS / str(year), f"{PARAMS}/{year}")
    if (root / final).is_dir():
        return _final(root, final, signoff, year)
    if any((root / draft).glob("[!.]*")):
        return _draft(root, draft, signoff, year)
    return YearStatus(year, State.NOTHING)


def _final(root: Path, name: str, signoff: Signoff, year: int) -> YearStatus:
    """Judge a final report; that the inputs went on since does not take its approvals away."""
    manifest = read_manifest(root / name, name)
    edits = alterations.edits(root / name, manifest)
    notes = []
    if edits:
        notes.append(f"定稿后{alterations.listed(edits)}")
    notes += _changed_inputs(root, manifest, "定稿后")
    state = State.FINAL_EDITED if edits else State.FINAL
    return _told(state, manifest, signoff, year, notes)


def _draft(root: Path, name: str, signoff: Signoff, year: int) -> YearStatus:
    manifest = read_manifest(root / name, name)
    roles, content = manifest.roles, manifest.content
    given, lapsed = signoff.given(roles, content), signoff.lapsed(roles, content)
    edits = alterations.edits(root / name, manifest)
    changed = _changed_inputs(root, manifest, "生成报告后")
    notes = [*changed]
    if edits:
        notes.insert(0, f"生成后{alterations.listed(edits)}")
    if lapsed:
        notes.append(f"所签的是此前的内容：{'、'.join(map(str, lapsed.values()))}")
    if edits:
        state = State.DRAFT_EDITED
    elif (given and changed) or (lapsed and not given):
        state = State.LAPSED
    elif given:
        state = State.IN_REVIEW
    else:
        state = State.DRAFT
    errors = manifest.findings.get(Severity.ERROR, 0)
    if errors:
        notes.append(f"检查发现有错误{errors}项")
    elif state is State.IN_REVIEW and len(given) == len(roles):
        unfit = unfitting(root, year, roles, given)
        notes += [f"签批齐备，但不能定稿：{each.message}" for each in unfit] or ["签批齐备，可定稿"]
    return _told(state, manifest, signoff, year, notes)


def _changed_inputs(root: Path, manifest: Manifest, since: str) -> list[str]:
    changed = alterations.changes(manifest.inputs, inputs_of(root, PARAMS, manifest.year))
    return [f"{since}资料有变化：{alterations.listed(changed)}"] if changed else []


def _told(
    state: State, manifest: Manifest, signoff: Signoff, year: int, notes: list[str]
) -> YearStatus:
    given = signoff.given(manifest.roles, manifest.content)
    missing = tuple(role for role in manifest.roles if role not in given)
    return YearStatus(year, state, manifest.content, tuple(given), missing, tuple(notes))


def to_text(told: tuple[YearStatus, ...]) -> str:
    """Write where the years stand for a terminal."""
    if not told:
        return "还没有任何一年的资料或报告。"
    return tabulate([_row(each) for each in told], _HEADERS, "simple", disable_numparse=True)


def _row(each: YearStatus) -> tuple[str, ...]:
    roles = len(each.signed) + len(each.missing)
    notes = list(each.notes)
    if each.state is State.IN_REVIEW and each.missing:
        notes.insert(0, f"尚未签批：{'、'.join(each.missing)}")
    return (
        str(each.year),
        each.state.value,
        fingerprint(each.content),
        f"{len(each.signed)}/{roles}" if roles else "",
        "\n".join(wrapped(note, width=_NOTE_WIDTH) for note in notes),
    )


def to_json(told: tuple[YearStatus, ...]) -> str:
    """Write where the years stand as JSON; ``version`` grows when a field changes its meaning."""
    document = {"version": VERSION, "years": [asdict(each) for each in told]}
    return json.dumps(document, ensure_ascii=False, indent=2)
