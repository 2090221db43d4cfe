"""Limits, units and names of official prose are data that give their reasons."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lawgov_lib.base.usage import case_word, duties, factor, is_rank, usage


def test_limits_give_their_reason() -> None:
    """Nobody has to guess why the way of saying changes where it does."""
    table = usage()

    assert all(limit.reason for limit in (table.small_base, table.rate_base))
    assert all(entry.source for entry in table.case_words.values())


@pytest.mark.parametrize(
    ("unit", "to", "expected"),
    [
        ("件", "件", "1"),
        ("册", "册", "1"),
        ("宗", "件", "1"),
        ("元", "万元", "0.0001"),
        ("亿元", "万元", "10000"),
        ("日", "工作日", None),
        ("人", "人次", None),
    ],
)
def test_units(unit: str, to: str, expected: str | None) -> None:
    """Money is converted, days and working days are not."""
    assert factor(unit, to) == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(("region", "expected"), [("广东省阳江市", "宗"), ("湖南省岳阳市", "件")])
def test_case_word(region: str, expected: str) -> None:
    """A province that counts cases in a word of its own is listed."""
    assert case_word(region) == expected


def test_rank() -> None:
    """A rank is known by its name."""
    assert is_rank("法治政府建设考评全省排名")
    assert not is_rank("行政检查次数")


def test_duties() -> None:
    """A duty is named once, without the words of its count and without its kinds."""
    names = {
        "a": "行政许可申请",
        "b": "准予行政许可",
        "c": "行政拘留类行政处罚",
        "d": "行政检查次数",
    }

    assert duties(names) == {"行政许可": "a", "行政拘留": "c", "行政检查": "d"}
