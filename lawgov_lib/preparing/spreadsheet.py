"""Lay tables out as a workbook for people: headers with comments, dropdowns, dates as dates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from wcwidth import wcswidth

from lawgov_lib.base.listing import (
    BODY,
    DAY_FORMAT,
    EDGES,
    GENERAL,
    HEADLINE,
    SHADE,
    STRONG,
    Listing,
    fill,
    fit_to_page,
    new_book,
    packed,
    width,
    write_listings,
)
from lawgov_lib.base.memory import uncollected
from lawgov_lib.base.sheetbody import SheetBody
from lawgov_lib.inputs.columns import CONFIRMATION, UNCONFIRMED
from lawgov_lib.inputs.tablesource import NOTES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.cell import MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from lawgov_lib.inputs.columns import ColumnSpec

_TEXT_FORMAT = "@"
_FORMATS = {"day": DAY_FORMAT, "count": "0", "amount": GENERAL, "money": GENERAL}
_WIDTHS = {"text": 28, "count": 10, "amount": 12, "money": 14, "day": 14, "choice": 8}
_CHECKS: dict[str, tuple[Any, str, str, str]] = {
    "day": ("date", "DATE(1990,1,1)", "日期不对", "日期写作2021-07-13，须为确有的日期。"),
    "count": ("whole", "0", "应为整数", "请填不小于0的整数，不写单位。"),
    "amount": ("decimal", "0", "应为数字", "请填不小于0的数字，不写单位。"),
    "money": ("decimal", "0", "应为数字", "请填不小于0的数字，不写单位。"),
}
"""What a cell of each kind must be: type, least value, and what is said otherwise."""
_MOST_INLINE = 250
_LAST_ROW = 1_048_576
_REQUIRED = PatternFill("solid", fgColor="F3DEDC")
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


def workbook_bytes(sheets: Sequence[Sheet], listings: Sequence[Listing] = ()) -> bytes:
    """Return the workbook as a file, what is to be read last; the same always in the same bytes."""
    with uncollected():
        book = new_book()
        lists = _long_lists(sheets)
        _write_guide(book.create_sheet(NOTES), lists)
        bodies = {
            sheet.title: _write_sheet(book.create_sheet(sheet.title), sheet, lists)
            for sheet in sheets
        }
        return packed(book, bodies | write_listings(book, listings))


def _write_guide(sheet: Worksheet, lists: dict[tuple[str, ...], str]) -> None:
    """Say how the workbook is filled in, and hold the lists that are too long for a dropdown."""
    fit_to_page(sheet)
    sheet.column_dimensions["A"].width = 12
    sheet.column_dimensions["B"].width = 76
    fill(sheet.cell(1, 1), "填写说明", font=HEADLINE)
    for number, (topic, rule) in enumerate(_RULES, start=3):
        fill(sheet.cell(number, 1), topic, font=STRONG)
        fill(sheet.cell(number, 2), rule)
        for cell in sheet[number]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        if topic == "必填":
            sheet.cell(number, 1).fill = _REQUIRED
    for choices, place in lists.items():
        column = place.split("$")[1]
        sheet.column_dimensions[column].width = width(choices)
        fill(sheet[f"{column}2"], "可选值", font=STRONG)
        for number, choice in enumerate(choices, start=3):
            fill(sheet[f"{column}{number}"], choice)


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
    fit_to_page(sheet)
    sheet.row_dimensions[1].height = 24
    for at, column in enumerate(content.columns, start=1):
        letter = get_column_letter(at)
        cells = [row[at - 1] for row in content.rows]
        code = _FORMATS.get(column.kind, _TEXT_FORMAT)
        dimension = sheet.column_dimensions[letter]
        dimension.width = _column_width(column, cells)
        dimension.number_format = code
        dimension.font = BODY
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
    fill(cell, value)
    return cell


def _write_header(cell: Cell | MergedCell, column: ColumnSpec) -> None:
    fill(cell, column.header, font=STRONG if column.required else BODY)
    cell.fill = _REQUIRED if column.required else SHADE
    cell.alignment = Alignment(horizontal="center", vertical="center")
    cell.border = EDGES
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


def _column_width(column: ColumnSpec, cells: Sequence[object]) -> float:
    """Make room for the header, the choices, and the texts that are there already."""
    texts = [cell for cell in cells if isinstance(cell, str)]
    return max(_WIDTHS[column.kind], width((column.header, *column.choices, *texts)))
