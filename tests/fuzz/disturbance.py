"""Disturb a sound table in ways that know what they do, and hold what is read against that.

An input is ``{"table", "how", "steps"}``: one of :data:`TABLES`, a file format, and the steps, each
the name of a function below with three numbers. Each step changes what is written and what it means
alike. Then either what is read is what it means, or something is said.
"""

from __future__ import annotations

import json
import unicodedata
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from lawgov_lib.inputs.rows import ROWS, FigureRow
from lawgov_lib.inputs.rows.holidays import HolidayRow
from lawgov_lib.inputs.rows.localrules import LocalRuleRow
from lawgov_lib.inputs.rows.sistercells import SisterCellRow
from lawgov_lib.inputs.rows.sisterfigures import SisterRow
from tests.fuzz import values
from tests.fuzz.sheetwriting import (
    Cell,
    Grid,
    reread,
    spreadsheet_bytes,
    text_bytes,
    workbook_bytes,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy

    from lawgov_lib.inputs.columns import ColumnSpec, Row

    Step = Callable[["Disturbed", int, int, int], None]
    Layout = Callable[[int, int], dict[str, object]]


@dataclass(frozen=True)
class Table:
    """A table of the small year: where it lies, its row model, its sound lines, its formats."""

    file: str
    model: type[Row]
    lines: tuple[str, ...]
    formats: tuple[str, ...] = ("csv",)


_BOOKS = ("csv", "xlsx", "ods")
TABLES = {
    "exams": Table(
        "registers/exams",
        ROWS["exams"],
        ("春季Café考试,67,66,65,20", "秋季ＡＢ-1考试,26,25,24,11", "补考,9,8,7,6", "年终,5,5,5,5"),
        _BOOKS,
    ),
    "funds": Table(
        "registers/funds",
        ROWS["funds"],
        ("科研,甲项目,某大学,46.7", "普法,乙项目,,12", "培训,丙项目,某学院,3.25"),
        _BOOKS,
    ),
    "publicity": Table(
        "registers/publicity",
        ROWS["publicity"],
        ("宪法日,2020-12-04,50,300", "宪法周,2020-12-05,60,200", "开放日,2020-03-08,70,100"),
        _BOOKS,
    ),
    "figures": Table(
        "figures",
        FigureRow,
        (
            ",热线办理,capacity,数值,1200,,,件,2020-12-31,系统,,,,,,,",
            ",满意率,capacity,数值,,98,100,%,2020-12-31,系统,,,,,,,",
            ",经费,capacity,数值,35.6,,,万元,,决算,,,,,,,",
        ),
    ),
    "sister": Table(
        "sister/公开年报",
        SisterRow,
        (",依申请公开,12,件,", ",主动公开,340,条,", ",复议,0,件,零"),
        ("csv", "xlsx"),
    ),
    "cells": Table(
        "sister/cells",
        SisterCellRow,
        ("信息公开,依申请公开,总计,总计,12,,系统", "信息公开,复议诉讼,维持,总数,3,,台账"),
    ),
    "laws": Table(
        "../laws",
        LocalRuleRow,
        (
            "某市养犬条例,地方性法规,,2019-01-02,2019-03-01,,,,公报",
            "某市公园办法,政府规章,某令第3号,2018-05-06,2018-07-01,,,,公报",
        ),
    ),
    "holidays": Table(
        "../holidays",
        HolidayRow,
        tuple(
            f"2099-{first},{f'2099-{last}' if last else ''},放假,{name},通知"
            for first, last, name in (
                *(("01-01", "01-03", "元旦"), ("01-21", "01-27", "春节"), ("04-04", "", "清明")),
                *(("05-01", "05-03", "劳动节"), ("06-23", "", "端午节")),
                ("09-29", "10-05", "国庆节、中秋节"),
            )
        ),
    ),
}


@dataclass
class Disturbed:
    """A table while it is disturbed."""

    table: Table
    how: str
    grid: Grid

    @property
    def columns(self) -> tuple[ColumnSpec, ...]:
        """The columns of the row model."""
        return self.table.model.columns()

    def cell(self, a: int, b: int) -> tuple[Cell, ColumnSpec | None]:
        """Return a cell and the column that it is of."""
        row = self.grid.rows[a % len(self.grid.rows)]
        at = b % len(row)
        by_name = {column.header: column for column in self.columns}
        return row[at], by_name.get(self.grid.means[at] or "")


def sound(table: Table, how: str) -> Disturbed:
    """Return a table as it is before it is disturbed; a workbook holds its numbers as numbers."""
    columns = table.model.columns()
    rows = [
        [
            Cell(_number(text, column.kind) if how != "csv" else text, text)
            for text, column in zip(line.split(","), columns, strict=True)
        ]
        for line in table.lines
    ]
    headers = [column.header for column in columns]
    return Disturbed(table, how, Grid([*headers], [*headers], rows))


def _number(text: str, kind: str) -> str | float:
    return float(text) if kind in {"count", "amount", "money"} and text else text


# Cells disturbed


def other_value(it: Disturbed, a: int, b: int, c: int) -> None:
    """Write a cell as people and programs write it, or as nobody may."""
    cell, column = it.cell(a, b)
    kind = column.kind if column else "text"
    made = {
        "count": lambda: values.counts(c % 1000),
        "money": lambda: values.amounts(c % 100_000),
        "day": lambda: values.days(c % 365),
        "amount": _quantities,
    }.get(kind, lambda: _texts(str(cell.value or "甲乙")))()
    _, value, code, meant = made[(a + b + c) % len(made)]
    if code and it.how != "xlsx":
        return
    if column and column.unit and str(value).endswith(column.unit):
        meant = meant or str(value).removesuffix(column.unit)
    cell.value, cell.code, cell.meant = value, code, meant


def _quantities() -> list[values.Cell]:
    wrong = ("12²", "1³", "9" * 30, "12？？", "1 2", "十二", "1e3", "012", "12/3", "1_0", "\ufffd2")
    right = (("１２", "12"), ("1,200", "1200"), ("7.0", "7"), (" 7 ", "7"))
    return [
        *([*("amount", text, "", None)] for text in wrong),
        *([*("amount", text, "", meant)] for text, meant in right),
    ]


def _texts(text: str) -> list[values.Cell]:
    middle = len(text) // 2
    before, after = text[:middle], text[middle:]
    wrong = [
        *(
            f"{before}{mark}{after}"
            for mark in ("\ufffd", "??", "\u200b", "\x07", "\u202e", "？？")
        ),
        *("#REF!", "1.2E+11", "同上", f"{before}锟斤拷{after}", f"{text}{'长' * 40_000}"),
    ]
    lost = [f"{text}届?第", f"{text}²"]
    right = [
        f" {text} ",
        text + "\u3000",
        f"{text}甲",
        f"甲{text}",
        unicodedata.normalize("NFD", text),
    ]
    return [
        *([*("text", each, "", None)] for each in (*wrong, *lost)),
        *([*("text", each, "", each.strip())] for each in right),
    ]


def shown_otherwise(it: Disturbed, a: int, b: int, _: int) -> None:
    """Let a spreadsheet show another number than it holds."""
    cell, column = it.cell(a, b)
    if it.how == "ods" and column and isinstance(cell.value, float) and cell.value:
        cell.code = f"{cell.value / 1000:g}"
        it.grid.is_loud = True


def blanked(it: Disturbed, a: int, b: int, _: int) -> None:
    """Leave a cell blank."""
    cell, column = it.cell(a, b)
    cell.value, cell.code = None, ""
    cell.meant = None if column and column.required else ""


def swapped_down(it: Disturbed, a: int, b: int, c: int) -> None:
    """Swap two cells of a column."""
    rows = it.grid.rows
    at, one, two = c % len(rows[0]), a % len(rows), b % len(rows)
    rows[one][at], rows[two][at] = rows[two][at], rows[one][at]


def swapped_across(it: Disturbed, a: int, b: int, c: int) -> None:
    """Swap two cells of a row."""
    row = it.grid.rows[a % len(it.grid.rows)]
    one, two = b % len(row), c % len(row)
    row[one], row[two] = row[two], row[one]


# Rows and columns disturbed


def row_dropped(it: Disturbed, a: int, _b: int, _c: int) -> None:
    """Leave out a row; a calendar is then not whole."""
    if len(it.grid.rows) > 1:
        del it.grid.rows[a % len(it.grid.rows)]


def row_doubled(it: Disturbed, a: int, b: int, c: int) -> None:
    """Write a row twice, the second time in another way: width, case, blanks, composition."""
    rows = it.grid.rows
    ways: tuple[Callable[[str], str], ...] = (
        *(str, str.upper, str.lower, " ".join),
        *(lambda text: unicodedata.normalize("NFD", text), _widened),
    )
    key = {column.header for column in it.columns if column.field in it.table.model.key}
    if it.table.model is FigureRow:
        key = {"名称"}
    again = [Cell(cell.value, cell.meant, cell.code) for cell in rows[a % len(rows)]]
    for at, cell in enumerate(again):
        column = it.cell(0, at)[1]
        if it.grid.means[at] in key and isinstance(cell.value, str) and column:
            cell.value = cell.meant = (
                ways[b % len(ways)](cell.value) if column.kind == "text" else cell.value
            )
    rows.insert(c % (len(rows) + 1), again)
    it.grid.is_loud = True


def _widened(text: str) -> str:
    return "".join(chr(ord(mark) + 0xFEE0) if "!" <= mark <= "~" else mark for mark in text)


def rows_swapped(it: Disturbed, a: int, b: int, _: int) -> None:
    """Write the rows in another order, which means nothing."""
    rows = it.grid.rows
    one, two = a % len(rows), b % len(rows)
    rows[one], rows[two] = rows[two], rows[one]


def columns_swapped(it: Disturbed, a: int, b: int, _: int) -> None:
    """Write the columns in another order, which means nothing."""
    one, two = a % len(it.grid.titles), b % len(it.grid.titles)
    for each in (it.grid.titles, it.grid.means, *it.grid.rows):
        each[one], each[two] = each[two], each[one]  # type: ignore[index]


def column_dropped(it: Disturbed, a: int, _b: int, _c: int) -> None:
    """Leave out a column."""
    at = a % len(it.grid.titles)
    column = it.cell(0, at)[1]
    it.grid.is_loud |= bool(column and column.required)
    if len(it.grid.titles) > 1:
        for each in (it.grid.titles, it.grid.means, *it.grid.rows):
            del each[at]  # type: ignore[attr-defined]


def column_doubled(it: Disturbed, a: int, _b: int, c: int) -> None:
    """Write a column twice, or one more that the register does not have."""
    at = a % len(it.grid.titles)
    it.grid.titles.append(it.grid.titles[at] if c % 2 else ("附注栏", "经办科室", "²")[c % 3])
    it.grid.means.append(None)
    for row in it.grid.rows:
        row.append(deepcopy(row[at]))


def title_rewritten(it: Disturbed, a: int, b: int, _: int) -> None:
    """Write a header in another way; what is no name of its column must be told."""
    at = a % len(it.grid.titles)
    title, column = it.grid.titles[at], it.cell(0, at)[1]
    unit = column.unit if column else ""
    same = [f" {title} ", " ".join(title), _widened(title)]
    pairs = ("（）", "()", "【】", "〔〕", "[]", "｛｝") if unit else ()
    same += [f"{title}{pair[0]}{unit}{pair[1]}" for pair in pairs]
    other = [
        *(title[:-1], f"{title}²", f"{title}（亩）", f"本年{title}数", f"2019年{title}", "", "甲"),
        *(f"{title}?", title[::-1], f"{title}\u200b", f"{title}\ufffd"),
    ]
    lost = None if any(row[at].meant != "" for row in it.grid.rows) else ""
    ways = [*((each, it.grid.means[at]) for each in same), *((each, lost) for each in other)]
    written, meant = ways[b % len(ways)]
    if written != title:
        it.grid.titles[at], it.grid.means[at] = written, meant


STEPS: dict[str, Step] = {
    step.__name__: step
    for step in (
        *(row_dropped, column_dropped, other_value, blanked, swapped_down, swapped_across),
        *(shown_otherwise, row_doubled, rows_swapped, columns_swapped, column_doubled),
        title_rewritten,
    )
}
"""In the order in which they are carried out, so that none takes back what another says."""


# The form of the file disturbed


def encoded(it: Disturbed, a: int, b: int, _: int) -> None:
    """Write the text in another encoding, or in one that lacks its characters."""
    sounds = ("utf-8-sig", "utf-16", "gb18030", "gbk", "utf-8")
    lossy = ("ascii", "latin-1", "cp1252", "big5", "shift-jis")
    if a % 2:
        it.grid.form |= {"encoding": sounds[b % len(sounds)], "errors": "replace"}
        it.grid.is_loud |= sounds[b % len(sounds)] == "gbk" and "é" in str(it.grid.rows)
    else:
        it.grid.form |= {"encoding": lossy[b % len(lossy)], "errors": "replace"}
        it.grid.is_loud = True


def parted(it: Disturbed, a: int, b: int, c: int) -> None:
    """Write the file with other separators, line ends, quotes, or blank lines."""
    it.grid.form |= {
        "separator": (",", ";", "\t", "|", "，")[a % 5],
        "ends": ("\n", "\r\n", "\r")[b % 3],
        "quoted": bool(c % 2),
        "blank": [c % 3],
    }


def cut(it: Disturbed, a: int, b: int, _: int) -> None:
    """Cut some bytes out of the file: a character is lost, or a whole piece of it."""
    it.grid.form["cut"] = (a, 1 + b % 2)


def surrounded(it: Disturbed, a: int, b: int, _: int) -> None:
    """Write a title above the table, or a total, a note or a signature below."""
    above = ("2019年度台账", "2020年度台账", "单位：元", "附件3")
    below = (["合计", "9"], ["注：以上为全年数"], ["填表人：张三"], ["以下空白"], ["小计", "", "7"])
    it.grid.form |= {"above": [above[a % 4]]} if b % 2 else {"below": [below[a % 5]]}
    it.grid.is_loud = True


FORMS: dict[str, dict[str, Step]] = {
    "csv": {step.__name__: step for step in (encoded, parted, cut, surrounded)},
}


def _laid_out(name: str, ways: Layout) -> Step:
    """Make a step of a layout that nobody may miss."""

    def step(it: Disturbed, a: int, b: int, _: int) -> None:
        rows, width = len(it.grid.rows), len(it.grid.titles)
        it.grid.form |= ways(2 + a % rows, b % width)
        it.grid.is_loud = True

    step.__name__ = name
    return step


_COMMENTED = (
    "<comments><authors><author>张三</author></authors><commentList><comment ref='{}' authorId='0'>"
    "<text><t>应为80</t></text></comment></commentList></comments>"
)
_BOXED = "<a><sp><txBody><p><r><t>应为80</t></r></p></txBody></sp></a>"
_XLSX: dict[str, Layout] = {
    "row_hidden": lambda row, _: {"row": {row: ' hidden="1"'}},
    "row_of_no_height": lambda row, _: {"row": {row: ' ht="0"'}},
    "row_of_little_height": lambda row, _: {"row": {row: ' ht="0.75" customHeight="1"'}},
    "rows_hidden_by_default": lambda *_: {"head": '<sheetFormatPr zeroHeight="1"/>'},
    "column_hidden": lambda _, at: {
        "head": f'<cols><col min="{at + 1}" max="{at + 1}" hidden="1"/></cols>'
    },
    "column_of_no_width": lambda _, at: {
        "head": f'<cols><col min="{at + 1}" max="{at + 1}" width="0"/></cols>'
    },
    "cells_merged": lambda row, at: {
        "foot": f'<mergeCells><mergeCell ref="{chr(65 + at)}{row}:{chr(65 + at)}{row + 1}"/>'
        "</mergeCells>"
    },
    "rows_downward": lambda row, _: (
        {"rows_swapped": [(0 if row % 2 else 1, row - 1)]}
        if row > 2
        else {"rows_swapped": [(1, 2)]}
    ),
    "row_twice": lambda row, _: {"row_twice": [row - 1]},
    "cell_twice": lambda row, at: {"cell_twice": (row, at)},
    "cell_astray": lambda row, _: {"cell_astray": (row, 0)},
    "cells_swapped": lambda row, _: {"cells_swapped": (row, 0, 1)},
    "sheet_hidden": lambda *_: {"sheet": ' state="hidden"'},
    "commented": lambda row, at: {
        "beside": [("comments", "comments1.xml", _COMMENTED.format(f"{chr(65 + at)}{row}"))]
    },
    "boxed": lambda *_: {"beside": [("drawing", "drawing1.xml", _BOXED)]},
    "calculated_anew": lambda *_: {"row": {2: ' hidden="true"'}, "book": "<workbookPr/>"},
}
_ODS: dict[str, Layout] = {
    "row_hidden": lambda row, _: {"row": {row: ' table:visibility="collapse"'}},
    "row_filtered": lambda row, _: {"row": {row: ' table:visibility="filter"'}},
    "row_of_no_height": lambda row, _: {"row": {row: ' table:style-name="low"'}},
    "row_repeated": lambda row, _: {"row": {row: ' table:number-rows-repeated="2"'}},
    "column_of_no_width": lambda _, at: {
        "columns": "<table:table-column/>" * at + '<table:table-column table:style-name="thin"/>'
    },
    "cells_merged": lambda row, at: {"span": (row, at)},
}
FORMS |= {
    how: {name: _laid_out(name, ways) for name, ways in layouts.items()}
    for how, layouts in (("xlsx", _XLSX), ("ods", _ODS))
}


TEXTS, BOOKS = frozenset({"csv"}), frozenset({"xlsx", "ods"})


def inputs(formats: frozenset[str]) -> SearchStrategy[bytes]:
    """Draw disturbances of all tables in some formats; few at once, so that none hides another."""
    choices = [
        (key, how) for key, table in TABLES.items() for how in table.formats if how in formats
    ]
    number = st.integers(0, 9999)

    def steps(choice: tuple[str, str]) -> SearchStrategy[bytes]:
        names = [*STEPS, "other_value", *FORMS[choice[1]]]
        step = st.tuples(st.sampled_from(names), number, number, number)
        return st.lists(step, min_size=1, max_size=2).map(
            lambda found: json.dumps(
                {"table": choice[0], "how": choice[1], "steps": found}, ensure_ascii=False
            ).encode()
        )

    return st.sampled_from(choices).flatmap(steps)


def disturbed(data: bytes) -> tuple[Table, str, Grid, bytes]:
    """Carry out an input: the table, its format, what it means, and the file."""
    told = json.loads(data)
    it = sound(TABLES[told["table"]], told["how"])
    known = STEPS | FORMS[it.how]
    steps = {step[0] if step[0] in FORMS[it.how] else str(step): step for step in told["steps"]}
    for name, a, b, c in sorted(steps.values(), key=lambda step: [*known].index(step[0])):
        known[name](it, a, b, c)
    if it.how == "csv":
        data = text_bytes(it.grid)
        grid = reread(it.grid, data) if "cut" in it.grid.form else it.grid
        return it.table, "csv", grid, data
    write = workbook_bytes if it.how == "xlsx" else spreadsheet_bytes
    title = it.table.model.label
    return it.table, it.how, it.grid, write(it.grid, title)
