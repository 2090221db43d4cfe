"""Lay tables out as a workbook for people: headers with comments, dropdowns, dates as dates."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.writer.excel import ExcelWriter
from wcwidth import wcswidth

from lawgov_lib.base.memory import uncollected
from lawgov_lib.inputs.columns import CONFIRMATION, UNCONFIRMED
from lawgov_lib.inputs.tablesource import NOTES
from lawgov_lib.preparing.sheetbody import SheetBody

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from openpyxl.cell import MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from lawgov_lib.inputs.columns import ColumnSpec

_TEXT_FORMAT = "@"
_GENERAL = "General"
_FORMATS = {"day": "yyyy-mm-dd", "count": "0", "amount": _GENERAL, "money": _GENERAL}
_WIDTHS = {"text": 28, "count": 10, "amount": 12, "money": 14, "day": 14, "choice": 8}
_WIDEST = 44
_CHECKS: dict[str, tuple[Any, str, str, str]] = {
    "day": ("date", "DATE(1990,1,1)", "日期不对", "日期写作2021-07-13，须为确有的日期。"),
    "count": ("whole", "0", "应为整数", "请填不小于0的整数，不写单位。"),
    "amount": ("decimal", "0", "应为数字", "请填不小于0的数字，不写单位。"),
    "money": ("decimal", "0", "应为数字", "请填不小于0的数字，不写单位。"),
}
"""What a cell of each kind must be: type, least value, and what is said otherwise."""
_MOST_INLINE = 250
_FORMULA_SIGNS = tuple("=+-@\t\r\n＝＋－＠")
_LAST_ROW = 1_048_576
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001  a workbook's properties have no time zone
_FACE = "宋体"
_BODY = Font(name=_FACE, size=11)
_STRONG = Font(name=_FACE, size=11, bold=True)
_HEADLINE = Font(name=_FACE, size=14, bold=True)
_LINE = Side(style="thin", color="BFBFBF")
_REQUIRED = PatternFill("solid", fgColor="F3DEDC")
_OPTIONAL = PatternFill("solid", fgColor="EDEDED")
_RULES: tuple[tuple[str, str], ...] = (
    ("填写", "一个台账一张工作表，一项一行；第1行是表头，不要改动，也不要增减列。"),
    ("必填", "表头为红底加粗的列必须填写；灰底的列没有数据时留空，不要写“无”或“/”。"),
    ("批注", "鼠标停在表头上，可以看到单位、填写说明和可选值。"),
    ("选项", "有下拉箭头的列只能从中选择。"),
    ("日期", "写作2021-07-13，须为确有的日期。"),
    ("数字", "只写数字，不写单位；单位见表头批注。件数、人数等为不小于0的整数。"),
    ("待确认", f"「{CONFIRMATION}」列写有“{UNCONFIRMED}”的行沿用上年；核对无误后清空该格。"),
    ("申报数", "只有总数、没有台账的数据，填入“申报数”工作表，并写明依据。"),
    ("不要", "不要写公式，不要合并单元格，不要隐藏行、列或工作表。"),
    ("检查", "保存并关闭本文件，再运行检查命令，全部问题会一次列出。"),
)


@dataclass(frozen=True)
class Sheet:
    """A table with its title; the rows are cells in the order of the columns, None where blank."""

    title: str
    columns: tuple[ColumnSpec, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class Listing:
    """A table to be read: its title, its headers, its rows; numbers stay numbers."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...]


def workbook_bytes(sheets: Sequence[Sheet], listings: Sequence[Listing] = ()) -> bytes:
    """Return the workbook as a file, what is to be read last; the same always in the same bytes."""
    with uncollected():
        book = _new_book()
        lists = _long_lists(sheets)
        _write_guide(book.create_sheet(NOTES), lists)
        bodies = {
            sheet.title: _write_sheet(book.create_sheet(sheet.title), sheet, lists)
            for sheet in sheets
        }
        return _packed(book, bodies | _write_listings(book, listings))


def listings_bytes(listings: Sequence[Listing]) -> bytes:
    """Return a workbook of tables to be read; the same tables give the same bytes."""
    book = _new_book()
    return _packed(book, _write_listings(book, listings))


def _new_book() -> Workbook:
    book = Workbook()
    book.properties.creator = "lawgov"
    book.properties.created = book.properties.modified = _MADE
    del book["Sheet"]
    return book


def _packed(book: Workbook, bodies: Mapping[str, SheetBody]) -> bytes:
    """Pack the parts without the hour at which they were written, the rows in their sheets."""
    written, target = io.BytesIO(), io.BytesIO()
    ExcelWriter(book, ZipFile(written, "w")).save()
    paths = {book[title].path[1:]: body for title, body in bodies.items()}
    with ZipFile(written) as source, ZipFile(target, "w") as archive:
        for name in source.namelist():
            part = source.read(name)
            data = paths[name].part(part) if name in paths else part
            archive.writestr(ZipInfo(name, _EPOCH), data, ZIP_DEFLATED)
    return target.getvalue()


def _write_guide(sheet: Worksheet, lists: dict[tuple[str, ...], str]) -> None:
    """Say how the workbook is filled in, and hold the lists that are too long for a dropdown."""
    _fit_to_page(sheet)
    sheet.column_dimensions["A"].width = 12
    sheet.column_dimensions["B"].width = 76
    _set(sheet.cell(1, 1), "填写说明", font=_HEADLINE)
    for number, (topic, rule) in enumerate(_RULES, start=3):
        _set(sheet.cell(number, 1), topic, font=_STRONG)
        _set(sheet.cell(number, 2), rule)
        for cell in sheet[number]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        if topic == "必填":
            sheet.cell(number, 1).fill = _REQUIRED
    for choices, place in lists.items():
        column = place.split("$")[1]
        sheet.column_dimensions[column].width = _width(choices)
        _set(sheet[f"{column}2"], "可选值", font=_STRONG)
        for number, choice in enumerate(choices, start=3):
            _set(sheet[f"{column}{number}"], choice)


def _fit_to_page(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _long_lists(sheets: Sequence[Sheet]) -> dict[tuple[str, ...], str]:
    """Place the lists that a dropdown cannot hold on the guide, from column D on."""
    long = dict.fromkeys(
        column.choices
        for sheet in sheets
        for column in sheet.columns
        if len(",".join(column.choices)) > _MOST_INLINE or any("," in c for c in column.choices)
    )
    return {
        choices: f"{NOTES}!${letter}$3:${letter}${len(choices) + 2}"
        for choices, letter in zip(
            long, map(get_column_letter, range(4, 4 + len(long))), strict=True
        )
    }


def _write_sheet(sheet: Worksheet, content: Sheet, lists: dict[tuple[str, ...], str]) -> SheetBody:
    body = SheetBody(sheet)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    _fit_to_page(sheet)
    sheet.row_dimensions[1].height = 24
    for at, column in enumerate(content.columns, start=1):
        letter = get_column_letter(at)
        cells = [row[at - 1] for row in content.rows]
        code = _FORMATS.get(column.kind, _TEXT_FORMAT)
        dimension = sheet.column_dimensions[letter]
        dimension.width = _column_width(column, cells)
        dimension.number_format = code
        dimension.font = _BODY
        _write_header(sheet.cell(1, at), column)
        validation = _validation(column, lists)
        if validation is not None:
            validation.add(f"{letter}2:{letter}{_LAST_ROW}")
            sheet.add_data_validation(validation)
        body.add(cells, partial(_sample, sheet, code))
    return body


def _sample(sheet: Worksheet, code: str, value: Any) -> Cell:  # noqa: ANN401
    """Make a cell that stands on no sheet, but looks as one with this value does."""
    cell = Cell(sheet, row=1, column=1)
    cell.number_format = code
    _set(cell, value)
    return cell


def _write_listings(book: Workbook, listings: Sequence[Listing]) -> dict[str, SheetBody]:
    return {
        listing.title: _write_listing(book.create_sheet(listing.title), listing)
        for listing in listings
    }


def _write_listing(sheet: Worksheet, listing: Listing) -> SheetBody:
    body = SheetBody(sheet)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    _fit_to_page(sheet)
    for at, header in enumerate(listing.headers, start=1):
        cells = [row[at - 1] for row in listing.rows]
        words = (header, *(cell for cell in cells if isinstance(cell, str)))
        sheet.column_dimensions[get_column_letter(at)].width = _width(words)
        head = sheet.cell(1, at)
        _set(head, header, font=_STRONG)
        head.fill = _OPTIONAL
        head.border = Border(bottom=_LINE, right=_LINE)
        body.add(cells, partial(_sample, sheet, _GENERAL))
    return body


def _write_header(cell: Cell | MergedCell, column: ColumnSpec) -> None:
    _set(cell, column.header, font=_STRONG if column.required else _BODY)
    cell.fill = _REQUIRED if column.required else _OPTIONAL
    cell.alignment = Alignment(horizontal="center", vertical="center")
    cell.border = Border(bottom=_LINE, right=_LINE)
    lines = [
        "必填" if column.required else "可留空",
        f"单位：{column.unit}" if column.unit else "",
        column.hint,
        f"可选：{'、'.join(column.choices)}" if column.choices else "",
    ]
    text = "\n".join(filter(None, lines))
    rows = sum(1 + wcswidth(line) // 32 for line in text.split("\n"))
    cell.comment = Comment(text, "lawgov", width=240, height=18 * rows + 14)


def _validation(column: ColumnSpec, lists: dict[tuple[str, ...], str]) -> DataValidation | None:
    if column.choices:
        source = lists.get(column.choices) or f'"{",".join(column.choices)}"'
        validation = DataValidation(type="list", formula1=source)
        title, message = "不在可选范围内", "请从下拉列表中选择。"
    elif column.kind in _CHECKS:
        kind, least, title, message = _CHECKS[column.kind]
        validation = DataValidation(type=kind, operator="greaterThanOrEqual", formula1=least)
    else:
        return None
    validation.allow_blank = validation.showErrorMessage = True
    validation.errorTitle, validation.error = title, message
    return validation


def _set(cell: Cell | MergedCell, value: Any, font: Font = _BODY) -> None:  # noqa: ANN401
    """Fill a cell; a text never becomes a formula, whatever it begins with."""
    cell.value = value
    cell.font = font
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(_FORMULA_SIGNS)


def _column_width(column: ColumnSpec, cells: Sequence[object]) -> float:
    """Make room for the header, the choices, and the texts that are there already."""
    texts = [cell for cell in cells if isinstance(cell, str)]
    return max(_WIDTHS[column.kind], _width((column.header, *column.choices, *texts)))


def _width(words: Iterable[str]) -> float:
    """Make room for the widest; only what may be wider than all before is measured."""
    widest = 0
    for word in words:
        if 2 * len(word) > widest:
            widest = max(widest, wcswidth(word))
    return min(widest + 4, _WIDEST)
