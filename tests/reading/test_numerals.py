"""Numerals are found whole and read for what they are worth."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lawgov_lib.reading.numerals import NUMERAL, exempt_patterns, load_exempt, value_of


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
    """Each row of the table says why and who says so, and its pattern holds a numeral."""
    assert len(exempt_patterns()) == len(load_exempt())
    assert all(each.reason and each.source for each in load_exempt())
    for text in ("《十四五规划》", "2020年7月13日", "第一责任人", "一是", "进一步"):
        assert any(pattern.search(text) for pattern in exempt_patterns())
    for text in ("办理三件", "3次"):
        assert not any(pattern.search(text) for pattern in exempt_patterns())
