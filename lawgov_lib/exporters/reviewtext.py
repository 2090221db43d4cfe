"""The text on the page for reviewers: under its headings, with remarks and differences in place."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from markupsafe import Markup

from lawgov_lib.document.markup import fragments
from lawgov_lib.document.tree import (
    Annex,
    Heading,
    Item,
    Listing,
    Paragraph,
    Section,
    Title,
    plain,
)
from lawgov_lib.exporters.webpage import Entry, contents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lawgov_lib.document.dossier import Difference, Remark, Review
    from lawgov_lib.document.tree import Block, Document, Runs

WHOLE = "report"
"""The anchor of what concerns the whole report; it is the page's main region."""
# Noncharacters, which no text holds, stand for the tags until the text has been escaped.
_MARK, _UNMARK, _DROP, _UNDROP = "\ufdd0", "\ufdd1", "\ufdd7", "\ufdd8"
_TAGS = {_MARK: '<mark class="fresh">', _UNMARK: "</mark>", _DROP: "<del>", _UNDROP: "</del>"}


@dataclass(frozen=True)
class Note:
    """A remark and the anchor by which the list of findings leads to it."""

    anchor: str
    remark: Remark


@dataclass
class Stretch:
    """A block with remarks, and the blocks after it that have none; ``own`` names an added cell."""

    first: Markup
    notes: list[Note] = field(default_factory=list)
    rest: list[Markup] = field(default_factory=list)
    own: str = ""


@dataclass
class Chapter:
    """What stands under one heading of the contents; the first concerns the whole report."""

    anchor: str
    title: str
    keys: list[str] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    general: list[Note] = field(default_factory=list)

    @property
    def notes(self) -> list[Note]:
        """All remarks, in reading order."""
        own = [note for stretch in self.stretches for note in stretch.notes]
        return [*self.general, *own]


def chapters(document: Document, review: Review) -> list[Chapter]:
    """Lay the text out under the headings of the contents, each remark at its block."""
    listed = {entry.anchor: entry.text for entry in _flat(contents(document.blocks))}
    marked = [_reworded(section, review) for section in document.sections]
    written = iter(fragments(tuple(block for blocks in marked for block in blocks)))
    keys = {section.key for section in document.sections}
    notes = _notes(review.remarks)
    general = [note for note in notes if note.remark.section not in keys]
    found = [Chapter(WHOLE, "全文", general=general)]
    for section in document.sections:
        placed = _placed(section, notes)
        for place, block in enumerate(section.blocks):
            if isinstance(block, Heading | Annex) and block.anchor in listed:
                found.append(Chapter(block.anchor, listed[block.anchor]))
            fragment = with_tags(next(written), _TAGS)
            _add(found[-1], fragment, placed.pop(place, []), section.label)
        found[-1].keys.append(section.key)
        found[-1].general += [note for left in placed.values() for note in left]
    return found


def with_tags(fragment: str, tags: Mapping[str, str]) -> Markup:
    """Put the tags in the place of the characters that stand for them in an escaped text."""
    for mark, tag in tags.items():
        fragment = fragment.replace(mark, tag)
    return Markup(fragment)  # noqa: S704  the text is escaped, and the tags are ours


def _notes(remarks: Iterable[Remark]) -> list[Note]:
    """Name each remark by its mark, which stays while it says the same; no name is given twice."""
    taken: dict[str, int] = {}
    notes = []
    for remark in remarks:
        name = f"finding-{remark.mark or remark.code or 'note'}"
        taken[name] = taken.get(name, 0) + 1
        notes.append(Note(name if taken[name] == 1 else f"{name}-{taken[name]}", remark))
    return notes


def _flat(entries: Iterable[Entry]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        yield from entry.parts


def _add(chapter: Chapter, fragment: Markup, notes: list[Note], own: str) -> None:
    """Begin a stretch where there are remarks or another hand, else go on with the last one."""
    if notes or not chapter.stretches or chapter.stretches[-1].own != own:
        chapter.stretches.append(Stretch(fragment, notes, own=own))
    else:
        chapter.stretches[-1].rest.append(fragment)


def _leading(section: Section) -> int:
    """Count the blocks before a section's own text: title, addressee, notes and its headings."""
    for place, block in enumerate(section.blocks):
        match block:
            case Title() | Paragraph(role="addressee" | "note"):
                continue
            case Heading(anchor=anchor) if not anchor.startswith(f"{section.key}-"):
                continue
        return place
    return len(section.blocks)


def _placed(section: Section, notes: Sequence[Note]) -> dict[int, list[Note]]:
    """Sort a section's remarks by block; what concerns the whole section stands where it begins."""
    leading, placed = _leading(section), dict[int, list[Note]]()
    last = max(len(section.blocks) - 1, 0)
    for note in notes:
        if note.remark.section == section.key:
            place = min(leading + (note.remark.paragraph or 0), last)
            placed.setdefault(place, []).append(note)
    return placed


# Differences to the year before


def _reworded(section: Section, review: Review) -> list[Block]:
    """Mark in the section's blocks the words that the year before did not have, and had instead."""
    leading, blocks = _leading(section), list(section.blocks)
    told: dict[int, dict[int, list[Difference]]] = {}
    for each in review.differences:
        if each.section == section.key and each.paragraph is not None:
            own = told.setdefault(leading + each.paragraph, {})
            own.setdefault(each.item, []).append(each)
    for place, found in told.items():
        if place < len(blocks):
            blocks[place] = _marked_block(blocks[place], found)
    return blocks


def _marked_block(block: Block, found: Mapping[int, Sequence[Difference]]) -> Block:
    match block:
        case Paragraph(runs=runs):
            return block.model_copy(update={"runs": _marked(runs, found.get(0, ()))})
        case Listing(items=items):
            return block.model_copy(update={"items": _marked_items(items, count(), found)})
        case _:
            return block


def _marked_items(
    items: Iterable[Item], places: Iterator[int], found: Mapping[int, Sequence[Difference]]
) -> tuple[Item, ...]:
    """Mark the items of a list and of the lists in it, in the order in which they are read."""
    marked = []
    for item in items:
        runs = _marked(item.runs, found.get(next(places), ()))
        for _ in (run for run in item.runs if run.note):
            next(places)
        inner = _marked_items(item.items, places, found)
        marked.append(item.model_copy(update={"runs": runs, "items": inner}))
    return tuple(marked)


def _marked(runs: Runs, differences: Sequence[Difference]) -> Runs:
    """Put marks around words, which may begin in one run and end in another."""
    whole = plain(runs)
    inserts: dict[int, list[tuple[int, str]]] = {}
    for each in differences:
        if whole.startswith(each.said, each.start):
            _insert(runs, each, inserts)
    return tuple(
        run.model_copy(update={"text": _with_inserts(run.text, inserts[place])})
        if place in inserts
        else run
        for place, run in enumerate(runs)
    )


def _insert(runs: Runs, difference: Difference, inserts: dict[int, list[tuple[int, str]]]) -> None:
    """Note what is to be inserted for a sentence: by run, where in it and what."""
    at = difference.start
    for part in difference.parts:
        if part.only == "before":
            place, offset = _free(runs, at)
            inserts.setdefault(place, []).append((offset, f"{_DROP}{part.text}{_UNDROP}"))
            continue
        end = at + len(part.text)
        for place, begin, stop in _spans(runs, at, end) if part.only else ():
            inserts.setdefault(place, []).extend(((begin, _MARK), (stop, _UNMARK)))
        at = end


def _spans(runs: Runs, begin: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield the runs that a stretch goes through, and from where to where in each."""
    start = 0
    for place, run in enumerate(runs):
        a, b = (min(max(at - start, 0), len(run.text)) for at in (begin, end))
        start += len(run.text)
        if a < b:
            yield place, a, b


def _free(runs: Runs, at: int) -> tuple[int, int]:
    """Return the run and the place in it where words may stand that are no longer said.

    At the border of two runs it is the one that is no number: a number says its value alone.
    """
    start, fitting = 0, []
    for place, run in enumerate(runs):
        if start <= at <= start + len(run.text):
            fitting.append((bool(run.metric or run.cell), place, at - start))
        start += len(run.text)
    _, place, offset = min(fitting)
    return place, offset


def _with_inserts(text: str, inserts: Sequence[tuple[int, str]]) -> str:
    """Insert where it is noted; at one place, what was noted first stands first."""
    parts, done = [], 0
    for offset, said in sorted(inserts, key=lambda each: each[0]):
        parts += [text[done:offset], said]
        done = offset
    return "".join((*parts, text[done:]))
