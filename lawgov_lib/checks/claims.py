"""Numbers that the prose itself writes beside the name of a metric.

A number that a reference placed is right by construction; what a person typed is compared. Only
plain statements of the year's own value are read: a verb or the beginning of a clause, the name,
perhaps a word such as 共, the number and its unit. A part, another period or an estimate is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lawgov_lib.base.errors import Place
from lawgov_lib.reading import sentences as reading
from lawgov_lib.reading.numerals import BELOW_YI, LARGE, value_of
from lawgov_lib.reading.sentences import ENDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from lawgov_lib.checks.subject import Said, Written
    from lawgov_lib.measuring.metric import Metric

PLACED = "\x00"
"""What stands for each character that a reference placed."""


@dataclass(frozen=True)
class Claim:
    """A metric's value as the prose writes it; ``large`` is 万 or 亿 between number and unit."""

    said: Said
    metric: Metric
    text: str
    value: Decimal
    large: str
    unit: str

    @property
    def plain_value(self) -> Decimal:
        """The value with 万 and 亿 multiplied out."""
        return self.value * LARGE[self.large]


def claims(subject: Written) -> Iterator[Claim]:
    """Find what the prose says of metrics in its own numbers."""
    settings = subject.settings["C08"]
    names = _names(subject.metrics, settings)
    if not names:
        return
    pattern = _pattern(names, subject, settings)
    aside = re.compile(settings["aside"].format(year=subject.year))
    for said in subject.said:
        if subject.spots.get(said.section) and subject.spots[said.section].serves == "plans":
            continue
        for sentence in sentences(typed(said)):
            for found in pattern.finditer(sentence):
                before = sentence[: found.start()].rsplit("。", 1)[-1]
                if not aside.search(before.rsplit("，", 1)[-1] + found["name"]):
                    yield Claim(
                        said,
                        names[found["name"]],
                        found["claim"],
                        value_of(found["number"]),
                        found["large"] or "",
                        found["unit"],
                    )


def typed(said: Said) -> str:
    """Return the text of a block as a person typed it, references blotted out."""
    return "".join(
        PLACED * len(run.text) if run.metric or run.cell else run.text for run in said.runs
    )


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text without the marks that end them."""
    yield from (sentence.rstrip(ENDS) for sentence in reading.sentences(text))


def spot(subject: Written, metric: Metric) -> tuple[str, int | None]:
    """Return section and position of the first block that tells a metric, else its section."""
    for said in subject.said:
        if any(run.metric == metric.id for run in said.runs):
            return said.section, said.position
    return metric.section, None


def place(said: Said) -> Iterator[Place]:
    """Yield the place of the prose that a block comes from; nothing for generated text."""
    file, _, line = said.source.rpartition(":")
    if file:
        yield Place(file, int(line))


def _names(metrics: Mapping[str, Metric], settings: Mapping[str, Any]) -> dict[str, Metric]:
    """Return the metrics by what prose calls them: the name, or the name without its last word."""
    names: dict[str, Metric] = {}
    for metric in metrics.values():
        names.setdefault(metric.name, metric)
    for metric in metrics.values():
        for ending in settings["endings"]:
            short = metric.name.removesuffix(ending)
            if short != metric.name and len(short) >= settings["shortest"]:
                names.setdefault(short, metric)
    return names


def _pattern(
    names: Mapping[str, Metric], subject: Written, settings: Mapping[str, Any]
) -> re.Pattern[str]:
    groups = subject.settings["C21"]["groups"]
    units = {unit for group in groups for unit in group}
    units |= {metric.unit for metric in names.values()}
    return re.compile(
        rf"(?:^|[，、：（,“{PLACED}]|{_any(settings['before'])})"
        rf"(?P<claim>(?P<name>{_any(names)})(?:{_any(settings['between'])})*"
        rf"(?P<number>\d[\d,]*(?:\.\d+)?|{BELOW_YI}(?!分之))"
        rf"(?P<large>万|亿)??(?P<unit>{_any(units)}))(?!{_any(settings['after'])})"
    )


def _any(words: Any) -> str:  # noqa: ANN401
    """Return a pattern of any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
