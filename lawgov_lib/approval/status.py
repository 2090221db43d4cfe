"""Where each year stands: not made, draft, in review, final; and what has gone stale since."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tabulate import tabulate

from lawgov_lib.approval.finalslog import Log, of_year, read_log
from lawgov_lib.approval.integrity import examine, other_agency
from lawgov_lib.approval.keys import Validity
from lawgov_lib.approval.procedure import unfitting
from lawgov_lib.base import shipped
from lawgov_lib.base.errors import LawgovError, ParameterError, Problem, PublishError
from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.layout import FINAL_FOLDER, MANIFEST, NO_ROOT_HINT, OUTPUTS, PARAMS
from lawgov_lib.base.severity import Severity
from lawgov_lib.base.terminal import wrapped
from lawgov_lib.document.tree import fingerprint
from lawgov_lib.inputs.signofffile import Signoff, read_signoff
from lawgov_lib.inputs.sourcefile import is_there
from lawgov_lib.publishing import alterations
from lawgov_lib.publishing.contradictions import Depth
from lawgov_lib.publishing.manifest import Materials, looking, program_of, read_manifest

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from lawgov_lib.approval.integrity import Integrity
    from lawgov_lib.publishing.manifest import Manifest

VERSION = 1
_YEAR = compiled(r"[0-9]{4}")
_NOTE_WIDTH = 40
_HEADERS = ("年度", "状态", "内容指纹", "签批", "签名", "说明")
_SEALS = {Validity.ABSENT: "无", Validity.VALID: "有效", Validity.INVALID: "无效"}


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
    """Where one year stands, on which content, who has approved it, and what there is to say.

    ``signature`` is that of a final report by key: 有效, 无效 or 无; blank of anything else.
    """

    year: int
    state: State
    content: str = ""
    signed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    signature: str = ""


@dataclass(frozen=True)
class Standings:
    """Where all years stand, and where the chain of the log of finals is broken.

    ``failures`` are the exit codes of what kept a year or the log from being judged.
    """

    years: tuple[YearStatus, ...]
    log: tuple[Problem, ...] = ()
    failures: frozenset[int] = frozenset()

    @property
    def exit_code(self) -> int:
        """0 where all could be judged, else the code that all failures share, or 1."""
        if not self.failures:
            return 0
        return min(self.failures) if len(self.failures) == 1 else LawgovError.exit_code

    def to_text(self) -> str:
        """Write it for a terminal."""
        if not self.years:
            return "还没有任何一年的资料或报告。"
        rows = [_row(each) for each in self.years]
        table = tabulate(rows, _HEADERS, "simple", disable_numparse=True)
        return "\n".join([table, *map(str, self.log)])

    def to_json(self) -> str:
        """Write it as JSON; ``version`` grows when a field changes its meaning."""
        years = [asdict(each) for each in self.years]
        log = [problem.facts() for problem in self.log]
        document = {"version": VERSION, "years": years, "log": log}
        return json.dumps(document, ensure_ascii=False, indent=2)


def standings(root: Path) -> Standings:
    """Say where each year stands that has inputs or outputs; no notebook is run.

    What a report says is found from its files again: the record, the data files, the text of all
    formats.

    Args:
        root: The folder that holds ``params/`` and ``outputs/``.

    Raises:
        ParameterError: The root is not there, or is none.
        PublishError: The notebook or the library cannot be read.
    """
    if not any((root / name).is_dir() for name in (PARAMS, OUTPUTS)):
        said = (
            f"“{root.name or root}”中没有{PARAMS}文件夹" if root.is_dir() else f"没有文件夹“{root}”"
        )
        raise ParameterError.of("E304", said, hint=NO_ROOT_HINT)
    log, faults, failures = Log(), tuple[Problem, ...](), set[int]()
    try:
        log = read_log(root)
    except PublishError as error:
        log, faults, failures = Log(is_readable=False), error.problems, {error.exit_code}
    shelf = _Root(root, log)
    years = {
        int(path.name)
        for place in (PARAMS, OUTPUTS)
        for path in root.glob(f"{place}/*/")
        if _YEAR.fullmatch(path.name)
    }
    told = tuple(shelf.guarded(year) for year in sorted(years | log.years))
    return Standings(told, (*faults, *log.problems), frozenset(failures | shelf.failures))


class _Root:
    """The years of a root, judged one by one by what they share.

    ``failures`` collects the exit codes of those that could not be judged.
    """

    def __init__(self, root: Path, log: Log) -> None:
        self._root, self._log = root, log
        self.failures: set[int] = set()
        self._materials = Materials(root, PARAMS)
        self._program = program_of(shipped.notebook(shipped.ANNUAL_REPORT, root))

    def guarded(self, year: int) -> YearStatus:
        """Tell a year that cannot be judged as such, so that the others are still told."""
        try:
            with looking(self._root):
                return self._status(year)
        except LawgovError as error:
            self.failures.add(error.exit_code)
            return YearStatus(year, State.UNKNOWN, notes=tuple(map(str, error.problems)))

    def _status(self, year: int) -> YearStatus:
        draft, final = f"{OUTPUTS}/{year}", f"{OUTPUTS}/{year}/{FINAL_FOLDER}"
        signoff = self._signoff(year)
        if (self._root / final).is_dir():
            return self._final(final, signoff, year)
        lost = [str(problem) for problem in of_year(self._log, self._root, year)]
        if any((self._root / draft).glob("[!.]*")):
            return self._draft(draft, signoff, year, lost)
        return YearStatus(year, State.NOTHING, notes=tuple(lost))

    def _signoff(self, year: int) -> Signoff | None:
        """Read who approved; None where the year's inputs were not handed over with its outputs."""
        folder = self._root / PARAMS / str(year)
        return read_signoff(folder, f"{PARAMS}/{year}") if is_there(folder) else None

    def _final(self, name: str, signoff: Signoff | None, year: int) -> YearStatus:
        """Judge a final; that inputs and program went on since does not take approvals away."""
        manifest = read_manifest(self._root / name, name)
        found = self._examined(name, manifest, signoff)
        notes = [*_told_of(found, "定稿后"), *self._beside(year)]
        notes += self._changed(manifest, "定稿后")
        if changed := alterations.changes(manifest.program, self._program):
            notes.append(f"定稿后程序有变化（{len(changed)}个文件）")
        state = State.FINAL if found.holds else State.FINAL_EDITED
        approved = {each.role for each in manifest.approvals}
        return _standing(state, manifest, approved, year, notes, _SEALS[found.seal.validity])

    def _beside(self, year: int) -> list[str]:
        """Say what stands in the year's folder beside the draft and the finals."""
        name = f"{OUTPUTS}/{year}"
        folder, kept = self._root / name, (FINAL_FOLDER, *self._log.kept(year))
        found = alterations.strays(folder, kept)
        own = read_manifest(folder, name).outputs if (folder / MANIFEST).exists() else {}
        added = [each for each in alterations.loose(folder) if each not in {*own, MANIFEST, *found}]
        found |= dict.fromkeys(added, alterations.ADDED)
        return [f"{name}中另有{alterations.listed(found)}"] if found else []

    def _draft(self, name: str, signoff: Signoff | None, year: int, lost: list[str]) -> YearStatus:
        manifest = read_manifest(self._root / name, name)
        roles, content = manifest.roles, manifest.content
        recorded = signoff or Signoff(())
        given, lapsed = recorded.given(roles, content), recorded.lapsed(roles, content)
        found = self._examined(name, manifest, signoff)
        changed = self._changed(manifest, "生成报告后")
        notes = [*lost, *_told_of(found, "生成后"), *changed]
        by_reason: dict[str, list[str]] = {}
        for each in lapsed.values():
            by_reason.setdefault(each.staleness(content), []).append(str(each))
        notes += [f"{why}：{'、'.join(whose)}" for why, whose in by_reason.items()]
        if not found.holds:
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
            unfit = unfitting(self._root, year, roles, given)
            notes += [f"签批齐备，但不能定稿：{each.message}" for each in unfit] or [
                "签批齐备，可定稿"
            ]
        return _standing(state, manifest, given, year, notes)

    def _examined(self, name: str, manifest: Manifest, signoff: Signoff | None) -> Integrity:
        is_same = manifest.program == self._program
        return examine(
            self._root, name, manifest, signoff, self._log, Depth.WHOLE, is_same_program=is_same
        )

    def _changed(self, manifest: Manifest, since: str) -> list[str]:
        folder = f"{PARAMS}/{manifest.year}"
        if not is_there(self._root / folder):
            return [f"没有{folder}，未与资料和签批记录核对"]
        inputs, fonts = alterations.of_inputs(manifest, self._materials.hashes(manifest.year))
        told = [other_agency(self._root, manifest, inputs)]
        told += [f"{since}资料有变化：{alterations.listed(inputs)}"] if inputs else []
        told += [f"{since}字体有变化：{alterations.listed(fonts)}"] if fonts else []
        return [*filter(None, told)]


def _told_of(found: Integrity, since: str) -> list[str]:
    """Say what of a folder does not hold, what a reader reads before what vouches for it."""
    told = [
        f"{since}{alterations.listed(found.edits)}" if found.edits else "",
        f"另有{alterations.listed(found.strays)}" if found.strays else "",
        f"内容不符：{alterations.listed(found.contents)}" if found.contents else "",
        f"签批不符：{'、'.join(found.approvals)}" if found.approvals else "",
        "签名与清单不符" if found.seal.validity is Validity.INVALID else "",
        *(f"{'登记不符：' * found.is_logged}{each.message}。{each.hint}" for each in found.log),
    ]
    return [*filter(None, told)]


def _standing(  # noqa: PLR0913, PLR0917  each says one thing of the year
    state: State,
    manifest: Manifest,
    approved: Collection[str],
    year: int,
    notes: list[str],
    signature: str = "",
) -> YearStatus:
    signed = tuple(role for role in manifest.roles if role in approved)
    missing = tuple(role for role in manifest.roles if role not in approved)
    return YearStatus(year, state, manifest.content, signed, missing, tuple(notes), signature)


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
        each.signature,
        "\n".join(wrapped(note, width=_NOTE_WIDTH) for note in notes),
    )
