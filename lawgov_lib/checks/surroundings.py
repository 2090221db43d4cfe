"""The numbers of a text around a claim: each with its words, those near it, and of which year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawgov_lib.checks.sweeping import parts
from lawgov_lib.checks.synonyms import is_kin, listed, rule, telling
from lawgov_lib.reading.mentions import Period

if TYPE_CHECKING:
    from lawgov_lib.checks.sweeping import Part, Statement
    from lawgov_lib.reading.mentions import Reading

_PAST = frozenset({Period.LAST, Period.EARLIER})


@dataclass(frozen=True)
class Passage:
    """A text as it was read, with its numbers and the words around each."""

    reading: Reading
    parts: tuple[Part, ...]
    year: int

    @classmethod
    def of(cls, reading: Reading, year: int) -> Passage:
        """Take the numbers of a reading of a year's report together with their words."""
        return cls(reading, parts(reading), year)

    def is_past(self, part: Part) -> bool:
        """Tell whether a number is of a year before."""
        scope = part.mention.scope
        return scope.period in _PAST or (scope.year is not None and scope.year < self.year)

    def near(self, statement: Statement) -> list[Part]:
        """Return the numbers of the sentence of a claim and of those beside it."""
        at = statement.claim.sentence
        return [each for each in self.parts if abs(each.mention.sentence - at) <= 1]

    def beside(self, part: Part, statement: Statement) -> str:
        """Return the sentence of a number without the clause of a claim."""
        sentence = self.reading.sentences[part.mention.sentence]
        text = self.reading.text
        if not sentence.start <= statement.begin < sentence.end:
            return text[sentence.start : sentence.end]
        return text[sentence.start : statement.begin] + text[statement.end : sentence.end]

    def between(self, part: Part, statement: Statement) -> str:
        """Return what stands between a number and the clause of a claim behind it."""
        return self.reading.text[part.mention.end : statement.begin]


def speaks_of(statement: Statement, text: str) -> bool:
    """Tell whether what a claim speaks of may be what a text speaks of."""
    words = [
        word
        for word in telling(statement.topic)
        if word not in listed("light") and not rule("intake").search(word)
    ]
    return not words or any(is_kin(word, text) for word in words)
