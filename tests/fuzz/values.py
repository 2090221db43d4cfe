"""Values as people and programs write them, each with what it means: a wrong one is never read.

An input is a list of cells ``[kind, value, format, meant]``; ``meant`` is None where no number, day
or name may be read at all. It is written into a CSV file (texts) and a workbook (all), and whatever
is read must be what was meant.
"""

from __future__ import annotations

import json
import math
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from openpyxl import Workbook

from lawgov_lib.inputs.csvfile import csv_lines
from lawgov_lib.inputs.rows import ROWS
from lawgov_lib.inputs.table import read_table
from lawgov_lib.inputs.tablesource import tables_of
from tests.inputs.telling import bytes_of

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from lawgov_lib.base.errors import Problem
    from tests.yearfolder import YearFolder

Cell = list[Any]
COLUMNS = {
    "count": ("exams", "sat", "甲{},,{},,"),
    "money": ("funds", "amount", "科研,甲{},,{}"),
    "day": ("publicity", "held_on", "甲{},{},,"),
    "name": ("exams", "name", "{1}{0},,,,"),
}
_MOST = 10**6
_FIRST = date(2020, 1, 1)
_PIECES = (
    *(" ", "\u3000", "\u00a0", ",", "，", "'", "²", "³", "①", "人", "?", "\u200b", "_x000D_"),
    *("约", "+", "/", "e", "E+", "%", "O", "l", "·", "、", "½", "\ufffd", "\ue000", "元", "#"),
)


def cells() -> SearchStrategy[bytes]:
    """Draw some cells of all kinds."""
    kinds = st.one_of(
        st.integers(0, _MOST).flatmap(lambda number: st.sampled_from(counts(number))),
        st.integers(0, _MOST).flatmap(lambda cents: st.sampled_from(amounts(cents))),
        st.integers(0, 365).flatmap(lambda past: st.sampled_from(days(past))),
        st.integers(1, _MOST).flatmap(lambda number: st.sampled_from(names(number))),
    )
    spoilt = st.builds(_spoilt, kinds, st.sampled_from(_PIECES), st.integers(0, 20))
    some = st.lists(st.one_of(kinds, spoilt), min_size=1, max_size=12)
    return some.map(lambda found: json.dumps(found, ensure_ascii=False).encode())


def check(folder: YearFolder, data: bytes) -> list[Problem]:
    """Write the cells, read them again, and compare.

    Args:
        folder: The year folder to write into.
        data: The cells.

    Returns:
        What the readers said of the others.
    """
    problems: list[Problem] = []
    for kind, (key, field, line) in COLUMNS.items():
        chosen = [cell for cell in json.loads(data) if cell[0] == kind]
        texts = [cell for cell in chosen if isinstance(cell[1], str)]
        header = ",".join(ROWS[key].headers().values())
        rows = [
            line.format(number, '"' + str(cell[1]).replace('"', '""') + '"')
            if kind != "name"
            else f'"{cell[1]}",,{number},,'
            for number, cell in enumerate(texts)
        ]
        file = f"registers/{key}.csv"
        folder.write(file, "\n".join([header, *rows]))
        path = folder.params / "2020" / file
        table = read_table(csv_lines(path, file), file, ROWS[key], 2020)
        path.unlink()
        problems += [*table.problems]
        for at, value in table.rows.filled(field):
            _compare(texts[at - 2], value)
        if chosen:
            problems += _of_workbook(folder, kind, chosen)
    return problems


def _of_workbook(folder: YearFolder, kind: str, chosen: list[Cell]) -> list[Problem]:
    key, field, line = COLUMNS[kind]
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = key
    sheet.append(list(ROWS[key].headers().values()))
    for number, (_, value, code, _meant) in enumerate(chosen):
        cells = [
            value if "{}" in cell or ("{1}" in cell and kind == "name") else cell.format(number)
            for cell in line.replace("甲{}", f"甲{number}").split(",")
        ]
        sheet.append([cell if cell != "" else None for cell in cells])
        at = next(at for at, cell in enumerate(cells) if cell is value)
        sheet.cell(number + 2, at + 1).number_format = code or "General"
    folder.write("registers.xlsx", bytes_of(book))
    try:
        found = tables_of(folder.params / "2020", "params/2020", {key: ROWS[key]}, 2020)
    finally:
        (folder.params / "2020" / "registers.xlsx").unlink()
    table = found.by_key[key]
    for at, value in table.rows.filled(field):
        _compare(chosen[at - 2], value)
    return [*found.problems, *table.problems]


def _compare(cell: Cell, value: object) -> None:
    kind, written, code, meant = cell
    if value is None or kind == "name":
        assert kind != "name" or meant == value, (written, value)
        return
    read = str(value) if kind == "day" else Decimal(str(value))
    right = meant if kind == "day" or meant is None else Decimal(meant)
    assert read == right, f"{written!r} in {code!r} is read as {value}, and means {meant}"


def counts(number: int) -> list[Cell]:
    """Write a count in all ways."""
    wide = str(number).translate({code: code + 0xFEE0 for code in range(0x30, 0x3A)})
    right = [
        *((value, "") for value in (number, float(number), str(number), wide, f"{number:,}")),
        *((value, "") for value in (f"{number}人", f" {number} ", f"{number}.0", f"{number}.00")),
        *((number, code) for code in ('0"人"', "#,##0", "0.00", "0_ ", "@", "[Red]0", "0;[Red]-0")),
        (number * 1000, "0,"),
        (number * 1000 + 499, "#,##0,"),
        (number + 0.3, "0"),
        (math.nextafter(number, 0), "") if number else (0, ""),
    ]
    wrong = [
        *(
            (f"{number}{mark}", "")
            for mark in ("²", "①", "多", "人次", "%", "e2", "/2", "-9", "+", "O")
        ),
        *((f"{mark}{number}", "") for mark in ("约", "第", "0", "近", "#", "'", "¥", "十")),
        *((number + 0.5, code) for code in ("", "0.0")),
        (number / 100 + 0.001, "0.0%"),
        (number, '0"岁"'),
        (number, '0"万"'),
        (number, ";;;"),
        (number + 36526, "yyyy-mm-dd"),
        (f"={number}+1", ""),
    ]
    return _both("count", right, str(number), wrong)


def amounts(cents: int) -> list[Cell]:
    """Write an amount of money in all ways."""
    amount = Decimal(cents) / 100
    value = float(amount)
    right = [
        *(
            (each, "")
            for each in (value, str(amount), f"{amount:,}", f"{amount}万元", f" {amount}")
        ),
        *((value, code) for code in ("0.00", "#,##0.00", '0.00"万元"', "0.00_);(0.00)")),
        (math.nextafter(value, math.inf) if value else 0, ""),
        (cents * 100, "0!.0000"),
        (cents * 100000, "0!.0000,"),
        (value + 0.001, "0.00"),
    ]
    wrong = [
        *((f"{amount}{mark}", "") for mark in ("²", "亿元", "元", "%", "左右", "余", "/2", "美元")),
        *((value, code) for code in ('0.00"元"', '"¥"0.00', "[$$-409]0.00", '0.00"亿元"')),
        (value, "0.00%"),
        (0.1 + 0.2 - 0.3, ""),
    ]
    return _both("money", right, str(amount), wrong)


def days(past: int) -> list[Cell]:
    """Write a day of the year in all ways."""
    day = _FIRST + timedelta(past)
    serial = (day - date(1899, 12, 30)).days
    y, m, d = day.year, day.month, day.day
    right: list[tuple[Any, str]] = [
        *((text, "") for text in (day.isoformat(), f"{y}/{m}/{d}", f"{y}.{m}.{d}", f"{y}-{m}-{d}")),
        *(
            (text, "")
            for text in (f"{y}年{m}月{d}日", f"{y}年{m}月{d}号", f"{day:%Y%m%d}", str(serial))
        ),
        *((f"{day.isoformat()}{clock}", "") for clock in (" 09:30", "T9:30:00", " 0:00")),
        (serial, ""),
        (int(f"{day:%Y%m%d}"), ""),
        *((serial, code) for code in ("yyyy-mm-dd", 'm"月"d"日"', "d-mmm", "yyyy/m/d h:mm")),
        (serial + 0.4, "yyyy-mm-dd hh:mm"),
    ]
    wrong: list[tuple[Any, str]] = [
        *((text, "") for text in (f"{y}年{m}月", f"{y}-{m}", f"{m}月{d}日", f"{m}/{d}", f"{y}")),
        *(
            (text, "")
            for text in (f"{y}年{m}月{d}—{d + 1}日", f"{m}/{d}/{y}", f"{y % 100}.{m}.{d}")
        ),
        *((serial, code) for code in ('yyyy"年"m"月"', "mmm-yy", "yyyy", "mmmm", "h:mm", "aaaa")),
    ]
    return _both("day", right, day.isoformat(), wrong)


def names(number: int) -> list[Cell]:
    """Write the number of a document in all ways."""
    name = f"示〔2020〕{number}号"
    right: list[tuple[Any, str]] = [(name, ""), (f" {name} ", "")]
    cells = _both("name", right, name, [])
    cells.append(["name", number, '"示〔2020〕"0"号"', name])
    cells.append(["name", 202000000000 + number, "", str(202000000000 + number)])
    cells.append(["name", number, "00000000", f"{number:08}"])
    wrong = [
        *((text, "") for text in (f"2.0{number}E+11", "Mar-20", "5-Jan", "#REF!", f"??{number}")),
        (440123199001010000 + number, "0"),
    ]
    return cells + _both("name", [], "", wrong)


def _both(
    kind: str, right: list[tuple[Any, str]], meant: str, wrong: list[tuple[Any, str]]
) -> list[Cell]:
    return [
        *([kind, value, code, meant] for value, code in right),
        *([kind, value, code, None] for value, code in wrong),
    ]


def _spoilt(cell: Cell, piece: str, at: int) -> Cell:
    """Put a piece into a text; what is read may be what was meant, or nothing."""
    kind, value, code, meant = cell
    if not isinstance(value, str) or kind == "name" or meant is None:
        return cell
    at = at % (len(value) + 1)
    return [kind, value[:at] + piece + value[at:], code, meant]
