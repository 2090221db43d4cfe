"""Write ``registers.xlsx``: a sheet a register, to be filled in by hand."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.writer.excel import ExcelWriter
from wcwidth import wcswidth

from lawgov_lib import inputs
from lawgov_lib.errors import Place, PublishError
from lawgov_lib.files import write_whole, writing
from lawgov_lib.inputs.columns import CONFIRMATION, UNCONFIRMED, ColumnSpec
from lawgov_lib.inputs.rows import ROWS, FigureRow
from lawgov_lib.inputs.tables import NOTES, WORKBOOK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from lawgov_lib.inputs import YearInputs
    from lawgov_lib.inputs.columns import Row

PARAMS, MERGED = "params", "merged"
_DAY_FORMAT, _TEXT_FORMAT = "yyyy-mm-dd", "@"
_FORMATS = {"day": _DAY_FORMAT, "count": "0", "amount": "General", "money": "General"}
_WIDTHS = {"text": 28, "count": 10, "amount": 12, "money": 14, "day": 14, "choice": 12}
_WIDEST = 44
_MOST_INLINE = 250
_FORMULA_SIGNS = ("=", "+", "-", "@")
_LAST_ROW = 1_048_576
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001  a workbook's properties have no time zone
_FACE = "宋体"
_LINE = Side(style="thin", color="BFBFBF")
_REQUIRED = PatternFill("solid", fgColor="F3DEDC")
_OPTIONAL = PatternFill("solid", fgColor="EDEDED")
_CONFIRM = ColumnSpec(
    field=CONFIRMATION,
    header=CONFIRMATION,
    hint=f"沿用上年的行标有“{UNCONFIRMED}”；核对无误后清空本格，不再适用的删去整行。",
    unit="",
    kind="choice",
    choices=(UNCONFIRMED,),
    required=False,
)
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
class Written:
    """What was written, and the files moved aside because the workbook holds their rows now."""

    file: str
    rows: int
    moved: tuple[tuple[str, str], ...]

    def told(self) -> str:
        """Say what was made, and where the files went that it replaces."""
        lines = [f"已生成 {self.file}" + (f"，已有{self.rows}行台账转入" if self.rows else "")]
        if self.moved:
            aside = PurePosixPath(self.moved[0][1]).parent
            lines.append(f"原来的{len(self.moved)}个CSV文件已移到 {aside}/，不再读取。")
        lines.append("填写方法见工作簿的“说明”工作表；填完保存并关闭，再运行检查。")
        return "\n".join(lines)


@dataclass(frozen=True)
class _Sheet:
    title: str
    columns: tuple[ColumnSpec, ...]
    rows: tuple[tuple[Any, ...], ...]


def write(root: Path, year: int) -> Written:
    """Write the year's workbook, and take the rows of its CSV files over.

    Args:
        root: The folder that holds ``params/``.
        year: The report year.

    Raises:
        InputError: The year folder has faults.
        PublishError: There is a workbook already, or it cannot be written; nothing was changed.
    """
    folder = root / PARAMS / str(year)
    name = f"{PARAMS}/{year}"
    if (folder / WORKBOOK).exists():
        raise PublishError.of(
            "E803",
            "工作簿已经有了，不会覆盖",
            Place(f"{name}/{WORKBOOK}"),
            "继续填写现有工作簿；确要重来，先把它移走。",
        )
    sheets = tuple(_sheets(inputs.load(root / PARAMS, year)))
    moves = tuple(_moves(folder))
    _refuse_taken(moves, folder, name)
    data = workbook_bytes(sheets)
    with writing(f"{name}/{WORKBOOK}"):
        _verify(data, sheets, f"{name}/{WORKBOOK}")
        write_whole(folder / WORKBOOK, data)
        for old, new in moves:
            new.parent.mkdir(exist_ok=True)
            old.rename(new)
    named = tuple((_named(old, folder, name), _named(new, folder, name)) for old, new in moves)
    return Written(f"{name}/{WORKBOOK}", sum(len(sheet.rows) for sheet in sheets), named)


def _sheets(year_inputs: YearInputs) -> Iterator[_Sheet]:
    for key, model in ROWS.items():
        register = year_inputs.registers[key]
        rows = tuple(register.frame.itertuples(index=False, name=None))
        columns = model.columns()
        if model.standing:
            marks = [
                UNCONFIRMED if n in register.unconfirmed else None for n in register.frame.index
            ]
            columns = (*columns, _CONFIRM)
            rows = tuple((*row, mark) for row, mark in zip(rows, marks, strict=True))
        yield _Sheet(model.label, columns, rows)
    figures = [figure.row for figure in year_inputs.figures.values()]
    yield _Sheet(FigureRow.label, FigureRow.columns(), tuple(map(_cells, figures)))


def _cells(row: Row) -> tuple[Any, ...]:
    return tuple(getattr(row, field) for field in row.headers())


def _moves(folder: Path) -> Iterator[tuple[Path, Path]]:
    aside = folder / "registers" / MERGED
    for path in [*(folder / "registers" / f"{key}.csv" for key in ROWS), folder / "figures.csv"]:
        if path.exists():
            yield path, aside / path.name


def _refuse_taken(moves: Sequence[tuple[Path, Path]], folder: Path, name: str) -> None:
    for _, new in moves:
        if new.exists():
            raise PublishError.of(
                "E804",
                "这里已有并入工作簿的旧文件，不会覆盖",
                Place(_named(new, folder, name)),
                "核对后把旧文件移走，再重新运行。",
            )


def _named(path: Path, folder: Path, name: str) -> str:
    return f"{name}/{path.relative_to(folder).as_posix()}"


def workbook_bytes(sheets: Sequence[_Sheet]) -> bytes:
    """Return the workbook as a file; the same sheets give the same bytes."""
    book = Workbook()
    book.properties.creator = "lawgov"
    book.properties.created = book.properties.modified = _MADE
    guide = book.active
    lists = _long_lists(sheets)
    _write_guide(guide, lists)
    for sheet in sheets:
        _write_sheet(book.create_sheet(sheet.title), sheet, lists)
    stream = io.BytesIO()
    ExcelWriter(book, ZipFile(stream, "w", ZIP_DEFLATED)).save()
    return _dateless(stream.getvalue())


def _dateless(data: bytes) -> bytes:
    """Pack the parts again without the hour at which they were written."""
    target = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as source, ZipFile(target, "w") as archive:
        for name in source.namelist():
            archive.writestr(ZipInfo(name, _EPOCH), source.read(name), ZIP_DEFLATED)
    return target.getvalue()


def _write_guide(sheet: Worksheet, lists: dict[tuple[str, ...], str]) -> None:
    """Say how the workbook is filled in, and hold the lists that are too long for a dropdown."""
    sheet.title = NOTES
    _fit_to_page(sheet)
    sheet.column_dimensions["A"].width = 12
    sheet.column_dimensions["B"].width = 76
    _set(sheet.cell(1, 1), "填写说明", font=Font(name=_FACE, size=14, bold=True))
    for number, (topic, rule) in enumerate(_RULES, start=3):
        _set(sheet.cell(number, 1), topic, font=Font(name=_FACE, size=11, bold=True))
        _set(sheet.cell(number, 2), rule)
        sheet.cell(number, 2).alignment = Alignment(wrap_text=True, vertical="top")
        if topic == "必填":
            sheet.cell(number, 1).fill = _REQUIRED
    for choices, place in lists.items():
        column = place.split("$")[1]
        sheet.column_dimensions[column].width = _width(choices)
        _set(sheet[f"{column}2"], "可选值", font=Font(name=_FACE, size=11, bold=True))
        for number, choice in enumerate(choices, start=3):
            _set(sheet[f"{column}{number}"], choice)


def _fit_to_page(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _long_lists(sheets: Sequence[_Sheet]) -> dict[tuple[str, ...], str]:
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


def _write_sheet(sheet: Worksheet, content: _Sheet, lists: dict[tuple[str, ...], str]) -> None:
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    _fit_to_page(sheet)
    sheet.row_dimensions[1].height = 24
    for at, column in enumerate(content.columns, start=1):
        letter = get_column_letter(at)
        dimension = sheet.column_dimensions[letter]
        dimension.width = _column_width(column)
        dimension.number_format = _FORMATS.get(column.kind, _TEXT_FORMAT)
        dimension.font = Font(name=_FACE, size=11)
        _write_header(sheet.cell(1, at), column)
        validation = _validation(column, lists)
        if validation is not None:
            validation.add(f"{letter}2:{letter}{_LAST_ROW}")
            sheet.add_data_validation(validation)
        for number, row in enumerate(content.rows, start=2):
            cell = sheet.cell(number, at)
            cell.number_format = _FORMATS.get(column.kind, _TEXT_FORMAT)
            _set(cell, row[at - 1])


def _write_header(cell: Cell, column: ColumnSpec) -> None:
    _set(cell, column.header, font=Font(name=_FACE, size=11, bold=column.required))
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
    match column.kind:
        case "choice":
            source = lists.get(column.choices) or f'"{",".join(column.choices)}"'
            rule = {"type": "list", "formula1": source}
            title, message = "不在可选范围内", "请从下拉列表中选择。"
        case "day":
            rule = {"type": "date", "operator": "greaterThanOrEqual", "formula1": "DATE(1990,1,1)"}
            title, message = "日期不对", "日期写作2021-07-13，须为确有的日期。"
        case "count":
            rule = {"type": "whole", "operator": "greaterThanOrEqual", "formula1": "0"}
            title, message = "应为整数", "请填不小于0的整数，不写单位。"
        case "amount" | "money":
            rule = {"type": "decimal", "operator": "greaterThanOrEqual", "formula1": "0"}
            title, message = "应为数字", "请填不小于0的数字，不写单位。"
        case _:
            return None
    return DataValidation(
        **rule, allow_blank=True, showErrorMessage=True, errorTitle=title, error=message
    )


def _set(cell: Cell, value: object, font: Font | None = None) -> None:
    """Fill a cell; a text never becomes a formula, whatever it begins with."""
    cell.value = value
    cell.font = font or Font(name=_FACE, size=11)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(_FORMULA_SIGNS)


def _column_width(column: ColumnSpec) -> float:
    words = (column.header, *column.choices)
    return max(_WIDTHS[column.kind] if column.kind != "choice" else 0, _width(words))


def _width(words: Sequence[str]) -> float:
    return min(max(map(wcswidth, words), default=0) + 4, _WIDEST)


def _verify(data: bytes, sheets: Sequence[_Sheet], name: str) -> None:
    """Read the workbook back before the files that it replaces are moved aside."""
    book = load_workbook(io.BytesIO(data))
    for sheet in sheets:
        lines = book[sheet.title].iter_rows(values_only=True)
        header = tuple(column.header for column in sheet.columns)
        expected = [header, *(tuple(map(_as_read, row)) for row in sheet.rows)]
        if [tuple(map(_as_read, line)) for line in lines] != expected:
            raise PublishError.of(
                "E805",
                f"工作表“{sheet.title}”写入后读出的内容不同",
                Place(name),
                "原有文件未动，请反馈。",
            )


def _as_read(value: Any) -> object:  # noqa: ANN401
    """Bring a cell to the one form in which both sides can be compared."""
    match value:
        case datetime():
            return value.date()
        case float():
            return Decimal(repr(value))
        case int():
            return Decimal(value)
        case str():
            return value.replace("\r\n", "\n")
        case _:
            return value
