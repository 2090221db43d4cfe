"""The source of prose, character by character beside what it says in the report.

Prose is Markdown with references. Each stretch of text in a file is taken apart into atoms: a
character that is shown, a mark that is not, a reference with all that it says. What the report says
is then changed atom by atom, and marks and references stay where they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled
from lawgov_lib.document.markdown_syntax import PARSER
from lawgov_lib.document.tree import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from lawgov_lib.document.tree import Runs

    Say = Callable[[str], Runs | None]

_REFERENCE = compiled(r"\{\{(.*?)\}\}", re.DOTALL)
_HIDDEN = compiled(r"\[\^[^\]\n]+\]|!\[[^\]\n]*\]\([^)\n]*\)|[*_]+|\\(?=[^\w\s])")
"""What is no text: the mark of a footnote, a picture, the marks of emphasis, of a plain mark."""
_NOTE = "footnote_reference"
"""The kind of the text of a footnote."""
_LAYOUT = frozenset(" \t\r\n>")
_QUOTES = {'"': "“”", "'": "‘’"}
_MOST_LINES = 40
"""The paragraphs that one stretch of the source may be shown as."""


@dataclass(frozen=True)
class Atom:
    """A piece of the source, and what it shows; ``runs`` are those of a reference."""

    source: str
    shown: str
    runs: Runs = ()


@dataclass(frozen=True)
class Stretch:
    """A paragraph, heading, item or cell of a file.

    ``start`` and ``end`` are its text in the file, ``begin`` and ``stop`` its lines; ``is_whole``
    where nothing else stands on these and it may be moved.
    """

    start: int
    end: int
    begin: int
    stop: int
    is_whole: bool
    kind: str


def stretches(text: str) -> tuple[Stretch, ...]:
    """Find the stretches of text in a file, in the order in which they stand there."""
    lines = text.splitlines(keepends=True)
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line))
    found: list[Stretch] = []
    reached, kinds = 0, list[str]()
    for token in PARSER.parse(text, {"template": True}):
        if token.nesting > 0:
            kinds.append(token.type.removesuffix("_open"))
        elif token.nesting < 0:
            kinds.pop()
        elif token.type == "inline" and token.map and token.content.strip():
            begin, stop = (offsets[min(line, len(lines))] for line in token.map)
            first, last = (token.content.split("\n")[place].strip() for place in (0, -1))
            start = text.find(first, max(begin, reached if "table" in kinds else begin))
            end = text.rfind(last, start, stop) + len(last)
            if "table" in kinds:
                end = start + len(first)
            if start >= 0 and start < end <= stop:
                reached = end
                is_whole = set(kinds) <= {"paragraph", "heading"}
                found.append(Stretch(start, end, begin, stop, is_whole, kinds[0]))
    return tuple(found)


def atoms_of(source: str, shown: str, say: Say) -> tuple[Atom, ...] | None:
    """Take a stretch of the source apart.

    Args:
        source: The source.
        shown: What the report says of it, a line end between two paragraphs.
        say: Says what a reference stands for, None where it names nothing.

    Returns:
        The atoms, whose shown texts join to ``shown``; None where it does not say that.
    """
    atoms: list[Atom] = []
    at = told = 0
    while at < len(source):
        if reference := _REFERENCE.match(source, at):
            runs = say(reference[1])
            said = plain(runs or ())
            if runs is None or not shown.startswith(said, told):
                return None
            atom = Atom(reference[0], said, runs)
        elif told < len(shown) and _shows(source[at], shown[told]):
            atom = Atom(source[at], shown[told])
        elif hidden := _HIDDEN.match(source, at):
            atom = Atom(hidden[0], "")
        elif source[at] in _LAYOUT:
            atom = Atom(source[at], "")
        else:
            return None
        atoms.append(atom)
        at, told = at + len(atom.source), told + len(atom.shown)
    return tuple(atoms) if told == len(shown) else None


def _shows(source: str, shown: str) -> bool:
    return source == shown or (source == "\n" and shown == " ") or shown in _QUOTES.get(source, "")


def matched(
    text: str, shown: Sequence[str], say: Say, *, is_note: bool = False
) -> Iterator[tuple[Stretch, tuple[int, ...], tuple[Atom, ...]]]:
    """Find which paragraphs of the report each stretch of a file is shown as.

    Args:
        text: The file.
        shown: The paragraphs of its section.
        say: Says what a reference stands for.
        is_note: Whether they are its footnotes, which may stand anywhere in the file.

    Yields:
        The stretch, the positions of its paragraphs, and its atoms.
    """
    place = 0
    taken = set[int]()
    for stretch in stretches(text):
        if (stretch.kind == _NOTE) != is_note:
            continue
        for first in range(place, len(shown)):
            if first in taken:
                continue
            if found := _reach(text[stretch.start : stretch.end], shown, first, say):
                count, atoms = found
                yield stretch, tuple(range(first, first + count)), atoms
                taken |= {*range(first, first + count)}
                place = 0 if is_note else first + count
                break


def _reach(
    source: str, shown: Sequence[str], first: int, say: Say
) -> tuple[int, tuple[Atom, ...]] | None:
    most = min(_MOST_LINES, len(shown) - first, source.count("\n") + 1)
    for count in range(1, most + 1):
        atoms = atoms_of(source, "\n".join(shown[first : first + count]), say)
        if atoms is not None:
            return count, atoms
    return None


def source_of(atoms: Sequence[Atom]) -> str:
    """Join the source of atoms; emphasis around nothing goes with what stood in it."""
    joined = "".join(atom.source for atom in atoms)
    return re.sub(r"(?<!\*)\*{4}(?!\*)", "", joined)


def sentences_of(atoms: Sequence[Atom], ends: str) -> list[list[Atom]]:
    """Part atoms into sentences; a mark that closes stays with what it closes.

    Args:
        atoms: The atoms.
        ends: The marks that end a sentence.
    """
    parts: list[list[Atom]] = [[]]
    depth = False
    for atom in atoms:
        is_mark = not atom.shown and atom.source[0] in "*_"
        opens = is_mark and not depth
        depth ^= is_mark
        ended = _ended(parts[-1], ends)
        if ended and (atom.shown not in {"", *"”』」）〉》"} or opens):
            parts.append([])
        parts[-1].append(atom)
    return parts


def _ended(part: Sequence[Atom], ends: str) -> bool:
    shown = "".join(atom.shown for atom in part[-8:]).rstrip("”』」）〉》")
    return bool(shown) and (shown[-1] in ends or shown[-1] == "\n")
