"""The catalogue of the checks: what each does, its basis, and how its findings are answered."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict

from lawgov_lib.base.datafile import load_data
from lawgov_lib.base.severity import Severity


class Entry(BaseModel):
    """What people should know of one check, and ``by`` which functions it is made.

    What is found of answers has no function here: it is told once all others have been made.
    ``audit`` says whether its functions need the text alone, or names those that do: they are put
    to reports that come without a year folder.
    ``severity`` names all that the findings may weigh; ``answerable`` says whether an answer closes
    an error of this check. Warnings and hints can always be answered.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    by: tuple[str, ...] = ()
    audit: bool | tuple[str, ...] = False
    title: str
    severity: tuple[Severity, ...]
    does: str
    basis: str
    answer: str
    answerable: bool

    @property
    def of_text(self) -> tuple[str, ...]:
        """The functions that need the text alone."""
        if isinstance(self.audit, tuple):
            return self.audit
        return self.by if self.audit else ()

    @property
    def weight(self) -> str:
        """Say what its findings weigh: 错误, 错误或警告, 错误、警告或提示."""
        *others, last = self.severity
        return f"{'、'.join(others)}或{last}" if others else last


@cache
def load_catalogue() -> dict[str, Entry]:
    """Return the entries by check code, in the order of the codes."""
    entries = load_data("checks/catalogue.yaml")
    return {code: Entry.model_validate(entries[code]) for code in sorted(entries)}
