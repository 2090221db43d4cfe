"""A person can see what was read of each table, so that it can be trusted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from lawgov_lib.report import tablereading

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder

CONTENT = "2020年度学法考试台账\n序号;考试名称;应考人数\n1;甲;67\n2;乙;26\n合计;;94\n填表人：丙\n"


def read(folder: YearFolder) -> tablereading.TableReading:
    """Return what was understood of a year with one register."""
    folder.write("registers/exams.csv", CONTENT)
    return tablereading.read(folder.params.parent, 2020)


def test_told_line_by_line(folder: YearFolder) -> None:
    """Header, rows, columns aside, lines left out and the total that differs are all told."""
    told = tablereading.to_text(read(folder))

    assert told.partition("学法考试台账　")[2].splitlines() == [
        "params/2020/registers/exams.csv",
        "  表头在第2行，读入2行",
        "  各列以英文分号分隔",
        "  不读取的列：序号",
        "  第1行未作数据（表格上方的文字）：2020年度学法考试台账",
        "  第5行未作数据（合计行）：合计，94",
        "  第6行未作数据（表尾签署）：填表人：丙",
        "  第5行：合计行「应考人数」为94，各行相加为93",
    ]


def test_told_as_json(folder: YearFolder) -> None:
    """The same for a program."""
    (table,) = json.loads(tablereading.to_json(read(folder)))["tables"]

    assert (table["header"], table["rows"], table["aside"]) == ([2], 2, ["序号"])


def test_problems_are_counted(folder: YearFolder) -> None:
    """Where something must be mended the code of the command says so."""
    folder.write("registers/exams.csv", "甲,乙\n")

    reading = tablereading.read(folder.params.parent, 2020)

    assert reading.exit_code == 4
    _, _, command = tablereading.to_text(reading).partition("有1项问题须改正，逐项见：")
    assert "".join(command.split("\n")) == f"lawgov check 2020 --root{folder.params.parent}"
