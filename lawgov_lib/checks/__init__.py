"""The checks (检查): what a reviewer would object to in a year whose inputs are valid.

A check is a function from the :class:`Subject` to findings. A new one is written in the module of
its matter and named in :data:`CHECKS`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.checks import (
    absolutes,
    agreement,
    balances,
    commitment,
    comparability,
    copying,
    coverage,
    deadlines,
    duty,
    form,
    jurisdiction,
    normspeak,
    personaldata,
    quantity,
    rates,
    shortfall,
    staleness,
    thresholds,
    units,
    untraced,
    yearonyear,
)
from lawgov_lib.checks.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lawgov_lib.checks.finding import Finding

__all__ = ["CHECKS", "Subject", "findings"]

CHECKS: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    coverage.legal_parts,
    shortfall.shortcomings,
    commitment.plans,
    duty.off_topic,
    quantity.areas_without_count,
    quantity.duties_without_count,
    rates.rates_without_base,
    rates.rates_out_of_range,
    rates.rates_not_recomputed,
    rates.nothing_over_nothing,
    balances.parts_and_whole,
    balances.no_more_out_than_in,
    balances.carried_over,
    balances.rolled_forward,
    balances.totals_of_tables,
    agreement.counted_and_declared,
    agreement.written_and_told,
    agreement.sister_reports,
    comparability.published_and_recounted,
    comparability.other_unit,
    comparability.no_longer_told,
    comparability.unread,
    yearonyear.direction_words,
    yearonyear.unexplained_jumps,
    absolutes.all_or_nothing,
    copying.repeated,
    coverage.outline_of_the_period,
    staleness.repealed,
    staleness.ended_periods,
    staleness.other_years,
    staleness.counted_until,
    deadlines.signed_late,
    deadlines.told_late,
    jurisdiction.hears_reconsideration,
    thresholds.missed_unmentioned,
    normspeak.norm_speak,
    form.marks,
    personaldata.personal,
    personaldata.secrecy_marks,
    form.numbering,
    form.signature_and_headings,
    units.other_unit_in_prose,
    units.other_unit_in_sister,
    units.days_and_working_days,
    untraced.untraced,
)
"""All checks, in the order of their codes."""


def findings(subject: Subject) -> tuple[Finding, ...]:
    """Return what all checks find: check by check, within one in report order."""
    return tuple(finding for check in CHECKS for finding in check(subject))
