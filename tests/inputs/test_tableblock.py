"""Many rows read at once are the rows, the problems and the remarks of reading one by one."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.inputs.cells import Line
from lawgov_lib.inputs.csvfile import csv_blocks, csv_lines
from lawgov_lib.inputs.rows import ROWS
from lawgov_lib.inputs.table import read_tables

if TYPE_CHECKING:
    from pathlib import Path

    from lawgov_lib.inputs.columns import Row
    from lawgov_lib.inputs.table import Table

EXAMS = ROWS["exams"]
HEADER = "考试名称,参考人数,应考人数,合格人数,优秀人数,备注"
ODD = {
    "an ordinary row": "年度考试{n},67,67,67,58,",
    "a wrong number": "年度考试{n},十八,67,67,58,",
    "a part above the whole": "年度考试{n},68,67,67,58,",
    "a name that repeats": "年度考试1,67,67,67,58,",
    "the same name in other brackets": "年度考试 1,67,67,67,58,",
    "a cell too few": "年度考试{n},67,67,67",
    "a total": "合计,670,670,670,580,",
    "a blank line": "",
    "blank cells": ",,,,,",
    "only a remark": ",,,,,没有考试",
    "the end": "以下空白,,,,,",
    "a note": "注：以上为全年数,,,,,",
    "the header again": HEADER,
    "the name of a column": "考试名称,1,1,1,1,",
    "a cell of two lines": '"年度\n考试{n}",67,67,67,58,',
    "hidden characters": "年度\u200b考试{n},67,67,67,58,",
    "a rare character": "年度考试𠮷{n},67,67,67,58,",
    "an apostrophe before a formula": "'=考试{n},67,67,67,58,",
    "a table of another register": "\n领域,类别,名称\n制度建设,内部管理制度,用车办法{n}",
}
COUNT = 700


def outcome(tables: dict[type[Row], Table]) -> object:
    """Return all that was read of a file."""
    return {
        model.label: (
            list(table.rows.records()),
            table.problems,
            table.understood,
            table.unconfirmed,
            table.has_rows,
        )
        for model, table in tables.items()
    }


def both_ways(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[object, object]:
    """Read a file many rows at once, and one row after the other."""
    models = [EXAMS, *(model for model in ROWS.values() if model is not EXAMS)]
    at_once = outcome(read_tables(csv_blocks(path, "甲.csv"), "甲.csv", models, 2020))
    monkeypatch.setattr("lawgov_lib.inputs.tablebody.Body.take_all", lambda *_: False)
    one_by_one = outcome(read_tables(csv_lines(path, "甲.csv"), "甲.csv", models, 2020))
    return at_once, one_by_one


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_one_odd_row_among_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, odd: str) -> None:
    """Wherever it stands it is told as it would be alone, and no other row is lost."""
    lines = [f"年度考试{n},67,67,67,58," for n in range(1, COUNT)]
    lines[COUNT // 2 : COUNT // 2] = [odd.format(n=COUNT)]
    path = tmp_path / "甲.csv"
    path.write_text("\n".join([HEADER, *lines, ""]), encoding="utf-8")

    at_once, one_by_one = both_ways(path, monkeypatch)

    assert at_once == one_by_one


@pytest.mark.parametrize("seed", range(8))
def test_many_odd_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """In any mixture and order, at any edge of what is read at once."""
    chosen = random.Random(seed)  # noqa: S311  the same rows on every machine
    usual = ODD["an ordinary row"]
    lines = [
        (chosen.choice([*ODD.values()]) if chosen.random() < 0.01 else usual).format(n=n)
        for n in range(1, 3 * COUNT)
    ]
    path = tmp_path / "甲.csv"
    path.write_text("\n".join([HEADER, *lines]), encoding="utf-8")

    at_once, one_by_one = both_ways(path, monkeypatch)

    assert at_once == one_by_one


def test_rows_of_a_sheet_without_their_last_cells() -> None:
    """A sheet has no blank cells at a row's end; the columns are blank there."""
    lines = [Line(1, HEADER.split(","))]
    lines += [Line(n, [f"考试{n}", "1", "1", "1"]) for n in range(2, COUNT)]

    table = read_tables(lines, "甲.xlsx#甲", [EXAMS], 2020)[EXAMS]

    assert not table.problems
    assert len(table.rows) == COUNT - 2
    assert set(table.rows["excellent"]) == {None}


def test_lines_keep_their_numbers_behind_cells_of_several_lines(tmp_path: Path) -> None:
    """A row is named by the line on which it begins, whatever ends its lines."""
    path = tmp_path / "甲.csv"
    path.write_bytes('甲,"乙\r\n丙\r丁\n戊"\r\n己,庚\r\n"辛\n",壬\r\n癸,子\r\n'.encode())

    assert [line.number for line in csv_lines(path, "甲.csv")] == [1, 5, 6, 8]
