"""A report read from a file: its sections with what they speak of, and where each block stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from lawgov_lib.auditing.headings import (
    Head,
    Meaning,
    heads_of,
    is_passage_of,
    meaning_of,
    passage_parts,
)
from lawgov_lib.auditing.recognition import Identity, identify
from lawgov_lib.base.errors import Place, Problem
from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.wording import day
from lawgov_lib.document.tree import Heading, Paragraph, Run, Signature, Title, plain
from lawgov_lib.inputs.outlineentry import LEGAL_PARTS, LegalPart, Numbered, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lawgov_lib.document.pieces import Content, Piece
    from lawgov_lib.document.tree import Block, Blocks, Runs

OPENING, BEHIND = "opening", "behind"
"""The sections before the first heading, and behind the signature: what is attached is no text."""
_NO_PART = {OPENING, BEHIND}
_ACHIEVEMENTS = "achievements"
_HOSTS = {None, _ACHIEVEMENTS, "shortcomings", "plans"}
"""What the sections serve in whose midst another part may be told."""
_TURN = compiled("(?<=[。；])(?=下一步|下步|明年|下一年)")
_LATE = 0.5
"""Shortcomings and plans without a heading are looked for behind this share of the text."""
_NO_WORD = compiled(r"[\W\d_]+")
_LONGEST_KEY = 16
_SUBHEADING = 3
_MOST_TOLD = 3


@dataclass
class Chapter:
    """What stands under one heading, or two that follow each other: a section of the report.

    ``serves`` is None where the heading is like none that is known, ``also`` are the other parts
    that it names; ``host`` is the section in whose midst a part without a heading was found.
    ``at`` are the positions of its blocks in the paper.
    """

    key: str
    heads: tuple[Numbered, ...] = ()
    serves: LegalPart | None = None
    also: tuple[LegalPart, ...] = ()
    host: str = ""
    at: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Paper:
    """A report as it was read.

    ``blocks`` are title, headings and text in reading order; ``places`` says of each where it
    stands in the file, in ``unit``. ``chapters`` are the sections, by key; ``covered`` are the
    legal parts that a heading names together with another.
    """

    name: str
    unit: str
    identity: Identity
    blocks: Blocks
    places: tuple[int, ...]
    chapters: dict[str, Chapter]
    notices: tuple[Problem, ...]

    @property
    def covered(self) -> frozenset[LegalPart]:
        """The legal parts that some section serves, alone or together with another part."""
        chapters = [chapter for chapter in self.chapters.values() if chapter.at]
        found = {each.serves for each in chapters if each.serves}
        return frozenset(found.union(*(each.also for each in chapters)))

    @property
    def strangers(self) -> tuple[Numbered, ...]:
        """The headings that are like none of the five parts."""
        chapters = (each for key, each in self.chapters.items() if key not in _NO_PART)
        return tuple(each.heads[-1] for each in chapters if each.serves is None and each.heads)

    @property
    def is_report(self) -> bool:
        """Whether title or headings show a report, so that what is missing may be told."""
        return bool(self.identity.title or self.covered)

    @property
    def spots(self) -> dict[str, Spot]:
        """The places of the sections, as the checks know them."""
        return {
            key: Spot((number,), chapter.heads, chapter.serves, chapter.host)
            for number, (key, chapter) in enumerate(self.chapters.items())
            if key not in _NO_PART
        }

    @property
    def told(self) -> dict[str, Blocks]:
        """The blocks by section, without the headings that open it."""
        return {
            key: tuple(self.blocks[at] for at in chapter.at)
            for key, chapter in self.chapters.items()
            if key != BEHIND
        }

    def block_at(self, section: str, paragraph: int | None) -> int | None:
        """Return the position of a block that a finding names by section and paragraph."""
        chapter = self.chapters.get(section)
        if chapter is None or not chapter.at:
            return None
        return chapter.at[min(paragraph or 0, len(chapter.at) - 1)]


def paper_of(content: Content, name: str) -> Paper:
    """Lay a file's content out as a report.

    Args:
        content: What the file says.
        name: Its name, as messages show it.
    """
    identity = identify(content)
    return _Layout(content, name, identity).paper()


class _Layout:
    """Sorts the pieces of a file into sections."""

    def __init__(self, content: Content, name: str, identity: Identity) -> None:
        self._content, self._name, self._identity = content, name, identity
        self._blocks: list[Block] = []
        self._places: list[int] = []
        self._chapters: dict[str, Chapter] = {OPENING: Chapter(OPENING)}
        self._here = self._chapters[OPENING]
        self._above = Meaning()
        self._subheadings = Counter[str]()

    def paper(self) -> Paper:
        """Return the report."""
        identity, pieces = self._identity, self._content.pieces
        titled, signed = identity.title_at, identity.signed_at or (0, 0)
        for at, (piece, head) in enumerate(zip(pieces, heads_of(pieces), strict=True)):
            if at == signed[1] and at:
                self._here = self._chapters[BEHIND] = Chapter(BEHIND)
            if titled[0] <= at < titled[1]:
                if at == titled[0]:
                    lines = tuple(each.text.replace("\n", "") for each in pieces[slice(*titled)])
                    self._put(Title(lines=lines), piece.place)
            elif signed[0] <= at < signed[1]:
                if at == signed[0]:
                    self._sign(piece.place)
            elif self._here.key == BEHIND:
                self._text(piece)
            elif identity.title and piece.text.strip() == identity.title:
                continue  # a page says its title twice
            elif at == identity.addressee_at:
                self._put(Paragraph(runs=piece.runs, role="addressee"), piece.place)
            elif head is None:
                self._text(piece)
            elif head.level < _SUBHEADING:
                self._open(head, piece)
            else:
                self._subheading(head, piece)
        self._part_doubles()
        self._find_guests()
        paper = Paper(
            self._name,
            self._content.unit,
            identity,
            tuple(self._blocks),
            tuple(self._places),
            self._chapters,
            self._content.notices,
        )
        return replace(paper, notices=(*paper.notices, *_unrecognised(paper)))

    # Blocks

    def _put(self, block: Block, place: int) -> int:
        self._blocks.append(block)
        self._places.append(place)
        return len(self._blocks) - 1

    def _sign(self, place: int) -> None:
        leading, *others = self._identity.agencies or ("",)
        when = self._identity.signed_on
        said = day(when) if when else ""
        self._put(Signature(agency=leading, others=tuple(others), date=said), place)

    def _text(self, piece: Piece) -> None:
        source = f"{self._name}:{piece.place}"
        blocks: list[Block] = [Paragraph(runs=runs, source=source) for runs in _parted(piece)]
        for block in [piece.table] if piece.table else blocks:
            self._here.at.append(self._put(block, piece.place))

    def _subheading(self, head: Head, piece: Piece) -> None:
        key = self._here.key
        self._subheadings[key] += 1
        anchor = f"{key}-{self._subheadings[key]}"
        block = Heading(level=3, number=head.number, text=head.text, anchor=anchor)
        self._here.at.append(self._put(block, piece.place))

    def _open(self, head: Head, piece: Piece) -> None:
        """Begin a section, or add a heading to one that has no text yet."""
        own = meaning_of(head.text, self._identity.year)
        if head.level == 1:
            self._above = own
        meaning = own if head.level == 1 else _under(self._above, own)
        heads: tuple[Numbered, ...] = ()
        before = self._here
        if head.level > 1 and not before.at and before.heads and before.heads[-1].level == 1:
            heads = before.heads
            del self._chapters[before.key]
        key = self._key(meaning, head.text)
        serves = meaning.parts[0] if meaning.parts else None
        level: Literal[1, 2] = 1 if head.level == 1 else 2
        numbered = Numbered(level, head.number, head.text, key)
        self._here = Chapter(key, (*heads, numbered), serves, meaning.parts[1:])
        self._chapters[key] = self._here
        anchor = f"h{len(self._blocks)}"
        self._put(
            Heading(level=level, number=head.number, text=head.text, anchor=anchor), piece.place
        )
        if head.rest:
            notes = tuple(run for run in piece.runs if run.note)
            runs = (Run(text=head.rest), *(run.model_copy(update={"text": ""}) for run in notes))
            source = f"{self._name}:{piece.place}"
            self._here.at.append(self._put(Paragraph(runs=runs, source=source), piece.place))

    def _key(self, meaning: Meaning, text: str) -> str:
        """Name a section by its area or part, else by the words of its heading."""
        first = meaning.parts[0] if meaning.parts else ""
        known = meaning.area if first in {"", _ACHIEVEMENTS} else ""
        stem = known or first or _NO_WORD.sub("", text)[:_LONGEST_KEY] or "section"
        return self._free(stem)

    def _free(self, stem: str) -> str:
        key, count = stem, 1
        while key in self._chapters:
            count += 1
            key = f"{stem}-{count}"
        return key

    # Parts without a heading of their own

    def _part_doubles(self) -> None:
        """Part a section whose heading names two parts where the second begins."""
        for chapter in list(self._chapters.values()):
            for part in chapter.also:
                begin = next(
                    (n for n, at in enumerate(chapter.at) if n and self._speaks(part, at)), None
                )
                if begin is not None:
                    guest = self._guest(part, chapter)
                    guest.at, chapter.at = chapter.at[begin:], chapter.at[:begin]

    def _find_guests(self) -> None:
        """Find the parts that no heading names in the paragraphs that speak of them."""
        late = self._places[int(len(self._places) * _LATE)] if self._places else 0
        for part in passage_parts():
            if any(part == each.serves or part in each.also for each in self._chapters.values()):
                continue
            for chapter in list(self._chapters.values()):
                if chapter.serves not in _HOSTS or chapter.key in _NO_PART:
                    continue
                found = [
                    at
                    for at in chapter.at
                    if self._speaks(part, at)
                    and (part == "responsibility" or self._places[at] >= late)
                ]
                if found == chapter.at and found:
                    chapter.also = (*chapter.also, part)
                    break
                if found:
                    guest = self._guest(part, chapter)
                    guest.at = found
                    chapter.at = [at for at in chapter.at if at not in set(found)]
                    break

    def _guest(self, part: LegalPart, host: Chapter) -> Chapter:
        """Make a section of a part that is told under another heading."""
        key = self._free(part)
        guest = Chapter(key, serves=part, host=host.key)
        rest = list(self._chapters.items())
        behind = [each for each, _ in rest].index(host.key) + 1
        self._chapters = dict([*rest[:behind], (key, guest), *rest[behind:]])
        return guest

    def _speaks(self, part: str, at: int) -> bool:
        block = self._blocks[at]
        return isinstance(block, Paragraph) and is_passage_of(part, plain(block.runs))


def _parted(piece: Piece) -> list[Runs]:
    """Part a paragraph that goes from what is short to what will be done."""
    turn = _TURN.search(piece.text)
    if turn is None or any(run.note for run in piece.runs):
        return [piece.runs]
    before, after = piece.text[: turn.start()], piece.text[turn.start() :]
    if not is_passage_of("shortcomings", before):
        return [piece.runs]
    return [(Run(text=before),), (Run(text=after),)]


def _unrecognised(paper: Paper) -> Iterator[Problem]:
    """Tell what was not recognised."""
    identity, place = paper.identity, Place(paper.name)
    lacking = [
        word
        for word, known in (
            ("标题", identity.title),
            ("报告机关", identity.agencies),
            ("报告年度", identity.year),
            ("成文日期", identity.signed_on),
        )
        if not known
    ]
    if lacking:
        hint = "在标题和落款写明；没有认出年度的，与年度有关的检查不做。"
        yield Problem("E469", f"没有认出{'、'.join(lacking)}", place, hint)
    if not paper.is_report:
        hint = "核对是否放错了文件；五个部分没有核对。"
        yield Problem("E469", "没有认出是法治政府建设年度报告", place, hint)
    elif not any(chapter.heads for chapter in paper.chapters.values()):
        hint = "标题使用样式，或写明一、（一）等序号。"
        yield Problem("E469", "没有认出任何标题", place, hint)
    if strange := paper.strangers:
        told = "”“".join(head.number + head.text for head in strange[:_MOST_TOLD])
        rest = f"等{len(strange)}个" if len(strange) > _MOST_TOLD else ""
        message = f"没有认出“{told}”{rest}标题属于五个部分的哪一个"
        yield Problem("E469", message, place, f"五个部分：{'、'.join(LEGAL_PARTS.values())}。")


def _under(above: Meaning, own: Meaning) -> Meaning:
    """Return what a heading of level 2 speaks of, under one of level 1."""
    others = tuple(part for part in own.parts if part != _ACHIEVEMENTS)
    if not above.parts:
        return own
    if above.parts == (_ACHIEVEMENTS,):
        return own if others else Meaning(above.parts, own.area or above.area)
    return Meaning(others, "") if set(others) & set(above.parts) else Meaning(above.parts[:1], "")


def texts_of_chapter(paper: Paper, key: str) -> Sequence[str]:
    """Return the paragraphs of a section."""
    return [plain(block.runs) for block in paper.told.get(key, ()) if isinstance(block, Paragraph)]
