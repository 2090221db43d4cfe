"""The texts of a block: what is read as one each, in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.document.tree import Block, Figure, Item, Listing, Paragraph, Run, Runs, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def texts_of(block: Block) -> Iterator[Runs]:
    """Yield the texts of a block that are read as one each, in reading order.

    They are a paragraph, an item, a cell, the caption of a figure; and each footnote, after the
    text that it hangs on.
    """
    match block:
        case Paragraph(runs=runs):
            yield from _noted(runs)
        case Listing(items=items):
            yield from _texts_of_items(items)
        case Table(rows=rows):
            for row in rows:
                for cell in row:
                    yield from _noted(cell)
        case Figure(caption=caption) if caption:
            yield (Run(text=caption),)


def runs_of(block: Block) -> Iterator[Run]:
    """Yield the runs of a block in reading order; a line end parts its texts."""
    for position, runs in enumerate(texts_of(block)):
        if position:
            yield _LINE_END
        yield from runs


_LINE_END = Run(text="\n")


def _noted(runs: Runs) -> Iterator[Runs]:
    yield runs
    yield from (run.note for run in runs if run.note)


def _texts_of_items(items: Iterable[Item]) -> Iterator[Runs]:
    for item in items:
        yield from _noted(item.runs)
        yield from _texts_of_items(item.items)
