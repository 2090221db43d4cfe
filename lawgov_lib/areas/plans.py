"""下一年度主要安排: the directions of next year's work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.areas.area import Area
from lawgov_lib.base.wording import day, numeral
from lawgov_lib.document.tree import Run
from lawgov_lib.measuring import formula
from lawgov_lib.measuring.metric import Definition

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from lawgov_lib.document.tree import Runs
    from lawgov_lib.inputs import Register
    from lawgov_lib.measuring.metric import Measured
    from lawgov_lib.telling.narrative import Teller


def _with_deadline(registers: Mapping[str, Register]) -> Measured | None:
    """Count the rows with a deadline; where none has one, deadlines were not published."""
    counted = formula.rows("plans", formula.given("due_on"))(registers)
    return counted if counted and counted.value else None


METRICS = (
    Definition("plans", "下一年度主要安排", "项", "计划台账的行数", formula.rows("plans")),
    Definition(
        "plans_due", "有完成时限的安排", "项", "计划台账中有「完成时限」的行数", _with_deadline
    ),
)


def plans(teller: Teller) -> Runs:
    """Say each direction of next year's work, with its owner and deadline; several are counted."""
    runs: list[Run] = []
    rows = list(teller.rows("plans").records())
    for position, (line, row) in enumerate(rows, start=1):
        notes: list[Runs] = []
        if row["owner"]:
            notes.append((teller.cell("plans", line, "owner"), Run(text="负责")))
        if row["due_on"]:
            notes.append((_deadline(teller, line), Run(text="前完成")))
        runs += [
            *[Run(text=f"{numeral(position)}是")] * (len(rows) > 1),
            teller.cell("plans", line, "measure"),
            *teller.say("（{notes}）", notes=teller.joined(notes, "，")),
            Run(text="。"),
        ]
    return tuple(runs)


def _deadline(teller: Teller, line: int) -> Run:
    """Say a deadline, with its year where it is not next year's."""
    book = teller.registers["plans"]
    due_on: date = book.rows.at(line)["due_on"]
    cell = teller.cell("plans", line, "due_on")
    return cell if due_on.year == book.year + 1 else cell.model_copy(update={"text": day(due_on)})


AREA = Area("plans", METRICS, {"plans": plans})
