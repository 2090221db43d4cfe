"""The text of a report's file, sorted into the sections of its year's outline.

Nothing is moved: what stands under a heading that the outline does not have stays, with its
heading, behind the text before it. Headings are reworded and ordered as the file has them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from lawgov_lib.auditing.headings import Head, Meaning, heads_of, meaning_of
from lawgov_lib.auditing.recognition import identify
from lawgov_lib.document.tree import Heading, Paragraph, Run, plain
from lawgov_lib.inputs.opening import OPENING
from lawgov_lib.inputs.outline import outline_of

if TYPE_CHECKING:
    from typing import Literal

    from lawgov_lib.auditing.pieces import Content, Piece
    from lawgov_lib.auditing.recognition import Identity
    from lawgov_lib.document.tree import Block, Runs
    from lawgov_lib.inputs.outline import Entry

    Level = Literal[1, 2, 3]

_TOP = 1
_MIDDLE = 2


@dataclass
class Manuscript:
    """What the file of a report gives to a year folder.

    Attributes:
        identity: What the report says of itself.
        title: The lines of its title.
        addressee: To whom it is sent, blank where it names nobody.
        headings: The headings of the outline's entries as the file words them, in its order.
        numbers: The numbers that the file gives those headings.
        texts: The blocks by section; the opening is always there and comes first.
        strange: The headings that the outline has no entry for, kept in the text.
        above: How many paragraphs stood above the title, and now begin the opening.
        behind: How many stood behind the signature, and now end the last section.
    """

    identity: Identity
    title: tuple[str, ...] = ()
    addressee: str = ""
    headings: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    texts: dict[str, list[Block]] = field(default_factory=lambda: {OPENING: []})
    strange: list[str] = field(default_factory=list)
    above: int = 0
    behind: int = 0


def manuscript_of(content: Content, year: int) -> Manuscript:
    """Sort what a file says into the sections of a year's outline.

    Args:
        content: What the file says.
        year: The report year.
    """
    return _Sorting(content, year).manuscript()


class _Sorting:
    """Goes through the pieces of one file in their order."""

    def __init__(self, content: Content, year: int) -> None:
        self._pieces = content.pieces
        self._year = year
        self._made = Manuscript(identify(content))
        self._parts = {entry.key: entry for entry in outline_of(year, "", "").parts}
        self._above: Entry | None = None
        self._here = self._made.texts[OPENING]
        self._waiting: tuple[Entry, Head, list[Block]] | None = None
        self._count = 0

    def manuscript(self) -> Manuscript:
        identity, made = self._made.identity, self._made
        titled, signed = identity.title_at, identity.signed_at or (0, 0)
        made.title = tuple(_line(piece) for piece in self._pieces[slice(*titled)])
        for at, (piece, head) in enumerate(zip(self._pieces, heads_of(self._pieces), strict=True)):
            if titled[0] <= at < titled[1] or signed[0] <= at < signed[1]:
                continue
            if signed[1] and at >= signed[1]:
                made.behind += 1
                self._text(piece)
            elif at == identity.addressee_at:
                made.addressee = piece.text.strip().rstrip("：:")
            elif identity.title and piece.text.strip() == identity.title:
                continue  # a page says its title twice
            elif head is None:
                made.above += at < titled[0]
                self._text(piece)
            elif head.level > _MIDDLE:
                self._keep(head)
                self._rest(piece, head)
            else:
                self._open(piece, head)
        self._give_up()
        self._take_in()
        return made

    # Headings

    def _open(self, piece: Piece, head: Head) -> None:
        """Begin the section that a heading opens, or keep a strange heading in the text."""
        meaning = meaning_of(head.text, self._year)
        if head.level == _TOP:
            self._give_up()
            self._above = None
            entry = self._entry(meaning)
            if entry is None:
                self._stay(head)
            elif entry.sections:
                self._above = entry
                self._waiting = (entry, head, [])
                self._here = self._waiting[2]
            else:
                self._begin(entry, head)
        else:
            section = self._section(meaning)
            if section is None:
                self._stay(head)
            else:
                lead = self._lead()
                self._begin(section, head)
                self._here += lead
        self._rest(piece, head)

    def _entry(self, meaning: Meaning) -> Entry | None:
        """Return the entry of a heading of level 1 that has none yet."""
        part = meaning.parts[0] if meaning.parts and not meaning.area else ""
        return None if part in self._made.headings else self._parts.get(part)

    def _section(self, meaning: Meaning) -> Entry | None:
        """Return the section of a heading of level 2 under the part that is open."""
        sections = self._above.sections if self._above else ()
        free = (each for each in sections if each.key not in self._made.texts)
        return next((each for each in free if each.key == meaning.area), None)

    def _begin(self, entry: Entry, head: Head) -> None:
        self._made.headings[entry.key] = head.text
        self._made.numbers[entry.key] = head.number
        self._here = self._made.texts.setdefault(entry.key, [])

    def _lead(self) -> list[Block]:
        """Take in the part that waits for its first section; return the text that it had."""
        if self._waiting is None:
            return []
        entry, head, blocks = self._waiting
        self._waiting = None
        self._made.headings[entry.key] = head.text
        self._made.numbers[entry.key] = head.number
        return blocks

    def _give_up(self) -> None:
        """Keep a part that found no section of the outline in the text before it."""
        if self._waiting is None:
            return
        _, head, blocks = self._waiting
        self._waiting = None
        self._here = list(self._made.texts.values())[-1]
        self._stay(head)
        self._here += blocks

    def _take_in(self) -> None:
        """Keep a heading without text in the text before it: a section must tell something."""
        made = self._made
        for key, blocks in list(made.texts.items()):
            if key != OPENING and all(isinstance(block, Heading) for block in blocks):
                before = list(made.texts)[list(made.texts).index(key) - 1]
                number, text = made.numbers.pop(key), made.headings.pop(key)
                self._here = made.texts[before]
                level = _TOP if key in self._parts else _MIDDLE
                self._stay(Head(level, number, text))
                self._here += made.texts.pop(key)

    def _stay(self, head: Head) -> None:
        self._made.strange.append(head.number + head.text)
        self._keep(head)

    def _keep(self, head: Head) -> None:
        """Put a heading into the text, with its number as it is typed."""
        self._count += 1
        level = cast("Level", head.level)
        text = head.number + head.text.replace("\n", "")
        self._here.append(Heading(level=level, text=text, anchor=f"h{self._count}"))

    # Text

    def _rest(self, piece: Piece, head: Head) -> None:
        """Keep what follows a heading in its paragraph, and the footnotes that hang on it."""
        if head.rest:
            self._put(behind(piece.runs, len(plain(piece.runs).rstrip()) - len(head.rest)))
        else:
            for run in piece.runs:
                self._put(run.note)

    def _text(self, piece: Piece) -> None:
        if piece.table:
            self._here.append(piece.table)
        else:
            self._put(piece.runs)

    def _put(self, runs: Runs) -> None:
        """Add a paragraph; a line that ends in its midst parts it."""
        self._here += [Paragraph(runs=line) for line in _lines(runs)]


def behind(runs: Runs, place: int) -> Runs:
    """Return the runs from a place in their text on; a footnote that hangs there stays."""
    kept = []
    for run in runs:
        if place <= len(run.text):
            kept.append(run.model_copy(update={"text": run.text[max(place, 0) :]}))
        elif run.note:
            kept.append(run.model_copy(update={"text": ""}))
        place -= len(run.text)
    return tuple(kept)


def _lines(runs: Runs) -> list[Runs]:
    """Part runs where a line ends; a line that says nothing is none."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        *whole, last = run.text.split("\n")
        for text in whole:
            lines[-1].append(run.model_copy(update={"text": text, "note": ()}))
            lines.append([])
        lines[-1].append(run.model_copy(update={"text": last}))
    return [tuple(line) for line in lines if any(run.text.strip() or run.note for run in line)]


def _line(piece: Piece) -> str:
    return piece.text.replace("\n", "")
