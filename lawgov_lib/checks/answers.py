"""Answers to findings: which findings they close, and which answers reach none any more.

An answer names a finding by code and ``about``, and by its mark what the finding said then. It
closes a warning or a hint, and an error only where the catalogue of the checks allows that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.catalogue import load_catalogue
from lawgov_lib.checks.finding import Finding
from lawgov_lib.inputs.sister import report_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lawgov_lib.inputs.answersfile import Answer, Answers


def answered(findings: Sequence[Finding], answers: Answers) -> dict[Finding, Answer]:
    """Return the findings that an answer closes, each with its answer."""
    given = {(each.code, each.about, each.mark): each for each in answers.root}
    return {
        finding: given[finding.code, finding.about, finding.mark]
        for finding in findings
        if (finding.code, finding.about, finding.mark) in given and is_answerable(finding)
    }


def unheard(findings: Sequence[Finding], answers: Answers, report: str = "") -> Iterator[Finding]:
    """Find answers that close nothing: outdated (A01), without a finding (A02), refused (A03).

    Args:
        findings: What was found in one report.
        answers: The answers of the year, those to findings of other reports among them.
        report: The sister report that the findings are of; blank is the annual report.
    """
    for position, answer in enumerate(answers.root):
        if report_of(answer.about) != report:
            continue
        places = (answers.place(position),)
        about = f"{answer.code}/{answer.about}"
        told = f"{answer.code}（{answer.about}）" if answer.about else answer.code
        same = [each for each in findings if (each.code, each.about) == (answer.code, answer.about)]
        exact = [finding for finding in same if finding.mark == answer.mark]
        if not same:
            yield Finding(
                "A02",
                Severity.INFO,
                f"对{told}的答复没有对应的检查发现",
                places,
                "检查发现已消除的，删去该答复。",
                about=about,
            )
        elif not exact:
            yield Finding(
                "A01",
                Severity.WARNING,
                f"对{told}的答复已过时：答复时标记为{answer.mark}，现为{same[0].mark}，"
                f"现内容为“{same[0].message}”",
                (*places, *same[0].places),
                "按现内容重新核实，修改理由和标记，或删去该答复。",
                same[0].section,
                same[0].paragraph,
                about,
            )
        elif not all(map(is_answerable, exact)):
            yield Finding(
                "A03",
                Severity.WARNING,
                f"对{told}的答复无效：这项错误须改正，不能以答复代替",
                places,
                "改正后删去该答复。",
                exact[0].section,
                exact[0].paragraph,
                about,
            )


def is_answerable(finding: Finding) -> bool:
    """Tell whether an answer closes a finding."""
    if finding.is_answerable is not None:
        return finding.is_answerable
    entry = load_catalogue().get(finding.code)
    return finding.severity is not Severity.ERROR or (entry is not None and entry.answerable)
