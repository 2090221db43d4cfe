"""Find rows that say the same case twice, however its number or name is written."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from lawgov_lib.base.errors import Place, Problem
from lawgov_lib.base.expressions import compiled
from lawgov_lib.inputs.cells import likened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lawgov_lib.inputs.columns import Row

_BETWEEN = "\0"
_POINTS = compiled(
    "(?<![0-9])[-_.·•・。…]+|[-_.·•・。…]+(?![0-9])|(?<![^\0])[(\"'“‘]+|[)\"'”’]+(?![^\0])"
)
"""What makes no other name of a name: points not between digits, brackets around the whole."""


class Repetition:
    """The keys of one table's rows; ``lines`` and ``columns`` are those of the rows taken.

    While no two keys seem alike, a number a key tells them apart and little memory holds them; the
    keys themselves are made of the rows as soon as two share their number.
    """

    def __init__(
        self, file: str, model: type[Row], lines: Sequence[int], columns: Mapping[str, list[Any]]
    ) -> None:
        """Begin without a row."""
        self._file, self._lines, self._columns = file, lines, columns
        self._key = model.key
        self._told = model.told_key
        self._numbers: set[int] = set()
        self._seen: dict[tuple[object, ...], int] | None = None

    def find(self, values: Mapping[str, Any], line: int) -> Problem | None:
        """Return what is wrong with a row that repeats another; None where it is the first.

        Args:
            values: The values of the row by field.
            line: The line that it stands on.
        """
        key = tuple([_likened(values[name]) for name in self._key])
        if self._seen is None and self._tells_apart([key]):
            return None
        first = self._known().setdefault(key, line)
        if first == line:
            return None
        before = bisect_left(self._lines, first)
        same = all(self._columns[name][before] == values[name] for name in self._key)
        named = "、".join(f"「{title}」“{told}”" for title, told in self._told(values).items())
        how = "" if same else "，只是写法不同"
        return Problem(
            "E423",
            f"{named}与第{first}行重复{how}",
            Place(self._file, line),
            "是同一件的，删去一行；不是的，改正编号或名称。",
        )

    def are_new(self, values: Mapping[str, Sequence[Any]], lines: Sequence[int]) -> bool:
        """Tell whether many rows repeat neither another nor each other; then they are known.

        Args:
            values: The values of the rows by field.
            lines: The lines that they stand on.
        """
        keys = self._keys(values)
        if self._seen is None:
            return self._tells_apart(keys)
        if len(set(keys)) < len(keys) or any(key in self._seen for key in keys):
            return False
        self._seen.update(zip(keys, lines, strict=True))
        return True

    def end(self) -> None:
        """Let go of all keys: no row follows."""
        self._numbers, self._seen = set(), None

    def _tells_apart(self, keys: Sequence[tuple[object, ...]]) -> bool:
        numbers = set(map(hash, keys))
        if len(numbers) < len(keys) or not numbers.isdisjoint(self._numbers):
            return False
        self._numbers |= numbers
        return True

    def _known(self) -> dict[tuple[object, ...], int]:
        """Return the keys of the rows taken, each with its line."""
        if self._seen is None:
            self._seen = dict(zip(self._keys(self._columns), self._lines, strict=True))
            self._numbers.clear()
        return self._seen

    def _keys(self, values: Mapping[str, Sequence[Any]]) -> list[tuple[object, ...]]:
        return list(zip(*(_all_likened(values[name]) for name in self._key), strict=True))


def _all_likened(values: Sequence[Any]) -> Sequence[object]:
    """Liken many values; texts go through at one stroke, for no cell holds what parts them."""
    kinds = set(map(type, values))
    if kinds != {str}:
        return list(map(_likened, values)) if str in kinds else values
    joined = _BETWEEN.join(values)
    alike = _POINTS.sub("", likened(joined))
    return values if alike == joined else alike.split(_BETWEEN)


def _likened(value: object) -> object:
    return _POINTS.sub("", likened(value)) if isinstance(value, str) else value
