"""下一年度主要安排: the directions of next year's work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib import formula
from lawgov_lib.document import Run
from lawgov_lib.metric import Definition
from lawgov_lib.sections.area import Area
from lawgov_lib.wording import numeral

if TYPE_CHECKING:
    from lawgov_lib.document import Runs
    from lawgov_lib.narrative import Teller

METRICS = (Definition("plans", "下一年度主要安排", "项", "计划台账的行数", formula.rows("plans")),)


def plans(teller: Teller) -> Runs:
    """Say each direction of next year's work, counted 一是、二是."""
    runs: list[Run] = []
    for position, line in enumerate(teller.rows("plans").index, start=1):
        runs += [
            Run(text=f"{numeral(position)}是"),
            teller.cell("plans", line, "measure"),
            Run(text="。"),
        ]
    return tuple(runs)


AREA = Area("plans", METRICS, {"plans": plans})
