"""Tables of a Word file: heads that repeat on each page, rows that stay whole, groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.document.tree import Run, plain

if TYPE_CHECKING:
    from lawgov_lib.document.tree import Runs, Table
    from lawgov_lib.exporters.wordruns import Writer

_HIGH = 16
"""The lines from which on a row may break over pages."""
_SQUARE = 200
"""The width of a character of a table in twentieths of a point."""
_BEGUN, _CONTINUED = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
"""A cell that goes on in the row below, and what goes on of it there."""
_GROUND = '<w:shd w:val="clear" w:color="auto" w:fill="F0F0F0"/>'


def write_table(table: Table, writer: Writer, width: int, mark: str = "") -> str:
    """Write a table with its caption.

    Args:
        table: The table.
        writer: Writes its text.
        width: The room that it takes, in twentieths of a point.
        mark: The bookmark on its first paragraph.
    """
    whole = sum(column.share for column in table.columns)
    widths = [round(column.share / whole * width) for column in table.columns]
    heads: list[Runs] = [(Run(text=column.text),) for column in table.columns]
    looks = [f'<w:jc w:val="{column.align}"/>' for column in table.columns]
    first = "" if table.caption else mark
    is_high = _lines(heads, widths) > _HIGH
    rows = [
        _row(_heads(table, number, widths, writer, first), is_head=True, is_high=is_high)
        for number in range(len(table.heads))
    ]
    for number, row in enumerate(table.rows):
        if number in table.groups:
            told = "".join(plain(cell) for cell in row)
            inner = writer.paragraph(
                "head", [Run(text=told)], properties='<w:keepNext/><w:jc w:val="left"/>'
            )
            rows.append(_row([_cell(inner, width, len(widths), _GROUND)]))
            continue
        cells = [
            _cell(writer.paragraph("cell", cell, properties=look), wide)
            for cell, look, wide in zip(row, looks, widths, strict=True)
        ]
        rows.append(_row(cells, is_high=_lines(row, widths) > _HIGH))
    caption = (
        writer.paragraph("caption", [Run(text=table.caption)], mark=mark) if table.caption else ""
    )
    grid = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in widths)
    return (
        f"{caption}<w:tbl><w:tblPr>"
        f'<w:tblStyle w:val="{writer.template.ids["table"]}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _heads(table: Table, number: int, widths: list[int], writer: Writer, first: str) -> list[str]:
    """Write a row of the heads; a head as high as both rows goes on as an empty cell below."""
    cells = {
        head.at: _cell(
            writer.paragraph(
                "head", [Run(text=head.text)], mark=first if not number and not head.at else ""
            ),
            sum(widths[head.at : head.at + head.across]),
            head.across,
            down=_BEGUN if head.down > 1 else "",
        )
        for head in table.heads[number]
    }
    for head in table.heads[0] if number else ():
        if head.down > 1:
            empty = writer.paragraph("head", ())
            cells[head.at] = _cell(empty, widths[head.at], down=_CONTINUED)
    return [cells[place] for place in sorted(cells)]


def _row(cells: list[str], *, is_head: bool = False, is_high: bool = False) -> str:
    whole = "" if is_high else "<w:cantSplit/>"
    head = "<w:tblHeader/>" if is_head and not is_high else ""
    told = f"<w:trPr>{whole}{head}</w:trPr>" if whole or head else ""
    return f"<w:tr>{told}{''.join(cells)}</w:tr>"


def _cell(inner: str, wide: int, across: int = 1, ground: str = "", down: str = "") -> str:
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{span}{down}{ground}'
        f'<w:vAlign w:val="center"/></w:tcPr>{inner}</w:tc>'
    )


def _lines(cells: tuple[Runs, ...] | list[Runs], widths: list[int]) -> float:
    """Reckon how many lines the highest cell of a row has."""
    return max(
        len(plain(cell)) * _SQUARE / max(wide, 1) for cell, wide in zip(cells, widths, strict=True)
    )
