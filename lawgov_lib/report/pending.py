"""What of a report is not settled: items that nobody has confirmed, days that are still open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lawgov_lib.telling.facts import UNSIGNED

if TYPE_CHECKING:
    from lawgov_lib.base.errors import Place
    from lawgov_lib.inputs import YearInputs


def unconfirmed_of(year_inputs: YearInputs, file: str) -> tuple[Place, ...]:
    """Return the places of what was carried over or imported and nobody has confirmed yet.

    Args:
        year_inputs: All that the year folder says.
        file: Where ``report.yaml`` is, relative to the root.
    """
    report = year_inputs.report
    return (
        *(
            replace(report.place(file, *name.split(".")), column=name)
            for name in report.unconfirmed
        ),
        *year_inputs.unconfirmed,
    )


def pending_of(year_inputs: YearInputs, unconfirmed: int) -> tuple[str, ...]:
    """Say what beside findings and approvals keeps a report from being final.

    Args:
        year_inputs: All that the year folder says.
        unconfirmed: How many places nobody has confirmed yet.
    """
    form = year_inputs.report.form
    return (
        *((f"尚有{unconfirmed}处内容待确认",) if unconfirmed else ()),
        *(("印发日期待定",) if form.printer and not form.printed_on else ()),
        *(() if year_inputs.report.signed_on else (UNSIGNED,)),
    )
