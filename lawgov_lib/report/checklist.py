"""Check a year: what is wrong, found, to be confirmed and missing, also as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lawgov_lib.base import shipped
from lawgov_lib.base.errors import FindingError, RunError, error_of, facts
from lawgov_lib.base.layout import PARAMS
from lawgov_lib.base.readonly import ReadOnly
from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.choice import EVERYTHING
from lawgov_lib.document.sectioncells import read_cells
from lawgov_lib.inputs.parameters import read_parameters
from lawgov_lib.report.yearreport import Report

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from lawgov_lib.base.errors import Place, Problem
    from lawgov_lib.checks.choice import Choice
    from lawgov_lib.checks.finding import Finding
    from lawgov_lib.inputs.answersfile import Answer
    from lawgov_lib.inputs.understanding import Understood

VERSION = 1


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
    with their heading, that the notebook has no cell for and shows together; ``set_aside`` the
    tables of whose files something is not read, such as a title, a total or a column 备注;
    ``sections`` all that a finding may stand in; ``makes_sisters`` whether sister reports are made
    from the year, whose findings are not among these.
    """

    year: int
    problems: tuple[Problem, ...]
    findings: tuple[Finding, ...] = ()
    unconfirmed: tuple[Place, ...] = ()
    missing: tuple[Gap, ...] = ()
    answered: Mapping[Finding, Answer] = field(default_factory=dict)
    remaining: Mapping[str, str] = field(default_factory=dict)
    set_aside: tuple[Understood, ...] = ()
    sections: frozenset[str] = frozenset()
    root: Path | None = None
    makes_sisters: bool = False

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
        tuple(table for table in report.year_inputs.understood if not table.is_plain),
        frozenset(report.spots) | {finding.section for finding in report.findings},
        root,
        report.year_inputs.makes_sisters,
    )


def _heading(report: Report, key: str) -> str:
    """Return the number and the heading that a section stands under."""
    spot = report.spots[key]
    own = spot.headings or report.spots[spot.host].headings
    return own[-1].number + own[-1].text


def to_json(checked: Checked, choice: Choice = EVERYTHING) -> str:
    """Write the check as one JSON document, of the findings those that are asked for.

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
            for finding in choice.of(checked.findings)
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
