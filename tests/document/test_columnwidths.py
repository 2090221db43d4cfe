"""Columns are as wide as what they hold asks for, and a table that is too wide is turned."""

from __future__ import annotations

import pytest

from lawgov_lib.document.columnwidths import (
    TURNED,
    UPRIGHT,
    is_numeric,
    is_too_wide,
    is_turned,
    shares,
)
from lawgov_lib.document.tree import Column, Run, Runs


def columns(*headings: str) -> tuple[Column, ...]:
    """Return columns with these headings."""
    return tuple(Column(text=heading) for heading in headings)


def row(*texts: str) -> tuple[Runs, ...]:
    """Return a row of plain text."""
    return tuple((Run(text=text),) for text in texts)


def test_columns_that_fit_are_as_wide_as_their_longest_line() -> None:
    """A line of a cell counts by itself."""
    found = shares(columns("序号", "工作内容"), [row("12", "第一行\n第二行内容"), row("3", "")])

    assert found == (2.7, 5.7)


def test_long_text_takes_what_short_columns_leave() -> None:
    """The whole width is given out, and no column gets less than it needs."""
    found = shares(columns("序号", "科室", "内容"), [row("1", "政策法规科", "依法履行职责" * 50)])

    assert sum(found) == pytest.approx(UPRIGHT, abs=0.1)
    assert found[0] == pytest.approx(2.7, abs=0.1)
    assert found[2] > 6 * found[1] > 6 * 4


@pytest.mark.parametrize(("count", "turned"), [(2, False), (8, False), (9, True), (14, True)])
def test_many_columns_turn_the_page(count: int, turned: bool) -> None:  # noqa: FBT001
    """Eight columns of any text stand upright."""
    heads = columns(*("甲乙丙丁戊" for _ in range(count)))

    assert is_turned(heads, [row(*("依法行政" * 2500 for _ in range(count)))]) is turned


def test_long_words_turn_the_page_and_may_be_too_much() -> None:
    """A number is not broken."""
    number, heads = "1234567890123", columns(*"甲乙丙丁戊己庚")

    assert is_turned(heads, [row(*[number] * 7)])
    assert not is_too_wide(heads, [row(*[number] * 7)])
    assert is_too_wide(heads, [row(*[number * 2] * 7)])
    assert sum(shares(heads, [row(*[number] * 7)])) <= TURNED


def test_numbers_beside_long_text_are_not_broken() -> None:
    """A column of dates or amounts has as much room as the PDF reckons with for its characters."""
    found = shares(columns("名称", "数量", "日期"), [row("甲" * 60, "1234567.5", "2024-02-01")])

    assert found[1:] == pytest.approx((9 * 0.6 + 0.7, 10 * 0.6 + 0.7), abs=0.1)


@pytest.mark.parametrize(
    ("texts", "numeric"),
    [
        (("1,006", "−3.5", "94.5%", "—", ""), True),
        (("3件",), False),
        (("—", ""), False),
        ((), False),
        (("2024-01",), False),
    ],
)
def test_numbers_are_told_from_text(texts: tuple[str, ...], numeric: bool) -> None:  # noqa: FBT001
    """A column without any number is none of numbers."""
    assert is_numeric(texts) is numeric
