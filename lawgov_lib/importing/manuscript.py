"""The text of a report's file, sorted under its own headings.

Nothing is moved: the headings of two levels make the outline of the year, those that have no place
in it stay in the text. What an area or a legal part is told under is recognised; what is not
recognised is a heading all the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, cast

from lawgov_lib.auditing.headings import heads_of, meaning_of
from lawgov_lib.auditing.recognition import identify
from lawgov_lib.document.pieces import lines_of
from lawgov_lib.document.tree import Heading, Paragraph, plain
from lawgov_lib.importing.formparts import FormParts, form_parts_of
from lawgov_lib.inputs.areanames import area_names
from lawgov_lib.inputs.headingtree import RESERVED, name_of
from lawgov_lib.inputs.opening import OPENING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    from lawgov_lib.auditing.headings import Head
    from lawgov_lib.auditing.recognition import Identity
    from lawgov_lib.document.pieces import Content, Piece
    from lawgov_lib.document.tree import Block, Runs

    Level = Literal[1, 2, 3]

_DEEPEST = 2
_PART = "achievements"
_LONGEST_KEY = 30


@dataclass
class Branch:
    """A heading of the file with what stands under it.

    ``tells`` are the areas that are told there, ``serves`` is the legal part where the heading
    names it and tells none of its areas.
    """

    heading: str
    number: str
    level: int
    key: str
    tells: list[str] = field(default_factory=list)
    serves: str = ""
    blocks: list[Block] = field(default_factory=list)
    below: list[Branch] = field(default_factory=list)

    @property
    def is_silent(self) -> bool:
        """Whether nothing but headings stands under it."""
        return not self.below and all(isinstance(block, Heading) for block in self.blocks)


@dataclass
class Manuscript:
    """What the file of a report gives to a year folder.

    Attributes:
        identity: What the report says of itself.
        year: The report year.
        title: The lines of its title.
        form: The parts of the official form that stand around the text.
        addressee: To whom it is sent, blank where it names nobody.
        opening: The blocks before the first heading.
        tree: The headings of the first level.
        kept: The headings that stay in the text, with their numbers.
        above: How many paragraphs stood above the title, and now begin the opening.
        behind: How many stood behind the signature, and now end the last section.
        run_in: How many headings had text in their paragraph, and now stand alone.
    """

    identity: Identity
    year: int
    title: tuple[str, ...] = ()
    form: FormParts = field(default_factory=FormParts)
    addressee: str = ""
    opening: list[Block] = field(default_factory=list)
    tree: list[Branch] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    above: int = 0
    behind: int = 0
    run_in: int = 0

    @property
    def signed_on(self) -> date | None:
        """The day of the signature; one before the report year is none of this report."""
        signed = self.identity.signed_on
        return signed if signed and signed >= date(self.year, 1, 1) else None

    @property
    def branches(self) -> list[Branch]:
        """All headings of the outline, in reading order."""
        return list(_every(self.tree))

    @property
    def texts(self) -> dict[str, list[Block]]:
        """The blocks by section, in reading order, the opening first."""
        told = {branch.key: branch.blocks for branch in self.branches if branch.blocks}
        return {OPENING: self.opening, **told}


def manuscript_of(content: Content, year: int) -> Manuscript:
    """Sort what a file says under its headings.

    Args:
        content: What the file says.
        year: The report year.
    """
    return _Sorting(content, year).manuscript()


def _every(branches: list[Branch]) -> Iterator[Branch]:
    for branch in branches:
        yield branch
        yield from _every(branch.below)


class _Sorting:
    """Goes through the pieces of one file in their order."""

    def __init__(self, content: Content, year: int) -> None:
        self._pieces = content.pieces
        self._year = year
        self._made = Manuscript(identify(content), year)
        self._here = self._made.opening
        self._path: list[Branch] = []
        self._told: set[str] = set()
        self._keys: set[str] = {*RESERVED}
        self._count = 0

    def manuscript(self) -> Manuscript:
        identity, made = self._made.identity, self._made
        titled, signed = identity.title_at, identity.signed_at or (0, 0)
        made.form = form_parts_of(self._pieces, identity, made.signed_on)
        made.title = tuple(piece.text.replace("\n", "") for piece in self._pieces[slice(*titled)])
        for at, (piece, head) in enumerate(zip(self._pieces, heads_of(self._pieces), strict=True)):
            if titled[0] <= at < titled[1] or signed[0] <= at < signed[1] or at in made.form.at:
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
            else:
                self._open(head)
                self._rest(piece, head)
        while self._take_in():
            pass
        return made

    # Headings

    def _open(self, head: Head) -> None:
        """Begin what stands under a heading; one without a heading above it stays in the text."""
        if head.level > min(len(self._path) + 1, _DEEPEST) or "{{" in head.text:
            self._keep(head.level, head.number + head.text + head.mark)
            return
        self._path = self._path[: head.level - 1]
        siblings = self._path[-1].below if self._path else self._made.tree
        branch = self._branch(head)
        siblings.append(branch)
        self._path.append(branch)
        self._here = branch.blocks

    def _branch(self, head: Head) -> Branch:
        meaning = meaning_of(head.text, self._year)
        above = self._path[0] if self._path else None
        others = [part for part in meaning.parts if part != _PART]
        in_part = above is None or above.serves == _PART or not {*above.tells} - _areas()
        tells = [each for each in (*others, meaning.area) if each and each not in self._told]
        if not in_part:
            tells = []
        self._told |= {*tells}
        is_first_part = not tells and meaning.parts == (_PART,) and above is None
        serves = _PART if is_first_part and _PART not in self._keys else ""
        wanted = serves or next(iter(tells), "") or name_of(head.text)[:_LONGEST_KEY] or "节"
        return Branch(
            head.text + head.mark, head.number, head.level, self._free(wanted), tells, serves
        )

    def _free(self, wanted: str) -> str:
        key, count = wanted, 1
        while key in self._keys:
            count += 1
            key = f"{wanted}{count}"
        self._keys.add(key)
        return key

    def _take_in(self) -> bool:
        """Keep a heading that nothing stands under in the text before it, if there is one."""
        branches = self._made.branches
        silent = next((each for each in reversed(branches) if each.is_silent), None)
        if silent is None:
            return False
        at = branches.index(silent)
        self._here = branches[at - 1].blocks if at else self._made.opening
        self._keep(silent.level, silent.number + silent.heading)
        self._here += silent.blocks
        for siblings in (self._made.tree, *(each.below for each in branches)):
            siblings[:] = [each for each in siblings if each is not silent]
        return True

    def _keep(self, level: int, text: str) -> None:
        """Put a heading into the text, with its number as it is typed."""
        self._made.kept.append(text)
        self._count += 1
        deep, told = cast("Level", level), text.replace("\n", "")
        self._here.append(Heading(level=deep, text=told, anchor=f"h{self._count}"))

    # Text

    def _rest(self, piece: Piece, head: Head) -> None:
        """Keep what follows a heading in its paragraph, and the footnotes that hang on it."""
        if head.rest:
            self._made.run_in += bool(head.mark)
            self._put(_behind(piece.runs, len(plain(piece.runs).rstrip()) - len(head.rest)))
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
        self._here += [Paragraph(runs=line) for line in lines_of(runs)]


def _areas() -> set[str]:
    """Return the areas of part one."""
    return {key for key, area in area_names().items() if area.serves == _PART}


def _behind(runs: Runs, place: int) -> Runs:
    """Return the runs from a place in their text on; a footnote that hangs there stays."""
    kept = []
    for run in runs:
        if place <= len(run.text):
            kept.append(run.model_copy(update={"text": run.text[max(place, 0) :]}))
        elif run.note:
            kept.append(run.model_copy(update={"text": ""}))
        place -= len(run.text)
    return tuple(kept)
