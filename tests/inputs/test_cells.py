"""Cells are read as people and spreadsheets write them, and refused where that would be a guess."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.inputs.cells import text_of
from tests.inputs.telling import EXAMS, FUNDS, STUDY, check_fault, problems

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder

DAY = "E416 {}:2 列「日期」"
COUNT = "E414 {}:2 列「参考人数」"
FAULTS = [
    *(
        ("registers/study.csv", STUDY + f"集中学习,{day},民法典,\n", DAY)
        for day in (
            "2020-02-30",
            "2021-02-30",
            "2020/2-3",
            "0",
            "20201301",
            "13/7/2020",
            "2020年7月",
            "7月13日",
            "36525",
            "73051",
            "44025.5",
            "2020-07-13 8",
            "2020/07/13 星期二",
            "2020-02-30 星期日",
            "二〇二〇年十三月十三日",
            "二〇二〇年七月",
            "2020年第一季度",
            "全年",
            "7-13",
            "2020-07",
            "Jul-20",
            "13-Jul-20",
            "20.7.13",
            "2020年7月13—15日",
            "2020.7.13-7.15",
            "7/13/2020",
            "2020年7月1³日",
            "一九年",
        )
    ),
    *(
        ("registers/exams.csv", EXAMS + f'年度考试,,"{count}",,\n', COUNT)
        for count in (
            "十八",
            "1.5",
            "010",
            "1e3",
            "1,23",
            "1，23",
            "12,345,6",
            "1_000",
            "18岁",
            "18人次",
            "18²",
            "1⑧",
            "18①",
            "½",
            "约18",
            "18余",
            "18%",
            "17.5",
            "17.999999999999",
            "Ⅷ",
            "--",
        )
    ),
    ("registers/exams.csv", EXAMS + "年度考试,20,-1,,\n", "E415 {}:2 列「参考人数」"),
    ("registers/exams.csv", EXAMS + "年度考试,20,－１,,\n", "E415 {}:2 列「参考人数」"),
    ("registers/exams.csv", EXAMS + "年度考试,18,20,,\n", "E417 {}:2"),
    ("registers/exams.csv", EXAMS + "年度考试,,18,,20\n", "E417 {}:2"),
    ("registers/funds.csv", FUNDS + "科研,甲,,\n", "E413 {}:2 列「金额」"),
    ("registers/funds.csv", FUNDS + "科研,甲,,12亿元\n", "E414 {}:2 列「金额」"),
    ("registers/funds.csv", FUNDS + "科研,甲,,1e3\n", "E414 {}:2 列「金额」"),
    ("registers/funds.csv", FUNDS + "科研,甲,,Infinity\n", "E414 {}:2 列「金额」"),
]


@pytest.mark.parametrize(("file", "content", "expected"), FAULTS)
def test_fault(folder: YearFolder, file: str, content: str, expected: str) -> None:
    """A cell that cannot be read without a guess is refused, with what to do."""
    check_fault(folder, file, content, expected)


@pytest.mark.parametrize(
    "day",
    [
        "2020-07-13",
        "2020/7/13",
        "2020.7.13",
        "2020-7-13",
        "2020年7月13日",
        "2020年07月13日",
        "２０２０／７／１３",
        "　2020-07-13 ",
        "44025",
        "44025.0",
        "2020/7/13 0:00",
        "2020-07-13 08:30",
        "2020/7/13 9:30",
        "2020-07-13T09:30:15.500",
        "2020年7月13日上午9时30分",
        "2020年7月13日上午",
        "2020年7月13号",
        "2020—07—13",
        "20200713",
        "2020 年 7 月 13 日",
        "2020、7、13",
        "2020.7.13.",
        "2020/07/13 星期一",
        "2020年7月13日（星期一）",
        "二〇二〇年七月十三日",
        "二零二零年七月十三号",
        "2020-07-13 00:00:00",
    ],
)
def test_days(folder: YearFolder, day: str) -> None:
    """A day is read in every form in which spreadsheets save it."""
    folder.write("registers/study.csv", STUDY + f"集中学习,{day},民法典,\n")

    assert list(folder.load().registers["study"].rows["held_on"]) == [date(2020, 7, 13)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("18", 18),
        ("１８", 18),
        (" 18　", 18),
        ("18.0", 18),
        ("18.00", 18),
        ("1,234", 1234),
        ("1，234", 1234),
        ("１，２３４，５６７", 1234567),
        ("1,234.00", 1234),
        ("0", 0),
        ("18人", 18),
        ("１８ 人", 18),
        ("17.999999999999996", 18),
    ],
)
def test_counts(folder: YearFolder, text: str, count: int) -> None:
    """A count may have full-width digits, thousands separators and an empty fraction."""
    folder.write("registers/exams.csv", EXAMS + f'年度考试,,"{text}",,\n')

    assert list(folder.load().registers["exams"].rows["sat"]) == [count]


@pytest.mark.parametrize(
    ("header", "text", "amount"),
    [
        ("金额", "12.5", "12.5"),
        ("金额（万元）", "1，234．5", "1234.5"),
        ("金额（元）", "1,234,567.89", "123.456789"),
        ("金额", "46.699999999999996", "46.7"),
        ("金额", "33.3333", "33.3333"),
        ("金额", "0.1234567890123456", "0.1234567890123456"),
        ("金额", "12.5万元", "12.5"),
        ("金额(元)", "467000元", "46.7"),
        ("金额(元)", "¥467,000.00", "46.7"),
        ("金额(元)", "10000", "1"),
        ("金额(元)", "1", "0.0001"),
        ("金额(元)", "0", "0"),
        ("金额(元)", "1234567890123.45", "123456789.012345"),
    ],
)
def test_money(folder: YearFolder, header: str, text: str, amount: str) -> None:
    """Money is held in 万元; a column in 元 is converted to the last digit."""
    folder.write("registers/funds.csv", FUNDS.replace("金额", header) + f'科研,甲,,"{text}"\n')

    (held,) = folder.load().registers["funds"].rows["amount"]
    assert str(held) == amount
    assert isinstance(held, Decimal)


def test_message_shows_what_the_file_says(folder: YearFolder) -> None:
    """A value that was converted is shown as it was written, under the header as written."""
    folder.write(
        "registers/funds.csv", FUNDS.replace("金额", "金额（元）") + "科研,甲,,－５０００\n"
    )

    (problem,) = problems(folder)

    assert problem.message == "「金额（元）」的值－５０００小于0"
    assert str(problem.place) == "params/2020/registers/funds.csv:2 列「金额（元）」"


def test_text_stays_text(folder: YearFolder) -> None:
    """A name that looks like a number keeps its zeros and its full-width letters."""
    folder.write("registers/exams.csv", EXAMS + "010,,,,\n１８,,,,\nno,,,,\n")

    assert list(folder.load().registers["exams"].rows["name"]) == ["010", "１８", "no"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (18, "18"),
        (18.0, "18"),
        (0.1, "0.1"),
        (1e-05, "0.00001"),
        (1e15, "1000000000000000"),
        (4.40123199001011e17, "440123199001011000"),
        (True, "TRUE"),
        ("010", "010"),
    ],
)
def test_values_of_a_workbook_are_written_as_seen(value: object, text: str) -> None:
    """A number of a sheet becomes the digits that a person sees."""
    assert text_of(value) == text
