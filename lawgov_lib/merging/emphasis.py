"""Bold that was put on or taken off in Word, as the emphasis of Markdown."""

from __future__ import annotations

from itertools import groupby
from string import punctuation, whitespace
from typing import TYPE_CHECKING

from lawgov_lib.merging.rewriting import escaped
from lawgov_lib.merging.sourcetext import Atom

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MARKS = {"**", "__"}
_EDGES = whitespace + punctuation
"""No reader of Markdown could tell bold from asterisks between such a mark and a letter."""


def is_known(atoms: Sequence[Atom], bold: Sequence[bool]) -> bool:
    """Tell whether a source is bold where the report is.

    Args:
        atoms: The source beside what it says.
        bold: Of each letter that it says, whether it is bold.
    """
    own = list(_letters(atoms))
    return len(own) == len(bold) and all(
        mine in {None, other} for mine, other in zip(own, bold, strict=True)
    )


def emphasised(atoms: Sequence[Atom], bold: Sequence[bool]) -> str:
    """Return a source with emphasis on the letters that are bold, and on no others.

    Args:
        atoms: The source beside what it says.
        bold: Of each letter that it says, whether it is bold.
    """
    pieces = list(_pieces(atoms))
    shown = "".join(piece.shown for piece in pieces)
    wanted = [*_trimmed(shown, bold), False]
    parts: list[str] = []
    at, is_open = 0, False
    for piece in pieces:
        if piece.shown and wanted[at] and not is_open:
            parts.append("**")
            is_open = True
        parts.append(piece.source)
        at += len(piece.shown)
        if piece.shown and is_open and not wanted[at]:
            parts.append("**")
            is_open = False
    return "".join(parts)


def _is_mark(atom: Atom) -> bool:
    return not atom.shown and atom.source in _MARKS


def _letters(atoms: Sequence[Atom]) -> Iterator[bool | None]:
    """Yield of each letter whether it is bold; None where a reference says so itself."""
    is_open = False
    for atom in atoms:
        is_open ^= _is_mark(atom)
        own = any(run.strong for run in atom.runs)
        yield from [None if own else is_open] * len(atom.shown)


def _pieces(atoms: Sequence[Atom]) -> Iterator[Atom]:
    """Yield a source letter by letter without its marks of emphasis; references stay whole."""
    for atom in atoms:
        if _is_mark(atom):
            continue
        if atom.runs or len(atom.shown) < len("甲乙"):
            yield atom
        else:
            yield from (Atom(escaped(letter), letter) for letter in atom.shown)


def _trimmed(shown: str, bold: Sequence[bool]) -> Iterator[bool]:
    """Take bold from the blanks and Latin marks at the ends of each bold stretch."""
    for is_bold, group in groupby(zip(shown, bold, strict=True), key=lambda each: each[1]):
        text = "".join(letter for letter, _ in group)
        inner = text.strip(_EDGES) if is_bold else ""
        before = len(text) - len(text.lstrip(_EDGES)) if inner else 0
        yield from [False] * before
        yield from [True] * len(inner)
        yield from [False] * (len(text) - before - len(inner))
