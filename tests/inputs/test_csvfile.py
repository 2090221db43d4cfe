"""A CSV register is read in the encodings that people save, its lines as an editor shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lawgov_lib.inputs import encoding, table
from tests.inputs.telling import EXAMS, FUNDS, PUBLICITY, RULE, RULES, check_fault, problems, told

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder

GB_RULE = RULE.encode("gb18030")
FAULTS = [
    ("registers/rules.csv", "", "E407 {}"),
    ("registers/rules.csv", " \n　\n", "E407 {}"),
    ("registers/rules.csv", ",,\n", "E407 {}"),
    # encodings
    ("registers/rules.csv", (RULES + RULE).encode() + GB_RULE, "E406 {}:3"),
    ("registers/rules.csv", (RULES + RULE).encode("gb18030") + RULE.encode(), "E406 {}:3"),
    ("registers/rules.csv", (RULES + RULE).encode("utf-8-sig") + GB_RULE, "E406 {}:3"),
    ("registers/rules.csv", (RULES + RULE).encode() + b"\xe5\xb1", "E406 {}:3"),
    ("registers/rules.csv", RULES.encode("gb18030") + b"a,b,\x81\n", "E406 {}:2"),
    ("registers/rules.csv", RULES.encode("gb18030") + b"a,b,\xff", "E406 {}:2"),
    ("registers/rules.csv", (RULES + RULE).encode("utf-16")[:-1], "E406 {}:1"),
    ("registers/rules.csv", (RULES + RULE).encode("utf-32"), "E406 {}:1"),
    ("registers/rules.csv", (RULES + "a\0b,,").encode(), "E406 {}:2"),
    ("registers/rules.csv", b"%PDF-1.7\n\x00\x02", "E406 {}:2"),
    # the header
    ("registers/rules.csv", "领域,类别\n", "E421 {}:1 列「名称」"),
    (
        "registers/rules.csv",
        "领域,类别,,名称\n" + RULE.replace(",甲", ",乙,甲"),
        "E429 {}:2 列「第3列」",
    ),
    ("registers/rules.csv", "甲,乙\n丙,丁\n", "E421 {}:1"),
    ("registers/rules.csv", "领域,类别,名称,名称\n", "E421 {}:1 列「名称」"),
    (
        "registers/exams.csv",
        EXAMS.replace("\n", ",参考人数（人）\n"),
        "E421 {}:1 列「参考人数（人）」",
    ),
    ("registers/exams.csv", EXAMS.replace("\n", ",确认\n"), "E421 {}:1 列「确认」"),
    # the lines
    ("registers/rules.csv", RULES + '制度建设,内部管理制度,"甲\n', "E420 {}:2"),
    ("registers/rules.csv", RULES + f"制度建设,内部管理制度,{'甲' * (1 << 20)}", "E420 {}:2"),
    ("registers/rules.csv", RULES + "制度建设,内部管理制度\n", "E422 {}:2"),
    ("registers/rules.csv", RULES + "制度建设,内部管理制度,甲,乙\n", "E422 {}:2"),
    ("registers/rules.csv", RULES + "制度建设,内部管理制度,\n", "E413 {}:2 列「名称」"),
    ("registers/rules.csv", RULES + "制度建设,内部制度,甲\n", "E412 {}:2 列「类别」"),
    ("registers/rules.csv", RULES + RULE * 2, "E423 {}:3"),
    ("registers/rules.csv", RULES + RULE + RULE.replace("甲", " 甲　"), "E423 {}:3"),
    (
        "registers/rules.csv",
        "领域,类别,名称,确认\n制度建设,内部管理制度,甲,是",
        "E412 {}:2 列「确认」",
    ),
]


@pytest.mark.parametrize(("file", "content", "expected"), FAULTS)
def test_fault(folder: YearFolder, file: str, content: str | bytes, expected: str) -> None:
    """A fault is named with its code, file, line and column, in Chinese, with what to do."""
    check_fault(folder, file, content, expected)


@pytest.mark.parametrize(
    "code", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings_are_read_alike(folder: YearFolder, code: str, end: str) -> None:
    """Whatever program saved the file, it says the same."""
    folder.write("registers/rules.csv", (RULES + RULE).replace("\n", end).encode(code))

    assert dict(folder.load().registers["rules"].rows.records()) == {
        2: {"area": "制度建设", "kind": "内部管理制度", "title": "甲"}
    }


def test_mixed_encodings_name_both_lines(folder: YearFolder) -> None:
    """The analyst sees which line differs, and from which."""
    folder.write("registers/rules.csv", (RULES + RULE + "\n").encode() + GB_RULE)

    (problem,) = problems(folder)

    assert problem.message == "这一行与第1行的编码不同"
    assert problem.place
    assert problem.place.line == 4


def test_a_line_longer_than_a_piece_is_told_apart(
    folder: YearFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A character may lie across the pieces in which a long line is looked at."""
    monkeypatch.setattr(encoding, "_PIECE", 7)
    monkeypatch.setattr(encoding, "_CHUNK", 7)
    folder.write("registers/rules.csv", (RULES + RULE).encode("gb18030"))
    assert list(folder.load().registers["rules"].rows["title"]) == ["甲"]

    folder.write("registers/rules.csv", (RULES + RULE).encode("gb18030") + RULE.encode())

    assert told(folder) == ["E406 params/2020/registers/rules.csv:3"]


def test_lines_are_right_below_a_cell_of_several_lines(folder: YearFolder) -> None:
    """A quoted cell may span lines; the rows below keep the lines an editor shows."""
    folder.write(
        "registers/rules.csv", RULES + '制度建设,内部管理制度,"甲\n乙"\n\n制度建设,无,丙\n'
    )

    assert told(folder) == ["E412 params/2020/registers/rules.csv:5 列「类别」"]


def test_row_begins_where_its_first_line_is(folder: YearFolder) -> None:
    """Rows are known by the line that they begin on; blank lines are no rows."""
    content = RULES + '制度建设,内部管理制度,"甲\r\n乙"\r\n,　,\r\n制度建设,内部管理制度,丙\r\n'
    folder.write("registers/rules.csv", content)

    assert folder.load().registers["rules"].rows.lines.tolist() == [2, 5]


def test_problems_before_a_broken_line_are_told_with_it(folder: YearFolder) -> None:
    """A quotation mark that is never closed hides nothing that stands before it."""
    folder.write("registers/rules.csv", RULES + '制度建设,无,甲\n制度建设,无,"乙\n')

    assert told(folder) == [
        "E412 params/2020/registers/rules.csv:2 列「类别」",
        "E420 params/2020/registers/rules.csv:3",
    ]


def test_columns_may_stand_in_any_order(folder: YearFolder) -> None:
    """A header names its column wherever it stands, and cells lose the blanks around them."""
    folder.write("registers/rules.csv", "名称,类别,领域\n 甲　,内部管理制度,制度建设\n")

    assert list(folder.load().registers["rules"].rows["title"]) == ["甲"]


def test_blank_columns_at_the_end_are_no_columns(folder: YearFolder) -> None:
    """Spreadsheets add commas where a cell beside the table was once filled in."""
    folder.write("registers/rules.csv", "领域,类别,名称,,\n制度建设,内部管理制度,甲,,\n")

    assert list(folder.load().registers["rules"].rows["title"]) == ["甲"]


@pytest.mark.parametrize("header", ["参考人数（人）", "参考人数(人)", "　参考人数 ( 人 )"])
def test_header_may_say_its_unit(folder: YearFolder, header: str) -> None:
    """A header with its unit in brackets, or blanks around it, means the same column."""
    folder.write("registers/exams.csv", EXAMS.replace("参考人数", header) + "年度考试,,18,,\n")

    assert list(folder.load().registers["exams"].rows["sat"]) == [18]


def test_header_with_another_unit_is_another_header(folder: YearFolder) -> None:
    """A unit that the column does not have is not overlooked."""
    folder.write("registers/funds.csv", FUNDS.replace("金额", "金额（亿元）"))

    (problem,) = problems(folder)

    assert str(problem.place) == "params/2020/registers/funds.csv:1 列「金额（亿元）」"
    assert problem.message == "表头「金额（亿元）」的单位是亿元，「金额」只能是万元或元"


def test_header_hint_lists_all_headers(folder: YearFolder) -> None:
    """Whoever mistypes a header sees how all of them are written."""
    folder.write("registers/rules.csv", "领域,类别\n")

    assert problems(folder)[0].hint == "表头应为：领域,类别,名称"


def test_header_alone_is_a_register_without_rows(folder: YearFolder) -> None:
    """An agency with nothing to enter leaves the header as it is."""
    folder.write("registers/rules.csv", RULES)

    assert not len(folder.load().registers["rules"].rows)


def test_confirmation_column_marks_rows(folder: YearFolder) -> None:
    """Rows carried over from last year are marked until a person confirms them."""
    content = "领域,类别,名称,确认\n" + "制度建设,内部管理制度,{},{}\n" * 2
    folder.write("registers/rules.csv", content.format("甲", "待确认", "乙", ""))

    register = folder.load().registers["rules"]

    assert register.unconfirmed == (2,)
    assert list(register.rows.columns) == ["area", "kind", "title"]


def test_many_faults_are_listed_up_to_a_hundred(folder: YearFolder) -> None:
    """Of very many faults the first are listed and the others counted."""
    folder.write("registers/rules.csv", RULES + "制度建设,无,甲\n" * 1000)
    folder.write("registers/exams.csv", EXAMS + "年度考试,十八,,,\n")

    found = problems(folder)

    assert len(found) == 102
    assert (found[100].code, found[100].message) == ("E426", "另有900处问题未列出")
    assert found[101].code == "E414"


def test_long_values_are_shown_shortened(folder: YearFolder) -> None:
    """A message stays readable whatever stands in the cell."""
    folder.write("registers/rules.csv", RULES + f"{'长' * 1000},内部管理制度,甲\n")

    (problem,) = problems(folder)

    assert problem.message == f"「领域」的值“{'长' * 60}…”不在可选范围内"


def test_more_rows_than_a_sheet_has_are_refused(
    folder: YearFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A register that no spreadsheet can hold is a mistake; reading stops there."""
    monkeypatch.setattr(table, "MOST_ROWS", 3)
    folder.write("registers/publicity.csv", PUBLICITY + "甲,,,\n乙,,,\n\n丙,,,\n")
    assert len(folder.load().registers["publicity"].rows) == 3

    folder.write("registers/publicity.csv", PUBLICITY + "甲,,,\n" * 2 + "乙,,,\n丙,,,\n丁,,,多")

    assert told(folder) == [
        "E423 params/2020/registers/publicity.csv:3",
        "E425 params/2020/registers/publicity.csv:5",
    ]
