"""Whether words that claim all or nothing agree with the numbers beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import at
from lawgov_lib.reading.sentences import clauses
from lawgov_lib.telling.amounts import said as written

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lawgov_lib.checks.subject import Said, Written

_CODE = "C10"
_ALL = 100
_HAN = "[\u4e00-\u9fff]"
_RATE = re.compile(rf"({_HAN}{{2,16}}?)率(?:为|达到|达|是|仅)?\s*([0-9]+(?:\.[0-9]+)?)[%％]")
_FRACTION = re.compile(rf"({_HAN}{{0,4}})([0-9]+)/([0-9]+)({_HAN}{{0,4}})")
_OUT_OF = re.compile(
    rf"([0-9]+)([件项个宗条起次])[^0-9。；]{{0,8}}?(?:已|实际|完成)({_HAN}{{0,6}}?)([0-9]+)\2"
)
_WON = re.compile("胜诉率(?:为|达到|达|是)?(?:100[%％]|百分之百)")
_ENDS = "(?:案件|事项|情况)?(?=[，。；、！）的]|$)"
_WORD = 2
_HALVES = 4


@dataclass(frozen=True)
class _Part:
    """A number that says that something is not done in full, and the words for it."""

    told: str
    words: frozenset[str]
    full: bool


def all_or_nothing(subject: Written) -> Iterator[Finding]:
    """Find claims of all or nothing that a number beside them contradicts (C10)."""
    settings = subject.settings[_CODE]
    suits = subject.register("lawsuits")
    withdrawn = len(suits.where(outcome="撤诉")) if suits else 0
    for said in subject.said:
        yield from _of_all(subject, said)
        yield from _of_nothing(subject, said)
        if withdrawn and _WON.search(said.text) and settings["withdrawn"] not in said.text:
            yield at(
                said,
                Finding(
                    _CODE,
                    Severity.ERROR,
                    f"称胜诉率100%，但未说明审结案件中有{withdrawn}件撤诉",
                    hint="写明胜诉率的基数和撤诉件数。",
                    about="胜诉率",
                ),
            )


def _of_all(subject: Written, said: Said) -> Iterator[Finding]:
    settings = subject.settings[_CODE]
    parts = list(_parts(subject, said))
    for clause in clauses(said.text):
        claims = any(re.search(word, clause) for word in settings["all"])
        if not claims or _RATE.search(clause) or any(word in clause for word in settings["but"]):
            continue
        near = [part for part in parts if any(topic in clause for topic in part.words)]
        if near and not any(part.full for part in near):
            yield at(
                said,
                Finding(
                    _CODE,
                    Severity.ERROR,
                    f"称“{clause}”，但同段数据为{near[0].told}",
                    hint="按数据改写，或更正数据。",
                    about=clause,
                ),
            )


def _parts(subject: Written, said: Said) -> Iterator[_Part]:
    """Yield what the numbers of a block say about how fully something was done."""
    settings = subject.settings[_CODE]
    common, shares = settings["common"], settings["shares"]
    for name, value in _rates(subject, said):
        if not any(share in name for share in shares):
            told = f"{name}率{value}%"
            yield _Part(told, _halves(name, common), full=Decimal(value) >= _ALL)
    for before, done, all_of, after in _FRACTION.findall(said.text):
        words = _pairs(before, common) | _pairs(after, common)
        yield _Part(f"{done}/{all_of}", words, full=int(done) >= int(all_of))
    for all_of, unit, verb, done in _OUT_OF.findall(said.text):
        words = _pairs(f"完成{verb}", common)
        told = f"{all_of}{unit}中的{done}{unit}"
        yield _Part(told, words, full=int(done) >= int(all_of))


def _rates(subject: Written, said: Said) -> Iterator[tuple[str, str]]:
    yield from _RATE.findall(said.text)
    for run in said.runs:
        metric = subject.metrics.get(run.metric or "")
        if metric and metric.is_rate and metric.value is not None and metric.name.endswith("率"):
            yield metric.name.removesuffix("率"), f"{metric.value.normalize():f}"


def _of_nothing(subject: Written, said: Said) -> Iterator[Finding]:
    settings = subject.settings[_CODE]
    for thing, metric_id in settings["nothing"].items():
        metric = subject.metrics.get(metric_id)
        claim = re.search(f"(?:{'|'.join(settings['none'])}){thing}{_ENDS}", said.text)
        if claim and metric and metric.value:
            yield at(
                said,
                Finding(
                    _CODE,
                    Severity.ERROR,
                    f"称“{claim[0]}”，但“{metric.name}”为{written(metric)}",
                    hint="按数据改写，或更正数据。",
                    about=claim[0],
                ),
            )


def _halves(name: str, common: Collection[str]) -> frozenset[str]:
    """Return the last words of a rate's name: 按时办结 → 按时, 办结."""
    end = name[-_HALVES:]
    halves = {end[-_WORD:]} | ({end[:_WORD]} if len(end) == _HALVES else set())
    return frozenset(halves - set(common))


def _pairs(text: str, common: Collection[str]) -> frozenset[str]:
    pairs = {text[start : start + _WORD] for start in range(len(text) - 1)}
    return frozenset(pairs - set(common))
