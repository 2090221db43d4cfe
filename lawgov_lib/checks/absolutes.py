"""Whether claims of all, none, first and on time agree with the numbers of text and year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.attainment import Names, counterfigure
from lawgov_lib.checks.counterexamples import counterexample
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import at
from lawgov_lib.checks.sweeping import Passage, statements
from lawgov_lib.reading.normal import normalise
from lawgov_lib.reading.reader import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.checks.subject import Said, Written
    from lawgov_lib.reading.mentions import Claim

_CODE = "C10"
_YEAR = compiled("(20[0-9]{2})年")
_WON = compiled("胜诉率(?:为|达到|达|是)?(?:100%|百分之百)")


def all_or_nothing(subject: Written) -> Iterator[Finding]:
    """Find sweeping claims that a number contradicts (C10)."""
    settings = subject.settings[_CODE]
    names = Names.of(subject.metrics, settings["nothing"], subject.register)
    suits = subject.register("lawsuits")
    withdrawn = len(suits.where(outcome="撤诉")) if suits else 0
    for said in subject.said:
        text = normalise(said.text).text
        yield from _of_claims(subject, names, said, text)
        if withdrawn and _WON.search(text) and settings["withdrawn"] not in text:
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


def _is_later(clause: str, year: int) -> bool:
    """Tell whether a clause speaks of a year to come."""
    named = _YEAR.search(clause)
    return named is not None and int(named[1]) > year


def _is_counted(subject: Written, said: Said, claim: Claim) -> bool:
    """Tell whether a claim is a rate that a reference placed and whose base was done as a whole."""
    for position, name in said.placed.items():
        mention, metric = said.reading.mentions[position], subject.metrics.get(name)
        is_whole = metric and metric.denominator and metric.numerator == metric.denominator
        if is_whole and claim.start <= mention.start < claim.end:
            return True
    return False


def _of_claims(subject: Written, names: Names, said: Said, text: str) -> Iterator[Finding]:
    """Find the claims of a block that are contradicted; of a clause, and of a figure, one."""
    reading = said.reading if text == said.text else read(text)
    seen = set[str]()
    if all(claim.hedged for claim in reading.claims):
        return
    passage = Passage.of(reading, subject.year)
    for statement in statements(passage.reading):
        if statement.clause in seen or _is_later(statement.clause, subject.year):
            continue
        if reading is said.reading and _is_counted(subject, said, statement.claim):
            continue
        objection = counterexample(passage, statement)
        if objection is None:
            found = counterfigure(names, statement, subject.settings["C07"])
            if found is None or found.metric.id in seen:
                continue
            seen.add(found.metric.id)
            objection = found.says, found.certain
        says, certain = objection
        seen.add(statement.clause)
        yield at(
            said,
            Finding(
                _CODE,
                Severity.ERROR if certain else Severity.WARNING,
                f"称“{statement.clause}”，但{says}",
                hint="按数据改写，或更正数据；所指范围不同的，写明范围{}。".format(
                    "" if certain else "，或作出答复"
                ),
                about=statement.clause,
            ),
        )
