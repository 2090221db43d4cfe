"""Where each paragraph of a report comes from: a stretch of prose, or what made it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from lawgov_lib.areas import AREAS
from lawgov_lib.base.errors import TellingError
from lawgov_lib.base.layout import TEXT
from lawgov_lib.document.tree import (
    Annex,
    Figure,
    Heading,
    Listing,
    Paragraph,
    Run,
    Signature,
    Table,
    Title,
    Verbatim,
    plain,
    texts_of,
)
from lawgov_lib.inputs.opening import DEFAULT_OPENING, OPENING
from lawgov_lib.merging.sourcetext import Atom, Stretch, matched
from lawgov_lib.telling.facts import facts_of
from lawgov_lib.telling.narrative import NO_DUTY, Teller, no_duty
from lawgov_lib.telling.references import References

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lawgov_lib.document.tree import Block, Blocks, Document, Runs
    from lawgov_lib.merging.sourcetext import Say
    from lawgov_lib.merging.wordedits import WordParagraph
    from lawgov_lib.report.yearreport import Report


MARKDOWN = ".md"


@dataclass(frozen=True)
class Unit:
    """A stretch of a file, the paragraphs of the report that it is shown as, and its atoms."""

    section: str
    place: int
    stretch: Stretch
    shown: tuple[int, ...]
    atoms: tuple[Atom, ...]


@dataclass(frozen=True)
class Origin:
    """Where a paragraph comes from: its section and block, and its unit if it is prose.

    ``runs`` are those of a paragraph that is made. A paragraph above the title has no block;
    ``is_told`` where it is the section's own text and no heading or chart.
    """

    section: str
    block: Block | None
    runs: Runs
    is_told: bool
    unit: Unit | None = None


@dataclass(frozen=True)
class Source:
    """The prose of a section: the name of its file, its text, and whether the file is there."""

    file: str
    text: str
    is_there: bool


def sources_of(report: Report) -> dict[str, Source]:
    """Return the prose of every section that may have some; blank where there is none yet.

    Prose that is a Word file itself is not rewritten.
    """
    folder = f"{report.file.rpartition('/')[0]}/{TEXT}"
    prose = report.year_inputs.prose
    found = {}
    for key in (OPENING, *report.spots):
        default = DEFAULT_OPENING if key == OPENING else ""
        if key in prose and not prose[key].file.endswith(MARKDOWN):
            continue
        text = prose[key].text if key in prose else default
        found[key] = Source(f"{folder}/{key}.md", text, key in prose)
    return found


def origins_of(
    report: Report,
    document: Document,
    paragraphs: Sequence[WordParagraph],
    sources: Mapping[str, Source],
) -> tuple[Origin, ...]:
    """Find where the paragraphs of a report come from.

    Args:
        report: The year.
        document: Its document.
        paragraphs: The paragraphs of the document as a Word file has them.
        sources: The prose by section.
    """
    owners = list(_owners(report, document))
    bare: list[Origin] = []
    nobody = Origin("", None, (), is_told=False)
    begun = nobody
    inner: list[Runs] = []
    for each in paragraphs:
        if each.blocks:
            begun = owners[each.blocks[-1]]
            inner = list(_runs_of(begun.block)) if begun.block else []
        runs = inner.pop(0) if inner else ()
        if plain(runs).split() != each.text.split():
            runs = (Run(text=each.text),)
        note = each.is_note
        origin = nobody if note else Origin(begun.section, begun.block, runs, begun.is_told)
        bare.append(origin)
    units = _units(bare, paragraphs, sources, _sayer(report))
    return tuple(
        Origin(each.section, each.block, each.runs, each.is_told, units.get(place))
        for place, each in enumerate(bare)
    )


def _owners(report: Report, document: Document) -> Iterator[Origin]:
    for section in document.sections:
        told = len(report.told.get(section.key, ()))
        spot = report.spots.get(section.key)
        first = len(spot.headings) if spot else len(section.blocks) - told
        for place, block in enumerate(section.blocks):
            yield Origin(section.key, block, (), is_told=first <= place < first + told)


def _units(
    origins: Sequence[Origin],
    paragraphs: Sequence[WordParagraph],
    sources: Mapping[str, Source],
    say: Say,
) -> dict[int, Unit]:
    units: dict[int, Unit] = {}
    for key, source in sources.items():
        places = [
            place for place, each in enumerate(origins) if each.section == key and each.is_told
        ]
        shown = [paragraphs[place].text for place in places]
        found = matched(source.text, shown, say)
        for number, (stretch, positions, atoms) in enumerate(found):
            mine = tuple(places[position] for position in positions)
            unit = Unit(key, number, stretch, mine, atoms)
            units |= dict.fromkeys(mine, unit)
    return units


def teller_of(report: Report) -> Teller:
    """Return what the sentences of a year speak from."""
    inputs = report.year_inputs
    return Teller(report.metrics, inputs.registers, facts_of(inputs.report))


def _sayer(report: Report) -> Say:
    """Return what says of a reference what it stands for, also to duties that there are not."""
    teller = teller_of(report)
    written = {f"{NO_DUTY}.{key}": no_duty(teller, key) for key in report.spots}
    for key in report.spots:
        if key in AREAS:
            written |= {name: told(teller) for name, told in AREAS[key].statements.items()}
    references = References(teller, written, all_known=True)
    resolve = references.resolver("")

    @cache
    def say(expression: str) -> Runs | None:
        references.placed.clear()
        try:
            return resolve(expression, 1)
        except TellingError:
            return None

    return say


def lines_of(blocks: Blocks) -> list[str]:
    """Return the paragraphs that blocks are shown as in a Word file, without blank ones."""
    told = (plain(runs).strip() for block in blocks for runs in _runs_of(block))
    return [line for line in told if line]


def _runs_of(block: Block) -> Iterator[Runs]:
    """Yield the runs of each paragraph that is not blank."""
    yield from (runs for runs in _texts(block) if plain(runs).strip())


def _texts(block: Block) -> Iterator[Runs]:
    match block:
        case Title():
            yield _said("\n".join(block.lines))
        case Heading():
            yield _said(block.number + block.text)
        case Paragraph():
            yield block.runs
        case Listing():
            notes = {id(run.note) for runs in texts_of(block) for run in runs if run.note}
            yield from (runs for runs in texts_of(block) if id(runs) not in notes)
        case Table():
            yield _said(block.caption)
            yield from (_said(column.text) for column in block.columns)
            for place, row in enumerate(block.rows):
                if place in block.groups:
                    yield _said("".join(map(plain, row)))
                else:
                    yield from row
        case Figure():
            yield _said("\n".join(line for line in (block.caption, block.origin) if line))
        case Verbatim():
            yield _said(block.text)
        case Signature():
            yield from map(_said, (*block.agencies, block.date))
        case Annex():
            yield from map(_said, (block.label, block.title))


def _said(text: str) -> Runs:
    return (Run(text=text),)
