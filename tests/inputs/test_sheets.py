"""A workbook is read sheet by sheet; what a person cannot see or did not type is refused."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.inputs.telling import (
    BOOK,
    EXAMS,
    FIGURES,
    FUNDS,
    PUBLICITY,
    RULE,
    RULES,
    book_of,
    bytes_of,
    check_fault,
    told,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from tests.yearfolder import YearFolder

HEADER = EXAMS.strip().split(",")
ROW = ["年度考试", 20, 18, None, None]
SHEET = "params/2020/registers.xlsx 工作表「学法考试台账」"


def exams(*rows: list[object]) -> Workbook:
    """Return a workbook with the register of examinations."""
    return book_of([HEADER, *rows])


def hide_row(sheet: Worksheet) -> None:
    """Hide the first row below the header."""
    sheet.row_dimensions[2].hidden = True


def hide_columns(sheet: Worksheet) -> None:
    """Hide a column of the header, and one far beside it."""
    for letter in "BZ":
        sheet.column_dimensions[letter].hidden = True


def merge_over_blank(sheet: Worksheet) -> None:
    """Merge a cell with those below, so that the rows below say nothing of their own."""
    sheet.append(["另一考试", 20])
    sheet.merge_cells("B2:B3")


CHANGES: list[tuple[Callable[[Worksheet], object], str]] = [
    (lambda sheet: sheet.append(["甲", 20, "=1+1"]), " C3 列「参考人数」"),
    (lambda sheet: sheet.append(["甲", 20, "#REF!"]), " C3 列「参考人数」"),
    (lambda sheet: sheet.append(["=A2", 20, 18]), " A3 列「考试名称」"),
    (lambda sheet: sheet.append(["甲", 20, 18, None, None, "备注"]), " F3"),
    (lambda sheet: sheet.merge_cells("A1:B1"), " B2"),
    (merge_over_blank, " B2 列「应考人数」"),
    (hide_row, " 第2行"),
    (hide_columns, " B1 列「应考人数」"),
]


@pytest.mark.parametrize(("change", "place"), CHANGES)
def test_flaw_of_a_sheet(
    folder: YearFolder, change: Callable[[Worksheet], object], place: str
) -> None:
    """A formula, an error, a merged or hidden cell is named by sheet, row and column."""
    book = exams(ROW)
    change(book.worksheets[0])

    check_fault(folder, BOOK, bytes_of(book), f"E429 {SHEET}{place}")


def test_formula_with_its_last_value_is_a_formula(folder: YearFolder) -> None:
    """A value that a program calculated once may be out of date; it is not taken."""
    data = bytes_of(exams(["甲", 20, "=1+1"]))
    changed = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(changed, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>"))
    assert b"<v>2</v>" in ZipFile(changed).read("xl/worksheets/sheet1.xml")

    check_fault(folder, BOOK, changed.getvalue(), f"E429 {SHEET} C2 列「参考人数」")


def zipped(method: int = ZIP_DEFLATED, **parts: bytes) -> bytes:
    """Return an archive of parts."""
    data = io.BytesIO()
    with ZipFile(data, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return data.getvalue()


def lying() -> bytes:
    """Return a workbook whose directory says that its sheet is shorter than it is."""
    data = bytearray(bytes_of(exams(*[ROW] * 1000)))
    with ZipFile(io.BytesIO(data)) as archive:
        part = archive.getinfo("xl/worksheets/sheet1.xml")
    size = part.file_size.to_bytes(4, "little")
    at = data.rindex(size)
    data[at : at + 4] = (500).to_bytes(4, "little")
    return bytes(data)


BROKEN: dict[str, Callable[[], bytes]] = {
    "cut off": lambda: bytes_of(exams(ROW))[:-100],
    "no archive": "考试名称".encode,
    "no workbook": lambda: zipped(a=b"1"),
    "encrypted": lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600),
    "bomb": lambda: zipped(xl__worksheets__sheet1=bytes(301 << 20)),
    "large part": lambda: zipped(xl__styles=bytes(33 << 20)),
    "other method": lambda: zipped(ZIP_BZIP2, xl__workbook=b"1"),
    "lying directory": lying,
}


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_broken_workbook(folder: YearFolder, name: str) -> None:
    """What is no sound workbook is one fault."""
    check_fault(folder, BOOK, BROKEN[name](), "E427 {}")


def test_workbook_of_0_bytes(folder: YearFolder) -> None:
    """A file without content is said to be so."""
    check_fault(folder, BOOK, b"", "E407 {}")


def test_many_merged_cells_are_no_register(folder: YearFolder) -> None:
    """A sheet with more merged cells than a person makes would fill the memory."""
    data = bytes_of(exams(ROW))
    changed = io.BytesIO()
    merges = b"".join(b'<mergeCell ref="A%d:B%d"/>' % (row, row) for row in range(2, 10_005))
    with ZipFile(io.BytesIO(data)) as old, ZipFile(changed, "w") as new:
        for name in old.namelist():
            merged = b"</sheetData><mergeCells>" + merges + b"</mergeCells>"
            new.writestr(name, old.read(name).replace(b"</sheetData>", merged))

    check_fault(folder, BOOK, changed.getvalue(), f"E427 {SHEET}")


def test_broken_workbook_breaks_every_register(folder: YearFolder) -> None:
    """While nobody knows what it holds, no register is known to be without rows."""
    folder.write(BOOK, b"")

    assert {"exams", "rules", "figures"} <= folder.survey().broken


def test_entities_in_a_sheet_are_refused(folder: YearFolder) -> None:
    """A sheet that defines entities of its own is no sheet of a spreadsheet."""
    changed = io.BytesIO()
    with ZipFile(io.BytesIO(bytes_of(exams(ROW)))) as old, ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if "worksheets" in name:
                content = b'<!DOCTYPE x [<!ENTITY a "b">]>' + content
            new.writestr(name, content)

    check_fault(folder, BOOK, changed.getvalue(), "E427 {}")


@pytest.mark.parametrize("title", ["exams", "学法考试台账", " 学法考试台账 "])
def test_sheet_is_named_by_key_or_label(folder: YearFolder, title: str) -> None:
    """The rows are known by the sheet and the row that a person sees."""
    folder.write(BOOK, bytes_of(book_of([HEADER, ROW, [], ["另一考试", "２０"]], title)))

    register = folder.load().registers["exams"]

    assert register.file == f"params/2020/registers.xlsx#{title}"
    assert register.rows.lines.tolist() == [2, 4]
    assert register.rows["registered"].tolist() == [20, 20]
    assert register.rows["passed"].tolist() == [None, None]


def test_other_sheets(folder: YearFolder) -> None:
    """Notes are nobody's register; an unknown or a hidden sheet loses no data without a word."""
    book = exams(ROW)
    book.create_sheet("说明").append(["随便写"])
    book.create_sheet("车辆").append(["号牌", "里程"])
    book.create_sheet("制度台账").sheet_state = "hidden"
    book.create_sheet("rules").sheet_state = "veryHidden"
    folder.write(BOOK, bytes_of(book))

    assert told(folder) == [
        "E428 params/2020/registers.xlsx 工作表「车辆」",
        "E428 params/2020/registers.xlsx 工作表「制度台账」",
        "E428 params/2020/registers.xlsx 工作表「rules」",
    ]
    assert folder.survey().broken == {"rules"}


def test_blank_sheet_is_said(folder: YearFolder) -> None:
    """A sheet without any content holds no register, whatever it is called."""
    folder.write(BOOK, bytes_of(book_of([])))

    assert not folder.survey().problems
    assert folder.survey().skipped == (("params/2020/registers.xlsx#学法考试台账", "空白的工作表"),)


def test_cells_of_a_sheet_have_the_faults_of_cells(folder: YearFolder) -> None:
    """A sheet's cells are checked as those of a file."""
    book = exams(["甲", 20, "010"], ["乙", 20, 1.5], ["丙", 18, 20], ["丁", True, None], ROW, ROW)
    folder.write(BOOK, bytes_of(book))

    assert told(folder) == [
        f"E414 {SHEET} C2 列「参考人数」",
        f"E414 {SHEET} C3 列「参考人数」",
        f"E417 {SHEET} 第4行",
        f"E414 {SHEET} B5 列「应考人数」",
        f"E423 {SHEET} 第7行",
    ]


def test_days_of_both_systems(folder: YearFolder) -> None:
    """A day is the same day whether the workbook counts from 1900 or from 1904."""
    for shift in (0, 1462):
        book = book_of([PUBLICITY.strip().split(",")], "普法活动台账")
        if shift:
            book.epoch = CALENDAR_MAC_1904
        days = (date(2020, 7, 13), datetime(2020, 7, 13), 44025 - shift, "2020年7月13日")  # noqa: DTZ001
        for number, day in enumerate(days):
            book.worksheets[0].append([f"活动{number}", day])
        folder.write(BOOK, bytes_of(book))

        rows = folder.load().registers["publicity"].rows

        assert rows["held_on"].tolist() == [date(2020, 7, 13)] * 4


def test_money_in_yuan(folder: YearFolder) -> None:
    """A sheet may give money in 元."""
    header = FUNDS.strip().replace("金额", "金额（元）").split(",")
    folder.write(BOOK, bytes_of(book_of([header, ["科研", "甲", None, 1234.5]], "funds")))

    assert folder.load().registers["funds"].rows["amount"].tolist() == [Decimal("0.12345")]


def test_figures_of_a_sheet(folder: YearFolder) -> None:
    """Declared figures stand on a sheet as well as in a file."""
    book = book_of([FIGURES.strip().split(","), ["rec", None, None, "数值", 0.1]], "申报数")
    folder.write(BOOK, bytes_of(book))

    figure = folder.load().figures["rec"]

    assert (figure.file, figure.line) == ("params/2020/registers.xlsx#申报数", 2)
    assert figure.row.value == Decimal("0.1")


def test_register_in_two_places(folder: YearFolder) -> None:
    """Where a file and a sheet both have rows, nobody chooses in silence."""
    book = exams(ROW)
    book.create_sheet("exams").append(HEADER)
    folder.write(BOOK, bytes_of(book))
    folder.write("registers/exams.csv", EXAMS + "另一考试,,18,,\n")

    (problem,) = folder.survey().problems

    assert str(problem) == (
        f"[E424] {SHEET}: params/2020/registers/exams.csv和{SHEET}都有「学法考试台账」的行，"
        "没有相同的行 处理办法：把各处的行并到一处，另一处删去。"
    )
    assert folder.survey().broken == {"exams"}


def test_a_copy_of_a_register_is_told_from_a_further_part(folder: YearFolder) -> None:
    """Rows that stand in both are to be deleted in one, not put together."""
    book = exams(ROW)
    book.create_sheet("学法考试(2)").append(HEADER)
    book["学法考试(2)"].append(ROW)
    folder.write(BOOK, bytes_of(book))

    (problem,) = folder.survey().problems

    assert problem.message.endswith("都有「学法考试台账」的行，有1行相同")
    assert problem.hint == "只在一处填写，删去另一处的行。"


def test_figures_in_two_places(folder: YearFolder) -> None:
    """The same holds for declared figures."""
    row = ["rec", None, None, "数值", 1]
    folder.write(BOOK, bytes_of(book_of([FIGURES.strip().split(","), row], "申报数")))
    folder.write("figures.csv", FIGURES + "lit,,,数值,1,,,,,,\n")

    assert told(folder) == ["E424 params/2020/registers.xlsx 工作表「申报数」"]


@pytest.mark.parametrize("empty", [RULES, RULES + ",,\n"])
def test_header_alone_contradicts_nothing(folder: YearFolder, empty: str) -> None:
    """A table that was never filled in gives way to the one that was."""
    rule = RULE.strip().split(",")
    folder.write("registers/rules.csv", empty)
    folder.write(BOOK, bytes_of(book_of([RULES.strip().split(","), rule], "制度台账")))
    assert folder.load().registers["rules"].file == "params/2020/registers.xlsx#制度台账"

    folder.write("registers/rules.csv", RULES + RULE)
    folder.write(BOOK, bytes_of(book_of([RULES.strip().split(",")], "制度台账")))
    assert folder.load().registers["rules"].file == "params/2020/registers/rules.csv"


def test_sources_lead_to_the_row_of_the_sheet(folder: YearFolder) -> None:
    """A metric names the sheet and the rows that it counts."""
    header = PUBLICITY.strip().split(",")
    folder.write(BOOK, bytes_of(book_of([header, ["甲"], ["乙"]], "普法活动台账")))

    (source,) = folder.metric("pop_events").sources

    assert str(source) == "params/2020/registers.xlsx#普法活动台账:2-3"


def test_content_beyond_the_header_is_told_once(folder: YearFolder) -> None:
    """A column that nobody named is one fault, however many rows it has."""
    book = book_of([["考试名称", "应考人数"], ["甲", 67, 1], ["乙", 26, 2], ["丙", 3, 4]])
    folder.write(BOOK, bytes_of(book))

    assert told(folder) == ["E429 params/2020/registers.xlsx 工作表「学法考试台账」 C2"]


def test_group_above_may_end_the_name_of_its_columns(folder: YearFolder) -> None:
    """人数 over 应考 and 参考 is 应考人数 and 参考人数."""
    names: list[list[object]] = [["考试名称", "人数", None], [None, "应考", "参考"], ["甲", 67, 66]]
    folder.write(BOOK, bytes_of(book_of(names)))

    rows = folder.load().registers["exams"].rows
    (row,) = rows.tuples(rows.columns)
    assert row[:3] == ("甲", 67, 66)
