"""Reading a text once: its sentences, clauses and numerals, and how they hang together.

All is read in the normal form of the text; what is returned has its places in the text as given.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from lawgov_lib.base.expressions import compiled
from lawgov_lib.reading.claims import claims
from lawgov_lib.reading.estimates import Surface, surfaces
from lawgov_lib.reading.kinds import fixed, kind_at
from lawgov_lib.reading.mentions import QUANTITIES, Claim, Kind, Mention, Reading, Relation, Stretch
from lawgov_lib.reading.normal import Normal, normalise
from lawgov_lib.reading.nouns import OFFICES, Counted, counted, topic_of
from lawgov_lib.reading.numerals import Worth
from lawgov_lib.reading.relations import relations
from lawgov_lib.reading.scopes import scopes
from lawgov_lib.reading.units import base_of, family_of, kind_of
from lawgov_lib.reading.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lawgov_lib.reading.words import Words

_CACHED = 4096
_SENTENCE = compiled("[^。！？；\n]+[。！？；]*[”’』」）]*|[。！？；]+")
_CLAUSE = compiled("[^，。；：！？（）\n]+")
_NEAR = 8
"""How many numbers back a noun is carried from."""
_RELATIVE = frozenset({Kind.RATE, Kind.POINTS, Kind.MULTIPLE})
_PARTED = compiled("[、]")
_NOTHING = Worth(Decimal(0), Decimal(0), Decimal(1), Decimal(1))
_AND = frozenset(["、", "和", "及", "以及"])
_LISTED = frozenset({Kind.COUNT, Kind.AMOUNT, Kind.POINTS, Kind.MULTIPLE})
_RATIO = frozenset("/:：∶比")
_Placed = TypeVar("_Placed", Mention, Relation, Claim, Stretch)


class _Frame(NamedTuple):
    """A normal form parted: its sentences, its clauses, and the subject of each clause."""

    text: str
    sentences: Sequence[Stretch]
    clauses: Sequence[Stretch]
    topics: Sequence[str]


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
    mentions = _mentions(_Frame(plain, sentences, clauses, topics), words, numbers)
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
    """Yield the numbers of a stretch that holds no fixed phrase.

    Two with / or : between them are a ratio; the last of a list names the unit: 0.3、1.2个百分点.
    """
    found = surfaces(text, begin, end)
    for at in range(len(found) - 2, -1, -1):
        first, last = found[at], found[at + 1]
        listed = text[first.end : last.start] == "、" and not first.unit and not first.spoken
        if listed and kind_of(last.unit) in _LISTED:
            found[at] = first._replace(unit=last.unit)
    ratios = {
        at + step
        for at in range(len(found) - 1)
        if text[found[at].end : found[at + 1].start] in _RATIO
        for step in (0, 1)
        if not found[at + step].spoken
    }
    for at, each in enumerate(found):
        yield each, Kind.RATIO if at in ratios else kind_at(text, each, words)


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
    frame: _Frame, words: Words, numbers: Sequence[tuple[Surface, Kind]]
) -> tuple[Mention, ...]:
    """Make the mentions of a normal form, with places in it."""
    text = frame.text
    limited = scopes(text, [(each.start, each.end) for each, _ in numbers])
    first = [each.start for each in frame.sentences]
    parts = [each.start for each in frame.clauses]
    found: list[Mention] = []
    for at, ((each, kind), scope) in enumerate(zip(numbers, limited, strict=True)):
        sentence = max(bisect_right(first, each.start) - 1, 0)
        clause = max(bisect_right(parts, each.start) - 1, 0)
        topic = frame.topics[clause] if frame.topics else ""
        unit, factor = base_of(each.unit)
        worth = each.worth.times(factor) if factor != 1 else each.worth
        noun = deed = ""
        if kind in QUANTITIES and frame.clauses:
            noun, deed = _named(text, frame.clauses[clause], at, numbers, words)
            if not deed and found and text[found[-1].end : each.start] in _AND:
                deed = found[-1].deed
            noun = noun or _carried(found, kind, unit, sentence) or _as_noun(topic)
        found.append(
            Mention(
                each.start, each.end, text[each.start : each.end],
                worth.low, worth.high, worth.step, worth.exact,
                unit, kind, noun, deed, topic, scope, sentence, clause,
            )
        )  # fmt: skip
    return tuple(found)


def _named(
    text: str, clause: Stretch, at: int, numbers: Sequence[tuple[Surface, Kind]], words: Words
) -> Counted:
    """Find what a number counts between the numbers beside it in its clause.

    What stands right behind the number before is counted by that one: 3家单位共60人.
    """
    each = numbers[at][0]
    begin, end = clause.start, max(clause.end, each.end)
    if at + 1 < len(numbers):
        end = min(end, numbers[at + 1][0].start)
    if not at or numbers[at - 1][0].end < begin:
        return counted(text, begin, end, (each.start, each.end), words)
    begin, before = numbers[at - 1][0].end, numbers[at - 1][1]
    found = counted(text, begin, end, (each.start, each.end), words)
    taken = before in QUANTITIES and text.startswith(found.noun, begin)
    return found._replace(noun="") if taken else found


def _carried(found: Sequence[Mention], kind: Kind, unit: str, sentence: int) -> str:
    """Return the noun of an earlier number of the sentence that one without its own counts too."""
    for each in reversed(found[-_NEAR:]):
        if each.sentence != sentence:
            break
        if each.noun and (kind in _RELATIVE or family_of(each.unit) == family_of(unit)):
            return each.noun
    return ""


def _as_noun(topic: str) -> str:
    """Return the subject of a clause as what is counted, blank where it is who did something."""
    return "" if topic.endswith(OFFICES) else topic


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
