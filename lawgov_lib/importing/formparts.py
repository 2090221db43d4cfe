"""What a report says above its title and at its foot: number, signers, copies, who printed it.

These are parts of an official document's form (GB/T 9704-2012, 7.2 and 7.4), and no text of the
report. Whatever does not go with the day of its signature stays in the text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lawgov_lib.auditing.recognition import DAY, day_of
from lawgov_lib.base import wording
from lawgov_lib.base.expressions import compiled
from lawgov_lib.document.tree import plain
from lawgov_lib.inputs.officialform import NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from lawgov_lib.auditing.recognition import Identity
    from lawgov_lib.document.pieces import Piece

_BLANKS = compiled(r"\s+")
_SIGNED_BY = "签发人："
_MARK = "文件"
_FOOT = compiled(
    rf"(?:抄送：(?P<copies>[^。]+)。?)?(?:(?P<printer>[\u4e00-\u9fff（）]{{2,40}}?){DAY.pattern}印发)?"
)
_LAST = 8
"""So many pieces at the end of a report without a signature may be its foot."""


@dataclass
class FormParts:
    """The parts of the form that were found, by their names in ``report.yaml``.

    ``at`` are the positions of the pieces that say so; ``mark`` is the name of the office that is
    printed in red above the number (发文机关标志).
    """

    facts: dict[str, Any] = field(default_factory=dict)
    mark: str = ""
    at: set[int] = field(default_factory=set)


def form_parts_of(pieces: Sequence[Piece], identity: Identity, signed: date | None) -> FormParts:
    """Find the parts of the form.

    Args:
        pieces: What the file says.
        identity: What it says of itself.
        signed: The day of the signature, None where it is not known.
    """
    found = FormParts()
    for at, piece in enumerate(pieces[: identity.title_at[0]]):
        told = [_head(text, identity, signed) for text in _lines(piece)]
        if None not in told:
            for each in told:
                found.facts |= each or {}
            found.at.add(at)
    found.mark = found.facts.pop(_MARK, "")
    first = identity.signed_at[1] if identity.signed_at else len(pieces) - _LAST
    _take_foot(found, list(enumerate(pieces))[max(first, identity.title_at[1]) :], signed)
    return found


def _head(text: str, identity: Identity, signed: date | None) -> dict[str, Any] | None:
    """Return what a line above the title says, None where not all of it is understood."""
    names = {*identity.agencies, "".join(identity.agencies)}
    if not text or text.removesuffix(_MARK) in names:
        return {_MARK: text} if text else {}
    number, _, signers = text.partition(_SIGNED_BY)
    if (number and not _goes_with(number, signed)) or not (number or signers):
        return None
    return ({"number": number} if number else {}) | (
        {"signers": signers.split("、")} if signers else {}
    )


def _goes_with(number: str, signed: date | None) -> bool:
    """Tell whether a number is of the year of the signature, or the one behind it."""
    parts = NUMBER.fullmatch(number)
    return parts is not None and (not signed or 0 <= int(parts[1]) - signed.year <= 1)


def _take_foot(found: FormParts, pieces: Sequence[tuple[int, Piece]], signed: date | None) -> None:
    """Take who gets a copy and who printed it; copies are told only by who printed them."""
    facts: dict[str, Any] = {}
    places: set[int] = set()
    for at, piece in pieces:
        for text in _lines(piece):
            said = _FOOT.fullmatch(text)
            if not text or said is None:
                continue
            if said["copies"]:
                facts["copies"] = _listed(said["copies"])
            if said["printer"]:
                facts |= {"printer": said["printer"], "printed_on": day_of(said.group(3, 4, 5))}
            places.add(at)
    printed = facts.get("printed_on")
    if printed and not (signed and printed < signed) and _is_whole(pieces, places):
        found.facts |= facts
        found.at |= places


def _is_whole(pieces: Sequence[tuple[int, Piece]], places: set[int]) -> bool:
    """Tell whether every line of the pieces was understood."""
    return all(
        _FOOT.fullmatch(text) for at, piece in pieces if at in places for text in _lines(piece)
    )


def _lines(piece: Piece) -> Iterator[str]:
    """Yield the lines of a paragraph, or the rows of the table that a foot may be laid out as."""
    if piece.table:
        yield _bare("".join(column.text for column in piece.table.columns))
        yield from (_bare("".join(map(plain, row))) for row in piece.table.rows)
    else:
        yield _bare(piece.text)


def _listed(copies: str) -> list[str]:
    """Return who gets a copy so that it is told again as it was, mark for mark."""
    for mark in ("，", "、"):
        names = copies.split(mark)
        if wording.recipients(names) == copies:
            return names
    return [copies]


def _bare(text: str) -> str:
    return _BLANKS.sub("", text).replace(":", "：")
