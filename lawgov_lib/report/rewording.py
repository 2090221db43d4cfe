"""What a text says otherwise than the year before: sentences new, reworded and dropped.

Sentences that differ in their numbers alone are the same: what became of a number is told by its
metric. A sentence that moved to another section is no other one either.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING

from lawgov_lib.document.dossier import Difference, Part
from lawgov_lib.document.texts import texts_of
from lawgov_lib.document.tree import Listing, Paragraph, Table, plain
from lawgov_lib.reading.numerals import NUMERAL
from lawgov_lib.reading.sentences import ENDS, closed
from lawgov_lib.reading.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lawgov_lib.document.tree import Block, Blocks

_ALIKE = 60
"""From which likeness on, of 100, a sentence counts as another one reworded."""
_LONE = 1
"""Words that stayed between two that changed and are no longer than this are read with them."""


@dataclass(frozen=True)
class _Sentence:
    """A sentence and where it stands: the block of its section, the text in it, its place there."""

    section: str
    paragraph: int
    item: int
    start: int
    said: str

    @property
    def skeleton(self) -> str:
        """What it says but for its numbers and its end."""
        return NUMERAL.sub("#", self.said).strip().rstrip(ENDS)


def differences(told: Mapping[str, Blocks], before: Mapping[str, Blocks]) -> tuple[Difference, ...]:
    """Compare a text with that of the year before.

    Args:
        told: What is told this year, by section.
        before: What the year before told, by section.

    Returns:
        The differences in reading order, what a section no longer says after what it does.
    """
    now, past = list(_sentences(told)), list(_sentences(before))
    new, old = _without(now, past), _without(past, now)
    pairs = _pairs(new, old)
    dropped = [each for place, each in enumerate(old) if place not in set(pairs.values())]
    found = []
    for section in dict.fromkeys((*told, *before)):
        found += [
            _difference(each, old[pairs[place]].said if place in pairs else "")
            for place, each in enumerate(new)
            if each.section == section
        ]
        found += [
            Difference(section=section, parts=(Part(text=each.said, only="before"),))
            for each in dropped
            if each.section == section
        ]
    return tuple(found)


def _sentences(told: Mapping[str, Blocks]) -> Iterator[_Sentence]:
    for section, blocks in told.items():
        for paragraph, block in enumerate(blocks):
            for item, text in enumerate(_texts(block)):
                start = 0
                for said in closed(text):
                    start = text.index(said, start)
                    yield _Sentence(section, paragraph, item, start, said)
                    start += len(said)


def _texts(block: Block) -> Iterable[str]:
    """Return the texts of a block; a row of a table is one."""
    match block:
        case Paragraph() | Listing():
            return map(plain, texts_of(block))
        case Table(rows=rows):
            return ("，".join(map(plain, row)) for row in rows)
        case _:
            return ()


def _without(sentences: Sequence[_Sentence], others: Sequence[_Sentence]) -> list[_Sentence]:
    known = {"", *(each.skeleton for each in others)}
    return [each for each in sentences if each.skeleton not in known]


def _pairs(new: Sequence[_Sentence], old: Sequence[_Sentence]) -> dict[int, int]:
    """Pair sentences by position, the likest first, of equals those of the same section."""
    if not new or not old:
        return {}
    from rapidfuzz import fuzz, process  # noqa: PLC0415  only where there is a text to compare

    likeness = process.cdist(
        [each.skeleton for each in new],
        [each.skeleton for each in old],
        scorer=fuzz.ratio,
        score_cutoff=_ALIKE,
    )
    likely = sorted(
        (-float(likeness[a, b]), new[a].section != old[b].section, int(a), int(b))
        for a, b in zip(*likeness.nonzero(), strict=True)
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, a, b in likely:
        if a not in pairs and b not in taken:
            pairs[a] = b
            taken.add(b)
    return pairs


def _difference(sentence: _Sentence, before: str) -> Difference:
    return Difference(
        section=sentence.section,
        paragraph=sentence.paragraph,
        item=sentence.item,
        start=sentence.start,
        parts=_parts(before, sentence.said) if before else (Part(text=sentence.said, only="now"),),
    )


def _parts(before: str, now: str) -> tuple[Part, ...]:
    """Tell the words that changed from those that stayed."""
    parts: list[Part] = []
    for kept, old, new in _stretches(_words(before), _words(now)):
        said = (Part(text=kept), Part(text=old, only="before"), Part(text=new, only="now"))
        parts += [part for part in said if part.text]
    return tuple(parts)


def _stretches(before: list[str], now: list[str]) -> list[tuple[str, str, str]]:
    """Part two sentences into stretches: what stayed, then what was said before, what is now."""
    found: list[tuple[str, str, str]] = []
    kept = ""
    matcher = SequenceMatcher(None, before, now, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        old, new = "".join(before[a:b]), "".join(now[c:d])
        if kind == "equal":
            kept = new
        elif found and len(kept) <= _LONE:
            stayed, was, became = found.pop()
            found.append((stayed, was + kept + old, became + kept + new))
            kept = ""
        else:
            found.append((kept, old, new))
            kept = ""
    return [*found, (kept, "", "")]


def _words(text: str) -> list[str]:
    """Cut a text into words, each as the text has it; a number is one."""
    within = {at for each in NUMERAL.finditer(text) for at in range(each.start() + 1, each.end())}
    starts = [start for start in words_of(text).starts if start not in within]
    return [text[begin:end] for begin, end in pairwise((*starts, len(text)))]
