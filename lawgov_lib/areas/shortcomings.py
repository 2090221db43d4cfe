"""存在的不足和原因: each shortcoming with its cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.areas.area import Area
from lawgov_lib.base.wording import numeral
from lawgov_lib.document.tree import Run
from lawgov_lib.measuring import formula
from lawgov_lib.measuring.metric import Definition

if TYPE_CHECKING:
    from lawgov_lib.document.tree import Runs
    from lawgov_lib.telling.narrative import Teller

METRICS = (
    Definition(
        "shortcomings", "存在的不足", "个方面", "不足台账的行数", formula.rows("shortcomings")
    ),
)


def shortcomings(teller: Teller) -> Runs:
    """Say each shortcoming and its cause, counted 一是、二是 where there are several."""
    runs: list[Run] = []
    lines = teller.rows("shortcomings").lines.tolist()
    for position, line in enumerate(lines, start=1):
        runs += [
            *[Run(text=f"{numeral(position)}是")] * (len(lines) > 1),
            teller.cell("shortcomings", line, "topic"),
            Run(text="方面，"),
            teller.cell("shortcomings", line, "problem"),
            Run(text="。主要原因是"),
            teller.cell("shortcomings", line, "cause"),
            Run(text="。"),
        ]
    return tuple(runs)


AREA = Area("shortcomings", METRICS, {"shortcomings": shortcomings})
