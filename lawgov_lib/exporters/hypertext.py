"""Hypertext that an analyst's cell shows, such as a data frame, read into blocks."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, Literal

from bs4 import BeautifulSoup, Tag

from lawgov_lib.document.tree import Block, Column, Paragraph, Run, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lawgov_lib.document.tree import Blocks

_LINES = (
    "article, blockquote, br, caption, dd, div, dt, h1, h2, h3, h4, h5, h6, hr, li, p, pre, "
    "section, table, td, th"
)
_TABLE_MARK = "\ufffc"
"""OBJECT REPLACEMENT CHARACTER: stands in the text where a table stood."""


def parse(data: str, name: str) -> Blocks:
    """Read the tables of hypertext, and the text around them line by line.

    Beautiful Soup counts neither style nor script as text.

    Args:
        data: The hypertext.
        name: The caption of a table that has none of its own.

    Returns:
        Tables and paragraphs, in reading order.
    """
    soup = BeautifulSoup(" ".join(data.replace(_TABLE_MARK, "").split()), "html.parser")
    for tag in soup.select(_LINES):
        tag.insert_before("\n")
        tag.insert_after("\n")
    tags = [tag for tag in soup.select("table") if not tag.find_parent("table")]
    tables = iter([_table(tag, name) for tag in tags])
    for tag in tags:
        tag.replace_with(f"\n{_TABLE_MARK}\n")
    blocks: list[Block] = []
    for line in soup.get_text().split("\n"):
        if line.strip() == _TABLE_MARK:
            blocks.extend(next(tables))
        elif text := line.strip():
            blocks.append(Paragraph(runs=(Run(text=text),)))
    return tuple(blocks)


def _table(tag: Tag, name: str) -> Blocks:
    """Read a table: header rows become one row, spans repeat their text, numbers go right."""
    rows = [row for row in tag.select("tr") if row.find_parent("table") is tag]
    heads = len(list(takewhile(_is_head, rows)))
    columns, body = [], []
    for texts in zip(*_grid(rows), strict=True):
        header = " ".join(dict.fromkeys(text for text in texts[:heads] if text))
        columns.append(Column(text=header, align=_align(texts[heads:])))
        body.append([(Run(text=text),) if text else () for text in texts[heads:]])
    caption = tag.select_one(":scope > caption")
    table = Table(
        caption=_cell_text(caption) if caption else name,
        columns=tuple(columns),
        rows=tuple(zip(*body, strict=True)),
    )
    return (table,) if columns else ()


def _is_head(row: Tag) -> bool:
    return bool(row.find_parent("thead")) or not row.select(":scope > td")


def _grid(rows: list[Tag]) -> list[list[str]]:
    """Return the texts of the cells, as many in each row."""
    grid: dict[tuple[int, int], str] = {}
    for y, row in enumerate(rows):
        x = 0
        for cell in row.select(":scope > td, :scope > th"):
            while (y, x) in grid:
                x += 1
            text, wide = _cell_text(cell), _span(cell, "colspan")
            high = min(_span(cell, "rowspan"), len(rows) - y)
            grid |= {(y + j, x + i): text for j in range(high) for i in range(wide)}
            x += wide
    width = 1 + max((x for _, x in grid), default=-1)
    return [[grid.get((y, x), "") for x in range(width)] for y in range(len(rows))]


def _cell_text(cell: Tag) -> str:
    return " ".join(cell.get_text().split())


_LONGEST_SPAN = 1000
"""HTML cuts longer column spans to this."""


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name, ""))
    # Of a longer number Python would make no integer at all.
    return min(int(value[:9]), _LONGEST_SPAN) or 1 if value.isdecimal() else 1


_NUMBER = re.compile(r"[+\-−]?\d[\d,]*(\.\d+)?%?")
_EMPTY = {"", "-", "—", "NaN", "None", "<NA>"}


def _align(texts: Iterable[str]) -> Literal["left", "right"]:
    filled = [text for text in texts if text not in _EMPTY]
    return "right" if filled and all(map(_NUMBER.fullmatch, filled)) else "left"
