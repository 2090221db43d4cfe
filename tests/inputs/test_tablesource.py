"""Registers lie in sheets and files as offices name them, in the formats that offices use."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from tests.inputs.telling import (
    BOOK,
    EXAMS,
    PUBLICITY,
    RULE,
    RULES,
    book_of,
    bytes_of,
    problems,
    told,
)

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from tests.yearfolder import YearFolder

HEADER: list[Any] = EXAMS.strip().split(",")
ROWS: list[list[Any]] = [["年度考试", 67, 67, 67, 58], ["执法考试", 26, 26, 26, 22]]
FILE = "params/2020/registers.xlsx"


def counts(folder: YearFolder) -> list[object]:
    """Return how many had to sit each examination."""
    return list(folder.load().registers["exams"].rows["registered"])


@pytest.mark.parametrize(
    "title",
    [
        "学法考试",
        "学法考试台账",
        "学法考试台帐",
        "学法考试登记表",
        "2020年学法考试",
        "2020年度学法考试情况统计表",
        "附件3学法考试",
        "附表1：学法考试台账",
        "3.学法考试",
        "（三）学法考试",
        "EXAMS",
        "学法考试（2020）",
        "考试",
        "某局考试情况",
        "Sheet1",
        "工作表1",
    ],
)
def test_sheet_by_near_name_or_by_its_header(folder: YearFolder, title: str) -> None:
    """A sheet is known by a name that means the register, or else by the columns it has."""
    folder.write(BOOK, bytes_of(book_of([HEADER, *ROWS], title)))

    assert counts(folder) == [67, 26]


@pytest.mark.parametrize("name", ["EXAMS.CSV", "学法考试.Csv", "exams.TXT"])
def test_file_of_text_by_an_ending_in_capitals(folder: YearFolder, name: str) -> None:
    """Older programs write the ending so, and systems differ in whether that is another name."""
    lines = [",".join(map(str, row)) for row in (HEADER, *ROWS)]
    folder.write(f"registers/{name}", "\n".join(lines))

    assert counts(folder) == [67, 26]


@pytest.mark.parametrize(
    ("title", "above", "key"),
    [
        ("制度", [], "rules"),
        ("机制情况", [], "mechanisms"),
        ("Sheet1", [["2020年机制台账"]], "mechanisms"),
    ],
)
def test_registers_of_the_same_header_are_told_by_name(
    folder: YearFolder, title: str, above: list[list[str]], key: str
) -> None:
    """Where two registers have the same columns, the name or the title decides."""
    kind = "内部管理制度" if key == "rules" else "外部监督"
    rows = [*above, RULES.strip().split(","), ["制度建设", kind, "甲"]]
    folder.write(BOOK, bytes_of(book_of(rows, title)))

    assert len(folder.load().registers[key].rows) == 1


def test_registers_of_the_same_header_without_a_name(folder: YearFolder) -> None:
    """Nobody guesses which of two registers a sheet holds."""
    folder.write(
        BOOK, bytes_of(book_of([RULES.strip().split(","), RULE.strip().split(",")], "Sheet1"))
    )

    (problem,) = problems(folder)

    assert problem.message == "看不出是制度台账、机制台账中的哪一个"


def test_sheets_without_a_register_are_said(folder: YearFolder) -> None:
    """Blank sheets, notes and hidden lists of choices stand in nobody's way."""
    book = book_of([HEADER, *ROWS], "学法考试")
    book.create_sheet("Sheet2")
    book.create_sheet("填表说明").append(["随便写"])
    lists = book.create_sheet("选项1")
    lists.append(["是"])
    lists.sheet_state = "hidden"
    folder.write(BOOK, bytes_of(book))

    assert folder.survey().problems == ()
    assert folder.survey().skipped == (
        (f"{FILE}#Sheet2", "空白的工作表"),
        (f"{FILE}#填表说明", "说明性的工作表，不读取"),
        (f"{FILE}#选项1", "隐藏的工作表，不是台账，不读取"),
    )


def test_hidden_register_is_refused_by_its_header(folder: YearFolder) -> None:
    """A register that nobody sees is not published, whatever its sheet is called."""
    book = book_of([PUBLICITY.strip().split(",")], "普法活动")
    hidden = book.create_sheet("Sheet2")
    hidden.append(HEADER)
    hidden.sheet_state = "hidden"
    folder.write(BOOK, bytes_of(book))

    assert told(folder) == [f"E428 {FILE} 工作表「Sheet2」"]


def titled(sheet: Worksheet) -> None:
    """Write a title over merged cells, a unit, and signatures below."""
    sheet.append(["2020年度学法考试台账"])
    sheet.append(["填报单位：某局", None, None, None, "单位：人"])
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("A2:C2")
    for row in (HEADER, *ROWS, ["合计", "=SUM(B4:B5)", 93, 93, 80], ["填表人：甲"]):
        sheet.append(row)
    sheet.merge_cells("A7:E7")


def grouped(sheet: Worksheet) -> None:
    """Write a header of two rows, groups over columns."""
    sheet.append(["考试名称", "参加情况", None, "成绩", None])
    sheet.append([None, *HEADER[1:]])
    for row in ROWS:
        sheet.append(row)
    for span in ("A1:A2", "B1:C1", "D1:E1"):
        sheet.merge_cells(span)


def apart(sheet: Worksheet) -> None:
    """Leave rows and columns blank before the table."""
    for at, row in enumerate([HEADER, *ROWS], start=4):
        for column, value in enumerate(row, start=3):
            sheet.cell(at, column, value)


def total_over_merged(sheet: Worksheet) -> None:
    """Merge 合计 over the columns of number and name."""
    sheet.append(["序号", *HEADER])
    for number, row in enumerate(ROWS, start=1):
        sheet.append([number, *row])
    sheet.append(["合计", None, 93, 93, 93, 80])
    sheet.merge_cells("A4:B4")


def numbered(sheet: Worksheet) -> None:
    """Give numbers to rows that nobody filled in."""
    sheet.append(["序号", *HEADER, "备注"])
    for number in range(1, 20):
        sheet.append([number, *(ROWS[number - 1] if number <= len(ROWS) else ())])


def repeated(sheet: Worksheet) -> None:
    """Repeat title and header on the second page."""
    for row in (["学法考试台账"], HEADER, ROWS[0], [], ["学法考试台账"], HEADER, ROWS[1]):
        sheet.append(row)


def in_three_rows(sheet: Worksheet) -> None:
    """Write a title, a group and a unit over the columns."""
    for row in (["考试名称", "人数"], [None, *HEADER[1:]], [None, *["人"] * 4], *ROWS):
        sheet.append(row)


LAYOUTS = [titled, grouped, apart, total_over_merged, numbered, repeated, in_three_rows]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts_of_a_sheet(folder: YearFolder, layout: object) -> None:
    """A table is found wherever it begins and whatever stands around it."""
    book = Workbook()
    layout(book.worksheets[0])  # type: ignore[operator]
    folder.write(BOOK, bytes_of(book))

    assert counts(folder) == [67, 26]


def test_two_tables_on_a_sheet(folder: YearFolder) -> None:
    """Tables of two registers may stand one below the other."""
    rows = [HEADER, *ROWS, [], ["普法活动"], PUBLICITY.strip().split(","), ["宪法日", None, 1, 2]]
    folder.write(BOOK, bytes_of(book_of(rows, "台账汇总")))

    assert counts(folder) == [67, 26]
    assert len(folder.load().registers["publicity"].rows) == 1


@pytest.mark.parametrize(
    "name", ["学法考试.csv", "2020年学法考试台账.csv", "exams.tsv", "学法考试.txt", "考试成绩.csv"]
)
def test_file_by_near_name_or_by_its_header(folder: YearFolder, name: str) -> None:
    """A file of text is known as a sheet is."""
    folder.write(f"registers/{name}", EXAMS + "年度考试,67,,,\n执法考试,26,,,\n")

    assert counts(folder) == [67, 26]


@pytest.mark.parametrize("name", ["学法考试.xlsx", "2020年统计.xlsx", "学法考试.xls"])
def test_workbook_among_the_registers(folder: YearFolder, name: str) -> None:
    """Each office may hand in a workbook of its own; the bytes tell its format, not the name."""
    folder.write(f"registers/{name}", bytes_of(book_of([HEADER, *ROWS], "Sheet1")))

    assert counts(folder) == [67, 26]


def test_second_file_of_a_register(folder: YearFolder) -> None:
    """A copy that lies beside a register is no second register in silence."""
    folder.register("exams", "年度考试,67,,,")
    folder.write("registers/学法考试 - 副本.csv", EXAMS + "年度考试,67,,,\n")

    assert told(folder) == ["E424 params/2020/registers/学法考试 - 副本.csv"]


NOT_BOOKS = {
    "<html><table><tr><td>考试名称</td></tr></table></html>": "是改了扩展名的网页，不是工作簿",
    '<?xml version="1.0"?><Workbook/>': "是XML格式的表格，不是工作簿",
    EXAMS: "不是工作簿",
}


@pytest.mark.parametrize("content", NOT_BOOKS)
def test_what_is_no_workbook_is_told_so(folder: YearFolder, content: str) -> None:
    """Systems export web pages under the name of a workbook."""
    folder.write("registers/exams.xls", content)

    (problem,) = problems(folder)

    assert problem.code == "E427"
    assert problem.message == NOT_BOOKS[content]


def test_strict_workbook(folder: YearFolder) -> None:
    """A workbook saved as Strict Open XML is read as any other."""
    changed = io.BytesIO()
    with (
        ZipFile(io.BytesIO(bytes_of(book_of([HEADER, *ROWS])))) as old,
        ZipFile(changed, "w") as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            for usual, strict in (
                (
                    b"schemas.openxmlformats.org/spreadsheetml/2006/main",
                    b"purl.oclc.org/ooxml/spreadsheetml/main",
                ),
                (
                    b"schemas.openxmlformats.org/officeDocument/2006/relationships",
                    b"purl.oclc.org/ooxml/officeDocument/relationships",
                ),
            ):
                content = content.replace(usual, strict)
            new.writestr(name, content)
    folder.write(BOOK, changed.getvalue())

    assert counts(folder) == [67, 26]


def test_workbook_under_the_name_of_a_text(folder: YearFolder) -> None:
    """A workbook that was renamed to csv is read as the workbook that it is."""
    folder.write("registers/exams.csv", bytes_of(book_of([HEADER, *ROWS])))

    assert counts(folder) == [67, 26]


def test_flaws_of_columns_that_are_not_read(folder: YearFolder) -> None:
    """A formula that numbers the rows, or a merged 科室, is no matter."""
    book = book_of([["序号", "科室", *HEADER]])
    sheet = book.worksheets[0]
    for number, row in enumerate(ROWS, start=1):
        sheet.append(["=ROW()-1", "法规科" if number == 1 else None, *row])
    sheet.merge_cells("B2:B3")
    folder.write(BOOK, bytes_of(book))

    assert counts(folder) == [67, 26]
