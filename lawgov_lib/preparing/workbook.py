"""Write ``registers.xlsx``: a sheet a register, to be filled in by hand.

A column that the rows of a CSV file lack is not added to them: blank cells would say more than the
file does.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

from lawgov_lib import inputs
from lawgov_lib.base.commandline import typed
from lawgov_lib.base.errors import Place, PublishError
from lawgov_lib.base.files import write_whole, writing
from lawgov_lib.base.layout import FIGURES_FILE, MERGED, PARAMS, REGISTERS, WORKBOOK
from lawgov_lib.inputs.areanames import area_names
from lawgov_lib.inputs.columns import CONFIRMATION, UNCONFIRMED, ColumnSpec
from lawgov_lib.inputs.outline import survey_outline
from lawgov_lib.inputs.rows import ROWS, FigureRow
from lawgov_lib.preparing.spreadsheet import Sheet, workbook_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from lawgov_lib.base.listing import Listing
    from lawgov_lib.inputs import YearInputs

_CONFIRM = ColumnSpec(
    field=CONFIRMATION,
    header=CONFIRMATION,
    hint=f"沿用上年或由报告导入的行标有“{UNCONFIRMED}”；核对无误后清空本格，不再适用的删去整行。",
    unit="",
    kind="choice",
    choices=(UNCONFIRMED,),
    required=False,
)


@dataclass(frozen=True)
class Written:
    """What was written, the files that were moved aside since it holds their rows, what is next."""

    file: str
    rows: int
    moved: tuple[tuple[str, str], ...]
    next_step: str

    def told(self, shown: Callable[[str], str] = str) -> str:
        """Say what was made, and where the files went that it replaces.

        Args:
            shown: How a path below the root is written for the reader.
        """
        lines = [
            f"已生成 {shown(self.file)}" + (f"，已有{self.rows}行台账转入" if self.rows else "")
        ]
        if self.moved:
            aside = shown(str(PurePosixPath(self.moved[0][1]).parent))
            lines.append(f"原来的{len(self.moved)}个CSV文件已移到 {aside}/，不再读取。")
        lines.append("填写方法见工作簿的“说明”工作表；填完保存并关闭，再检查：")
        lines.append(f"  {self.next_step}")
        return "\n".join(lines)


def write(root: Path, year: int, listings: Sequence[Listing] = ()) -> Written:
    """Write the year's workbook, and take the rows of its CSV files over.

    Args:
        root: The folder that holds ``params/``.
        year: The report year.
        listings: Tables to be looked up while it is filled in; none of them is read.

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
    year_inputs = inputs.load(root / PARAMS, year)
    sheets = tuple(_sheets(year_inputs))
    moves = tuple(_moves(folder))
    _refuse_taken(moves, folder, name)
    data = workbook_bytes(sheets, listings)
    with writing(f"{name}/{WORKBOOK}"):
        _verify(data, sheets, f"{name}/{WORKBOOK}")
        write_whole(folder / WORKBOOK, data)
        for old, new in moves:
            new.parent.mkdir(parents=True, exist_ok=True)
            old.rename(new)
    named = tuple((_named(old, folder, name), _named(new, folder, name)) for old, new in moves)
    count = sum(len(sheet.rows) for sheet in sheets)
    return Written(f"{name}/{WORKBOOK}", count, named, typed("check", year, root))


def _sheets(year_inputs: YearInputs) -> Iterator[Sheet]:
    for key, model in ROWS.items():
        register = year_inputs.registers[key]
        columns = tuple(one for one in model.columns() if one.field not in register.absent)
        rows = tuple(register.rows.tuples(column.field for column in columns))
        if model.standing:
            marks = [
                UNCONFIRMED if line in register.unconfirmed else None
                for line in register.rows.lines.tolist()
            ]
            columns = (*columns, _CONFIRM)
            rows = tuple((*row, mark) for row, mark in zip(rows, marks, strict=True))
        yield Sheet(model.label, columns, rows)
    figures = year_inputs.figures.values()
    declared = tuple(_cells(figure.row) for figure in figures)
    marked = [UNCONFIRMED if figure.unconfirmed else None for figure in figures]
    columns = tuple(_figure_columns(year_inputs))
    if any(marked):
        columns = (*columns, _CONFIRM)
        declared = tuple((*row, mark) for row, mark in zip(declared, marked, strict=True))
    yield Sheet(FigureRow.label, columns, declared)


def _figure_columns(year_inputs: YearInputs) -> Iterator[ColumnSpec]:
    """Offer the areas of the year's outline, and those that are written already."""
    outline, _ = survey_outline(year_inputs.report, "")
    spots = outline.places() if outline else {}
    names = [area.name for key, area in area_names().items() if key in spots]
    taken = [figure.row.area for figure in year_inputs.figures.values() if figure.row.area]
    areas = tuple(dict.fromkeys((*names, *taken)))
    for column in FigureRow.columns():
        yield replace(column, choices=areas) if column.field == "area" else column


def _cells(row: FigureRow) -> tuple[Any, ...]:
    """Return what was filled in: a name that stands for a code is none.

    A cell forgets the zeros behind the point, so that their number is kept beside it.
    """
    filled = row.model_copy(update={"id": row.code, "decimals": _decimals(row)})
    return tuple(getattr(filled, field) for field in row.headers())


def _decimals(row: FigureRow) -> int | None:
    """Return the decimals as filled in, or those that a value ending in zeros has."""
    given = str(row.value).partition(".")[2]
    return len(given) if row.decimals is None and given.endswith("0") else row.decimals


def _moves(folder: Path) -> Iterator[tuple[Path, Path]]:
    aside = folder / MERGED
    for path in [*(folder / REGISTERS / f"{key}.csv" for key in ROWS), folder / FIGURES_FILE]:
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


def _verify(data: bytes, sheets: Sequence[Sheet], name: str) -> None:
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
