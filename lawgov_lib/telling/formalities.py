"""The formal parts around the text, after GB/T 9704-2012: title, signature, head and foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.base import wording
from lawgov_lib.base.quotation import full_width
from lawgov_lib.document.tree import Form, Signature
from lawgov_lib.telling.facts import signed
from lawgov_lib.telling.titlelines import BETWEEN, title_lines

if TYPE_CHECKING:
    from lawgov_lib.inputs import ReportFile
    from lawgov_lib.inputs.officialform import OfficialForm

_SUBJECT = "{}年度法治政府建设年度报告"
_JOINT_SUBJECT = "关于{}年度法治政府建设情况的报告"
"""Of party committee and government together."""


def titled(report: ReportFile) -> tuple[str, tuple[str, ...]]:
    """Word the title, and break it into lines.

    Args:
        report: What ``report.yaml`` says; lines that it names stay as they are as far as they fit.

    Returns:
        The title in one piece, and its lines.
    """
    agencies = report.signatories
    told, start = full_width("".join(report.title)), 0
    if len(report.title) > 1:
        lines: list[str] = []
        for line in report.title:
            lines += title_lines((), told[start : start + len(line)])
            start += len(line)
        return told, tuple(lines)
    heads = BETWEEN.join(agencies)
    subject = _JOINT_SUBJECT if report.agency.rung.is_joint else _SUBJECT
    text = told or heads + subject.format(report.year)
    if text.startswith(heads):
        return text, title_lines(agencies, text.removeprefix(heads))
    return text, title_lines((), text)


def signature_of(report: ReportFile) -> Signature:
    """Say who signs, the leading agency first, and when."""
    first, *others = report.signatories
    return Signature(
        agency=first, others=tuple(others), date=signed(report), sealed=report.form.sealed
    )


def form_of(form: OfficialForm) -> Form | None:
    """Word what stands above the title and at the foot of the last page, if anything does."""
    told = Form(
        number=form.number,
        signers=form.signers,
        copies=wording.recipients(form.copies),
        printer=form.printer,
        printed_on=f"{wording.day(form.printed_on)}印发" if form.printed_on else "",
    )
    return told if told.has_head or told.has_foot else None
