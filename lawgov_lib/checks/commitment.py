"""Whether next year's work can be held to account: by when, by whom, or how much."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import Place
from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import at, items_or_blocks, of_part, position
from lawgov_lib.reading.sentences import topic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.checks.subject import Written

_NUMBER = compiled(
    "(?<![0-9])(?!20[0-9]{2}年)[0-9]|[一二两三四五六七八九十百]+[项件个次场部期份人]"
)
_MESSAGE = "安排“{}”没有写明完成时限、责任单位或者数量"
_HINT = "补充完成时限、责任科室或者数量目标。"


def plans(subject: Written) -> Iterator[Finding]:
    """Find plans that name neither a deadline nor an owner nor a number (C03)."""
    book = subject.register("plans")
    if book is None or not len(book.rows):
        yield from _in_prose(subject)
        return
    for line, row in book.rows.records():
        if row["owner"] or row["due_on"] or _NUMBER.search(row["measure"]):
            continue
        place = Place(book.file, line)
        yield Finding(
            "C03",
            Severity.WARNING,
            _MESSAGE.format(row["measure"]),
            (place,),
            _HINT,
            "plans",
            position(subject, place),
            f"plans/{row['measure']}",
        )


def _in_prose(subject: Written) -> Iterator[Finding]:
    words = subject.settings["C03"]["words"]
    for said, item in items_or_blocks(of_part(subject, "plans")):
        if _NUMBER.search(item) or any(re.search(word, item) for word in words):
            continue
        measure = topic(item)
        fault = Finding(
            "C03", Severity.WARNING, _MESSAGE.format(measure), hint=_HINT, about=measure
        )
        yield at(said, fault)
