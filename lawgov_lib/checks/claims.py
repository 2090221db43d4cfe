"""Numbers that the prose itself writes beside the name of a metric.

A number that a reference placed is right by construction; what a person typed is compared. Only
plain statements of the year's own value are read: a verb or the beginning of a clause, the name,
perhaps a word such as 共, the number and its unit. A part, another period or an estimate is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from lawgov_lib.base.errors import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lawgov_lib.checks.subject import Said, Subject
    from lawgov_lib.measuring.metric import Metric

PLACED = "\x00"
"""What stands for each character that a reference placed."""
_SENTENCE = re.compile(r"[^。！？；\n]+")
_LARGE = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
_DIGITS |= {"六": 6, "七": 7, "八": 8, "九": 9}
_PLACES = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
_NUMERAL = f"[{''.join(_DIGITS)}{''.join(_PLACES)}]+"


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
        return self.value * _LARGE[self.large]


def claims(subject: Subject) -> Iterator[Claim]:
    """Find what the prose says of metrics in its own numbers."""
    settings = subject.settings["C08"]
    names = _names(subject.metrics, settings)
    if not names:
        return
    pattern = _pattern(names, subject, settings)
    aside = re.compile(settings["aside"].format(year=subject.year_inputs.report.year))
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
    """Yield the sentences of a text; what a semicolon ends is one too."""
    yield from _SENTENCE.findall(text)


def spot(subject: Subject, metric: Metric) -> tuple[str, int | None]:
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


def value_of(numeral: str) -> Decimal:
    """Read a whole number or decimal, in digits or in Chinese numerals below 亿."""
    if numeral[0].isascii():
        return Decimal(numeral.replace(",", ""))
    total = section = digit = 0
    for character in numeral:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character == "万":
            total, section, digit = (total + section + digit) * _PLACES["万"], 0, 0
        else:
            section, digit = section + (digit or 1) * _PLACES[character], 0
    return Decimal(total + section + digit)


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
    names: Mapping[str, Metric], subject: Subject, settings: Mapping[str, Any]
) -> re.Pattern[str]:
    groups = subject.settings["C21"]["groups"]
    units = {unit for group in groups for unit in group}
    units |= {metric.unit for metric in names.values()}
    return re.compile(
        rf"(?:^|[，、：（,“{PLACED}]|{_any(settings['before'])})"
        rf"(?P<claim>(?P<name>{_any(names)})(?:{_any(settings['between'])})*"
        rf"(?P<number>\d[\d,]*(?:\.\d+)?|{_NUMERAL}(?!分之))"
        rf"(?P<large>万|亿)??(?P<unit>{_any(units)}))(?!{_any(settings['after'])})"
    )


def _any(words: Any) -> str:  # noqa: ANN401
    """Return a pattern of any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
