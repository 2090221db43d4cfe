"""Whether the totals that registers state are what their rows give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.base.severity import Severity
from lawgov_lib.base.wording import number
from lawgov_lib.checks.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.checks.subject import Subject


def totals_of_registers(subject: Subject) -> Iterator[Finding]:
    """Find totals below or above the rows of a register that differ from their column (C07)."""
    for name, register in subject.year_inputs.registers.items():
        for gap in register.understood.gaps if register.understood else ():
            yield Finding(
                "C07",
                Severity.ERROR,
                f"「{register.label}」的{gap.word}行「{gap.column}」为{number(gap.told)}，"
                f"各行相加为{number(gap.summed)}",
                (gap.place,),
                "核对各行和合计：漏填、重复的行补上或删去，或改正合计。报告只用各行的数。",
                about=f"{name}:{gap.place.line}:{gap.column}",
            )
