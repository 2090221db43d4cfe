"""Collect the final reports of a city's agencies: manifests, records and metrics.

A final is not used if its files are not as its manifest says, if its record, its approvals or its
agency's log of finals say otherwise, if it cannot be read, or if the city trusts certain keys and
none of them has signed it; each agency is listed with what became of its report. Drafts and inputs
are never looked at.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from lawgov_lib.approval.finalslog import NAME as LOG
from lawgov_lib.approval.finalslog import of_year, read_log
from lawgov_lib.approval.integrity import unvouched
from lawgov_lib.approval.keys import Validity, seal_of
from lawgov_lib.base.errors import LawgovError, PublishError
from lawgov_lib.base.layout import (
    FINAL_FOLDER,
    FONTS_FOLDER,
    MANIFEST,
    METRICS,
    OUTPUTS,
    RECORD,
    SIGNATURE,
)
from lawgov_lib.checks.settings import merged
from lawgov_lib.document.tree import FINAL
from lawgov_lib.measuring import metricstable
from lawgov_lib.publishing import alterations
from lawgov_lib.publishing.contradictions import Depth, contradictions
from lawgov_lib.publishing.manifest import digest, read_manifest
from lawgov_lib.rollup.narration import vouched
from lawgov_lib.rollup.submissions import (
    MOST_DIGITS,
    Agency,
    Builder,
    Label,
    Row,
    Standing,
    Submissions,
)
from lawgov_lib.rollup.trust import Trust, read_trust

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from lawgov_lib.approval.finalslog import Log
    from lawgov_lib.publishing.manifest import Manifest

_TOLD = 20
_OWN_DEADLINE = "本次汇总所定期限"


@dataclass(frozen=True)
class Collected:
    """The submissions, and the hashes of the manifests that they were read from, by name."""

    submissions: Submissions
    read: dict[str, str]


@dataclass(frozen=True)
class _Final:
    """A final report as it was found: why it is not used, or its manifest and rows."""

    standing: Standing
    problem: str = ""
    remark: str = ""
    manifest: Manifest | None = None
    signed: str = ""
    rows: tuple[Row, ...] = ()
    hashes: dict[str, str] = field(default_factory=dict)


def collect(
    roots: Sequence[Path],
    year: int,
    deadline: date | None,
    office: str,
    trust_file: Path | None = None,
) -> Collected:
    """Collect a year's final reports and those of the year before.

    Args:
        roots: The agencies' folders, each with ``outputs/``; one named twice counts once.
        year: The report year.
        deadline: The last day in time; None for that of the regulation.
        office: Who compiles the roll-up, blank where nobody said.
        trust_file: Whose keys are trusted; None if signatures are not checked.

    Raises:
        InputError: The trust file cannot be used.
        PublishError: Not one final report can be used.
    """
    limit = merged({})["C14"]
    due = deadline or date.fromisoformat(f"{year + 1}-{limit['report']['day']}")
    source = _OWN_DEADLINE if deadline else limit["source"].split("；")[0]
    agencies: list[Agency] = []
    now, before = Builder(), Builder()
    trust = read_trust(trust_file) if trust_file else None
    read = {trust_file.name: digest(trust_file.read_bytes())} if trust_file else {}
    taken: dict[str, str] = {}
    for name, root in _named(roots).items():
        at = len(agencies)
        look = _Agency(root, at, trust)
        final, past = look.at(year), look.at(year - 1)
        agency = _agency(name, final, past, due)
        if agency.is_included and agency.name in taken:
            problem = f"与{taken[agency.name]}同为“{agency.name}”，重复报送"
            agency = replace(agency, standing=Standing.UNUSABLE, problem=problem)
        if agency.is_included:
            taken[agency.name] = name
            now.add(final.rows)
            before.add(past.rows)
        agencies.append(agency)
        read |= {f"{name}/{file}": mark for file, mark in (final.hashes | past.hashes).items()}
    if not taken:
        told = "；".join(f"{each.root}：{each.problem}" for each in agencies[:8])
        raise PublishError.of(
            "E823", f"没有可以汇总的{year}年度定稿（{told}）", hint="核对各机关资料所在的文件夹。"
        )
    submissions = Submissions(
        year,
        office,
        due,
        source,
        tuple(agencies),
        now.columns(),
        before.columns(),
        is_vouched=trust is not None,
    )
    return Collected(submissions, dict(sorted(read.items())))


def told(collected: Collected) -> str:
    """Say how many reports are in, name those that are not or came late, and who vouches."""
    submissions = collected.submissions
    agencies = submissions.agencies
    apart = [each for each in agencies if each.standing is not Standing.IN_TIME or each.remark]
    lines = [f"纳入汇总{len(submissions.included)}个机关，共{len(agencies)}个。"]
    lines.append(vouched(submissions))
    for each in apart[:_TOLD]:
        told = "；".join(filter(None, (each.problem, each.remark)))
        why = f"（{told}）" if told else ""
        lines.append(f"{each.root} {each.name}：{each.standing}{why}")
    if len(apart) > _TOLD:
        lines.append(f"另有{len(apart) - _TOLD}个，见汇总工作簿。")
    return "\n".join(lines)


def _named(roots: Sequence[Path]) -> dict[str, Path]:
    """Name each root by as many of its last folders as tell it from the others."""
    paths = list(dict.fromkeys(root.resolve() for root in roots))
    depth = 1
    while True:
        names = ["/".join(path.parts[-depth:]) for path in paths]
        if max(Counter(names).values(), default=1) == 1:
            return dict(sorted(zip(names, paths, strict=True)))
        depth += 1


def _agency(name: str, final: _Final, past: _Final, due: date) -> Agency:
    """Say what became of an agency's report; one that is missing is known by its last."""
    known = final.manifest or past.manifest
    standing = final.standing
    if standing is Standing.IN_TIME:
        standing = _by_day(final.signed, due)
    return Agency(
        root=name,
        name=known.agency if known else name,
        standing=standing,
        signed=final.signed,
        problem=final.problem,
        remark=final.remark,
        fictional=bool(known and known.fictional),
        findings=final.manifest.findings if final.manifest else {},
        remarks=final.manifest.remarks if final.manifest else {},
        has_before=bool(past.rows),
        problem_before="" if past.standing is Standing.ABSENT else past.problem,
    )


def _by_day(signed: str, due: date) -> Standing:
    if not signed:
        return Standing.UNDATED
    return Standing.LATE if date.fromisoformat(signed) > due else Standing.IN_TIME


class _Agency:
    """Looks at the finals of one agency."""

    def __init__(self, root: Path, place: int, trust: Trust | None) -> None:
        self._root, self._place, self._trust = root, place, trust

    @cached_property
    def _log(self) -> Log:
        return read_log(self._root)

    def at(self, year: int) -> _Final:
        """Look at the final report of a year."""
        name = f"{OUTPUTS}/{year}/{FINAL_FOLDER}"
        folder = self._root / name
        if not folder.is_dir():
            return _Final(Standing.ABSENT, f"没有{year}年度的定稿")
        try:
            manifest = read_manifest(folder, name)
            wrong = _misstated(manifest, year)
            if wrong:
                return _Final(Standing.UNUSABLE, wrong, manifest=manifest)
            return self._judged(folder, name, manifest)
        except LawgovError as error:
            told = "；".join(problem.message for problem in error.problems)
            return _Final(Standing.UNUSABLE, told)
        except OSError as error:
            return _Final(Standing.UNUSABLE, f"{METRICS}读不出来（{error.strerror}）")

    def _judged(self, folder: Path, name: str, manifest: Manifest) -> _Final:
        """Judge a final by its files; nothing is taken from its manifest on trust."""
        edits = alterations.edits(folder, manifest)
        extra = {file: word for file, word in edits.items() if word == alterations.ADDED}
        extra |= alterations.strays(folder)
        wrong = {file: word for file, word in edits.items() if file not in extra}
        log = self._log
        untrue = "" if wrong else self._untrue(folder, manifest)
        remarks = [f"另有{alterations.listed(extra)}"] if extra else []
        remarks += [] if log.is_there else [f"没有定稿登记（{LOG}）"]
        remark = "；".join(remarks)
        if wrong or untrue:
            problem = f"定稿后{alterations.listed(wrong)}" if wrong else untrue
            return _Final(Standing.TAMPERED, problem, remark, manifest)
        table = (folder / METRICS).read_bytes()
        marks = {
            f"{name}/{MANIFEST}": digest((folder / MANIFEST).read_bytes()),
            f"{name}/{METRICS}": digest(table),
        }
        try:
            day = date.fromisoformat(manifest.signed) if manifest.signed else None
            rows = tuple(_rows(table, self._place))
        except ValueError:
            problem = f"{METRICS}不是本程序生成的指标表"
            return _Final(Standing.UNUSABLE, problem, manifest=manifest)
        if objection := self._objection(folder, manifest, day):
            return _Final(Standing.UNTRUSTED, objection, remark, manifest, manifest.signed)
        return _Final(Standing.IN_TIME, "", remark, manifest, manifest.signed, rows, marks)

    def _untrue(self, folder: Path, manifest: Manifest) -> str:
        """Say what of a final belies what its manifest says."""
        fonts = self._root / FONTS_FOLDER
        contents = contradictions(folder, manifest, fonts, Depth.DATA, is_same_program=True)
        if contents:
            return f"内容不符：{alterations.listed(contents)}"
        if approvals := [*unvouched(manifest)]:
            return f"签批不符：{'、'.join(approvals)}"
        if self._log.is_there:
            problems = (*self._log.problems, *of_year(self._log, self._root, manifest.year))
            if problems:
                return f"登记不符：{'、'.join(problem.message for problem in problems)}"
        return ""

    def _objection(self, folder: Path, manifest: Manifest, day: date | None) -> str:
        seal = seal_of(folder)
        if self._trust:
            return self._trust.objection(manifest.agency, seal, day)
        return f"{SIGNATURE}与清单不符" if seal.validity is Validity.INVALID else ""


def _misstated(manifest: Manifest, year: int) -> str:
    """Say why a manifest is none of the year's final report."""
    if manifest.year != year:
        return f"清单所记年度为{manifest.year}年度"
    if manifest.status != FINAL:
        return f"清单所记状态为{manifest.status}，不是{FINAL}"
    missing = [name for name in (METRICS, RECORD) if name not in manifest.outputs]
    return f"清单中没有{'、'.join(missing)}" if missing else ""


def _rows(table: bytes, agency: int) -> Iterator[Row]:
    """Read a table of metrics.

    Raises:
        ValueError: It is none, or has a number that the columns cannot hold.
    """
    for row in metricstable.read(table.decode("utf-8-sig"), metricstable.READ):
        numbers = row.value, row.numerator, row.denominator
        if any(number and len(number.as_tuple().digits) > MOST_DIGITS for number in numbers):
            raise ValueError(row.id)
        label = Label(row.id, row.name, row.section, row.unit)
        yield Row(agency, label, row.state, *numbers, row.declared)
