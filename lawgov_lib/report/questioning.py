"""A year as the checks see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.checks.settings import merged
from lawgov_lib.checks.subject import Office, Subject

if TYPE_CHECKING:
    from lawgov_lib.report.yearreport import Report


def subject_of(report: Report) -> Subject:
    """Take what the checks look at from an opened year.

    Args:
        report: The year, measured and told.
    """
    inputs = report.year_inputs
    agency, form = inputs.report.agency, inputs.report.form
    return Subject(
        file=report.file,
        year=inputs.report.year,
        office=Office(agency.name, agency.short_names, agency.level, agency.region, agency.kind),
        spots=report.spots,
        told={**report.told, **report.own.told},
        settings=merged(inputs.report.checks, agency.rung),
        prose=inputs.prose,
        before=report.history.prose,
        frame=(
            *inputs.report.title,
            inputs.report.addressee,
            form.number,
            form.printer,
            *form.agencies,
            *form.copies,
        ),
        signed_on=inputs.report.signed_on,
        counted_until=inputs.report.counted_until,
        year_inputs=inputs,
        outline=report.outline,
        measured=report.metrics,
        history=report.history,
        adrift=report.adrift,
    )
