"""Many lines of a table at once, by column, where nothing at all is to be said of any of them.

Whatever might be more than a plain row of data makes no block: its lines are then looked at one by
one, and that alone words what is wrong.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from lawgov_lib.base.characters import is_plain
from lawgov_lib.inputs.cells import Line
from lawgov_lib.inputs.leftout import why_left_out
from lawgov_lib.inputs.tablewords import BELOW, SUM

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from lawgov_lib.inputs.cells import Note
    from lawgov_lib.inputs.header import Header


BLOCK = 4096
"""The lines that are read at once."""


class Block(NamedTuple):
    """Some lines as they follow each other: their numbers, their cells, and those joined.

    ``separator`` and ``encoding`` are those of a file of text. ``is_flawed`` tells that something
    is wrong with a line before its text is looked at; ``notes`` are those of all lines.
    """

    numbers: Sequence[int]
    rows: Sequence[list[str]]
    texts: Sequence[str]
    separator: str = ""
    is_flawed: bool = False
    encoding: str = ""
    notes: Sequence[Note] = ()

    @classmethod
    def of(cls, pairs: Sequence[tuple[Line, str]]) -> Block:
        """Make a block of lines, each with its cells joined."""
        return cls(
            [line.number for line, _ in pairs],
            [line.cells for line, _ in pairs],
            [text for _, text in pairs],
            "".join({line.separator for line, _ in pairs}),
            any(line.flaws for line, _ in pairs),
            "".join({line.encoding for line, _ in pairs}),
            [note for line, _ in pairs for note in line.notes],
        )

    def is_full(self) -> bool:
        """Tell whether no line is blank."""
        return all(map(str.strip, self.texts))

    def pairs(self) -> Iterator[tuple[Line, str]]:
        """Return the lines that are not blank, each with its cells joined."""
        for number, cells, text in zip(self.numbers, self.rows, self.texts, strict=True):
            if text.strip():
                yield Line(number, cells, (), self.separator, self.encoding), text


def columns_of(
    block: Block, header: Header, required: Sequence[int], longest: int
) -> Sequence[Sequence[str]] | None:
    """Return lines by column, None where one of them may be more or less than a row of data.

    Args:
        block: The lines.
        header: The header above them.
        required: Where the required columns stand.
        longest: The most characters that a row may have without a look at its cells.
    """
    columns = None if block.is_flawed else _columns(block, len(header.titles))
    if columns is None or max(map(len, block.texts)) > longest:
        return None
    if not is_plain("\n".join(block.texts)):
        return None
    if header.confirmation is not None and _is_filled(columns[header.confirmation]):
        return None
    if any(not title and _is_filled(columns[at]) for at, title in enumerate(header.titles)):
        return None
    if header.aside and not all(map(str.strip, columns[required[0]])):
        return None
    return None if _has_left_out(block, header, required) else columns


def _columns(block: Block, width: int) -> list[Sequence[str]] | None:
    """Turn lines into columns; a sheet has no blank cells at a row's end."""
    rows = block.rows
    widths = set(map(len, rows))
    if widths == {width}:
        return list(zip(*rows, strict=True))
    if max(widths) > width or block.separator:
        return None
    columns: list[Sequence[str]] = list(zip_longest(*rows, fillvalue=""))
    return columns + [[""] * len(rows)] * (width - len(columns))


def _is_filled(cells: Collection[str]) -> bool:
    return any(map(str.strip, cells))


def _has_left_out(block: Block, header: Header, required: Sequence[int]) -> bool:
    """Tell whether a line is a total, a signature or a note: hardly any looks like one."""
    if SUM.search("\n".join(block.texts)) is None and not any(map(BELOW.match, block.texts)):
        return False
    return any(
        why_left_out(cells, header, required, after_end=False)
        for cells, text in zip(block.rows, block.texts, strict=True)
        if SUM.search(text) or BELOW.match(text)
    )
