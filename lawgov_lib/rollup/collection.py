"""Collect the final reports of a city's agencies: their manifests and metrics, and nothing else.

A final whose files are not as its manifest says is not used, nor is one that cannot be read; each
agency is listed with what became of its report. Drafts and inputs are never looked at.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import LawgovError, PublishError
from lawgov_lib.base.layout import FINAL_FOLDER, MANIFEST, METRICS, OUTPUTS
from lawgov_lib.checks.settings import merged
from lawgov_lib.document.tree import FINAL
from lawgov_lib.measuring import metricstable
from lawgov_lib.publishing import alterations
from lawgov_lib.publishing.manifest import digest, read_manifest
from lawgov_lib.rollup.submissions import (
    MOST_DIGITS,
    Agency,
    Builder,
    Label,
    Row,
    Standing,
    Submissions,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

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
    manifest: Manifest | None = None
    signed: str = ""
    rows: tuple[Row, ...] = ()
    hashes: dict[str, str] = field(default_factory=dict)


def collect(roots: Sequence[Path], year: int, deadline: date | None, office: str) -> Collected:
    """Collect a year's final reports and those of the year before.

    Args:
        roots: The agencies' folders, each with ``outputs/``; one named twice counts once.
        year: The report year.
        deadline: The last day in time; None for that of the regulation.
        office: Who compiles the roll-up, blank where nobody said.

    Raises:
        PublishError: Not one final report can be used.
    """
    limit = merged({})["C14"]
    due = deadline or date.fromisoformat(f"{year + 1}-{limit['days']['report']}")
    source = _OWN_DEADLINE if deadline else limit["source"].split("；")[0]
    agencies: list[Agency] = []
    now, before = Builder(), Builder()
    read: dict[str, str] = {}
    taken: dict[str, str] = {}
    for name, root in _named(roots).items():
        at = len(agencies)
        final = _look(root, year, at)
        past = _look(root, year - 1, at)
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
    return Collected(
        Submissions(year, office, due, source, tuple(agencies), now.columns(), before.columns()),
        dict(sorted(read.items())),
    )


def told(collected: Collected) -> str:
    """Say how many reports are in, and name those that are not or came late."""
    agencies = collected.submissions.agencies
    apart = [each for each in agencies if each.standing is not Standing.IN_TIME]
    lines = [f"纳入汇总{len(collected.submissions.included)}个机关，共{len(agencies)}个。"]
    for each in apart[:_TOLD]:
        why = f"（{each.problem}）" if each.problem else ""
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


def _look(root: Path, year: int, agency: int) -> _Final:
    """Look at one final report."""
    name = f"{OUTPUTS}/{year}/{FINAL_FOLDER}"
    folder = root / name
    if not folder.is_dir():
        return _Final(Standing.ABSENT, f"没有{year}年度的定稿")
    try:
        manifest = read_manifest(folder, name)
        edits = alterations.edits(folder, manifest)
        table = (folder / METRICS).read_bytes()
        marks = {
            f"{name}/{MANIFEST}": digest((folder / MANIFEST).read_bytes()),
            f"{name}/{METRICS}": digest(table),
        }
    except LawgovError as error:
        told = "；".join(problem.message for problem in error.problems)
        return _Final(Standing.UNUSABLE, told)
    except OSError as error:
        return _Final(Standing.UNUSABLE, f"{METRICS}读不出来（{error.strerror}）")
    if manifest.year != year:
        return _Final(Standing.UNUSABLE, f"清单所记年度为{manifest.year}年度")
    if manifest.status != FINAL:
        return _Final(Standing.UNUSABLE, f"清单所记状态为{manifest.status}，不是{FINAL}")
    wrong = {file: word for file, word in edits.items() if word != alterations.ADDED}
    if METRICS not in manifest.outputs:
        return _Final(Standing.UNUSABLE, f"清单中没有{METRICS}", manifest)
    if wrong or digest(table) != manifest.outputs[METRICS]:
        return _Final(Standing.TAMPERED, f"定稿后{alterations.listed(wrong)}", manifest)
    try:
        signed = _signed(manifest)
        rows = tuple(_rows(table, agency))
    except ValueError:
        return _Final(Standing.UNUSABLE, f"{METRICS}不是本程序生成的指标表", manifest)
    return _Final(Standing.IN_TIME, "", manifest, signed, rows, marks)


def _signed(manifest: Manifest) -> str:
    """Return the day on which the last of the roles approved: 签发 closes the report."""
    last = manifest.roles[-1:]
    days = [each.date for each in manifest.approvals if each.role in last]
    return date.fromisoformat(days[-1]).isoformat() if days else ""


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
