"""Hypertext that an analyst's cell shows, such as a data frame, read into blocks."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, Literal

from bs4 import BeautifulSoup, Tag

from lawgov_lib.base.errors import ExportError, TellingError
from lawgov_lib.base.expressions import compiled
from lawgov_lib.document import ownpictures
from lawgov_lib.document.columnwidths import is_turned, shares
from lawgov_lib.document.tree import Block, Column, Figure, Paragraph, Run, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lawgov_lib.document.tree import Blocks

_LINES = (
    "article, blockquote, br, caption, dd, div, dt, h1, h2, h3, h4, h5, h6, hr, li, p, pre, "
    "section, table, td, th"
)
_MARK = "\ufffc"
"""OBJECT REPLACEMENT CHARACTER: stands in the text where a table or a picture stood."""
_RUNS = compiled(r"<(?:script|iframe|object|embed|canvas|video|audio)\b", re.IGNORECASE)
_MUTE = (
    "audio, button, canvas, embed, iframe, input:not([type=hidden]), math, object, select, "
    "textarea, video"
)
"""What a browser plays, asks or sets in its own way: a report would show something else."""
_SHOWS = compiled(r"<(?:div|iframe|object|embed|canvas|video|audio)\b", re.IGNORECASE)


def runs(data: str) -> bool:
    """Tell whether hypertext is a place where a browser is to put something.

    A script alone, without such a place, sets a page up and shows nothing.
    """
    return bool(_RUNS.search(data) and _SHOWS.search(data))


def parse(data: str, name: str, alt: str = "") -> Blocks:
    """Read the tables and pictures of hypertext, and the text around them line by line.

    Beautiful Soup counts neither style nor script as text.

    Args:
        data: The hypertext.
        name: The caption of a table or picture that has none of its own.
        alt: The text alternative of a picture that has none of its own.

    Returns:
        Tables, figures and paragraphs, in reading order.

    Raises:
        ExportError: A picture is not in the hypertext itself, a table is cut, or something only
            works in a browser.
    """
    soup = BeautifulSoup(" ".join(data.replace(_MARK, "").split()), "html.parser")
    if lost := soup.select_one(_MUTE):
        hint = "改为文字、表格或图片，或给单元格加标签 remove_output。"
        raise ExportError.of(
            "E723", f"网页内容<{lost.name}>只能在浏览器中使用，报告不能呈现", hint=hint
        )
    drawings = [tag for tag in soup.select("svg") if not tag.find_parent("svg")]
    kept = {id(tag): str(tag) for tag in drawings}
    for tag in soup.select(_LINES):
        tag.insert_before("\n")
        tag.insert_after("\n")
    found: list[tuple[Tag, Blocks]] = []
    for tag in soup.select("table, img, svg"):
        if tag.find_parent(["table", "svg"]):
            continue
        if tag.name == "table":
            found.append((tag, _table(tag, name)))
        elif tag.name == "svg":
            picture = Figure(data=kept[id(tag)], alt=alt or name, caption=name)
            found.append((tag, (picture,)))
        else:
            found.append((tag, (_picture(tag, name, alt),)))
    for tag, _ in found:
        tag.replace_with(f"\n{_MARK}\n")
    others = iter([read for _, read in found])
    blocks: list[Block] = []
    for line in filter(None, (line.strip() for line in soup.get_text().split("\n"))):
        if line == _MARK:
            blocks.extend(next(others))
        else:
            blocks.append(Paragraph(runs=(Run(text=line),)))
    return tuple(blocks)


def _picture(tag: Tag, name: str, alt: str) -> Figure:
    own = str(tag.get("alt") or "")
    try:
        return ownpictures.figure(str(tag.get("src") or ""), own or name, {}, own or alt)
    except TellingError as error:
        raise ExportError(error.problems) from None


_CUT = {"...", "…", "⋮"}
_FRAME = compiled(r"dataframe|T_\w+")
_MISSING = {"NaN", "nan", "None", "NaT", "<NA>", "<NAT>"}
_DASH = "—"


def _table(tag: Tag, name: str) -> Blocks:
    """Read a table: header rows become one row, spans repeat their text, numbers go right.

    Of a data frame what is missing is a dash, and an index that only counts is left out.
    """
    rows = [row for row in tag.select("tr") if row.find_parent("table") is tag]
    heads = len(list(takewhile(_is_head, rows)))
    names = [*(tag.get("class") or ()), str(tag.get("id") or "")]
    is_frame = any(map(_FRAME.fullmatch, names))
    grid = _grid(rows)
    if is_frame and any(set(row) <= _CUT for row in grid if row):
        hint = "在 Report.open 之后的单元格中显示数据框，就会全部列出；行数过多的，先汇总或筛选。"
        raise ExportError.of("E725", "数据框没有全部列出（有“...”）", hint=hint)
    headers, body = [], []
    for place, texts in enumerate(zip(*grid, strict=True)):
        header = " ".join(dict.fromkeys(text for text in texts[:heads] if text))
        told = [_DASH if is_frame and text in _MISSING else text for text in texts[heads:]]
        if is_frame and not place and not header and all(map(str.isdecimal, told)):
            continue
        headers.append(header)
        body.append(told)
    cells = [
        tuple((Run(text=text),) if text else () for text in row) for row in zip(*body, strict=True)
    ]
    caption = tag.select_one(":scope > caption")
    columns = [
        Column(text=header, align=_align(told)) for header, told in zip(headers, body, strict=True)
    ]
    widths = zip(columns, shares(columns, cells), strict=True)
    table = Table(
        caption=_cell_text(caption) if caption else name,
        columns=tuple(column.model_copy(update={"share": share}) for column, share in widths),
        rows=tuple(cells),
        wide=is_turned(columns, cells),
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


_NUMBER = compiled(r"[+\-−]?\d[\d,]*(\.\d+)?%?")
_EMPTY = {"", "-", "—", "NaN", "None", "<NA>"}


def _align(texts: Iterable[str]) -> Literal["left", "right"]:
    filled = [text for text in texts if text not in _EMPTY]
    return "right" if filled and all(map(_NUMBER.fullmatch, filled)) else "left"
