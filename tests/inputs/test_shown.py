"""What Excel shows in a workbook is what is counted; what it hides or has lost is told."""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.inputs.telling import (
    BOOK,
    EXAMS,
    FIGURES,
    FUNDS,
    PUBLICITY,
    STUDY,
    book_of,
    bytes_of,
    problems,
    told,
)

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder

COUNTED = '<calcPr calcId="191029"/>'
COUNTING_ANEW = re.compile(r"<calcPr[^>]*/>")


def funds(value: object, code: str) -> bytes:
    """Return a workbook of one fund, whose 金额 is given."""
    book = book_of([FUNDS.strip().split(","), ["科研", "甲", None, value]], "专项资金台账")
    book.worksheets[0]["D2"].number_format = code or "General"
    return bytes_of(book)


def altered(data: bytes, part: str, *changes: tuple[str, str]) -> bytes:
    """Return a workbook with another text in one of its parts."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name).decode() if name.endswith(".xml") else None
            if content is None:
                new.writestr(name, old.read(name))
                continue
            if name == part:
                for before, after in changes:
                    assert re.search(before, content), content
                    content = re.sub(before, after, content)
            new.writestr(name, content)
    return out.getvalue()


MONEY = [
    (46.699999999999996, "", "46.7"),
    (467000, "0!.0,", "46.7"),
    (467000, '0!.0,"万元"', "46.7"),
    (467000, '0"."0,', "46.7"),
    (1234.567, "#,##0.00", "1234.57"),
    (1234.567, "#,##0", "1235"),
    (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "0"),
    (46.65, "0.0", "46.7"),
    ("４６．７", "", "46.7"),
    ("1,234.5", "", "1234.5"),
    ("46.7_x000D_\n", "", "46.7"),
]


@pytest.mark.parametrize(("value", "code", "amount"), MONEY)
def test_money_as_shown(folder: YearFolder, value: object, code: str, amount: str) -> None:
    """Noise, scales, rounding and accounting formats give the number on the screen."""
    folder.write(BOOK, funds(value, code))

    (held,) = folder.load().registers["funds"].rows["amount"]
    assert held == Decimal(amount)
    assert len(str(held)) <= len("1234.567")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (0.985, "0.0%"),
        (467000, '0!.0,"亿"'),
        (467000, '"¥"#,##0.00'),
        (467000, '#,##0"元"'),
        (46.7, '0.0"左右"'),
        ("46.7²", ""),
        ("约46.7", ""),
    ],
)
def test_money_shown_otherwise_is_refused(folder: YearFolder, value: object, code: str) -> None:
    """What a person sees as another unit, as a rate or as about so much is no amount in 万元."""
    folder.write(BOOK, funds(value, code))

    (problem,) = problems(folder)
    assert problem.code == "E414"
    assert problem.hint


COUNTS = [
    (18, '0"人"', 18),
    (17.999999999999996, "", 18),
    (17.6, "0", 18),
    (1234, "#,##0", 1234),
    (18.0, "0.00", 18),
    ("18人", "", 18),
    (" １８ ", "", 18),
]


@pytest.mark.parametrize(("value", "code", "count"), COUNTS)
def test_count_as_shown(folder: YearFolder, value: object, code: str, count: int) -> None:
    """A count is whole where Excel shows it whole, with or without its unit."""
    folder.write(BOOK, exams(value, code))

    assert folder.load().registers["exams"].rows["sat"].tolist() == [count]


def exams(value: object, code: str) -> bytes:
    """Return a workbook with one examination, whose 参考人数 is given."""
    book = book_of([EXAMS.strip().split(","), ["甲", None, value]])
    book.worksheets[0]["C2"].number_format = code or "General"
    return bytes_of(book)


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (17.5, "", "E414"),
        (17.6, "0.0", "E414"),
        (0.9, "0%", "E414"),
        (18, '0"岁"', "E414"),
        (18, "yyyy-mm-dd", "E414"),
        (True, "", "E414"),
        (-18, "#,##0_);(#,##0)", "E415"),
        (0, "0;-0;;@", "E429"),
        (18, ";;;", "E429"),
        (1e15, "0", "E429"),
        ("#REF!", "", "E429"),
        ("18_x202E_", "", "E442"),
        ("18\ufffd", "", "E446"),
    ],
)
def test_count_shown_otherwise_is_refused(
    folder: YearFolder, value: object, code: str, expected: str
) -> None:
    """Halves, rates, dates, hidden numbers and lost characters are told with their cell."""
    folder.write(BOOK, exams(value, code))

    (problem,) = problems(folder)
    assert problem.code == expected
    assert problem.place is not None
    assert problem.place.line == 2
    assert problem.hint


DAYS = [
    (date(2020, 7, 13), "yyyy-mm-dd"),
    (date(2020, 7, 13), 'm"月"d"日"'),
    (datetime(2020, 7, 13, 9, 30), "yyyy/m/d h:mm"),  # noqa: DTZ001
    (44025, ""),
    (20200713, ""),
    ("2020年7月13号", ""),
    ("2020-07-13 09:30", ""),
]


@pytest.mark.parametrize(("value", "code"), DAYS)
def test_day_as_shown(folder: YearFolder, value: object, code: str) -> None:
    """A day is read with or without its clock time."""
    book = book_of([PUBLICITY.strip().split(","), ["甲", value]], "普法活动台账")
    book.worksheets[0]["B2"].number_format = code or "General"
    folder.write(BOOK, bytes_of(book))

    assert folder.load().registers["publicity"].rows["held_on"].tolist() == [date(2020, 7, 13)]


@pytest.mark.parametrize(
    ("value", "code", "said"),
    [
        (date(2020, 7, 1), 'yyyy"年"m"月"', "没有写到日"),
        (date(2020, 7, 1), "mmm-yy", "没有写到日"),
        (date(2020, 7, 1), "yyyy", "不存在或写法不对"),
        ("2020年7月", "", "没有写到日"),
        ("2020.7", "", "没有写到日"),
        ("7月13日", "", "没有年份"),
        ("20.7.13", "", "年份不全"),
        ("2020年7月13日至15日", "", "是一段日期"),
        ("2020-02-30", "", "不存在或写法不对"),
    ],
)
def test_what_is_no_whole_day_is_refused(
    folder: YearFolder, value: object, code: str, said: str
) -> None:
    """A month is never turned into its first day, and a span not into either end."""
    book = book_of([PUBLICITY.strip().split(","), ["甲", value]], "普法活动台账")
    book.worksheets[0]["B2"].number_format = code or "General"
    folder.write(BOOK, bytes_of(book))

    (problem,) = problems(folder)
    assert problem.code == "E416"
    assert said in problem.message


def test_month_in_a_format_that_only_a_chinese_excel_names(folder: YearFolder) -> None:
    """Format 57 is 2020年7月 in a Chinese Excel, though the file does not say so."""
    book = book_of([PUBLICITY.strip().split(","), ["甲", 44013]], "普法活动台账")
    book.worksheets[0]["B2"].number_format = "0.00"
    data = altered(bytes_of(book), "xl/styles.xml", ('numFmtId="2"', 'numFmtId="57"'))
    folder.write(BOOK, data)

    (problem,) = problems(folder)
    assert "“2020年7月”没有写到日" in problem.message


def test_rate_as_shown(folder: YearFolder) -> None:
    """A figure shown as 98.5% is 98.5 in %, with its unit beside it or not."""
    rows: list[list[object]] = [
        ["a", "甲率", "other", "数值", 0.985, None, None, "%"],
        ["b", "乙率", "other", "数值", 0.985],
        ["c", "丙率", "other", "数值", "98.5％", None, None, "％"],
        ["d", "丁率", "other", "数值", 18, None, None, "件"],
    ]
    book = book_of([FIGURES.strip().split(","), *rows], "申报数")
    for at in ("E2", "E3"):
        book.worksheets[0][at].number_format = "0.0%"
    book.worksheets[0]["E5"].number_format = '0"件"'
    folder.write(BOOK, bytes_of(book))

    figures = folder.load().figures
    assert [figures[key].row.value for key in "abc"] == [Decimal("98.5")] * 3
    assert figures["b"].row.unit == "%"
    assert figures["d"].row.value == Decimal(18)


def test_percentage_of_another_unit_is_refused(folder: YearFolder) -> None:
    """98.5% are no 98.5件."""
    row = ["a", "甲", "other", "数值", 0.985, None, None, "件"]
    book = book_of([FIGURES.strip().split(","), row], "申报数")
    book.worksheets[0]["E2"].number_format = "0.0%"
    folder.write(BOOK, bytes_of(book))

    (problem,) = problems(folder)
    assert problem.message == "「数值」是百分数98.5%，与单位不符"


def formula(text: str, result: str, kind: str = "", calculation: str = COUNTED) -> bytes:
    """Return a workbook of one examination whose 参考人数 is a formula with a result."""
    data = bytes_of(book_of([EXAMS.strip().split(","), ["甲", None, "=1+1"]]))
    data = altered(data, "xl/workbook.xml", (COUNTING_ANEW.pattern, calculation))
    cell = f'<c r="C2"{kind}>{text}<v>{result}</v></c>'
    return altered(
        data, "xl/worksheets/sheet1.xml", (r'<c r="C2"[^>]*>.*?</c>', cell.replace("\\", r"\\"))
    )


def test_result_of_a_formula(folder: YearFolder) -> None:
    """A result that nothing speaks against is taken, as Excel shows it."""
    for text, result in [
        ("<f>SUM(A1:A3)</f>", "18"),
        ("<f>17.6+0.4</f>", "17.999999999999996"),
        ('<f t="shared" ref="C2:C2" si="0">9*2</f>', "18"),
        ('<f>IF("TODAY()"="",0,18)</f>', "18"),
    ]:
        folder.write(BOOK, formula(text, result))
        assert folder.load().registers["exams"].rows["sat"].tolist() == [18]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (formula("<f>1+1</f>", ""), "没有计算结果"),
        (formula("<f>YEAR(TODAY())</f>", "2024"), "结果随打开的时间或位置变化"),
        (formula("<f>RANDBETWEEN(1,9)</f>", "3"), "结果随打开的时间或位置变化"),
        (formula("<f>INDIRECT(A1)</f>", "3"), "结果随打开的时间或位置变化"),
        (formula("<f>[1]Sheet1!A1</f>", "3"), "引用了其他文件"),
        (formula("<f>'[上年.xlsx]台账'!A1</f>", "3"), "引用了其他文件"),
        (formula("<f>1+1</f>", "2", calculation='<calcPr calcMode="manual"/>'), "可能已经过时"),
        (formula("<f>1+1</f>", "2", calculation='<calcPr fullCalcOnLoad="1"/>'), "可能已经过时"),
        (formula("<f>1+1</f>", "2", calculation='<calcPr calcCompleted="0"/>'), "可能已经过时"),
        (formula("<f>1/0</f>", "#DIV/0!", ' t="e"'), "是错误值“#DIV/0!”"),
    ],
)
def test_result_of_a_formula_that_may_be_wrong(folder: YearFolder, data: bytes, said: str) -> None:
    """What was never calculated, may be out of date or changes by itself is refused."""
    folder.write(BOOK, data)

    (problem,) = problems(folder)
    assert problem.code == "E429"
    assert said in problem.message
    assert "C2" in problem.message


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('<row r="2"', '<row r="2" ht="0" customHeight="1"', "是隐藏行"),
        ('<row r="2"', '<row r="2" hidden="1"', "是隐藏行"),
        (
            "</sheetData>",
            '</sheetData><autoFilter ref="A1:E2"><filterColumn colId="0"/></autoFilter>',
            "被筛选隐藏",
        ),
    ],
)
def test_rows_that_nobody_sees(folder: YearFolder, before: str, after: str, said: str) -> None:
    """Rows hidden by hand, by a filter or by their height are told."""
    data = exams(18, "")
    changes = [(before, after)]
    if "filter" in after:
        changes.append(('<row r="2"', '<row r="2" hidden="1"'))
    folder.write(BOOK, altered(data, "xl/worksheets/sheet1.xml", *changes))

    assert any(said in problem.message for problem in problems(folder))


def test_column_drawn_together(folder: YearFolder) -> None:
    """A column of no width is a hidden one."""
    column = '<cols><col min="3" max="3" width="0" customWidth="1"/></cols><sheetData>'
    data = altered(exams(18, ""), "xl/worksheets/sheet1.xml", ("<sheetData>", column))
    folder.write(BOOK, data)

    assert [problem.message for problem in problems(folder)] == ["C列是隐藏列"]


@pytest.mark.parametrize("number", ["2.02401E+11", "4.40123E+17", "Mar-24", "5-Jan", "#REF!"])
def test_number_of_a_case_that_excel_has_changed(folder: YearFolder, number: str) -> None:
    """Two that were cut alike are no duplicates: each is told as lost, with the cure."""
    folder.write("registers/study.csv", STUDY + f"集中学习,2020-07-13,{number},\n" * 2)

    assert [problem.code for problem in problems(folder)] == ["E414", "E414"]


def test_long_number_as_number(folder: YearFolder) -> None:
    """Of eighteen digits typed as a number Excel keeps fifteen."""
    rows = ["集中学习", "2020-07-13", 440123199001011234], ["集中学习", None, 202001000123]
    folder.write(BOOK, bytes_of(book_of([STUDY.strip().split(","), *rows], "学法活动台账")))

    (problem,) = problems(folder)
    assert "C2是超过15位的数字" in problem.message
    assert "文本" in problem.hint


@pytest.mark.parametrize(
    "other",
    [
        "(2020)示01行初12号",
        "〔2020〕示01行初12号",
        "[2020]示01行初12号",
        "【2020】示01行初12号",
        "（2020）示 01 行初 12 号",
        "（２０２０）示０１行初１２号",
    ],
)
def test_case_written_in_two_ways(folder: YearFolder, other: str) -> None:
    """Width, brackets and blanks make no other case; the message says so and names both rows."""
    rest = "2020-03-02,2020-03-03,维持"
    folder.register("reviews", f"（2020）示01行初12号,{rest}", f"{other},{rest}")

    (problem,) = problems(folder)
    assert problem.code == "E423"
    assert problem.message.endswith("与第2行重复，只是写法不同")


@pytest.mark.parametrize(("one", "other"), [("XK-001", "xk—001"), ("A1－2", "ａ1–2")])
def test_hyphens_and_case(folder: YearFolder, one: str, other: str) -> None:
    """Hyphens of every length and letters of both cases are the same."""
    rest = "2020-03-02,2020-03-03,维持"
    folder.register("reviews", f"{one},{rest}", f"{other},{rest}")

    assert [line.split()[0] for line in told(folder)] == ["E423"]


def test_cases_that_only_look_alike(folder: YearFolder) -> None:
    """Other digits, letters or words are another case."""
    rest = "2020-03-02,2020-03-03,维持"
    numbers = ("示01行初12号", "示01行初112号", "示01行终12号", "示1行初12号", "12", "1-2")
    folder.register("reviews", *(f"{number},{rest}" for number in numbers))

    assert len(folder.load().registers["reviews"].rows) == len(numbers)


@pytest.mark.parametrize(
    "text", ["法治\ufffd建设", "??建设", "锟斤拷", "æ³•æ²»å»ºè®¾", "法治\ue5f1建设"]
)
def test_lost_characters_are_told(folder: YearFolder, text: str) -> None:
    """What an encoding has destroyed is no word, in a register or in prose."""
    folder.write("registers/study.csv", STUDY + f"集中学习,2020-07-13,{text},\n")
    folder.write("text/other.md", f"第一段。\n\n{text}。\n")

    assert told(folder) == [
        "E446 params/2020/registers/study.csv:2 列「主题」",
        "E446 params/2020/text/other.md:3",
    ]


def test_prose_in_gb18030(folder: YearFolder) -> None:
    """Prose saved by a Chinese Windows is read as it was meant."""
    folder.write("text/other.md", "法治政府建设，稳步推进。\n".encode("gb18030"))

    assert folder.load().prose["other"].text == "法治政府建设，稳步推进。\n"


def test_prose_of_two_encodings(folder: YearFolder) -> None:
    """Half of it would become other characters."""
    folder.write("text/other.md", "法治建设。\n".encode() + "稳步推进。\n".encode("gb18030"))

    assert told(folder) == ["E406 params/2020/text/other.md:2"]
