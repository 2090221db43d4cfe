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
CELLS = "报告,表,行,列,数值,状态,依据\n"
FAULTS = [
    ("sister/年报.csv", HEADER + ",,3,件,\n", "E417 {}:2"),
    ("sister/年报.csv", HEADER + "rec,,,,\n", "E417 {}:2"),
    ("sister/年报.csv", HEADER + "rec,,3,件,无此职责\n", "E417 {}:2"),
    ("sister/年报.csv", HEADER + "rec,,3件,,\n", "E414 {}:2 列「数值」"),
    ("sister/年报.csv", HEADER + "rec,,3,,\nrec,,4,,\n", "E423 {}:3"),
    ("sister/年报.docx", "甲", "E409 {}"),
    ("sister/甲.md", "甲", "E409 {}"),
    ("sister/cells.csv", CELLS + "信息公开,甲,乙,丙,,,账\n", "E417 {}:2"),
    ("sister/cells.csv", CELLS + "信息公开,甲,乙,丙,1,无此职责,账\n", "E417 {}:2"),
    ("sister/cells.csv", CELLS + "信息公开,甲,乙,,1,,账\n", "E417 {}:2"),
    ("sister/cells.csv", CELLS + "信息公开,甲,乙,丙,1,零,账\n", "E417 {}:2"),
    ("sister/cells.csv", CELLS + "公开,甲,乙,丙,1,,账\n", "E412 {}:2 列「报告」"),
    ("sister/cells.csv", CELLS + "信息公开,甲,乙,丙,1,,\n", "E413 {}:2 列「依据」"),
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


def test_cells_and_prose(folder: YearFolder) -> None:
    """Declared cells are no published figures, and a row called 总计 no total of the file."""
    folder.write("sister/cells.csv", CELLS + "信息公开,依申请公开,总计,总计,3,,账\n")
    folder.write("sister/other.md", "没有其他事项。")

    read = folder.load()

    assert read.sisters == ()
    assert [(each.row.line, str(each.row.value), each.line) for each in read.sister_cells] == [
        ("总计", "3", 2)
    ]
    assert read.sister_prose["other"].text == "没有其他事项。"


@pytest.mark.parametrize(
    ("register", "row", "said"),
    [
        ("requests", "甲,2020-03-02,2020-03-03,否,予以公开,自然人,国家秘密", "「处理情形」应留空"),
        ("requests", "甲,2020-03-02,2020-03-03,否,其他,自然人,国家秘密", "应为逾期不补正、"),
        ("requests", "甲,2020-03-02,,否,办理中,自然人,其他", "「处理情形」应留空"),
        ("requests", "甲,2020-03-02,2020-03-12,否,予以公开,自然人,,11", "「扣除工作日」11多于"),
        ("reviews", "甲,2020-03-02,2020-03-03,维持,否,甲1", "「信息公开案件」应填是"),
        ("lawsuits", "甲,一审,2020-03-02,2020-03-03,撤诉,否,否,,甲1", "「信息公开案件」应填是"),
    ],
)
def test_what_the_sister_reports_need_of_registers(
    folder: YearFolder, register: str, row: str, said: str
) -> None:
    """A ground is one of its outcome, and a request is named by cases of disclosure alone."""
    folder.register(register, row)

    (message,) = folder.refusal()
    assert said in message
