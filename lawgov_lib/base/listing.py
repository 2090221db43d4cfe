"""Workbooks of tables to be read: heads that stay, typed numbers, the same bytes twice."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.writer.excel import ExcelWriter
from wcwidth import wcswidth

from lawgov_lib.base.sheetbody import SIGNS, Head, Number, SheetBody, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from openpyxl.cell import MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    Value = str | int | float | Number | date | None
    Look = tuple[str | None, bool]
    Samples = dict[tuple[Look, object], Cell]

DAY_FORMAT = "yyyy-mm-dd"
GENERAL = "General"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001  a workbook's properties have no time zone
_WIDEST = 44
_LINE_HEIGHT = 15
_EDGE = 2
"""What a cell has beside its text, in characters of half width."""
_FACE = "宋体"
_SIZE, _LARGE = 11, 14
BODY = Font(name=_FACE, size=_SIZE)
STRONG = Font(name=_FACE, size=_SIZE, bold=True)
HEADLINE = Font(name=_FACE, size=_LARGE, bold=True)
_LINE = Side(style="thin", color="BFBFBF")
EDGES = Border(bottom=_LINE, right=_LINE)
SHADE = PatternFill("solid", fgColor="EDEDED")


@dataclass(frozen=True)
class Listing:
    """A table to be read: its title, its headers, its rows; numbers stay numbers.

    ``above`` and ``below`` are lines over its head and under its last row, the first above being
    its name in print. ``groups`` are the positions of rows that head those behind them. ``aligns``
    says left, center or right by column. Texts are broken into lines but for the ``last`` columns,
    whose long texts go on over the edge. ``named`` columns come again on each sheet of paper where
    the columns take ``across`` of them. ``mark`` stands over every sheet of paper.
    """

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    groups: tuple[int, ...] = ()
    aligns: tuple[str, ...] = ()
    last: int = 0
    named: int = 0
    across: int = 1
    widest: float = _WIDEST
    mark: str = ""


class _Writer(ExcelWriter):
    """Writes sheets in memory: what a temporary file holds stays there when the run is killed."""

    def __init__(self, book: Workbook, archive: ZipFile) -> None:
        """Take the workbook, and where its parts go."""
        super().__init__(book, archive)
        self.archive = archive

    def write_worksheet(self, ws: Any) -> None:  # noqa: ANN401  what of it is used has no types
        """Write the part of one sheet."""
        drawing: Any = SpreadsheetDrawing()
        drawing.charts, drawing.images = ws._charts, ws._images  # noqa: SLF001  as openpyxl does
        writer: Any = WorksheetWriter(ws, io.BytesIO())
        writer.write()
        ws._drawing, ws._rels = drawing, writer._rels  # noqa: SLF001
        self.archive.writestr(ws.path[1:], writer.read())
        self.manifest.append(ws)


def listings_bytes(listings: Iterable[Listing]) -> bytes:
    """Return a workbook of tables to be read; the same tables give the same bytes.

    Args:
        listings: The tables; of those that are made when asked for, one at a time is held.
    """
    book = new_book()
    return packed(book, write_listings(book, listings))


def new_book() -> Workbook:
    """Begin a workbook without sheets, and without the hour."""
    book = Workbook()
    book.properties.creator = "lawgov"
    book.properties.created = book.properties.modified = _MADE
    book.calculation.fullCalcOnLoad = False
    del book["Sheet"]
    return book


def packed(book: Workbook, bodies: Mapping[str, SheetBody]) -> bytes:
    """Pack the parts without the hour at which they were written, the rows in their sheets."""
    written, target = io.BytesIO(), io.BytesIO()
    with ZipFile(written, "w") as archive:  # closed here, whatever stops the writing
        _Writer(book, archive).save()
    paths = {book[title].path[1:]: body for title, body in bodies.items()}
    with ZipFile(written) as source, ZipFile(target, "w") as archive:
        for name in source.namelist():
            part = source.read(name)
            data = paths[name].part(part) if name in paths else part
            archive.writestr(ZipInfo(name, _EPOCH), data, ZIP_DEFLATED)
    return target.getvalue()


def write_listings(book: Workbook, listings: Iterable[Listing]) -> dict[str, SheetBody]:
    """Write a sheet a table; return the rows by the sheet's title."""
    samples: Samples = {}
    return {
        listing.title: _write_listing(book.create_sheet(listing.title), listing, samples)
        for listing in listings
    }


def _write_listing(sheet: Worksheet, listing: Listing, samples: Samples) -> SheetBody:
    head, wide = len(listing.above) + 1, get_column_letter(len(listing.headers))
    end = head + len(listing.rows)
    body = SheetBody(sheet, head + 1)
    _lay_out(sheet, listing, head)
    sheet.auto_filter.ref = f"A{head}:{wide}{end}"
    lines = [1] * len(listing.rows)
    for at, header in enumerate(listing.headers, start=1):
        cells = [row[at - 1] for row in listing.rows]
        shown = ["" if row in listing.groups else _shown(cell) for row, cell in enumerate(cells)]
        room = min(width((header, *shown)), listing.widest)
        sheet.column_dimensions[get_column_letter(at)].width = room
        _write_head(sheet.cell(head, at), header)
        is_wrapped = at <= len(listing.headers) - listing.last
        if is_wrapped:
            lines = [max(had, _lines(text, room)) for had, text in zip(lines, shown, strict=True)]
        align = listing.aligns[at - 1] if listing.aligns else None
        look = (align, is_wrapped)
        body.add(_grouped(cells, listing.groups), partial(_sample, sheet, samples, look))
    body.make_room([_LINE_HEIGHT * count if count > 1 else 0 for count in lines])
    for row, text in enumerate(listing.above, start=1):
        _write_line(sheet, row, text, is_name=row == 1)
    for row, text in enumerate(listing.below, start=end + 1):
        _write_line(sheet, row, text)
    body.close()
    return body


def _lay_out(sheet: Worksheet, listing: Listing, head: int) -> None:
    sheet.freeze_panes = f"{get_column_letter(listing.named + 1)}{head + 1}"
    sheet.print_title_rows = f"1:{head}"
    if listing.named:
        sheet.print_title_cols = f"A:{get_column_letter(listing.named)}"
    fit_to_page(sheet, listing.across)
    over, under = HeaderFooterItem(), HeaderFooterItem()
    over.center.text = listing.mark.replace("&", "&&") or None
    under.center.text = "第 &P 页，共 &N 页"
    sheet.HeaderFooter.oddHeader, sheet.HeaderFooter.oddFooter = over, under


def _write_head(cell: Cell | MergedCell, header: str) -> None:
    fill(cell, header, font=STRONG)
    cell.fill, cell.border = SHADE, EDGES
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _write_line(sheet: Worksheet, row: int, text: str, *, is_name: bool = False) -> None:
    """Write a text across all columns, as high as its lines."""
    columns, size = sheet.column_dimensions, _LARGE / _SIZE if is_name else 1
    cell = sheet.cell(row, 1)
    fill(cell, text, font=HEADLINE if is_name else BODY)
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    if len(columns) > 1:
        sheet.merge_cells(f"A{row}:{get_column_letter(len(columns))}{row}")
    room = sum(column.width for column in columns.values())
    sheet.row_dimensions[row].height = _lines(text, room / size) * _LINE_HEIGHT * size + 3


def _lines(text: str, room: float) -> int:
    """Reckon how many lines a text takes."""
    if 2 * len(text) <= room - _EDGE and "\n" not in text:
        return 1
    return sum(1 + int(wcswidth(line) // (room - _EDGE)) for line in text.split("\n"))


def _grouped(cells: Sequence[Value], groups: Sequence[int]) -> Sequence[Value]:
    """Mark those cells that head the rows behind them."""
    if not groups:
        return cells
    heads = set(groups)
    return [
        Head("" if cell is None else str(cell)) if row in heads else cell
        for row, cell in enumerate(cells)
    ]


def _sample(sheet: Worksheet, samples: Samples, look: Look, value: Value) -> Cell:
    """Return a cell that stands on no sheet, but looks as one with this value does."""
    key = (look, kind_of(value))
    if key not in samples:
        align, is_wrapped = look
        cell = samples[key] = Cell(sheet, row=1, column=1)
        cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=is_wrapped)
        fill(cell, value)
        if isinstance(value, Head):
            cell.font, cell.fill = STRONG, SHADE
            cell.alignment = Alignment(vertical="center")
        elif isinstance(value, date):
            cell.number_format = DAY_FORMAT
    return samples[key]


def _shown(cell: Value) -> str:
    """Return about what a cell shows, for the room that it takes."""
    if isinstance(cell, Number):
        return f"{cell.value:,}" + "".join(cell.code.split('"')[1:])
    return "" if cell is None else str(cell)


def fit_to_page(sheet: Worksheet, across: int = 1) -> None:
    """Print on A4 across, all columns on as many sheets of paper side by side."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = across
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def fill(cell: Cell | MergedCell, value: Any, font: Font = BODY) -> None:  # noqa: ANN401
    """Fill a cell; a text never becomes a formula, whatever it begins with."""
    if isinstance(value, Number):
        cell.number_format = value.code
        value = value.value
    cell.value = value
    cell.font = font
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(SIGNS)


def width(words: Iterable[str]) -> float:
    """Make room for the widest; only what may be wider than all before is measured."""
    widest = 0
    for word in words:
        if 2 * len(word) > widest:
            widest = max(widest, wcswidth(word))
    return min(widest + 4, _WIDEST)
