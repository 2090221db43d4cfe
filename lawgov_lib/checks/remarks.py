"""Findings as they travel in the record of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.checks.answers import is_answerable
from lawgov_lib.checks.catalogue import load_catalogue
from lawgov_lib.document.dossier import Remark

if TYPE_CHECKING:
    from lawgov_lib.checks.finding import Finding


def remark_of(finding: Finding, answer: str = "") -> Remark:
    """Write a finding as it travels in the record, with how it was answered."""
    entry = load_catalogue().get(finding.code)
    return Remark(
        code=finding.code,
        title=entry.title if entry else "",
        severity=finding.severity,
        message=finding.message,
        hint=finding.hint,
        section=finding.section,
        paragraph=finding.paragraph,
        about=finding.about,
        mark=finding.mark,
        places=tuple(map(str, finding.places)),
        answer=answer,
        is_answerable=is_answerable(finding),
    )
