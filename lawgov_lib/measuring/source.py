"""Where a metric comes from: the rows of a file that it counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lawgov_lib.base.errors import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

_SPANS_TOLD = 200


@dataclass(frozen=True, eq=False)
class Source:
    """The rows of one file that a metric counts: file relative to the root, lines ascending."""

    file: str
    lines: NDArray[np.int64]

    @classmethod
    def of(cls, file: str, lines: Iterable[int]) -> Source:
        """Make a source from line numbers in ascending order."""
        return cls(file, np.fromiter(lines, dtype=np.int64))

    @property
    def spans(self) -> list[tuple[int, int]]:
        """The lines as spans of neighbours, first and last."""
        if not len(self.lines):
            return []
        ends = np.flatnonzero(np.diff(self.lines) != 1)
        firsts = self.lines[np.concatenate(([0], ends + 1))]
        lasts = self.lines[np.concatenate((ends, [len(self.lines) - 1]))]
        return list(zip(firsts.tolist(), lasts.tolist(), strict=True))

    @property
    def place(self) -> Place:
        """The file, and the line where there is only one."""
        return Place(self.file, int(self.lines[0]) if len(self.lines) == 1 else None)

    def __eq__(self, other: object) -> bool:
        """Tell whether both name the same rows."""
        return (
            isinstance(other, Source)
            and self.file == other.file
            and np.array_equal(self.lines, other.lines)
        )

    def __hash__(self) -> int:
        """Hash what equality compares."""
        return hash((self.file, self.lines.tobytes()))

    def __str__(self) -> str:
        """Write the source as ``file:2-17,19``; of very many spans the first, and how many rows."""
        spans = self.spans
        told = [str(a) if a == b else f"{a}-{b}" for a, b in spans[:_SPANS_TOLD]]
        rest = f",…（共{len(self.lines)}行）" if len(spans) > _SPANS_TOLD else ""
        return f"{self.file}:{','.join(told)}{rest}"
