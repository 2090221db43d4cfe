"""Compare the totals that a table states with what its rows give."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from lawgov_lib.base.expressions import compiled
from lawgov_lib.inputs.cells import plain
from lawgov_lib.inputs.tablewords import is_subtotal
from lawgov_lib.inputs.understanding import TotalGap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from lawgov_lib.base.errors import Place
    from lawgov_lib.inputs.columns import Row

_NUMBER = compiled(r"[+-]?\d+(?:\.\d+)?", re.ASCII)
_COUNTED = compiled(r"(?:共|计|共计)?(\d+)[件项次个人场条宗份名起部篇期户家]?次?", re.ASCII)
_SUMMED = {"count", "amount", "money"}


@dataclass(frozen=True)
class Total:
    """A row that states a total: its line, its word, how many rows stand above it, its cells."""

    line: int
    word: str
    above: int
    cells: Mapping[str, str]


@dataclass
class Totals:
    """The totals of one table."""

    model: type[Row]
    stated: list[Total] = field(default_factory=list)

    def gaps(
        self, columns: Mapping[str, Sequence[Any]], place: Callable[[int, str], Place]
    ) -> Iterator[TotalGap]:
        """Tell of each total that no reading of it bears out.

        A total is that of the whole table, of the rows since the last total, or of the rows until
        the next one where it stands above them; a subtotal is not that of the whole table.

        Args:
            columns: The values of the rows by field.
            place: Names the cell of a line and a field.
        """
        for at, total in enumerate(self.stated):
            spans = list(self._spans(at, len(next(iter(columns.values()), ()))))
            if not spans:
                continue
            for column in self.model.columns():
                told = self._told(total, column.field, column.kind)
                if told is None:
                    continue
                values = columns[column.field]
                if column.kind in _SUMMED:
                    sums = [_sum(values[span]) for span in spans]
                else:
                    sums = [Decimal(span.stop - span.start) for span in spans]
                    counts = [sum(value is not None for value in values[span]) for span in spans]
                    each = [
                        sum(value == word for value in values[span])
                        for span in spans
                        for word in dict.fromkeys(values[span])
                    ]
                    if told in {Decimal(count) for count in (*counts, *each)}:
                        continue
                if told not in sums:
                    yield TotalGap(
                        place(total.line, column.field), column.header, total.word, told, sums[0]
                    )

    def _spans(self, at: int, count: int) -> list[slice]:
        """Return the rows that a total may be of, the likeliest first."""
        total = self.stated[at]
        before = [0, *(each.above for each in self.stated[:at])]
        after = [*(each.above for each in self.stated[at + 1 :]), count]
        spans = [] if is_subtotal(total.word) else [slice(0, count)]
        spans += [slice(edge, total.above) for edge in reversed(before)]
        spans += [slice(total.above, edge) for edge in after]
        return [span for span in spans if span.start < span.stop]

    @staticmethod
    def _told(total: Total, name: str, kind: str) -> Decimal | None:
        text = plain(total.cells.get(name, ""))
        if kind in _SUMMED:
            return Decimal(text) if _NUMBER.fullmatch(text) else None
        found = _COUNTED.fullmatch(text)
        return Decimal(found[1]) if found else None


def _sum(values: Sequence[Any]) -> Decimal:
    return sum((Decimal(value) for value in values if value is not None), Decimal(0))
