"""Cases: rows that are opened on one day and, sooner or later, closed on another."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import model_validator

from lawgov_lib.inputs.columns import Row
from lawgov_lib.inputs.rows.faults import earlier, refuse


class CaseRow(Row):
    """A case known by its number, with the days ``opened_on`` and ``closed_on``.

    A model may add ``due_on``, the day by which the case should be closed, and ``outcome``;
    ``pending`` is then the outcome of a case that is not closed yet.
    """

    key = ("number",)
    pending: ClassVar[str] = ""

    @model_validator(mode="after")
    def _could_have_happened(self) -> Self:
        days = {name: getattr(self, name, None) for name in ("opened_on", "closed_on", "due_on")}
        opened, closed = days["opened_on"], days["closed_on"]
        headers, outcome = self.headers(), getattr(self, "outcome", None)
        refuse(
            {
                **{
                    f"「{headers[name]}」{day}早于「{headers['opened_on']}」{opened}": True
                    for name, day in days.items()
                    if earlier(day, opened)
                },
                f"「结果」为“{outcome}”时，不应填「{headers['closed_on']}」": bool(
                    self.pending and closed and outcome == self.pending
                ),
                f"「结果」为“{outcome}”时，应填「{headers['closed_on']}」": bool(
                    self.pending and not closed and outcome != self.pending
                ),
            }
        )
        return self
