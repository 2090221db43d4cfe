"""A data frame is written whole, and as a reader expects it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from lawgov_lib.document.tree import Table, plain
from lawgov_lib.telling.frametable import MOST_ROWS, table


def written(data: pd.DataFrame | pd.Series) -> list[list[str]]:
    """Return the texts of the table of a frame, header first."""
    made = told(data)
    rows = [[plain(cell) for cell in row] for row in made.rows]
    return [[column.text for column in made.columns], *rows]


def told(data: pd.DataFrame | pd.Series) -> Table:
    """Return the table of a frame that has one."""
    made = table(data)
    assert made is not None
    return made


def test_all_rows_and_columns_arrive() -> None:
    """More than pandas shows of itself, with long texts."""
    frame = pd.DataFrame({f"列{n}": ["长" * 200] * 300 for n in range(30)})

    made = told(frame)

    assert (len(made.rows), len(made.columns)) == (300, 30)
    assert {plain(cell) for row in made.rows for cell in row} == {"长" * 200}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0.1 + 0.2, 1.5], ["0.3", "1.5"]),
        ([1 / 3, 2.0], ["0.333333", "2.000000"]),
        ([3.0, np.nan], ["3", "—"]),
        ([True, False], ["是", "否"]),
        (pd.to_datetime(["2024-03-01", None]), ["2024-03-01", "—"]),
        ([Decimal("1.50"), None], ["1.50", "—"]),
        (pd.array([1, None], dtype="Int64"), ["1", "—"]),
        ([date(2024, 3, 1), "待定"], ["2024-03-01", "待定"]),
        ([1e-9, 0.0], ["0.000000001000", "0.000000000000"]),
        ([np.inf, -np.inf], ["∞", "-∞"]),
    ],
)
def test_values_are_written_for_a_reader(values: object, expected: list[str]) -> None:
    """Decimals are alike in a column, and what is not nothing does not print as nothing."""
    assert [row[0] for row in written(pd.DataFrame({"甲": values}))[1:]] == expected


def test_numbers_go_right_and_texts_left() -> None:
    """Also where some are missing; a column of nothing is no column of numbers."""
    frame = pd.DataFrame({"名": ["甲", "乙"], "数": [1, None], "无": [None, None]})

    assert [column.align for column in told(frame).columns] == ["left", "right", "left"]


def test_columns_are_as_wide_as_what_they_hold() -> None:
    """A long text gets more than a number."""
    narrow, wide = told(pd.DataFrame({"数": [1], "事项": ["行政许可事项的名称"]})).columns

    assert wide.share > 2 * narrow.share


def test_an_index_that_only_counts_is_left_out() -> None:
    """Also after rows were dropped; one with a name or with words is a column."""
    frame = pd.DataFrame({"类": ["甲", "乙", "甲"], "数": [1, 2, 3]})

    assert written(frame[1:])[0] == ["类", "数"]
    assert written(frame.groupby("类").sum())[0] == ["类", "数"]
    assert written(pd.DataFrame({"数": [1]}, index=["合计"])) == [["", "数"], ["合计", "1"]]


def test_levels_of_headings_are_joined() -> None:
    """A pivot names its rows and its columns."""
    frame = pd.DataFrame({"类": ["甲", "甲"], "年": [2023, 2024], "件": [1, 2]})
    pivot = frame.pivot_table(index="类", columns="年", values=["件"], aggfunc="sum")

    assert written(pivot) == [["类／年", "件·2023", "件·2024"], ["甲", "1", "2"]]


def test_a_series_has_its_index_beside_it() -> None:
    """As value counts give it."""
    counts = pd.Series(["许可", "许可", "处罚"], name="类别").value_counts()

    assert written(counts) == [["类别", "count"], ["许可", "2"], ["处罚", "1"]]


def test_more_rows_than_anyone_reads_make_no_table() -> None:
    """Nor does a frame without columns."""
    assert table(pd.DataFrame({"甲": range(MOST_ROWS + 1)})) is None
    assert table(pd.DataFrame()) is None


def test_the_frame_stays_as_it_was() -> None:
    """What is shown is not changed."""
    frame = pd.DataFrame({"甲": [1.0, None]})
    before = frame.copy()

    table(frame)

    pd.testing.assert_frame_equal(frame, before)
