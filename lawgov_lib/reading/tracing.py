"""Tracing: whether every numeral of the text leads to a metric or to a row of a register.

A numeral is a run of Arabic digits or of Chinese numerals. Where it stands in a run that names its
metric or cell it is traced; where it is no quantity, as in a date or in 第一责任人, it is excepted
by the table ``reading/numerals.yaml``; else it was typed by hand and nothing vouches for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from lawgov_lib.document.tree import (
    OWN,
    Heading,
    Paragraph,
    Run,
    Table,
    Verbatim,
    plain,
    texts_of,
)
from lawgov_lib.reading.numerals import NUMERAL, exempt_patterns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lawgov_lib.document.tree import Block, Blocks, Runs

_AROUND = 8
_MOST = 8
"""How many numbers of a block of an own cell are quoted: a table may have hundreds."""
_CLAUSE_END = re.compile("[，。；：、（）\n]")


class Trace(Enum):
    """What a numeral leads to."""

    SOURCE = "source"
    EXEMPT = "exempt"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Numeral:
    """A numeral of the text, what it leads to, and where it stands.

    ``words`` is the numeral with the words of its clause around it; ``paragraph`` is the position
    of its block in the section's own text, None in a heading, and ``source`` the place of the
    prose, blank where the text was generated.
    """

    text: str
    words: str
    trace: Trace
    section: str
    paragraph: int | None
    source: str


@dataclass(frozen=True)
class Tracing:
    """All numerals of a report's text."""

    numerals: tuple[Numeral, ...]

    @property
    def untraced(self) -> tuple[Numeral, ...]:
        """The numerals that nothing vouches for, in reading order."""
        return tuple(each for each in self.numerals if each.trace is Trace.NOTHING)

    @property
    def traced(self) -> int:
        """How many numerals lead to a metric or to a row."""
        return sum(each.trace is Trace.SOURCE for each in self.numerals)

    @property
    def exempt(self) -> int:
        """How many numerals need no source."""
        return sum(each.trace is Trace.EXEMPT for each in self.numerals)

    @property
    def told(self) -> int:
        """How many numerals must lead there: all but the excepted."""
        return self.traced + len(self.untraced)


def trace(told: Mapping[str, Blocks], names: Iterable[str] = ()) -> Tracing:
    """Trace every numeral of the text.

    Args:
        told: The blocks by section.
        names: Names with numerals in them, as of the agency or of metrics.

    Returns:
        The numerals in reading order.
    """
    numbered = sorted({name for name in names if NUMERAL.search(name)}, key=len, reverse=True)
    literal = [re.compile("|".join(map(re.escape, numbered)))] if numbered else []
    patterns = (*exempt_patterns(), *literal)
    return Tracing(
        tuple(
            numeral
            for section, blocks in told.items()
            for position, block in enumerate(blocks)
            for runs in _texts(block)
            for numeral in _numerals(runs, patterns, section, position, _source(block))
        )
    )


def told_of(numerals: Sequence[Numeral]) -> tuple[str, str]:
    """Say of the numerals of a block that nothing vouches for them.

    Returns:
        The message, and what it is about; of an own cell only the first numerals are named.
    """
    section = numerals[0].section
    shown = numerals[:_MOST] if section.startswith(OWN) else numerals
    words = "”“".join(each.words for each in shown)
    rest = "等" if len(shown) < len(numerals) else ""
    about = f"{section}/{'、'.join(each.text for each in shown)}"
    return f"{len(numerals)}个数字没有出处：“{words}”{rest}", about


def _texts(block: Block) -> Iterator[Runs]:
    """Yield the texts of a block that are read as one: a paragraph, an item, a cell, a note."""
    match block:
        case Table(caption=caption, columns=columns):
            yield from ((Run(text=text),) for text in (caption, *(c.text for c in columns)))
        case Heading(text=text) | Verbatim(text=text):
            yield (Run(text=text),)
    yield from texts_of(block)


def _source(block: Block) -> str:
    return block.source if isinstance(block, Paragraph) else ""


def _numerals(
    runs: Runs, patterns: Iterable[re.Pattern[str]], section: str, paragraph: int, source: str
) -> Iterator[Numeral]:
    text = plain(runs)
    exempt = [match.span() for pattern in patterns for match in pattern.finditer(text)]
    end = 0
    for run in runs:
        start, end = end, end + len(run.text)
        for match in NUMERAL.finditer(text, start, end):
            if run.metric or run.cell:
                found = Trace.SOURCE
            elif any(a <= match.start() and match.end() <= b for a, b in exempt):
                found = Trace.EXEMPT
            else:
                found = Trace.NOTHING
            yield Numeral(match[0], _words(text, match), found, section, paragraph, source)


def _words(text: str, numeral: re.Match[str]) -> str:
    """Return the numeral with the words of its clause around it."""
    before = _CLAUSE_END.split(text[max(numeral.start() - _AROUND, 0) : numeral.start()])
    after = _CLAUSE_END.split(text[numeral.end() : numeral.end() + _AROUND])
    return before[-1] + numeral[0] + after[0]
