"""Reading a text once: its sentences, clauses and numerals, and how they hang together.

All is read in the normal form of the text; what is returned has its places in the text as given.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from lawgov_lib.reading.claims import claims
from lawgov_lib.reading.estimates import Surface, surfaces
from lawgov_lib.reading.kinds import fixed, kind_at
from lawgov_lib.reading.mentions import QUANTITIES, Claim, Kind, Mention, Reading, Relation, Stretch
from lawgov_lib.reading.normal import Normal, normalise
from lawgov_lib.reading.nouns import Counted, counted, topic_of
from lawgov_lib.reading.numerals import Worth
from lawgov_lib.reading.relations import relations
from lawgov_lib.reading.scopes import scopes
from lawgov_lib.reading.units import base_of, family_of
from lawgov_lib.reading.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lawgov_lib.reading.words import Words

_CACHED = 4096
_SENTENCE = re.compile("[^。！？；\n]+[。！？；]*[”’』」）]*|[。！？；]+")
_CLAUSE = re.compile("[^，。；：！？（）\n]+")
_NEAR = 8
"""How many numbers back a noun is carried from."""
_RELATIVE = frozenset({Kind.RATE, Kind.POINTS, Kind.MULTIPLE})
_OFFICES = tuple("局厅委办院科处室所府关位门镇乡道心会社队站县市区")
"""Endings of who did something, which is not what was counted."""
_PARTED = re.compile("[、]")
_NOTHING = Worth(Decimal(0), Decimal(0), Decimal(1), Decimal(1))
_RATIO = frozenset("/:：")
_Placed = TypeVar("_Placed", Mention, Relation, Claim, Stretch)


@lru_cache(maxsize=_CACHED)
def read(text: str) -> Reading:
    """Read a text.

    Args:
        text: A paragraph, an item, a cell or a note, any Unicode.

    Returns:
        What it says: sentences, clauses, mentions, relations and claims, each at its place in the
        text as it was given.
    """
    normal = normalise(text)
    plain = normal.text
    words = words_of(plain)
    numbers = list(_numbers(plain, words))
    sentences = [Stretch(*match.span()) for match in _SENTENCE.finditer(plain)]
    clauses = list(_clauses(plain, numbers))
    topics = _topics(plain, clauses, [each.start for each, _ in numbers], words)
    mentions = _mentions(plain, words, numbers, sentences, clauses, topics)
    return _as_given(
        normal,
        Reading(
            text,
            tuple(sentences),
            tuple(clauses),
            mentions,
            relations(plain, mentions),
            claims(plain, words, sentences, clauses, topics),
        ),
    )


def _numbers(text: str, words: Words) -> Iterator[tuple[Surface, Kind]]:
    """Yield the numbers of a normal form in order, and what each is."""
    at = 0
    for each in fixed(text):
        yield from _free(text, at, each.start, words)
        yield (
            Surface(each.start, each.start, each.end, each.end, _NOTHING, "", spoken=False),
            each.kind,
        )
        at = each.end
    yield from _free(text, at, len(text), words)


def _free(text: str, begin: int, end: int, words: Words) -> Iterator[tuple[Surface, Kind]]:
    """Yield the numbers of a stretch that holds no fixed phrase; two with / or : between are a ratio."""
    found = surfaces(text, begin, end)
    for at, each in enumerate(found):
        near = [found[i] for i in (at - 1, at + 1) if 0 <= i < len(found)]
        ratio = any(
            text[first.end : last.start] in _RATIO
            for first, last in ((each, n) if n.start > each.start else (n, each) for n in near)
        )
        yield each, Kind.RATIO if ratio and not each.spoken else kind_at(text, each, words)


def _clauses(text: str, numbers: Sequence[tuple[Surface, Kind]]) -> Iterator[Stretch]:
    """Yield the clauses of a normal form; 、 behind a quantity parts clauses too."""
    ends = [each.end for each, kind in numbers if kind in QUANTITIES]
    for match in _CLAUSE.finditer(text):
        begin = match.start()
        for mark in _PARTED.finditer(text, *match.span()):
            after = bisect_right(ends, mark.start())
            if after and begin < ends[after - 1] and ends[after - 1] >= mark.start() - 8:
                yield Stretch(begin, mark.start())
                begin = mark.end()
        if begin < match.end():
            yield Stretch(begin, match.end())


def _topics(
    text: str, clauses: Sequence[Stretch], starts: Sequence[int], words: Words
) -> list[str]:
    """Return the subject of each clause; one without takes that of the clause before it."""
    found, last, before = [], "", 0
    for each in clauses:
        if "\n" in text[before : each.start]:
            last = ""
        before = each.end
        after = bisect_left(starts, each.start)
        end = min([each.end, *starts[after : after + 1]])
        last = topic_of(text, each.start, end, words) or last
        found.append(last)
    return found


def _mentions(
    text: str,
    words: Words,
    numbers: Sequence[tuple[Surface, Kind]],
    sentences: Sequence[Stretch],
    clauses: Sequence[Stretch],
    topics: Sequence[str],
) -> tuple[Mention, ...]:
    """Make the mentions of a normal form, with places in it."""
    limited = scopes(text, [(each.start, each.end) for each, _ in numbers])
    first = [each.start for each in sentences]
    parts = [each.start for each in clauses]
    found: list[Mention] = []
    for at, ((each, kind), scope) in enumerate(zip(numbers, limited, strict=True)):
        sentence = max(bisect_right(first, each.start) - 1, 0)
        clause = max(bisect_right(parts, each.start) - 1, 0)
        named = Counted("", "")
        if kind in QUANTITIES and clauses:
            begin, end = clauses[clause].start, max(clauses[clause].end, each.end)
            if at:
                begin = max(begin, numbers[at - 1][0].end)
            if at + 1 < len(numbers):
                end = min(end, numbers[at + 1][0].start)
            named = counted(text, begin, end, (each.start, each.end), words)
        unit, factor = base_of(each.unit)
        worth = each.worth.times(factor) if factor != 1 else each.worth
        noun = named.noun or (
            _carried(found, kind, unit, sentence, topics[clause])
            if kind in QUANTITIES and clauses
            else ""
        )
        found.append(
            Mention(
                each.start, each.end, text[each.start : each.end],
                worth.low, worth.high, worth.step, worth.exact, unit, kind, noun, named.deed,
                topics[clause] if clauses else "", scope, sentence, clause,
            )
        )  # fmt: skip
    return tuple(found)


def _carried(found: Sequence[Mention], kind: Kind, unit: str, sentence: int, topic: str) -> str:
    """Return the noun of the number before that one without a noun speaks of too, or the subject."""
    for each in reversed(found[-_NEAR:]):
        if each.sentence != sentence:
            break
        if each.noun and (kind in _RELATIVE or family_of(each.unit) == family_of(unit)):
            return each.noun
    return "" if topic.endswith(_OFFICES) else topic


def _as_given(normal: Normal, reading: Reading) -> Reading:
    """Bring the places of a reading from the normal form to the text as it was given."""
    if normal.places is None:
        return reading

    def placed(each: _Placed) -> _Placed:
        return replace(each, start=normal.start(each.start), end=normal.end(each.end))

    text = reading.text
    return Reading(
        text,
        tuple(map(placed, reading.sentences)),
        tuple(map(placed, reading.clauses)),
        tuple(
            replace(each, words=text[each.start : each.end])
            for each in map(placed, reading.mentions)
        ),
        tuple(map(placed, reading.relations)),
        tuple(
            replace(each, words=text[each.start : each.end]) for each in map(placed, reading.claims)
        ),
    )
