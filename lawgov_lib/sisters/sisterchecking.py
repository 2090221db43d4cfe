"""What does not agree in the sister reports of a year, beside what its annual report is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.base.errors import LawgovError
from lawgov_lib.base.layout import PARAMS
from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.finding import Finding
from lawgov_lib.sisters.enforcementdata import EnforcementData
from lawgov_lib.sisters.informationreport import InformationReport

if TYPE_CHECKING:
    from pathlib import Path

    from lawgov_lib.base.errors import Problem
    from lawgov_lib.inputs.answersfile import Answer


def check_sisters(root: Path, year: int) -> tuple[tuple[Finding, ...], dict[Finding, Answer]]:
    """Check the sister reports of a year whose annual report has no problem.

    What stands in the way of a sister report alone is an error of it that no answer closes.

    Args:
        root: The folder that holds ``params/``.
        year: The report year.

    Returns:
        What was found, the answered among it, and the answers.
    """
    found: dict[Finding, None] = {}
    answers: dict[Finding, Answer] = {}
    for kind in (InformationReport, EnforcementData):
        try:
            report = kind.open(year, str(root / PARAMS))
        except LawgovError as error:
            found.update(dict.fromkeys(map(_fault, error.problems)))
            continue
        found.update(dict.fromkeys(report.findings))
        answers.update(report.answered)
    return tuple(found), answers


def _fault(problem: Problem) -> Finding:
    places = (problem.place,) if problem.place else ()
    return Finding(problem.code, Severity.ERROR, problem.message, places, problem.hint)
