"""The checks (检查): what a reviewer would object to in a year whose inputs are valid.

A check is a function from the :class:`Subject` to findings. A new one is written in the module of
its matter and named in :data:`CHECKS`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.checks import (
    absolutes,
    agreement,
    commitment,
    copying,
    coverage,
    duty,
    form,
    phrasing,
    privacy,
    shortfall,
    staleness,
    yearly,
)
from lawgov_lib.checks.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lawgov_lib.finding import Finding

__all__ = ["CHECKS", "Subject", "findings"]

CHECKS: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    coverage.legal_parts,
    shortfall.shortcomings,
    commitment.plans,
    duty.off_topic,
    agreement.counted_and_declared,
    yearly.published_and_recounted,
    yearly.other_unit,
    yearly.no_longer_told,
    yearly.unread,
    absolutes.all_or_nothing,
    copying.repeated,
    coverage.outline_of_the_period,
    staleness.repealed,
    staleness.ended_periods,
    staleness.other_years,
    staleness.counted_until,
    phrasing.norm_speak,
    form.marks,
    privacy.personal,
    privacy.secrecy_marks,
    form.numbering,
    form.signature_and_headings,
)
"""All checks, in the order of their codes."""


def findings(subject: Subject) -> tuple[Finding, ...]:
    """Return what all checks find: check by check, within one in report order."""
    return tuple(finding for check in CHECKS for finding in check(subject))
