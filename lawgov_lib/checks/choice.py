"""Which of many findings somebody asks to see."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lawgov_lib.base.severity import Severity
    from lawgov_lib.checks.finding import Finding


@dataclass(frozen=True)
class Choice:
    """Findings by code, weight and section, and at most so many of a code; empty takes all."""

    codes: tuple[str, ...] = ()
    levels: tuple[Severity, ...] = ()
    sections: tuple[str, ...] = ()
    limit: int | None = None

    def of(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return those that are asked for, in their order."""
        seen: Counter[str] = Counter()
        taken = []
        for finding in filter(self._takes, findings):
            seen[finding.code] += 1
            if self.limit is None or seen[finding.code] <= self.limit:
                taken.append(finding)
        return tuple(taken)

    def _takes(self, finding: Finding) -> bool:
        return (
            (not self.codes or finding.code in self.codes)
            and (not self.levels or finding.severity in self.levels)
            and (not self.sections or finding.section in self.sections)
        )


EVERYTHING = Choice()
"""No choice made: all findings."""
