"""The columns of a table: how wide they are by what they hold, and how they stand.

Widths are counted in characters of full width, which are as wide as the type is high. The PDF sets
tables in 10 points on a text block of 156 mm, and on 225 mm where the page is turned.
"""

from __future__ import annotations

from string import ascii_uppercase
from typing import TYPE_CHECKING

from lawgov_lib.base.characters import is_wide
from lawgov_lib.base.expressions import compiled
from lawgov_lib.document.tree import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lawgov_lib.document.tree import Column, Runs

UPRIGHT, TURNED = 44.2, 63.7
"""The characters across an upright page, and across one turned on its side."""
_MOST_UPRIGHT = 8
"""The most columns on an upright page."""
_BESIDE = 0.7
"""What a cell has beside its text, left and right together."""
_NARROWEST = 4.0
"""The characters that a line of a cell has at least, where it has as many."""
_LONGEST_WORD = 20.0
"""A longer word may be broken."""
_NARROW, _BROAD, _BROAD_LETTERS = 0.6, 0.9, frozenset("@%&mw" + ascii_uppercase)
_WORD = compiled(r"[!-~\u00a0-\u024f]+")
_NUMBER = compiled(r"[+\-−]?\d[\d,]*(\.\d+)?[%‰]?")
_NOTHING = {"", "-", "—", "——", "/", "NaN", "None", "<NA>"}
"""How a cell of a column of numbers says that there is none."""


def shares(columns: Sequence[Column], rows: Iterable[Sequence[Runs]]) -> tuple[float, ...]:
    """Return each column's share of the width, by what it holds.

    Args:
        columns: The columns; their headings count as content.
        rows: The cells, row by row.

    Returns:
        A share a column. Columns that fit side by side get room in proportion to their longest
        line; else each gets what it needs at least, and those with more text more of the rest.
    """
    texts = _texts(columns, rows)
    whole, least = [*map(_longest, texts)], [*map(_least, texts)]
    room = (TURNED if _is_wide(least) else UPRIGHT) - _BESIDE * len(texts)
    if sum(whole) <= room:
        return tuple(round(width + _BESIDE, 2) for width in whole)
    more = [min(width, room) - narrow for width, narrow in zip(whole, least, strict=True)]
    rest = max(room - sum(least), 0) / (sum(more) or 1)
    return tuple(
        round(narrow + _BESIDE + extra * rest, 2) for narrow, extra in zip(least, more, strict=True)
    )


def is_turned(columns: Sequence[Column], rows: Iterable[Sequence[Runs]]) -> bool:
    """Tell whether a table needs a page turned on its side."""
    return _is_wide([*map(_least, _texts(columns, rows))])


def is_too_wide(columns: Sequence[Column], rows: Iterable[Sequence[Runs]]) -> bool:
    """Tell whether not even a turned page is as wide as the longest words of a table."""
    words = (max(map(_word, column)) + _BESIDE for column in _texts(columns, rows))
    return sum(words) > TURNED


def needs(columns: Sequence[Column], rows: Iterable[Sequence[Runs]]) -> tuple[float, ...]:
    """Return how wide each column must be to be read with ease, no word of it broken."""
    return tuple(_least(column) + _BESIDE for column in _texts(columns, rows))


def is_numeric(texts: Iterable[str]) -> bool:
    """Tell whether the cells of a column are all numbers, but for those that say there is none."""
    filled = [text for text in texts if text not in _NOTHING]
    return bool(filled) and all(map(_NUMBER.fullmatch, filled))


def _texts(columns: Sequence[Column], rows: Iterable[Sequence[Runs]]) -> list[list[str]]:
    texts = [[column.text] for column in columns]
    for row in rows:
        for column, cell in zip(texts, row, strict=False):
            column.append(plain(cell))
    return texts


def _is_wide(least: Sequence[float]) -> bool:
    return len(least) > _MOST_UPRIGHT or sum(least) + _BESIDE * len(least) > UPRIGHT


def _width(text: str) -> float:
    """Return the width of a line; letters are reckoned as where the PDF breaks long words."""
    return sum(
        1 if is_wide(character) else _BROAD if character in _BROAD_LETTERS else _NARROW
        for character in text
    )


def _longest(texts: Iterable[str]) -> float:
    return max(1.0, *(_width(line) for text in texts for line in text.split("\n")))


def _word(text: str) -> float:
    words = map(_width, _WORD.findall(text))
    return min(max(words, default=1.0), _LONGEST_WORD)


def _least(texts: Sequence[str]) -> float:
    return max(min(_longest(texts), _NARROWEST), *map(_word, texts))
