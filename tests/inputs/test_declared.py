"""Declared figures are filled in as people write them; what contradicts itself is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from lawgov_lib.inputs.rows import FigureRow
    from tests.yearfolder import YearFolder

HEADER = "名称,领域,数值,单位"


def figure(folder: YearFolder, cells: str, header: str = HEADER) -> FigureRow:
    """Declare one figure and return the row that is read."""
    folder.write("figures.csv", f"{header}\n{cells}\n")
    (read,) = folder.load().figures.values()
    return read.row


def refused(folder: YearFolder, cells: str, header: str = HEADER) -> str:
    """Declare one figure and return why it is not taken."""
    folder.write("figures.csv", f"{header}\n{cells}\n")
    (message,) = folder.refusal()
    return message


def test_name_is_the_key(folder: YearFolder) -> None:
    """A figure of the agency's own needs no code, and no state where it has a value."""
    row = figure(folder, "第一议题学习,组织领导,12,次")

    assert (row.id, row.code, row.state) == ("第一议题学习", None, "数值")


@pytest.mark.parametrize("written", ["第3", "第3位", "第 3 名"])
def test_rank_as_it_is_spoken(folder: YearFolder, written: str) -> None:
    """A rank is filled in as people say it."""
    row = figure(folder, f"营商环境,组织领导,{written},")

    assert (row.sort, str(row.value)) == ("位次", "3")


def test_text_that_reads_like_a_rank_stays_a_text(folder: YearFolder) -> None:
    """Who says that it is a text gets it as it is written."""
    row = figure(folder, "届次,组织领导,第3,文字", "名称,领域,数值,类别")

    assert (row.value, row.words) == (None, "第3")


@pytest.mark.parametrize("name", ["其中：女性", "总数", "合计"])
def test_figures_are_not_added_up(folder: YearFolder, name: str) -> None:
    """Figures are of many kinds: none of them is the total or a part of those above it."""
    folder.write("figures.csv", f"{HEADER}\n培训,组织领导,12,人\n{name},组织领导,5,人\n")

    assert [figure.row.name for figure in folder.load().figures.values()] == ["培训", name]


def test_repeated_figure_is_named_as_it_is_written(folder: YearFolder) -> None:
    """Whoever gave no code is not told of one."""
    assert "「名称」“甲”与第2行重复" in refused(folder, "甲,组织领导,3,次\n甲,组织领导,4,次")


def test_two_names_that_are_alike_are_a_problem(folder: YearFolder) -> None:
    """Width, blanks and brackets make no other figure."""
    rows = "R&D投入（全市）,组织领导,3,亿元\nｒ&d 投入(全市),组织领导,4,亿元"

    assert "重复" in refused(folder, rows)


@pytest.mark.parametrize(
    ("written", "unit", "expected"),
    [
        ("约320", "人次", ("320", "人次", "约")),
        ("≥4", "次", ("4", "次", "至少")),
        ("30余", "家", ("30", "家", "余")),
        ("30多家", "", ("30", "家", "余")),
        ("5项以上", "项", ("5", "项", "以上")),
        ('"超过1,200万元"', "", ("1200", "万元", "超过")),
        ("98.5％", "", ("98.5", "%", None)),
        ("12次", "次", ("12", "次", None)),
        ("3.90", "%", ("3.90", "%", None)),
    ],
)
def test_value_with_unit_and_degree(
    folder: YearFolder, written: str, unit: str, expected: tuple[str, str, str | None]
) -> None:
    """A value is taken apart into number, unit and degree, and nothing of it is lost."""
    row = figure(folder, f"甲,组织领导,{written},{unit}")

    assert (str(row.value), row.unit, row.degree) == expected


@pytest.mark.parametrize("written", ["约30余", "1/3", "3万", "三十", "12-15", "12件和3件", "12件"])
def test_value_that_is_no_number(folder: YearFolder, written: str) -> None:
    """What cannot be one number in the unit of its row is refused where it stands."""
    assert refused(folder, f"甲,组织领导,{written},次").startswith("「数值」")


def test_degree_that_contradicts_its_column(folder: YearFolder) -> None:
    """Neither of two degrees is guessed to be the right one."""
    assert refused(folder, "甲,组织领导,约30,次,至少", f"{HEADER},程度").startswith("「数值」")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("甲,组织领导,3,件,", "件数"),
        ("甲,组织领导,3,亿元,", "金额"),
        ("甲,组织领导,3,‰,", "比率"),
        ("全省排名,组织领导,3,位,", "位次"),
        ("甲,组织领导,3,名,位次", "位次"),
        ("考核等次,组织领导,优秀,,", "文字"),
        ("考核等次,组织领导,2024,,文字", "文字"),
    ],
)
def test_kind(folder: YearFolder, cells: str, expected: str) -> None:
    """The kind is filled in, or told by unit, name and value."""
    assert figure(folder, cells, f"{HEADER},类别").sort == expected


def test_text_is_kept_as_it_is_written(folder: YearFolder) -> None:
    """A text stands in the column of values or in its own."""
    assert figure(folder, "考核等次,组织领导,优秀,").words == "优秀"
    assert figure(folder, "考核等次,组织领导,,,优秀", f"{HEADER},内容").words == "优秀"


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ("甲,组织领导,3,件,比率,,", "「类别」是比率，「单位」却是“件”"),
        ("甲,组织领导,3,%,件数,,", "「类别」是件数，「单位」却是“%”"),
        ("甲,组织领导,3,次,金额,,", "「类别」是金额，「单位」却是“次”"),
        ("甲,组织领导,2.5,位,位次,,", "位次应为不小于1的整数，现为2.5"),
        ("甲,组织领导,3,件,件数,优秀,", "「类别」是件数，应填「数值」，不填「内容」"),
        ("甲,组织领导,,,,,", "应填「数值」，或在「状态」中写明零、无此职责或未提供"),
        (",组织领导,3,件,,,", "「编号」和「名称」至少填一项"),
        (
            "甲,组织领导,3,件,,,组织学习",
            "「句式」“组织学习”应有且只有一处写数值的{{ }}",
        ),
        (
            "甲,组织领导,3,件,,,{{ }}和〔值〕",
            "「句式」“{{ }}和〔值〕”应有且只有一处写数值的{{ }}",
        ),
    ],
)
def test_row_that_contradicts_itself(folder: YearFolder, cells: str, message: str) -> None:
    """It is refused, with what to fill in."""
    assert refused(folder, cells, f"{HEADER},类别,内容,句式") == message


def test_figure_carried_over_waits_for_its_value(folder: YearFolder) -> None:
    """Its line is to be confirmed, with or without a value."""
    folder.write("figures.csv", f"{HEADER},状态\n甲,组织领导,,件,待确认\n乙,组织领导,3,件,待确认\n")

    assert [place.line for place in folder.load().unconfirmed] == [2, 3]
