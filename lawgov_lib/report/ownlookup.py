"""What an analyst's own cells may refer to, carried in the record beside the opening."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from lawgov_lib.areas import AREAS
from lawgov_lib.base.errors import Place, TellingError
from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.catalogue import load_catalogue
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.untraced import names_of
from lawgov_lib.document import markdown
from lawgov_lib.document.owncells import References, numbered
from lawgov_lib.document.tree import OWN, Figure, Lookup, Remark, Section
from lawgov_lib.reading.numerals import NUMERAL
from lawgov_lib.reading.owntracing import untraced
from lawgov_lib.telling.facts import facts_of
from lawgov_lib.telling.narrative import Teller, all_references

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any

    from lawgov_lib.base.errors import Problem
    from lawgov_lib.report.yearreport import Report

_CODE = "C22"
_HINT = "改为引用指标，如“{{ 指标 }}”；没有相应指标的，填写台账或改写文字。"


def lookup_of(report: Report) -> Lookup:
    """Return every reference of a year with what it says, and how numbers by hand are told.

    Args:
        report: The year, measured and told.
    """
    inputs = report.year_inputs
    teller = Teller(report.metrics, inputs.registers, facts_of(inputs.report))
    statements = {key: AREAS[key].statements for key in report.spots if key in AREAS}
    return Lookup(
        references=all_references(teller, statements),
        names=tuple(sorted(name for name in names_of(report.subject) if NUMERAL.search(name))),
        untraced=Remark(
            code=_CODE,
            title=load_catalogue()[_CODE].title,
            severity=Severity.WARNING,
            message="",
            hint=_HINT,
        ),
    )


def own_text(notebook: Path, lookup: Lookup) -> tuple[tuple[Problem, ...], tuple[Finding, ...]]:
    """Read the Markdown of own cells before anything is run: its faults, and numbers by hand.

    Args:
        notebook: The notebook; one that cannot be read is the run's to tell.
        lookup: What the text may refer to.
    """
    problems: list[Problem] = []
    sections: list[Section] = []
    for each in numbered(_cells(notebook)):
        tags = each.cell.get("metadata", {}).get("tags", ())
        if each.cell["cell_type"] != "markdown" or "remove_cell" in tags:
            continue
        try:
            blocks = markdown.parse(
                "".join(each.cell["source"]),
                resolve=References(lookup),
                show=lambda _, caption, __: Figure(data="", alt=caption),
                file=f"{notebook.name} {each.name}",
            )
        except TellingError as error:
            problems += error.problems
        else:
            name = f"{notebook.name} {each.name}"
            key = f"{OWN}cell-{each.number}"
            sections.append(Section(key=key, order=(0,), blocks=blocks, label=name))
    findings = tuple(
        Finding(
            remark.code,
            remark.severity,
            remark.message,
            tuple(map(Place, remark.places)),
            remark.hint,
            remark.section,
            remark.paragraph,
            remark.about,
        )
        for remark in untraced(sections, lookup)
    )
    return tuple(problems), findings


def _cells(notebook: Path) -> list[Mapping[str, Any]]:
    try:
        cells: list[Mapping[str, Any]] = json.loads(notebook.read_bytes())["cells"]
        kept = [cell for cell in cells if cell["cell_type"] and "source" in cell]
    except (OSError, ValueError, LookupError, TypeError):
        return []
    return kept
