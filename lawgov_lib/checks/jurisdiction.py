"""Whether an agency claims what the law gives to others."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, field_validator

from lawgov_lib.base.datafile import load_data
from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import at, sentences
from lawgov_lib.reading.sentences import nameless

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.checks.subject import Office, Said, Written

_CODE = "C15"
_SELF = compiled("[本我](?:局|厅|委|机关|单位|部门|镇|乡|街道|办|县|区|市|州|盟|旗|省)")
_SELVES = "[本我](?:局|厅|委|办|机关|单位|镇|乡|街道)|镇政府|乡政府"
_YEAR = compiled("((?:19|20)[0-9]{2})年")


class Power(BaseModel):
    """What only some may do: since when, who, and how a text claims it or says otherwise.

    ``topic``, ``claim``, ``own``, ``other`` and ``before`` are patterns.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    power: str
    law: str
    since: int
    holders: tuple[str, ...]
    instead: str
    about: str
    topic: re.Pattern[str]
    claim: re.Pattern[str]
    own: re.Pattern[str]
    other: re.Pattern[str]
    before: re.Pattern[str]

    @field_validator("topic", "claim", "own", "other", "before", mode="before")
    @classmethod
    def _compiled(cls, pattern: str) -> re.Pattern[str]:
        return compiled(pattern.strip().replace("SELF", _SELVES))


@cache
def load_powers() -> tuple[Power, ...]:
    """Return the powers that an agency may not claim."""
    return tuple(map(Power.model_validate, load_data("checks/jurisdiction.yaml")))


def beyond_powers(subject: Written) -> Iterator[Finding]:
    """Find what an agency claims to have done although the law gives it to others (C15).

    Since 2024 governments hear cases of reconsideration; a department appears in them only as the
    respondent. An agency that is not known is asked nothing.
    """
    office = subject.office
    who, held = f"{office.name} {office.level}", subject.settings[_CODE]["held"]
    asked = [
        power
        for power in load_powers()
        if who.strip()
        and subject.year >= power.since
        and power.about not in held
        and not _holds(power, who)
    ]
    own = office.rung.self_name
    for said in subject.said if asked else ():
        touched = [power for power in asked if power.topic.search(said.text)]
        for sentence in sentences(said, nameless(said.text)) if touched else ():
            for power in touched:
                yield from _claimed(power, said, sentence.text, office)
    for metric in subject.metrics.values():
        for power in asked:
            if metric.declared and power.claim.search(metric.name):
                yield Finding(
                    _CODE,
                    Severity.ERROR,
                    f"申报数“{metric.name}”：{own}没有{power.power}的职权",
                    tuple(source.place for source in metric.sources),
                    f"改报{power.instead}，或删去该行。",
                    metric.section,
                    about=metric.id,
                )


def _claimed(power: Power, said: Said, sentence: str, office: Office) -> Iterator[Finding]:
    if not power.topic.search(sentence):
        return
    names = tuple(filter(None, (office.name, *office.short_names)))
    own = next((f for f in power.own.finditer(sentence) if _of_itself(f, names)), None)
    found = own or (None if power.other.search(sentence) else power.claim.search(sentence))
    earlier = any(int(year) < power.since for year in _YEAR.findall(sentence))
    if found is None or earlier or power.before.search(sentence):
        return
    yield at(
        said,
        Finding(
            _CODE,
            Severity.ERROR,
            f"“{found[0].strip('，。；')}”：{office.rung.self_name}没有{power.power}的职权（{power.law}）",
            hint=f"改述{power.instead}。",
            about=power.about,
        ),
    )


def _of_itself(found: re.Match[str], names: tuple[str, ...]) -> bool:
    """Tell whether whom a claim names is the agency, in full or by characters of its name."""
    who = [name for name in found.groupdict().values() if name]
    return not who or any(
        _SELF.search(said) or any(_is_short_for(said, name) for name in names) for said in who
    )


def _is_short_for(said: str, name: str) -> bool:
    """Tell whether words are characters of a name in their order, to its last: 市科技局."""
    left = iter(name)
    return said[-1] == name[-1] and all(character in left for character in said)


def _holds(power: Power, who: str) -> bool:
    return any(word in who for word in power.holders)
