"""Where each paragraph of a report comes from: a stretch of prose, or what made it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from lawgov_lib.areas import AREAS
from lawgov_lib.base.errors import TellingError
from lawgov_lib.base.layout import TEXT
from lawgov_lib.document.texts import texts_of
from lawgov_lib.document.tree import (
    Annex,
    Figure,
    Form,
    Heading,
    Listing,
    Paragraph,
    Run,
    Signature,
    Table,
    Title,
    Verbatim,
    plain,
)
from lawgov_lib.exporters.wordform import form_lines
from lawgov_lib.inputs.opening import DEFAULT_OPENING, OPENING
from lawgov_lib.merging.sourcetext import Atom, Stretch, matched
from lawgov_lib.telling.facts import facts_of
from lawgov_lib.telling.narrative import NO_DUTY, Teller, no_duty
from lawgov_lib.telling.references import References

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lawgov_lib.document.tree import Block, Blocks, Document, Runs
    from lawgov_lib.exporters.wordform import FormLine
    from lawgov_lib.merging.sourcetext import Say
    from lawgov_lib.merging.wordedits import WordParagraph
    from lawgov_lib.report.yearreport import Report


MARKDOWN = ".md"


@dataclass(frozen=True)
class Unit:
    """A stretch of a file, the paragraphs of the report that it is shown as, and its atoms."""

    section: str
    stretch: Stretch
    shown: tuple[int, ...]
    atoms: tuple[Atom, ...]


@dataclass(frozen=True)
class Origin:
    """Where a paragraph comes from: its section and block, and its unit if it is prose.

    ``runs`` are those of a paragraph that is made. A paragraph above the title has no block;
    ``is_told`` where it is the section's own text and no heading or chart; ``form`` is the line
    of the official form that it is.
    """

    section: str
    block: Block | None
    runs: Runs
    is_told: bool
    unit: Unit | None = None
    form: FormLine | None = None

    @property
    def outline_level(self) -> int:
        """The level of a heading of the outline, 0 of all else."""
        return self.block.level if isinstance(self.block, Heading) and not self.is_told else 0


@dataclass(frozen=True)
class Source:
    """The prose of a section: the name of its file, its text, and whether the file is there.

    ``is_word`` where the file is a Word file itself, and the text is what it says as Markdown.
    """

    file: str
    text: str
    is_there: bool
    is_word: bool = False


def sources_of(report: Report) -> dict[str, Source]:
    """Return the prose of every section that may have some; blank where there is none yet."""
    folder = f"{report.file.rpartition('/')[0]}/{TEXT}"
    prose = report.year_inputs.prose
    found = {}
    for key in (OPENING, *report.spots):
        default = DEFAULT_OPENING if key == OPENING else ""
        text = prose[key].text if key in prose else default
        file = prose[key].file if key in prose else ""
        is_word = bool(file) and not file.endswith(MARKDOWN)
        found[key] = Source(file if is_word else f"{folder}/{key}.md", text, key in prose, is_word)
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
    notes = iter(_note_owners(owners))
    nobody = Origin("", None, (), is_told=False)
    begun = nobody
    inner: list[Runs] = []
    lines = {line.text.strip(): line for line in form_lines(document.meta.form or Form())}
    for each in paragraphs:
        if each.blocks:
            begun = owners[each.blocks[-1]]
            inner = list(_runs_of(begun.block)) if begun.block else []
        runs = inner.pop(0) if inner else ()
        if plain(runs).split() != each.text.split():
            runs = (Run(text=each.text),)
        if each.is_note:
            bare.append(next(notes, nobody))
        elif not each.blocks and each.text in lines:
            bare.append(replace(nobody, form=lines[each.text]))
        else:
            bare.append(Origin(begun.section, begun.block, runs, begun.is_told))
    units = _units(bare, paragraphs, sources, _sayer(report))
    return tuple(replace(each, unit=units.get(place)) for place, each in enumerate(bare))


def _owners(report: Report, document: Document) -> Iterator[Origin]:
    for section in document.sections:
        told = len(report.told.get(section.key, ()))
        spot = report.spots.get(section.key)
        first = len(spot.headings) if spot else len(section.blocks) - told
        for place, block in enumerate(section.blocks):
            yield Origin(section.key, block, (), is_told=first <= place < first + told)


def _note_owners(owners: Sequence[Origin]) -> Iterator[Origin]:
    """Yield whose the footnotes are, in the order in which a Word file has them."""
    for owner in owners:
        for note in _notes_in(owner.block) if owner.block else ():
            yield Origin(owner.section, None, note, owner.is_told)


def _units(
    origins: Sequence[Origin],
    paragraphs: Sequence[WordParagraph],
    sources: Mapping[str, Source],
    say: Say,
) -> dict[int, Unit]:
    units: dict[int, Unit] = {}
    for key, source in sources.items():
        mine = [place for place, each in enumerate(origins) if each.section == key and each.is_told]
        for is_note in (False, True):
            places = [place for place in mine if paragraphs[place].is_note == is_note]
            shown = [paragraphs[place].text for place in places]
            for stretch, positions, atoms in matched(source.text, shown, say, is_note=is_note):
                told = tuple(places[position] for position in positions)
                units |= dict.fromkeys(told, Unit(key, stretch, told, atoms))
    return units


def teller_of(report: Report) -> Teller:
    """Return what the sentences of a year speak from."""
    inputs = report.year_inputs
    return Teller(report.metrics, inputs.registers, facts_of(inputs.report))


def statement_of(origin: Origin, report: Report) -> str:
    """Return the name of the statement that a made paragraph is, blank where it is none."""
    if not origin.is_told or origin.unit or origin.section not in AREAS:
        return ""
    statements = AREAS[origin.section].statements
    teller = teller_of(report)
    return next((name for name, told in statements.items() if told(teller) == origin.runs), "")


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


def notes_of(blocks: Blocks) -> list[str]:
    """Return the footnotes of blocks, in the order of the text."""
    told = (plain(note).strip() for block in blocks for note in _notes_in(block))
    return [line for line in told if line]


def _notes_in(block: Block) -> Iterator[Runs]:
    yield from (run.note for runs in texts_of(block) for run in runs if run.note)


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
