"""Whether a year tells what a file tells: each sentence, each heading, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.auditing.headings import heads_of
from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.quotation import full_width
from lawgov_lib.document.texts import texts_of
from lawgov_lib.document.tree import Heading, Paragraph, Table, plain
from lawgov_lib.inputs.opening import OPENING
from lawgov_lib.reading.reader import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lawgov_lib.auditing.headings import Head
    from lawgov_lib.document.pieces import Content, Piece
    from lawgov_lib.document.tree import Block, Blocks
    from lawgov_lib.importing.manuscript import Manuscript
    from lawgov_lib.inputs.outlineentry import Spot

_NO_NUMERAL = compiled("[^一二三四五六七八九十0-9]")
_BLANKS = compiled(r"\s+")


def said_by(content: Content, manuscript: Manuscript) -> list[str]:
    """Return what a file says, in order, without the parts of its form around the text.

    Args:
        content: The file.
        manuscript: What was made of it.
    """
    identity = manuscript.identity
    signed = identity.signed_at or (0, 0)
    apart = {*range(*identity.title_at), *range(*signed), identity.addressee_at}
    apart |= manuscript.form.at
    heads = heads_of(content.pieces)
    found: list[str] = []
    for at, piece in enumerate(content.pieces):
        if at in apart or (identity.title and piece.text.strip() == identity.title):
            continue
        found += _said(piece, None if signed[1] and at >= signed[1] else heads[at])
    return found


def _said(piece: Piece, head: Head | None) -> Iterator[str]:
    if piece.table:
        yield from (column.text for column in piece.table.columns)
        yield from map(plain, texts_of(piece.table))
    elif head is None:
        yield piece.text
    else:
        yield from (head.text + head.mark, head.rest)
    yield from (plain(run.note) for run in piece.runs)


def lost_of(
    said: Sequence[str], spots: Mapping[str, Spot], told: Mapping[str, Blocks]
) -> list[str]:
    """Return what a file says that a year does not, or says in another order.

    Args:
        said: What the file says, in order, without title and signature.
        spots: The places of the year's sections.
        told: What is told in each.
    """
    text = _Thread(_telling(spots, told))
    lost: list[str] = []
    for each in said:
        if not text.goes_on(each):
            lost += _sentences(each, text)
    return lost


def added_of(spots: Mapping[str, Spot], told: Mapping[str, Blocks]) -> list[str]:
    """Return the paragraphs that a year makes from its registers, beside the prose."""
    return [
        plain(block.runs)
        for key in spots
        for block in told.get(key, ())
        if isinstance(block, Paragraph) and not block.source
    ]


def renumbered_of(manuscript: Manuscript, spots: Mapping[str, Spot]) -> Iterator[str]:
    """Yield the headings that a year numbers otherwise than the file does."""
    made = {head.key: head.number for spot in spots.values() for head in spot.headings}
    for branch in manuscript.branches:
        number = made.get(branch.key, "")
        if branch.number and _NO_NUMERAL.sub("", branch.number) != _NO_NUMERAL.sub("", number):
            yield f"{branch.number}{branch.heading}（现为{number}）"


class _Thread:
    """A text that is followed from its beginning to its end."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._text = "".join(map(_bare, texts))
        self._at = 0

    def goes_on(self, said: str) -> bool:
        """Follow the text to the end of what is said; stay where it does not say it from here."""
        wanted = _bare(said)
        found = self._text.find(wanted, self._at)
        if found >= 0:
            self._at = found + len(wanted)
        return found >= 0


def _sentences(said: str, text: _Thread) -> list[str]:
    """Return the sentences of a paragraph that the text does not say, all of them if in part."""
    sentences = [said[each.start : each.end] for each in read(said).sentences]
    return [each for each in sentences if not text.goes_on(each)] or [said]


def _telling(spots: Mapping[str, Spot], told: Mapping[str, Blocks]) -> Iterator[str]:
    for key in (OPENING, *spots):
        if key != OPENING:
            yield from (head.text for head in spots[key].headings)
        for block in told.get(key, ()):
            yield from _texts(block)


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield block.text
    if isinstance(block, Table):
        yield from (column.text for column in block.columns)
    yield from map(plain, texts_of(block))


def _bare(text: str) -> str:
    return _BLANKS.sub("", full_width(text))
