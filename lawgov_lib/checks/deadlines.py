"""Whether the yearly reports were made in time, by the days that the inputs name."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.severity import Severity
from lawgov_lib.base.wording import day
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import place
from lawgov_lib.reading.dates import days
from lawgov_lib.reading.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.checks.subject import Subject, Written

_MONTH_END = compiled("底|末|下旬")
_YEARLESS = compiled("(?:将|拟|定|已|计划)(?:于|在)?$")
_LAST_MONTH = 9
"""A report of this kind that is dated later in the year is the next one, early."""


def signed_late(subject: Subject) -> Iterator[Finding]:
    """Find a report signed after it was due (C14)."""
    signed, limits = subject.signed_on, subject.settings["C14"]
    if signed is None:
        return
    days_due = _days_due(subject)
    for key in ("publication", "report"):
        due = _due(days_due[key], subject.year + 1)
        if signed > due:
            yield Finding(
                "C14",
                Severity.ERROR,
                f"签发日期为{day(signed)}，晚于{day(due)}的{limits[key]['name']}期限",
                (subject.setting("signed_on"),),
                "核对签发日期；确已逾期的，按要求说明原因。",
                about="signed_on",
            )
            return


def told_late(subject: Written) -> Iterator[Finding]:
    """Find yearly reports that the text itself dates after they were due (C14)."""
    days_due = _days_due(subject)
    for said in subject.said:
        for sentence in sentences(said.text) if "月" in said.text else ():
            if "月" not in sentence:
                continue
            for key, month_day in days_due.items():
                limit = subject.settings["C14"][key]
                if not _speaks_of(sentence, limit):
                    continue
                for when in _days(sentence, subject.year + 1, limit["verbs"]):
                    due = _due(month_day, when.year)
                    if due < when and when.month <= _LAST_MONTH:
                        yield Finding(
                            "C14",
                            Severity.WARNING,
                            f"正文所述日期{day(when)}晚于{month_day}的{limit['name']}期限",
                            place(said),
                            "核对日期；确已逾期的，在正文中说明原因。",
                            said.section,
                            said.position,
                            f"{said.section}/{limit['name']}",
                        )


def _days_due(subject: Written) -> dict[str, str]:
    """Return month and day of each deadline by name; a model region reports earlier."""
    settings = subject.settings["C14"]
    found: dict[str, str] = settings["days"]
    return {**found, "report": settings["model_day"]} if settings["model"] else found


def _speaks_of(sentence: str, limit: dict[str, list[str]]) -> bool:
    return all(
        any(re.search(word, sentence) for word in limit[key]) for key in ("reports", "verbs")
    )


def _days(sentence: str, year: int, verbs: list[str]) -> Iterator[date]:
    """Yield the days of a sentence on which something was done, by the verbs that tell it.

    Of a month it is the first day or, where 月底 is said, the last. A day without a year is next
    year's where the sentence says that it will be: 将于4月15日. A day is left out where its own
    words tell only another deed, and another day has one of the verbs.
    """
    named = days(sentence)
    behind = [sentence[a.end : b.start] for a, b in pairwise(named)]
    told_with = [
        any(verb in words for verb in verbs)
        for words in (*behind, sentence[named[-1].end :] if named else "")
    ]
    for found, told_here in zip(named, told_with, strict=False):
        if any(told_with) and not told_here:
            continue
        told = found.year or (year if _YEARLESS.search(sentence[: found.start]) else None)
        if told is None or not found.exists(told):
            continue
        ends = found.day is None and _MONTH_END.match(sentence, found.end)
        number = monthrange(told, found.month)[1] if ends else found.day or 1
        yield date(told, found.month, number)


def _due(month_day: str, year: int) -> date:
    return date.fromisoformat(f"{year}-{month_day}")
