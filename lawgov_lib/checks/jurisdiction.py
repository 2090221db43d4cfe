"""Whether a department claims what the law gives to others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import place
from lawgov_lib.reading.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.checks.subject import Written


def hears_reconsideration(subject: Written) -> Iterator[Finding]:
    """Find a department that claims to decide cases of reconsideration (C15).

    Since 2024 governments hear such cases; a department appears in them only as the respondent.
    """
    settings, office = subject.settings["C15"], subject.office
    who = f"{office.name} {office.level}"
    if (
        subject.year < settings["since"]
        or "部门" not in office.level
        or any(word in who for word in settings["hearing"])
    ):
        return
    claim, other = re.compile(settings["claim"]), re.compile(settings["other"])
    for said in subject.said:
        for sentence in sentences(re.sub("《[^《》]*》", "", said.text)):
            found = claim.search(sentence)
            if found and not other.search(sentence):
                yield Finding(
                    "C15",
                    Severity.ERROR,
                    f"“{found[0]}”：{settings['since']}年起部门不再审理行政复议案件",
                    place(said),
                    "改述作为被申请人参加行政复议的情况，删去审理、作出复议决定的表述。",
                    said.section,
                    said.position,
                    f"{said.section}/复议审理",
                )
    for metric in subject.metrics.values():
        if metric.declared and claim.search(metric.name):
            yield Finding(
                "C15",
                Severity.ERROR,
                f"申报数“{metric.name}”：{settings['since']}年起部门不再审理行政复议案件",
                tuple(source.place for source in metric.sources),
                "改报作为被申请人的案件，或删去该行。",
                metric.section,
                about=metric.id,
            )
