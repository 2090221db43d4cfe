"""Put the checks to a text: those that need neither a register nor a metric."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from lawgov_lib.auditing.paper import paper_of
from lawgov_lib.auditing.sources import read_source
from lawgov_lib.auditing.written import written
from lawgov_lib.base.datafile import load_data
from lawgov_lib.base.errors import FindingError, InputError, Place, error_of
from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.catalogue import load_catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from lawgov_lib.auditing.paper import Paper
    from lawgov_lib.base.errors import Problem
    from lawgov_lib.checks.finding import Finding
    from lawgov_lib.checks.subject import Written

    Check = Callable[[Written], Iterator[Finding]]


@dataclass(frozen=True)
class Audited:
    """What an audit of one file tells.

    A file that cannot be read has ``problems`` and no ``paper``. ``findings`` stand in the order
    of the text, those on the whole report first; ``last`` names the file compared with, if any.
    """

    file: str
    paper: Paper | None = None
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    last: str = ""

    @property
    def agency(self) -> str:
        """The agency that reports, blank where it was not recognised."""
        return self.paper.identity.agency if self.paper else ""

    @property
    def year(self) -> int | None:
        """The report year, None where it was not recognised."""
        return self.paper.identity.year if self.paper else None

    @property
    def exit_code(self) -> int:
        """The code of the gravest thing: a file that cannot be read, a finding that is an error."""
        if self.problems:
            return error_of(self.problems).exit_code
        wrong = any(finding.severity is Severity.ERROR for finding in self.findings)
        return FindingError.exit_code if wrong else 0


def examine(path: Path, name: str, last: Paper | None = None) -> Audited:
    """Read a file and put the checks to it; nothing is written.

    Args:
        path: The file.
        name: The name that messages show.
        last: Last year's report, to compare with.
    """
    try:
        paper = paper_of(read_source(path, name), name)
    except InputError as error:
        return Audited(name, problems=error.problems)
    return Audited(name, paper, judged(paper, last), last=last.name if last else "")


def judged(paper: Paper, last: Paper | None = None) -> tuple[Finding, ...]:
    """Return what the checks of a text find, each with its place in the file.

    Args:
        paper: The report.
        last: Last year's report, to compare with.
    """
    subject = written(paper, last)
    is_dated = paper.identity.year is not None
    dated: list[str] = _rules()["dated"]
    found = [
        _placed(finding, paper)
        for code, checks in checks_of_text().items()
        if is_dated or code not in dated
        for check in checks
        for finding in check(subject)
        if _is_meant(finding, paper)
    ]
    return tuple(sorted(found, key=lambda each: (_line(each), each.code)))


@cache
def checks_of_text() -> dict[str, tuple[Check, ...]]:
    """Return the checks that need the text alone, by code, as the catalogue marks them."""
    return {
        code: tuple(_check(name) for name in entry.of_text)
        for code, entry in load_catalogue().items()
        if entry.of_text
    }


def _check(name: str) -> Check:
    module, function = name.split(".")
    check: Check = getattr(import_module(f"lawgov_lib.checks.{module}"), function)
    return check


@cache
def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = load_data("auditing/examination.yaml")
    return rules


def _is_meant(finding: Finding, paper: Paper) -> bool:
    """Tell whether a finding holds of a text: not of a part told together with another."""
    if finding.code == "C01":
        return paper.is_report and finding.about not in paper.covered
    return finding.about != "signed_on" or paper.identity.signed_at is None


def _placed(finding: Finding, paper: Paper) -> Finding:
    """Give a finding its place in the file, and a cure for whoever has only the file."""
    places = tuple(place for place in finding.places if place.line is not None)
    at = paper.block_at(finding.section, finding.paragraph)
    if not places and at is not None:
        places = (Place(paper.name, paper.places[at]),)
    hint = _rules()["cures"].get(finding.code, finding.hint)
    others = tuple(place for place in finding.places if place.file != paper.name)
    severity = finding.severity
    if finding.code == "C01" and (paper.strangers or finding.about == "other"):
        # It may stand under a heading that is like none; and there may be nothing else to report.
        severity = Severity.WARNING
    return replace(finding, places=(*places, *others), hint=hint, severity=severity)


def _line(finding: Finding) -> int:
    return next((place.line for place in finding.places if place.line), 0)
