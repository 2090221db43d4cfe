"""Tracing: whether every number of the text leads to a metric or to a row of a register.

Where a number stands in a run that names its metric or cell it is traced; where it is no quantity,
as a date or 第一责任人, it needs no source; else it was typed by
hand and nothing vouches for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled
from lawgov_lib.document.texts import texts_of
from lawgov_lib.document.tree import OWN, Heading, Paragraph, Run, Table, Verbatim, plain
from lawgov_lib.reading.mentions import QUANTITIES, Kind
from lawgov_lib.reading.numerals import NUMERAL
from lawgov_lib.reading.reader import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lawgov_lib.document.tree import Block, Blocks, Runs
    from lawgov_lib.reading.mentions import Mention, Reading

NUMBERED = compiled("[0-9０-９零〇一二三四五六七八九十百千万亿两]")
NEEDED = QUANTITIES - {Kind.RATIO}
"""The kinds of numbers that need a source."""
_AROUND = 8
_MOST = 8
"""How many numbers of a block of an own cell are quoted: a table may have hundreds."""
_CLAUSE_END = compiled("[，。；：、（）\n]")


class Trace(Enum):
    """What a numeral leads to."""

    SOURCE = "source"
    EXEMPT = "exempt"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Numeral:
    """A number of the text, what it leads to, and where it stands.

    ``text`` is the numeral without its unit, ``words`` the number with its clause around it;
    ``paragraph`` is the position of its block in the section's own text, None in a heading, and
    ``source`` the place of the prose, blank where the text was generated.
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
    pattern = names_pattern(names)
    return Tracing(
        tuple(
            numeral
            for section, blocks in told.items()
            for position, block in enumerate(blocks)
            for runs in _texts(block)
            for numeral in _numerals(runs, pattern, section, position, _source(block))
        )
    )


def names_pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """Return the pattern of the names that have digits or Chinese numerals, None where none has."""
    numbered = sorted({name for name in names if NUMBERED.search(name)}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, numbered))) if numbered else None


def placed(runs: Runs, reading: Reading) -> dict[int, str]:
    """Return what put a number there, by position of the mention, where a reference did.

    Args:
        runs: The runs of the text.
        reading: The text as it reads.

    Returns:
        The id of the metric, or the cell.
    """
    found: dict[int, str] = {}
    end = 0
    spans = []
    for run in runs:
        start, end = end, end + len(run.text)
        if named := run.metric or run.cell:
            spans.append((start, end, named))
    for position, mention in enumerate(reading.mentions):
        for start, end, named in spans:
            if start < mention.end and mention.start < end:
                found[position] = named
                break
    return found


def needs_source(mention: Mention, text: str, pattern: re.Pattern[str] | None) -> bool:
    """Tell whether a number says how much of something there was, and is no part of a name."""
    if mention.kind not in NEEDED:
        return False
    return not pattern or not any(
        match.start() <= mention.start and mention.end <= match.end()
        for match in pattern.finditer(text)
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
    runs: Runs, pattern: re.Pattern[str] | None, section: str, paragraph: int, source: str
) -> Iterator[Numeral]:
    text = plain(runs)
    reading = read(text)
    known = placed(runs, reading)
    for position, mention in enumerate(reading.mentions):
        if position in known:
            found = Trace.SOURCE
        elif needs_source(mention, text, pattern):
            found = Trace.NOTHING
        else:
            found = Trace.EXEMPT
        numeral = NUMERAL.search(mention.words)
        text_of = numeral[0] if numeral else mention.words
        yield Numeral(text_of, _words(text, mention), found, section, paragraph, source)


def _words(text: str, mention: Mention) -> str:
    """Return the number with the words of its clause around it."""
    before = _CLAUSE_END.split(text[max(mention.start - _AROUND, 0) : mention.start])
    after = _CLAUSE_END.split(text[mention.end : mention.end + _AROUND])
    return before[-1] + mention.words + after[0]
