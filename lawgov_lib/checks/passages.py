"""Passages of the text as the checks read them: sentences, the agency's own words, places."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import Place
from lawgov_lib.base.expressions import compiled
from lawgov_lib.checks.subject import is_own
from lawgov_lib.document.owncells import name_of
from lawgov_lib.reading import sentences as reading
from lawgov_lib.reading.numerals import ORDINAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lawgov_lib.checks.finding import Finding
    from lawgov_lib.checks.subject import Said, Sentence, Written
    from lawgov_lib.inputs.outlineentry import LegalPart
    from lawgov_lib.measuring.metric import Metric
    from lawgov_lib.reading.mentions import Mention, Relation

COUNT = "□"
"""Stands in the agency's own words for what a metric or a register cell fills in."""

_AHEAD, _BEHIND = 24, 12
"""How many characters around a number are quoted."""
_CLOSING = {"）": "（", ")": "("}
_REFERENCE = compiled(r"\{\{.*?\}\}")
_ITEM = compiled(f"(?:^|[。；：，\n])({ORDINAL})是")


def sentences(said: Said, text: str | None = None) -> Iterable[Sentence]:
    """Return the sentences of a block, or of a version of its text; a semicolon ends one too."""
    return said.sentences if text is None else said.sentences_of(text)


def own(said: Said) -> str:
    """Return a block without what metrics and registers fill in; a mark stands in its place."""
    return "".join(COUNT if run.metric or run.cell else run.text for run in said.runs)


def unlabelled(said: Said) -> str:
    """Return the agency's words of a block without the bold words that open it."""
    return "".join(
        COUNT if run.metric or run.cell else run.text for run in said.runs if not run.strong
    )


def unnamed(text: str) -> str:
    """Return a text without the names of documents and without quotations."""
    return reading.unquoted(reading.nameless(text))


def prose(text: str) -> str:
    """Return prose as its file has it, without references to metrics and statements."""
    return _REFERENCE.sub("", text)


def items(text: str) -> list[str]:
    """Return what a text counts as 一是、二是, an item each."""
    starts = [match.start(1) for match in _ITEM.finditer(text)]
    return [text[a:b] for a, b in pairwise([*starts, len(text)])]


def items_or_blocks(blocks: Sequence[Said]) -> list[tuple[Said, str]]:
    """Return the items that blocks count as 一是、二是; where they count none, what ； parts."""
    found = [(said, item.partition("是")[2]) for said in blocks for item in items(said.text)]
    return found or [
        (said, part) for said in blocks for part in said.text.split("；") if part.strip()
    ]


def place(said: Said) -> tuple[Place, ...]:
    """Return the place of the prose that a block was read from, none where it was generated."""
    return place_of(said.section, said.source)


def place_of(section: str, source: str) -> tuple[Place, ...]:
    """Return the place of a block by its section and source; of an own cell at least the cell."""
    file, _, line = source.rpartition(":")
    if file:
        return (Place(file, int(line)),)
    return (Place(name_of(section)),) if is_own(section) else ()


def at(said: Said, finding: Finding) -> Finding:
    """Return a finding with the place of the block it is about; ``about`` gets the section too."""
    return replace(
        finding,
        places=place(said),
        section=said.section,
        paragraph=said.position,
        about=f"{said.section}/{finding.about}",
    )


def of_part(subject: Written, part: LegalPart) -> tuple[Said, ...]:
    """Return the blocks of the sections that serve a legal part."""
    keys = {key for key, spot in subject.spots.items() if spot.serves == part}
    return tuple(said for said in subject.said if said.section in keys)


def position(subject: Written, row: Place) -> int | None:
    """Return the position, in its section, of the block that tells a row of a register."""
    cell = f"{row.file}:{row.line}:"
    return next(
        (
            said.position
            for said in subject.said
            if any(run.cell and run.cell.startswith(cell) for run in said.runs)
        ),
        None,
    )


def spot(subject: Written, metric: Metric) -> tuple[str, int | None]:
    """Return section and position of the first block that tells a metric, else its section."""
    for said in subject.said:
        if any(run.metric == metric.id for run in said.runs):
            return said.section, said.position
    return metric.section, None


def around(said: Said, mention: Mention) -> str:
    """Return a number with the words of its clause, shortened where they are many."""
    text, clauses = said.text, said.reading.clauses
    start, end = mention.start, mention.end
    if clauses:
        start = min(start, clauses[mention.clause].start)
        end = max(end, clauses[mention.clause].end)
    return text[max(start, mention.start - _AHEAD) : min(end, mention.end + _BEHIND)].strip()


def quoted(said: Said, relation: Relation) -> str:
    """Return what a relation holds together, with the bracket that closes behind it."""
    text = said.text[relation.start : relation.end]
    behind = said.text[relation.end : relation.end + 1]
    return text + behind if behind in _CLOSING and text.count(_CLOSING[behind]) else text
