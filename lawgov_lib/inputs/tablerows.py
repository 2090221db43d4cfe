"""The good rows of a table, held by column."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    import pandas as pd
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class TableRows:
    """Rows by column: Python values (text, int, Decimal, date), None where a cell is blank.

    Attributes:
        lines: The number of the line that each row stands on.
        columns: A column of objects a field, as long as ``lines``.
    """

    lines: NDArray[np.int64]
    columns: Mapping[str, NDArray[np.object_]]

    @classmethod
    def of(cls, lines: Sequence[int], columns: Mapping[str, Sequence[Any]]) -> TableRows:
        """Hold columns that are lists."""
        count = len(lines)
        return cls(
            np.fromiter(lines, np.int64, count),
            {name: np.fromiter(cells, np.object_, count) for name, cells in columns.items()},
        )

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.lines)

    def __getitem__(self, field: str) -> NDArray[np.object_]:
        """Return a column."""
        return self.columns[field]

    def fitting(self, chosen: NDArray[np.bool_] | NDArray[np.int64] | slice) -> TableRows:
        """Return the rows for which a mask is true, or those at the places named."""
        columns = {name: cells[chosen] for name, cells in self.columns.items()}
        return TableRows(self.lines[chosen], columns)

    def at(self, line: int) -> dict[str, Any]:
        """Return the row on a line.

        Raises:
            KeyError: No row stands there.
        """
        place = self.places[line]
        return {name: cells[place] for name, cells in self.columns.items()}

    @cached_property
    def places(self) -> Mapping[int, int]:
        """The place of the row that stands on each line."""
        return {line: place for place, line in enumerate(self.lines.tolist())}

    def records(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield each row with the number of its line."""
        names = tuple(self.columns)
        for line, cells in zip(self.lines.tolist(), self.tuples(names), strict=True):
            yield line, dict(zip(names, cells, strict=True))

    def tuples(self, fields: Iterable[str]) -> Iterator[tuple[Any, ...]]:
        """Yield the cells of each row in the columns named."""
        columns = [self.columns[field] for field in fields]
        return zip(*columns, strict=True) if columns else iter([()] * len(self))

    def distinct(self, field: str) -> list[Any]:
        """Return the different values of a column, in the order in which they come."""
        return list(dict.fromkeys(self.columns[field]))

    def filled(self, field: str) -> Iterator[tuple[int, Any]]:
        """Yield the cells of a column that are not blank, each with the number of its line."""
        for line, cell in zip(self.lines.tolist(), self.columns[field], strict=True):
            if cell is not None:
                yield line, cell

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The rows as a data frame, whose index is the number of the line."""
        import pandas as pd  # noqa: PLC0415  counting and telling do without

        index = pd.Index(self.lines, name="line", dtype="int64")
        columns = {
            name: pd.Series(cells, index, dtype=object) for name, cells in self.columns.items()
        }
        return pd.DataFrame(columns, index=index, copy=False)


def among(column: NDArray[np.object_], values: Collection[Any]) -> NDArray[np.bool_]:
    """Tell for each cell of a column whether it has one of the values."""
    wanted = frozenset(values)
    return np.fromiter(map(wanted.__contains__, column), np.bool_, len(column))


def blank(column: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Tell for each cell of a column whether it is blank."""
    return np.fromiter((cell is None for cell in column), np.bool_, len(column))
