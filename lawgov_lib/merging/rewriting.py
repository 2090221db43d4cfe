"""Put the words of a corrected paragraph into its source; what references say is not rewritten.

A number that comes from the year's data stays as it is, and so does a sentence that is made from
it; that they were changed is told. All else of the paragraph becomes what was written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate
from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled
from lawgov_lib.merging.sourcetext import Atom, sentences_of, source_of
from lawgov_lib.reading.sentences import ENDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lawgov_lib.document.tree import Run

_TOKEN = compiled(r"\d+(?:[.,]\d+)*|.", re.DOTALL)
_NUMBER = compiled(r"\d[\d,]*(?:\.\d+)?|[〇零一二两三四五六七八九十百千万亿]+")
_SPECIAL = compiled(r"[\\`*_\[\]<>{}|#~]")
_LIST = compiled(r"(\d+)([.)]\s)|([-+])(?=\s)")
_MOST = 200
"""The changes of references in one paragraph; who has more of them rewrote it."""


@dataclass(frozen=True)
class Clash:
    """What was changed of a reference and stays: ``run`` says where its number comes from.

    ``old`` and ``new`` are the number, or of what is made the words; a blank ``new`` was left out.
    """

    old: str
    new: str
    run: Run | None
    reference: str


@dataclass(frozen=True)
class Rewriting:
    """The new source beside what it will say, and what of the corrections stays out of it."""

    atoms: tuple[Atom, ...]
    shown: str
    clashes: tuple[Clash, ...]

    @property
    def source(self) -> str:
        """The new source."""
        return source_of(self.atoms)


def rewritten(
    atoms: Sequence[Atom], new: str, come: Iterable[Sequence[Atom]] = ()
) -> Rewriting | None:
    """Rewrite a paragraph.

    Args:
        atoms: Its source beside what it says.
        new: What it says now; a line end parts two paragraphs.
        come: Sentences that were moved into it, with their source.

    Returns:
        The new source; None where the corrections cannot be told from what references say.
    """
    sentences = [*sentences_of(atoms, ENDS), *map(list, come)]
    parts = _in_new_order(sentences, new)
    atoms = [atom for part in parts for atom in part]
    shown, target = _shown(atoms), new
    clashes: list[Clash] = []
    for _ in range(_MOST):
        steps = Steps(shown, target)
        touched = _first_touched(steps, atoms, parts)
        if touched is None:
            return Rewriting(tuple(_emitted(steps, atoms)), target, tuple(clashes))
        clash, start, end, kept = touched
        clashes.append(clash)
        if target[start:end] == kept:
            return None
        target = target[:start] + kept + target[end:]
    return None


def escaped(text: str) -> str:
    """Write words so that nothing in them becomes a mark of Markdown."""
    return _SPECIAL.sub(r"\\\g<0>", text).replace("\n", "\n\n")


def as_paragraph(text: str) -> str:
    """Write words as a paragraph of its own, which no number at its beginning makes a list."""
    begun = _LIST.match(text)
    if not begun:
        return escaped(text)
    head = f"{begun[1]}\\{begun[2]}" if begun[1] else f"\\{begun[3]}"
    return head + escaped(text[begun.end() :])


def _shown(atoms: Sequence[Atom]) -> str:
    return "".join(atom.shown for atom in atoms)


def _in_new_order(parts: list[list[Atom]], new: str) -> list[list[Atom]]:
    """Put sentences that were moved where they stand now; a changed one stays behind its own."""
    last, places = -1, []
    for part in parts:
        at = new.find(_shown(part).strip())
        last = at if at >= 0 and len(_shown(part)) > 1 else last
        places.append(last)
    if places == sorted(places):
        return parts
    order = sorted(range(len(parts)), key=lambda place: (places[place], place))
    return [parts[place] for place in order]


class Steps:
    """The way from one text to another, word for word."""

    def __init__(self, old: str, new: str) -> None:
        """Find the way."""
        self.old, self.new = old, new
        before, now = _TOKEN.findall(old), _TOKEN.findall(new)
        at_old, at_new = ([0, *accumulate(map(len, each))] for each in (before, now))
        codes = SequenceMatcher(None, before, now, autojunk=False).get_opcodes()
        self.codes = [
            (kind == "equal", at_old[a], at_old[b], at_new[c], at_new[d])
            for kind, a, b, c, d in codes
        ]

    def changed(self) -> Iterator[tuple[int, int, int, int]]:
        """Yield what was changed: from and to, before and now."""
        yield from (each[1:] for each in self.codes if not each[0])

    def now(self, place: int, *, is_end: bool) -> int:
        """Return where a place of the old text is in the new one."""
        for same, a, b, c, d in self.codes:
            inside = a < place <= b if is_end else a <= place < b
            if inside:
                return c + place - a if same else (d if is_end else c)
        return len(self.new) if place else 0


def _first_touched(
    steps: Steps, atoms: Sequence[Atom], parts: Sequence[Sequence[Atom]]
) -> tuple[Clash, int, int, str] | None:
    """Find a change of a reference: what it is, and what is to stand there again; numbers first."""
    spans = list(_spans(atoms))
    found = [
        _touched(steps, change, (atom, start, end), parts)
        for change in steps.changed()
        for atom, start, end in spans
        if atom.runs and start < end and _meets(*change[:2], start, end)
    ]
    numbers = (each for each in found if each[0].run and each[0].new.strip())
    return next(numbers, found[0] if found else None)


def _meets(a: int, b: int, start: int, end: int) -> bool:
    return max(a, start) < min(b, end) or (a == b and start < a < end)


def _touched(
    steps: Steps,
    change: tuple[int, int, int, int],
    span: tuple[Atom, int, int],
    parts: Sequence[Sequence[Atom]],
) -> tuple[Clash, int, int, str]:
    a, b, c, d = change
    atom, start, _ = span
    name = atom.source.strip("{} ")
    at = start
    for run in atom.runs:
        here, at = at, at + len(run.text)
        if not run.text or not _meets(a, b, here, at):
            continue
        first, last = steps.now(here, is_end=False), steps.now(at, is_end=True)
        if not (run.metric or run.cell):
            continue
        found = steps.new[first:last]
        if a < here or b > at:
            number = _number_in(steps.new[c:d], run.text)
            if number is None:
                break
            first, last = c + number[0], c + number[1]
            found = steps.new[first:last]
        if not found.strip():
            break
        if found != run.text:
            return Clash(run.text, found, run, name), first, last, run.text
    return _restored(steps, (a, b), span, parts)


def _number_in(text: str, told: str) -> tuple[int, int] | None:
    """Find the number that stands for another one, with the unit that this has.

    Written out it counts only with that unit: 一 is part of words, too.
    """
    found = _NUMBER.search(text)
    if not found:
        return None
    unit = _NUMBER.sub("", told, count=1)
    has_unit = bool(unit) and text.startswith(unit, found.end())
    if not has_unit and not found[0][0].isdigit():
        return None
    return found.start(), found.end() + len(unit) * has_unit


def _restored(
    steps: Steps,
    change: tuple[int, int],
    span: tuple[Atom, int, int],
    parts: Sequence[Sequence[Atom]],
) -> tuple[Clash, int, int, str]:
    """Keep the sentence whose number was left out, or the words that are made."""
    atom, start, end = span
    at = 0
    for part in parts:
        here, at = at, at + len(_shown(part))
        if here <= start < at:
            break
    is_gone = change[0] <= start and change[1] >= end
    first, last = (here, at) if is_gone else (start, end)
    old = steps.old[first:last]
    now = steps.now(first, is_end=False), steps.now(last, is_end=True)
    found = steps.new[now[0] : now[1]]
    sole = next((run for run in atom.runs if run.metric or run.cell), None)
    clash = Clash(old, found, sole if is_gone else None, atom.source.strip("{} "))
    return clash, now[0], max(now), old


def _spans(atoms: Sequence[Atom]) -> Iterator[tuple[Atom, int, int]]:
    at = 0
    for atom in atoms:
        yield atom, at, at + len(atom.shown)
        at += len(atom.shown)


def _emitted(steps: Steps, atoms: Sequence[Atom]) -> Iterator[Atom]:
    """Yield the atoms that stay, and between them what is new.

    New words stand outside the emphasis that begins or ends where they do, those in the place of
    others within it; emphasis of which no word stays goes with them.
    """
    spans = list(_spans(atoms))
    opening, idle = _emphasis(spans, steps)
    at = 0
    for same, a, b, c, d in steps.codes:
        if not same:
            while at < len(spans) and spans[at][1] == spans[at][2] == a:
                if a == b and at in opening:
                    break
                if at not in idle:
                    yield spans[at][0]
                at += 1
            if c < d:
                yield Atom(escaped(steps.new[c:d]), steps.new[c:d])
        while at < len(spans) and spans[at][1] < b:
            atom = spans[at][0]
            if at not in idle and (same or not (atom.shown or atom.source.isspace())):
                yield atom
            at += 1
    yield from (atom for place, (atom, _, _) in enumerate(spans[at:], at) if place not in idle)


def _emphasis(spans: Sequence[tuple[Atom, int, int]], steps: Steps) -> tuple[set[int], set[int]]:
    """Return the marks that open emphasis, and those around words of which none stays."""
    marks = [
        place
        for place, (atom, _, _) in enumerate(spans)
        if not atom.shown and atom.source[0] in "*_"
    ]
    pairs = list(zip(marks[::2], marks[1::2], strict=False))
    idle = set[int]()
    for opens, closes in pairs:
        start, end = spans[opens][1], spans[closes][1]
        if not any(same and max(a, start) < min(b, end) for same, a, b, _, _ in steps.codes):
            idle |= {opens, closes}
    return {opens for opens, _ in pairs}, idle
