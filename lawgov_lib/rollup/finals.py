"""The finals of agencies as they were found: what stands in them, and why one is not used.

Of a large city they are looked at by several processes at once; what comes out is the same.
"""

from __future__ import annotations

import gc
import os
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from multiprocessing import get_all_start_methods, get_context
from typing import TYPE_CHECKING, NamedTuple

from lawgov_lib.approval.finalslog import NAME as LOG
from lawgov_lib.approval.finalslog import of_year, read_log
from lawgov_lib.approval.integrity import unvouched
from lawgov_lib.approval.keys import Validity, seal_of
from lawgov_lib.base import interruption, shipped
from lawgov_lib.base.errors import LawgovError
from lawgov_lib.base.files import read_regular, system_word
from lawgov_lib.base.layout import (
    FINAL_FOLDER,
    FONTS_FOLDER,
    MANIFEST,
    METRICS,
    OUTPUTS,
    PARAMS,
    RECORD,
    SIGNATURE,
    SIGNOFF_FILE,
)
from lawgov_lib.base.sideprocess import lost
from lawgov_lib.document.tree import FINAL
from lawgov_lib.inputs.signofffile import read_signoff
from lawgov_lib.measuring import metricstable
from lawgov_lib.privacy.masking import machine_watch
from lawgov_lib.publishing import alterations
from lawgov_lib.publishing.contradictions import Depth, contradictions, recorded_in
from lawgov_lib.publishing.manifest import digest, digest_file, program_of, read_manifest
from lawgov_lib.rollup.rowfile import MOST, Intake
from lawgov_lib.rollup.submissions import Agency, Standing
from lawgov_lib.rollup.trust import Trust

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from lawgov_lib.approval.finalslog import Log
    from lawgov_lib.approval.keys import Seal
    from lawgov_lib.inputs.signofffile import Signoff
    from lawgov_lib.measuring.metricstable import Listed
    from lawgov_lib.privacy.disclosure import Watch
    from lawgov_lib.publishing.manifest import Manifest
    from lawgov_lib.publishing.recordcontent import Recorded
    from lawgov_lib.rollup.rowfile import Cells
    from lawgov_lib.rollup.trust import Trust

_TOGETHER = 50
"""How many agencies one process looks at before it hands over what it found."""
_MANY = 200
"""From how many agencies on it pays to start processes."""


_LOOKED_INTO = {MANIFEST, METRICS, RECORD}
"""Of a final's files, those that are read here; all are hashed."""


class Harvest(NamedTuple):
    """What was found at some agencies: how each stands, the rows by year, hashes of what was read.

    Rows stand there of every report that could be used.
    """

    agencies: list[Agency]
    rows: dict[str, Cells]
    read: dict[str, str]


class _Task(NamedTuple):
    """A part of the agencies, by their places in the list, to be looked at in one go."""

    first: int
    roots: dict[str, Path]
    year: int
    due: date
    trust: Trust | None
    is_full: bool


def gathered(
    roots: Mapping[str, Path],
    year: int,
    due: date,
    trust: Trust | None,
    *,
    is_full: bool = False,
) -> Iterator[Harvest]:
    """Look at the finals of a year, and of the year before, of all agencies.

    Args:
        roots: The agencies' folders by name.
        year: The report year.
        due: The last day in time.
        trust: Whose keys are trusted; None if signatures are not checked.
        is_full: Whether the text of all formats and ``signoff.yaml`` are read too.

    Yields:
        What was found, some agencies at a time, in their order.

    Raises:
        RunError: A process that looked was ended from without, as where memory runs out.
    """
    names = list(roots)
    tasks = [
        _Task(at, {name: roots[name] for name in part}, year, due, trust, is_full)
        for at, part in ((at, names[at : at + _TOGETHER]) for at in range(0, len(names), _TOGETHER))
    ]
    cores = os.cpu_count() or 1
    if len(roots) < _MANY or cores == 1:
        yield from map(_looked, tasks)
        return
    how = "fork" if "fork" in get_all_start_methods() else "spawn"
    with ProcessPoolExecutor(cores, get_context(how), initializer=_begin) as pool:
        try:
            with interruption.held_back():
                parts = pool.map(_looked, tasks)
            yield from parts
        except BrokenExecutor:
            raise lost() from None


def _begin() -> None:
    gc.disable()
    interruption.leave_to_parent()


def _looked(task: _Task) -> Harvest:
    agencies: list[Agency] = []
    now, before = Intake(), Intake()
    read: dict[str, str] = {}
    for at, (name, root) in enumerate(task.roots.items(), start=task.first):
        look = _Finals(root, task.trust, is_full=task.is_full)
        final, past = look.at(task.year), look.at(task.year - 1)
        agencies.append(_agency(name, final, past, task.due, look))
        for intake, found in ((now, final), (before, past)):
            if found.table:
                intake.add(at, found.table)
        read |= {f"{name}/{file}": mark for file, mark in (final.hashes | past.hashes).items()}
    shown = _watch().masked
    return Harvest(agencies, {"now": now.cells(shown), "before": before.cells(shown)}, read)


@cache
def _watch() -> Watch:
    return machine_watch(())


@dataclass(frozen=True)
class Final:
    """A final report as it was found: why it is not used, or its manifest and metrics."""

    standing: Standing
    problem: str = ""
    remark: str = ""
    manifest: Manifest | None = None
    signed: str = ""
    table: Listed | None = None
    hashes: dict[str, str] = field(default_factory=dict)


def _agency(name: str, final: Final, past: Final, due: date, look: _Finals) -> Agency:
    """Say what became of an agency's report; one that is missing is known by its last.

    What must not be public is masked in the words of agencies, as it is in the report.
    """
    known = final.manifest or past.manifest or look.last()
    standing = final.standing
    if standing is Standing.IN_TIME:
        standing = _by_day(final.signed, due)
    shown = _watch().masked
    return Agency(
        root=name,
        name=shown(known.agency) if known else name,
        standing=standing,
        signed=final.signed,
        problem=shown(final.problem),
        remark=shown("；".join(filter(None, (final.remark, _renamed(final, past))))),
        fictional=bool(known and known.fictional),
        findings=final.manifest.findings if final.manifest else {},
        remarks=final.manifest.remarks if final.manifest else {},
        has_before=bool(past.table and past.table.labels),
        problem_before=""
        if past.standing in {Standing.ABSENT, Standing.PENDING}
        else shown(past.problem),
    )


def _renamed(final: Final, past: Final) -> str:
    """Say under which name the agency reported the year before, where it was another."""
    before = past.manifest.agency if final.table and past.table and past.manifest else ""
    is_same = final.manifest is None or before in {"", final.manifest.agency}
    return "" if is_same else f"上年名称为“{before}”"


def _by_day(signed: str, due: date) -> Standing:
    if not signed:
        return Standing.UNDATED
    return Standing.LATE if date.fromisoformat(signed) > due else Standing.IN_TIME


class _Files(NamedTuple):
    """How the files of a final are read and hashed."""

    read: Callable[[Path], bytes]
    mark: Callable[[Path], str]

    @classmethod
    def read_once(cls) -> _Files:
        """Read what is looked into once: what was hashed is what is looked at afterwards."""
        read = cache(read_regular)
        return cls(
            read,
            cache(
                lambda path: digest(read(path)) if path.name in _LOOKED_INTO else digest_file(path)
            ),
        )


class _Finals:
    """Looks at the finals of one agency."""

    def __init__(self, root: Path, trust: Trust | None, *, is_full: bool) -> None:
        self._root, self._trust, self._is_full = root, trust, is_full

    @cached_property
    def _log(self) -> Log:
        return read_log(self._root)

    def last(self) -> Manifest | None:
        """Return the manifest of the last final that there is, for the name of its agency alone."""
        years = [each for each in self._root.glob(f"{OUTPUTS}/[0-9]*") if each.name.isdecimal()]
        for folder in sorted(years, key=lambda each: int(each.name), reverse=True):
            with suppress(LawgovError):
                return read_manifest(folder / FINAL_FOLDER, folder.name)
        return None

    def at(self, year: int) -> Final:
        """Look at the final report of a year."""
        name = f"{OUTPUTS}/{year}/{FINAL_FOLDER}"
        folder = self._root / name
        if not folder.is_dir():
            has_draft = (folder.parent / MANIFEST).is_file()
            standing = Standing.PENDING if has_draft else Standing.ABSENT
            said = f"{year}年度只有草稿，尚未定稿" if has_draft else f"没有{year}年度的定稿"
            return Final(standing, said)
        files = _Files.read_once()
        try:
            manifest = read_manifest(folder, name, files.read)
            wrong = _misstated(manifest, year)
            if wrong:
                return Final(Standing.UNUSABLE, wrong, manifest=manifest)
            return self._judged(folder, name, manifest, files)
        except LawgovError as error:
            told = "；".join(problem.message for problem in error.problems)
            return Final(Standing.UNUSABLE, told)
        except OSError as error:
            return Final(Standing.UNUSABLE, f"{METRICS}读不出来（{system_word(error)}）")

    def _judged(self, folder: Path, name: str, manifest: Manifest, files: _Files) -> Final:
        """Judge a final by its files; nothing is taken from its manifest on trust."""
        edits = alterations.edits(folder, manifest, files.mark)
        wrong = {file: word for file, word in edits.items() if word != alterations.ADDED}
        found = edits | alterations.strays(folder)
        extra = {file: word for file, word in found.items() if file not in wrong}
        log = self._log
        record = None if wrong else recorded_in(folder, manifest, files.read)
        untrue = "" if wrong else self._untrue(folder, manifest, record, files)
        remarks = [f"另有{alterations.listed(extra)}"] if extra else []
        remarks += [] if log.is_there else [f"没有定稿登记（{LOG}）"]
        remarks += [self._unrecorded(manifest)] if self._is_full else []
        remark = "；".join(filter(None, remarks))
        if wrong or untrue:
            problem = f"定稿后{alterations.listed(wrong)}" if wrong else untrue
            return Final(Standing.TAMPERED, problem, remark, manifest)
        marks = {
            f"{name}/{MANIFEST}": files.mark(folder / MANIFEST),
            f"{name}/{METRICS}": manifest.outputs[METRICS],
        }
        try:
            day = date.fromisoformat(manifest.signed) if manifest.signed else None
            table = _table(record)
        except ValueError:
            problem = f"{METRICS}不是本程序生成的指标表"
            return Final(Standing.UNUSABLE, problem, manifest=manifest)
        if objection := self._objection(seal_of(folder, files.read), manifest, day):
            return Final(Standing.UNTRUSTED, objection, remark, manifest, manifest.signed)
        return Final(Standing.IN_TIME, "", remark, manifest, manifest.signed, table, marks)

    def _untrue(
        self, folder: Path, manifest: Manifest, record: Recorded | None, files: _Files
    ) -> str:
        """Say what of a final belies what its manifest says."""
        fonts = self._root / FONTS_FOLDER
        depth = Depth.WHOLE if self._is_full else Depth.DATA
        contents = contradictions(
            folder,
            manifest,
            fonts,
            depth,
            is_same_program=self._is_full and self._is_of_this_program(manifest),
            read=files.read,
            told=record,
        )
        if contents:
            return f"内容不符：{alterations.listed(contents)}"
        if approvals := [*unvouched(manifest, self._signoff(manifest))]:
            return f"签批不符：{'、'.join(approvals)}"
        if self._log.is_there:
            own = of_year(self._log, self._root, manifest.year, files.mark)
            if problems := (*self._log.problems, *own):
                return f"登记不符：{'、'.join(problem.message for problem in problems)}"
        return ""

    def _is_of_this_program(self, manifest: Manifest) -> bool:
        return manifest.program == program_of(shipped.notebook(shipped.ANNUAL_REPORT, self._root))

    def _signoff(self, manifest: Manifest) -> Signoff | None:
        """Read the approvals as the year recorded them, where they are wanted and there."""
        name = f"{PARAMS}/{manifest.year}"
        if not (self._is_full and (self._root / name / SIGNOFF_FILE).exists()):
            return None
        return read_signoff(self._root / name, name)

    def _unrecorded(self, manifest: Manifest) -> str:
        """Say that approvals could not be held against what the year recorded."""
        name = f"{PARAMS}/{manifest.year}/{SIGNOFF_FILE}"
        return "" if (self._root / name).exists() else f"没有{name}，签批无从核对"

    def _objection(self, seal: Seal, manifest: Manifest, day: date | None) -> str:
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


def _table(record: Recorded | None) -> Listed:
    """Read the metrics of a record, whose data files say the same.

    Raises:
        ValueError: There are none, or a number has more digits than the columns hold.
    """
    cells = record.tables.get(METRICS) if record else None
    if not cells:
        raise ValueError(METRICS)
    table = metricstable.listed(cells)
    for numbers in filter(None, (table.values, table.numerators, table.denominators)):
        if max(numbers)[0] >= MOST or min(numbers)[0] <= -MOST:
            raise ValueError(METRICS)
    return table
