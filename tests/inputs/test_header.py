"""A header means its columns by any of their names; what it may lack, and what it may not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lawgov_lib.inputs.cells import Line
from lawgov_lib.inputs.columns import Row, column, optional
from lawgov_lib.inputs.fields import MaybeMoney, Text
from lawgov_lib.inputs.table import read_table
from tests.inputs.telling import problems

if TYPE_CHECKING:
    from lawgov_lib.inputs.table import Table
    from tests.yearfolder import YearFolder

SYSTEMS = "registers/systems.csv"


class DecisionRow(Row):
    """A decision, known by a number that agencies call by two names."""

    label = "决定书台账"
    key = ("number",)

    number: Text = column("决定书文号", "文书的编号", also=("处罚决定书文号",))
    money: MaybeMoney = optional("罚没金额", "没有的填0", "万元", also=("罚没款",))


def table(*lines: str) -> Table:
    """Read a table of decisions."""
    numbered = [Line(at, line.split(",")) for at, line in enumerate(lines, start=1)]
    return read_table(numbered, "决定书.csv", DecisionRow, 2020)


def test_file_older_than_a_column(folder: YearFolder) -> None:
    """A column whose cells may be blank may be absent: its cells are blank."""
    folder.write(SYSTEMS, "系统名称,用途,对接上级平台\n甲,其他,是\n")

    systems = folder.load().registers["systems"]

    assert list(systems.rows["used_since"]) == [None]
    assert "used_since" in systems.absent


def test_column_without_a_filled_cell_is_there() -> None:
    """A blank column is an answer, an absent one is none; without rows there is nothing to ask."""
    assert table("决定书文号", "甲").absent == {"money"}
    assert table("决定书文号,罚没金额", "甲,").absent == frozenset()
    assert table("决定书文号").absent == frozenset()


@pytest.mark.parametrize(
    ("file", "header", "hint"),
    [
        (
            SYSTEMS,
            "系统名称,用途,投用曰期,对接上级平台",
            "如指「投用日期」，照此改写；不是的，换一个名称。",
        ),
        (
            "registers/exams.csv",
            "考试名称,应考人数,参考入数（人）",
            "如指「参考人数」（人），照此改写；不是的，换一个名称。",
        ),
    ],
)
def test_misspelt_header_of_a_column_that_may_be_absent(
    folder: YearFolder, file: str, header: str, hint: str
) -> None:
    """A header like a column that the file lacks is refused, so that no cell is lost by it."""
    folder.write(file, f"{header}\n")

    (problem,) = problems(folder)

    assert problem.code == "E421"
    assert problem.hint.partition("表头应为：")[0] == hint


def test_header_hint_says_what_may_be_absent() -> None:
    """Whoever lacks a required column is not sent to add the others."""
    (problem,) = table("罚没金额").problems

    assert problem.message == "表头缺少「决定书文号」"
    assert problem.hint == "表头应为：决定书文号,罚没金额；可以没有：罚没金额"


@pytest.mark.parametrize("header", ["决定书文号,罚没金额", "处罚决定书文号,罚没款（万元）"])
def test_other_name_of_a_column(header: str) -> None:
    """Either name means the column, with its unit or without."""
    found = table(header, "甲〔2020〕1号,2")

    assert not found.problems
    assert [row for _, row in found.rows.records()] == [{"number": "甲〔2020〕1号", "money": 2}]


def test_other_name_in_yuan() -> None:
    """Money under another name is converted as under the first."""
    assert [str(money) for money in table("决定书文号,罚没款（元）", "甲,20000").rows["money"]] == [
        "2"
    ]


def test_fault_under_another_name() -> None:
    """A fault is told under the header that the file has."""
    (problem,) = table("处罚决定书文号,罚没款", "甲,无").problems

    assert str(problem.place) == "决定书.csv:2 列「罚没款」"
    assert "「罚没款」" in problem.message
    assert "「罚没金额」" not in problem.message


def test_both_names_of_a_column() -> None:
    """A file that has the column twice is refused: one of them would be lost."""
    (problem,) = table("决定书文号,处罚决定书文号", "甲,乙").problems

    assert problem.message == "表头「决定书文号」和「处罚决定书文号」重复"
