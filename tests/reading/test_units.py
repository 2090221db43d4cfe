"""Units and their families."""

from __future__ import annotations

from decimal import Decimal

from lawgov_lib.reading.mentions import Kind
from lawgov_lib.reading.units import base_of, family_of, kind_of


def test_units_of_one_family_count_the_same_things() -> None:
    """件, 宗 and 起 of cases; 名 and 人 of people; but 人 and 件 are apart."""
    assert family_of("件") == family_of("宗") == family_of("起")
    assert family_of("名") == family_of("人次")
    assert family_of("人") != family_of("件")
    assert family_of("某单位") == "某单位"


def test_a_large_unit_is_so_many_of_its_base() -> None:
    """As tables and definitions write them."""
    assert base_of("万元") == ("元", Decimal(10_000))
    assert base_of("亿元") == ("元", Decimal(100_000_000))
    assert base_of("公里") == ("米", Decimal(1000))
    assert base_of("件") == ("件", Decimal(1))
    assert base_of("") == ("", Decimal(1))


def test_a_unit_says_what_a_number_is() -> None:
    """A unit that is unknown counts."""
    assert kind_of("元") is Kind.AMOUNT
    assert kind_of("个百分点") is Kind.POINTS
    assert kind_of("日") is Kind.DURATION
    assert kind_of("") is Kind.COUNT
