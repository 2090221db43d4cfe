"""A number agrees with a value within its own rounding."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lawgov_lib.reading.reader import read


@pytest.mark.parametrize(
    ("text", "value", "agrees"),
    [
        ("合格率92%", "91.67", True),
        ("合格率92%", "92.4", True),
        ("合格率92%", "92.5", False),
        ("合格率91.6%", "91.67", True),
        ("合格率91.6%", "91.7", False),
        ("合格率95.3%", "95.3488", True),
        ("合格率95.4%", "95.3488", False),
        ("办结率100%", "99.995", False),
        ("办结率100%", "100", True),
        ("办结率99.9%", "100", False),
        ("发生率0%", "0.003", False),
        ("发生率0.1%", "0", False),
        ("资料1.5万份", "15400", True),
        ("资料1.5万份", "15500", False),
        ("案件12件", "12", True),
        ("案件12件", "13", False),
        ("案件0件", "0", True),
        ("近三成案件", "28", True),
        ("近三成案件", "31", False),
        ("30余家企业", "34", True),
        ("30余家企业", "40", False),
        ("增长约一成", "9.86", True),
        ("超过300件", "380", True),
        ("不足5%", "4.2", True),
        ("3至5件", "4", True),
        ("三分之二的案件", "66.7", True),
        ("比上年减少一半", "47", True),
        ("比上年减少一半", "12", False),
    ],
)
def test_a_number_holds_what_rounds_to_it(text: str, value: str, *, agrees: bool) -> None:
    """Half up in the last place written, decimals of a rate also cut off; all and none never."""
    (mention,) = read(text).mentions

    assert mention.holds(Decimal(value)) is agrees
