"""The lines of a title: whole in sense, evenly long, as a trapezium or a rhombus.

GB/T 9704-2012, 7.3.1 asks that a title be broken 词意完整，排列对称，长短适宜，间距恰当.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

LINE = 20
"""How many characters of size 2 (22 pt) a line of 156 mm holds."""
BETWEEN = "\u3000"
"""Stands between agencies that share a line."""
_NARROW = 0.6
"""The width of a digit or Latin letter of the title's face, where a Chinese character has 1."""
_DIVISION = compiled(
    r".{2,}?(?:特别行政区|自治区|自治州|自治县|自治旗|地区|新区|开发区|[省市州盟县旗区])"
)
"""The name of an administrative division at the head of an agency's name."""
_WEAK, _LINE_COST, _VALLEY = 14.0, 6.0, 16.0
"""What a break between mere words costs, a further line, and a line shorter than both beside it."""


def width(text: str) -> float:
    """Measure a text in Chinese characters of its face."""
    return sum(_NARROW if character.isascii() else 1.0 for character in text)


def title_lines(agencies: Sequence[str], subject: str) -> tuple[str, ...]:
    """Break a title of agencies and a subject into lines.

    Agencies and subject have lines of their own where each fits one, agencies that fit beside each
    other share one. What does not fit is broken between words, best behind an administrative
    division, the end of an agency's name or before a bracket, so that the lines differ little and
    none is shorter than both its neighbours.

    Args:
        agencies: The names of who reports, in their order; may be none.
        subject: The rest of the title.

    Returns:
        The lines, none wider than :data:`LINE`; a word that is wider is broken.
    """
    together = BETWEEN.join(agencies)
    heads = (together,) if width(together) <= LINE else tuple(agencies)
    parts = tuple(filter(None, (*heads, subject)))
    if all(width(part) <= LINE for part in parts):
        return parts
    strong, allowed = _places(parts)
    text = "".join(parts)
    fewest = _fewest(text, allowed)
    ways = (_best(text, allowed, strong, count) for count in (fewest, fewest + 1))
    _, ends = min(way for way in ways if way)
    return tuple(text[a:b] for a, b in pairwise((0, *ends)))


def _places(parts: Sequence[str]) -> tuple[frozenset[int], tuple[int, ...]]:
    """Return where a break is best, and all places where the parts in a row may be broken."""
    from lawgov_lib.document.wordbreaks import breaks  # noqa: PLC0415  its dictionary loads slowly

    strong: set[int] = set()
    allowed: set[int] = set()
    start = 0
    for part in parts:
        strong |= {start, *(start + place for place in _divisions(part))}
        strong |= {start + place for place, character in enumerate(part) if character in "（("}
        allowed |= {start + place for place in breaks(part)}
        start += len(part)
    for word, after in pairwise(sorted({0, *allowed, *strong, start})):
        allowed |= set(range(word + LINE, after, LINE))
    return frozenset(strong - {0}), tuple(sorted((allowed | strong) - {0}))


def _divisions(name: str) -> Iterator[int]:
    """Yield where the administrative divisions at the head of a name end."""
    place = 0
    while (found := _DIVISION.match(name, place)) and found.end() < len(name):
        place = found.end()
        yield place


def _fewest(text: str, allowed: Sequence[int]) -> int:
    """Count the lines of a text that is broken as late as may be each time."""
    count, start = 1, 0
    for place, after in pairwise((*allowed, len(text))):
        if width(text[start:after]) > LINE:
            count, start = count + 1, place
    return count


def _best(
    text: str, allowed: Sequence[int], strong: Collection[int], count: int
) -> tuple[float, tuple[int, ...]] | None:
    """Find the best way to break a text into so many lines that fit.

    Returns:
        What it costs, and where the lines end; None where there is no way.
    """
    mean = width(text) / count
    places = (*allowed, len(text))

    @cache
    def rest(
        start: int, before: float, last: float, left: int
    ) -> tuple[float, tuple[int, ...]] | None:
        """Break what begins at ``start``, below lines that are so wide, into the lines left."""
        if not left:
            return (0.0, ()) if start == len(text) else None
        found = None
        for end in places[bisect_right(places, start) :]:
            wide = width(text[start:end])
            if wide > LINE:
                break
            below = rest(end, last, wide, left - 1)
            if below is None:
                continue
            cost = _LINE_COST + abs(wide - mean) / count + below[0]
            cost += _WEAK * (end < len(text) and end not in strong)
            cost += _VALLEY * (last < min(before, wide))
            found = min(found or (inf, ()), (cost, (end, *below[1])))
        return found

    return rest(0, 0.0, 0.0, count)
