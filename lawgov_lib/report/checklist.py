"""Check a year: what is wrong, found, to be confirmed and missing, as text or as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from lawgov_lib.base import shipped
from lawgov_lib.base.errors import FindingError, RunError, error_of, facts
from lawgov_lib.base.layout import PARAMS
from lawgov_lib.base.readonly import ReadOnly
from lawgov_lib.base.severity import ANSWERED, Severity
from lawgov_lib.base.terminal import wrapped
from lawgov_lib.base.wording import heading_number
from lawgov_lib.document.sectioncells import read_cells
from lawgov_lib.inputs.parameters import read_parameters
from lawgov_lib.report.yearreport import Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from lawgov_lib.base.errors import Place, Problem
    from lawgov_lib.checks.finding import Finding
    from lawgov_lib.inputs.answersfile import Answer

VERSION = 1
_HINT = "处理办法："
_UNDER_CODE = " " * 8
_TOGETHER = (
    "由report.remaining()一并呈现，在报告中的位置仍按提纲；要在其后添加自己的内容的，"
    '加一个单元格report.section("节名")。'
)


@dataclass(frozen=True)
class Gap:
    """What a section lacks: metrics by id and name, and whether it has no text at all."""

    section: str
    heading: str
    metrics: tuple[tuple[str, str], ...]
    is_silent: bool


@dataclass(frozen=True)
class Checked:
    """What a check of one year tells.

    With problems no report can be made, so that nothing else is told. ``answered`` holds the
    findings that the agency has answered, each with its answer; ``remaining`` the sections, by key
    with their heading, that the notebook has no cell for and shows together.
    """

    year: int
    problems: tuple[Problem, ...]
    findings: tuple[Finding, ...] = ()
    unconfirmed: tuple[Place, ...] = ()
    missing: tuple[Gap, ...] = ()
    answered: Mapping[Finding, Answer] = field(default_factory=dict)
    remaining: Mapping[str, str] = field(default_factory=dict)

    @property
    def open(self) -> tuple[Finding, ...]:
        """The findings that no answer closes."""
        return tuple(finding for finding in self.findings if finding not in self.answered)

    @property
    def exit_code(self) -> int:
        """The code of the gravest thing open; warnings, marks and gaps leave it at 0."""
        if self.problems:
            return error_of(self.problems).exit_code
        wrong = any(finding.severity is Severity.ERROR for finding in self.open)
        return FindingError.exit_code if wrong else 0


def check(root: Path, year: int) -> Checked:
    """Check all inputs of one year, and the notebook that is to make the report; write nothing.

    Args:
        root: The folder that holds ``params/``; a relative one is looked for in the working folder
            and the folders above it.
        year: The report year.

    Raises:
        ParameterError: The year is none, or the root holds no inputs.
    """
    wanted, folder = read_parameters(year, str(root / PARAMS))
    report, problems = Report.survey(wanted, str(folder))
    notebook = shipped.notebook(shipped.ANNUAL_REPORT, folder.parent)
    try:
        cells = read_cells(notebook)
    except RunError as error:
        return Checked(wanted, (*problems, *error.problems))
    if report is None:
        return Checked(wanted, problems)
    if lost := tuple(cells.problems(report.spots)):
        return Checked(wanted, lost)
    if report.own.problems:
        return Checked(wanted, tuple(report.own.problems))
    without = cells.without_cell(report.spots)
    missing = tuple(
        Gap(
            section=key,
            heading=_heading(report, key),
            metrics=tuple((metric.id, metric.name) for metric in gaps.metrics),
            is_silent=gaps.is_silent,
        )
        for key, gaps in report.gaps().items()
    )
    return Checked(
        wanted,
        (),
        report.findings,
        report.unconfirmed(),
        missing,
        report.answered,
        ReadOnly({key: _heading(report, key) for key in without}),
    )


def _heading(report: Report, key: str) -> str:
    """Return the number and the heading that a section stands under."""
    spot = report.spots[key]
    own = spot.headings or report.spots[spot.host].headings
    return own[-1].number + own[-1].text


def to_json(checked: Checked) -> str:
    """Write the check as one JSON document.

    ``version`` grows when a field changes its meaning. ``exit_code`` is the command's. Every
    problem has ``code, message, hint, file, line, column``; every finding ``code, severity,
    message, hint, section, paragraph, places``, by ``about`` and ``mark`` what an answer must name,
    and the ``answer`` (``reason, name, date``) where there is one; everything to be confirmed
    ``file, line, column``, where ``column`` is the dotted name of an entry of ``report.yaml``.
    ``missing`` has by section
    ``heading``, ``metrics`` (each ``id, name``) and ``silent``, which tells that nothing at all
    is said there; ``remaining`` the heading of each section without a cell of its own. What is not
    known is null or an empty text.
    """
    document = {
        "version": VERSION,
        "year": checked.year,
        "exit_code": checked.exit_code,
        "problems": [problem.facts() for problem in checked.problems],
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity.value,
                "message": finding.message,
                "hint": finding.hint,
                "section": finding.section,
                "paragraph": finding.paragraph,
                "places": [facts(place) for place in finding.places],
                "about": finding.about,
                "mark": finding.mark,
                "answer": _answer(checked.answered.get(finding)),
            }
            for finding in checked.findings
        ],
        "unconfirmed": [facts(place) for place in checked.unconfirmed],
        "missing": {
            gap.section: {
                "heading": gap.heading,
                "metrics": [{"id": metric_id, "name": name} for metric_id, name in gap.metrics],
                "silent": gap.is_silent,
            }
            for gap in checked.missing
        },
        "remaining": dict(checked.remaining),
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _answer(answer: Answer | None) -> dict[str, str] | None:
    if answer is None:
        return None
    return {"reason": answer.reason, "name": answer.name, "date": answer.date.isoformat()}


def to_text(checked: Checked) -> str:
    """Write the check for a terminal."""
    parts: list[tuple[str, Callable[[Checked], Iterable[str]]]] = []
    if checked.problems:
        parts.append((f"须改正的问题：{len(checked.problems)}项", _problems))
    if checked.findings:
        parts.append((f"检查发现：{_weighed(checked)}", _findings))
    if checked.unconfirmed:
        parts.append((f"待确认：{len(checked.unconfirmed)}处", _unconfirmed))
    if checked.missing:
        parts.append((f"尚未提供：涉及{len(checked.missing)}节", _missing))
    if checked.remaining:
        parts.append((f"笔记本中没有单元格：{len(checked.remaining)}节", _remaining))
    lines = [f"{checked.year}年度资料检查", "", wrapped(_verdict(checked))]
    for position, (title, told) in enumerate(parts, start=1):
        lines += ["", heading_number(1, position) + title, *told(checked)]
    return "\n".join(lines)


def _verdict(checked: Checked) -> str:
    if checked.problems:
        return "资料有误，不能生成报告。改正后再次检查，会列出检查发现、待确认和尚未提供的内容。"
    if checked.exit_code:
        return "资料可以读取，但有检查发现属于错误，应当处理后再发布。"
    if checked.findings or checked.unconfirmed or checked.missing:
        return "资料没有错误，可以生成报告；下列内容请在定稿前逐项核对。"
    return "资料没有错误，也没有待确认或尚未提供的内容。"


def _weighed(checked: Checked) -> str:
    counts = {
        severity.value: sum(finding.severity is severity for finding in checked.open)
        for severity in Severity
    }
    counts[ANSWERED] = len(checked.answered)
    return "，".join(f"{name}{count}项" for name, count in counts.items() if count)


def _problems(checked: Checked) -> Iterator[str]:
    """List the problems under their files, each with its line, its column and what to do."""
    files = dict.fromkeys(_file(problem) for problem in checked.problems)
    for file in files:
        yield from ("", f"  {file}")
        own = [problem for problem in checked.problems if _file(problem) == file]
        for problem in sorted(own, key=_line):
            text = f"[{problem.code}] {_within(problem)}{problem.message}"
            yield wrapped(text, "    ", "           ")
            yield from _hint(problem.hint)


def _file(problem: Problem) -> str:
    return problem.place.file if problem.place else "全部资料"


def _line(problem: Problem) -> int:
    return problem.place.line or 0 if problem.place else 0


def _within(problem: Problem) -> str:
    """Say the line, and the column where the message does not name it."""
    place = problem.place
    line = f"第{place.line}行" if place and place.line else ""
    column = f"「{place.column}」列" if place and place.column else ""
    if place and place.column and f"「{place.column}」" in problem.message:
        column = ""
    return f"{line}{column}：" if line or column else ""


def _findings(checked: Checked) -> Iterator[str]:
    """List the findings, the gravest first, the answered last with their answers."""
    ranks = list(Severity)
    for finding in sorted(checked.open, key=lambda found: ranks.index(found.severity)):
        yield from _finding(finding, finding.severity.value)
        yield from _hint(finding.hint, _UNDER_CODE)
        yield wrapped(f"答复用：{_named(finding)}", _UNDER_CODE)
    for finding, answer in checked.answered.items():
        yield from _finding(finding, f"{finding.severity.value}（{ANSWERED}）")
        yield wrapped(f"答复：{answer}", _UNDER_CODE)


def _finding(finding: Finding, weight: str) -> Iterator[str]:
    yield wrapped(f"[{finding.code}] {weight}：{finding.message}", "  ", _UNDER_CODE)
    if finding.places:
        yield wrapped(f"见 {'、'.join(map(str, finding.places))}", _UNDER_CODE)


def _named(finding: Finding) -> str:
    """Name a finding the way that an answer does."""
    about = f"about: {finding.about}，" if finding.about else ""
    return f'{about}mark: "{finding.mark}"'


def _hint(hint: str, indent: str = "           ") -> Iterator[str]:
    if hint:
        yield wrapped(_HINT + hint, indent)


def _unconfirmed(checked: Checked) -> Iterator[str]:
    """List what was carried over, a file at a time: names, or spans of lines."""
    for file, places in groupby(checked.unconfirmed, key=lambda place: place.file):
        listed = list(places)
        named = [place.column for place in listed if place.line is None and place.column]
        lines = _spans([place.line for place in listed if place.line is not None])
        told = "、".join([*named, *(f"第{span}行" for span in lines)])
        yield wrapped(f"{file}：{told}", "  ", "    ")


def _spans(lines: Sequence[int]) -> list[str]:
    """Write ascending numbers, neighbours as a span: 2至17."""
    spans: list[list[int]] = []
    for line in lines:
        if spans and line == spans[-1][-1] + 1:
            spans[-1][1:] = [line]
        else:
            spans.append([line])
    return ["至".join(map(str, span)) for span in spans]


def _missing(checked: Checked) -> Iterator[str]:
    for gap in checked.missing:
        yield wrapped(f"{gap.heading} {gap.section}", "  ", "    ")
        if gap.is_silent:
            yield f"      正文：text/{gap.section}.md 未写，台账也没有可写入的内容"
        if gap.metrics:
            names = "；".join(name for _, name in gap.metrics)
            yield wrapped(f"指标：{names}", "      ", "            ")


def _remaining(checked: Checked) -> Iterator[str]:
    for key, heading in checked.remaining.items():
        yield wrapped(f"{heading} {key}", "  ", "    ")
    yield wrapped(_TOGETHER, "  ", "  ")
