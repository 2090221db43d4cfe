"""Whether the yearly reports were made in time, by the days that the inputs name."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from lawgov_lib.base.severity import Severity
from lawgov_lib.base.wording import day
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import place
from lawgov_lib.reading.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.checks.subject import Subject, Written

_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_LAST_MONTH = 9
"""A report of this kind that is dated later in the year is the next one, early."""


def signed_late(subject: Subject) -> Iterator[Finding]:
    """Find a report signed after it was due (C14)."""
    signed, limits = subject.signed_on, subject.settings["C14"]
    if signed is None:
        return
    for key in ("publication", "report"):
        due = _due(limits[key]["day"], subject.year + 1)
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
    for said in subject.said:
        for sentence in sentences(said.text):
            for limit in subject.settings["C14"].values():
                if not isinstance(limit, dict) or not _speaks_of(sentence, limit):
                    continue
                for when in _days(sentence):
                    due = _due(limit["day"], when.year)
                    if due < when and when.month <= _LAST_MONTH:
                        yield Finding(
                            "C14",
                            Severity.WARNING,
                            f"正文所述日期{day(when)}晚于{limit['day']}的{limit['name']}期限",
                            place(said),
                            "核对日期；确已逾期的，在正文中说明原因。",
                            said.section,
                            said.position,
                            f"{said.section}/{limit['name']}",
                        )


def _speaks_of(sentence: str, limit: dict[str, list[str]]) -> bool:
    return all(any(word in sentence for word in limit[key]) for key in ("reports", "verbs"))


def _days(sentence: str) -> Iterator[date]:
    for year, month, number in _DAY.findall(sentence):
        try:
            yield date(int(year), int(month), int(number))
        except ValueError:  # no such day; the check of dates says so
            continue


def _due(month_day: str, year: int) -> date:
    return date.fromisoformat(f"{year}-{month_day}")
