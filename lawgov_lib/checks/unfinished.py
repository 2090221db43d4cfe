"""Whether the text still holds places for words or figures to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import at
from lawgov_lib.reading.placeholders import placeholders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.checks.subject import Written


def unfinished(subject: Written) -> Iterator[Finding]:
    """Find placeholders of a draft, a block each (C27)."""
    for said in subject.said:
        found = list(dict.fromkeys(placeholders(said.text)))
        if found:
            yield at(
                said,
                Finding(
                    "C27",
                    Severity.ERROR,
                    f"正文中有待填的内容：“{'”“'.join(found)}”",
                    hint="补写内容或填入数据；不再需要的，删去。",
                    about="、".join(found),
                ),
            )
