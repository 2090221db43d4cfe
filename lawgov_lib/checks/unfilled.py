"""Registers that were not filled in, and all that the report lacks for that one reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.base.errors import Place
from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import place
from lawgov_lib.checks.quantity import claimed_duties, unvalued
from lawgov_lib.telling.amounts import value_or_state

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lawgov_lib.checks.subject import Subject
    from lawgov_lib.measuring.absence import Absence
    from lawgov_lib.measuring.history import Past

_SHOWN = 3


def registers_not_filled(subject: Subject) -> Iterator[Finding]:
    """Find registers without rows that the year before had figures of (C09)."""
    duties, references = claimed_duties(subject), list(unvalued(subject))
    for name, absence in subject.absences.items():
        register = subject.register(name)
        label = register.label if register else name
        duty = duties.get(name, [])
        cited = [(said, metric) for said, metric in references if metric in absence.missing]
        said = [
            *_quoted("正文提到", (word for _, word, _ in duty)),
            *_quoted("正文引用了", (metric.name for _, metric in cited)),
        ]
        blocks = dict.fromkeys([*(block for block, *_ in duty), *(block for block, _ in cited)])
        files = dict.fromkeys(spot for _, past in absence.before for spot in past.places)
        alone = len(absence.before) == 1
        yield Finding(
            "C09",
            Severity.WARNING,
            "；".join([_alone(absence) if alone else _several(subject, label, absence), *said]),
            (
                *(files if alone else dict.fromkeys(Place(each.file) for each in files)),
                *dict.fromkeys(spot for block in blocks for spot in place(block)),
            ),
            f"补填{label}；没有发生的填零，没有该项职责的填无此职责；不再统计的，在正文中说明。",
            absence.sections[0],
            about=absence.before[0][0].id if alone else name,
        )


def _alone(absence: Absence) -> str:
    (_, past), *_ = absence.before
    return f"“{past.name}”上年为{_value(past)}，本年未提供"


def _several(subject: Subject, label: str, absence: Absence) -> str:
    count = len(absence.before)
    told = "、".join(f"“{past.name}”{_value(past)}" for _, past in absence.before[:_SHOWN])
    rest = "等" if count > _SHOWN else ""
    return (
        f"{label}没有数据，上年有的{count}项本年未提供（{told}{rest}），"
        f"涉及“{'”“'.join(_headings(subject, absence))}”"
    )


def _value(past: Past) -> str:
    return value_or_state(past.previous.state, past.previous.value, past.unit)


def _quoted(lead: str, words: Iterable[str]) -> Iterator[str]:
    """Yield what the text says of it, nothing where it says nothing."""
    if said := "”“".join(dict.fromkeys(words)):
        yield f"{lead}“{said}”"


def _headings(subject: Subject, absence: Absence) -> dict[str, None]:
    """Return the sections that an absence touches, by the beginning of their headings."""
    spots = (subject.spots[key] for key in absence.sections)
    headed = (spot if spot.headings else subject.spots[spot.host] for spot in spots)
    return dict.fromkeys(spot.headings[-1].text.partition("，")[0] for spot in headed)
