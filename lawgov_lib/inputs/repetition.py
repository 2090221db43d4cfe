"""Find rows that say the same case twice, however its number or name is written."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from lawgov_lib.base.errors import Place, Problem
from lawgov_lib.inputs.cells import likened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lawgov_lib.inputs.columns import Row


class Repetition:
    """The keys of one table's rows; ``lines`` and ``columns`` are those of the rows taken."""

    def __init__(
        self, file: str, model: type[Row], lines: Sequence[int], columns: Mapping[str, list[Any]]
    ) -> None:
        """Begin without a row."""
        self._file, self._lines, self._columns = file, lines, columns
        self._key = model.key
        self._headers = model.headers()
        self._seen: dict[tuple[object, ...], int] = {}

    def find(self, values: Mapping[str, Any], line: int) -> Problem | None:
        """Return what is wrong with a row that repeats another; None where it is the first.

        Args:
            values: The values of the row by field.
            line: The line that it stands on.
        """
        key = tuple([_likened(values[name]) for name in self._key])
        first = self._seen.setdefault(key, line)
        if first == line:
            return None
        before = bisect_left(self._lines, first)
        same = all(self._columns[name][before] == values[name] for name in self._key)
        named = "、".join(
            f"「{self._headers[name]}」“{values[name]}”"
            for name in self._key
            if values[name] is not None
        )
        how = "" if same else "，只是写法不同"
        return Problem(
            "E423",
            f"{named}与第{first}行重复{how}",
            Place(self._file, line),
            "是同一件的，删去一行；不是的，改正编号或名称。",
        )


def _likened(value: object) -> object:
    return likened(value) if isinstance(value, str) else value
