"""Sister reports are read whatever their files are called, and told what is wrong with them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from tests.inputs.telling import check_fault

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder

HEADER = "指标编号,指标名称,数值,单位,状态\n"
FAULTS = [
    ("sister/年报.csv", HEADER + ",,3,件,\n", "E417 {}:2"),
    ("sister/年报.csv", HEADER + "rec,,,,\n", "E417 {}:2"),
    ("sister/年报.csv", HEADER + "rec,,3,件,无此职责\n", "E417 {}:2"),
    ("sister/年报.csv", HEADER + "rec,,3件,,\n", "E414 {}:2 列「数值」"),
    ("sister/年报.csv", HEADER + "rec,,3,,\nrec,,4,,\n", "E423 {}:3"),
    ("sister/年报.docx", "甲", "E409 {}"),
]


def workbook() -> bytes:
    """Return a workbook of two sheets."""
    book = Workbook()
    for title, row in (("许可", ["lic_granted", None, 3]), ("处罚", [None, "行政处罚", 0])):
        sheet = book.create_sheet(title)
        sheet.append(HEADER.strip().split(","))
        sheet.append(row)
    del book["Sheet"]
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_files_and_sheets(folder: YearFolder) -> None:
    """All files are read, of a workbook all sheets; every figure knows its place."""
    folder.write("sister/政府信息公开年报.csv", HEADER + "info_new,,18,件,\n")
    folder.write("sister/行政执法年度数据.xlsx", workbook())

    sisters = folder.load().sisters

    assert [(each.file, each.line, each.row.id, each.row.name) for each in sisters] == [
        ("params/2020/sister/政府信息公开年报.csv", 2, "info_new", None),
        ("params/2020/sister/行政执法年度数据.xlsx#许可", 2, "lic_granted", None),
        ("params/2020/sister/行政执法年度数据.xlsx#处罚", 2, None, "行政处罚"),
    ]


def test_no_folder(folder: YearFolder) -> None:
    """A year need not have any."""
    assert folder.load().sisters == ()


@pytest.mark.parametrize(("file", "content", "expected"), FAULTS)
def test_fault(folder: YearFolder, file: str, content: str, expected: str) -> None:
    """A fault is told as in any other table."""
    check_fault(folder, file, content, expected)
