"""Whether a report fits the kind of its agency: to whom it goes, what it must tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.finding import Finding
from lawgov_lib.inputs.levels import levels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.checks.subject import Subject, Written

_CODE = "C29"
_LISTED = compiled("[、，,；;和及 ]|并报|抄报|抄送")


def unknown_kind(subject: Subject) -> Iterator[Finding]:
    """Find an agency whose level nothing tells, and one whose level and name differ (C29)."""
    office, rung = subject.office, subject.office.rung
    place = (subject.setting("agency", "level"),)
    if not rung.kind:
        yield Finding(
            _CODE,
            Severity.INFO,
            f"机关层级“{office.level}”认不出是哪一类机关，期限、主送机关和职权按一般机关核对",
            place,
            f"写如“县级政府工作部门”“县委县政府”，或在「agency.kind」写明：{'、'.join(levels().kinds)}。",
            about="agency.level",
        )
    elif rung.is_contradictory and not office.kind:
        yield Finding(
            _CODE,
            Severity.WARNING,
            f"机关层级“{office.level}”与机关全称“{office.name}”不是同一类机关",
            place,
            "改正「agency.level」或「agency.name」；确实如此的，在「agency.kind」写明机关种类。",
            about="agency.level",
        )


def unfit_addressee(subject: Subject) -> Iterator[Finding]:
    """Find an addressee to whom an agency of this kind does not report (C29)."""
    wanted, rung = subject.settings[_CODE]["addressees"], subject.office.rung
    if not wanted:
        return
    for each in filter(None, _LISTED.split(subject.year_inputs.report.addressee)):
        if not rung.fits(each, wanted):
            yield Finding(
                _CODE,
                Severity.INFO,
                f"主送机关“{each}”与{rung.kind}的报告对象不符",
                (subject.setting("addressee"),),
                f"{rung.kind}的报告主送{'、'.join(wanted)}；另有要求的不必改动。",
                about=f"addressee/{each}",
            )


def untold_matters(subject: Written) -> Iterator[Finding]:
    """Find matters of an agency of this kind of which the report says nothing (C29)."""
    text = "".join((*subject.frame, *(said.text for said in subject.said)))
    for matter, words in subject.settings[_CODE]["tells"].items():
        if text and not any(re.search(word, text) for word in words):
            yield Finding(
                _CODE,
                Severity.INFO,
                f"报告没有写到{matter}",
                (subject.setting("agency", "level"),),
                "补写；没有发生的写明没有发生。",
                about=matter,
            )
