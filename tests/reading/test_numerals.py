"""Numerals are found whole and read for what they are worth."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lawgov_lib.reading.mentions import QUANTITIES
from lawgov_lib.reading.numerals import NUMERAL, value_of
from lawgov_lib.reading.reader import read


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("1,024.5", "1024.5"),
        ("十", "10"),
        ("十二", "12"),
        ("二百零三", "203"),
        ("两千〇五", "2005"),
        ("三万六千", "36000"),
        ("一百二十万三千", "1203000"),
    ],
)
def test_value_of_a_numeral(numeral: str, value: str) -> None:
    """Digits and Chinese numerals below 亿 are read."""
    assert value_of(numeral) == Decimal(value)


def test_a_numeral_is_found_as_a_whole() -> None:
    """Grouping, decimals, full width and places belong to one numeral."""
    text = "收入1,024.5万元，二百零三件，３．５%，两亿元"

    assert NUMERAL.findall(text) == ["1,024.5", "万", "二百零三", "３．５", "两亿"]


def test_numerals_that_are_no_quantity() -> None:
    """Names, dates, ordinals and set phrases hold none; what a measure word counts is one."""
    for text in ("《十四五规划》", "2020年7月13日", "第一责任人", "一是", "进一步"):
        assert not any(each.kind in QUANTITIES for each in read(text).mentions)
    for text in ("办理三件", "3次"):
        assert any(each.kind in QUANTITIES for each in read(text).mentions)
