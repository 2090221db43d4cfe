"""Numbers, dates and lists read as in official documents."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawgov_lib.base import wording
from lawgov_lib.base.usage import usage

steady = settings(database=None, derandomize=True)

DIGITS = dict(zip("零一二三四五六七八九", range(10), strict=True))
PLACES = {"十": 10, "百": 100, "千": 1000}
GROUPS = {"万": 10**4, "亿": 10**8}


def read(numeral: str) -> int:
    """Read a Chinese numeral as a person does: digit by digit, group by group."""
    total = group = digit = 0
    for mark in numeral:
        if mark in DIGITS:
            digit = DIGITS[mark]
        elif mark in PLACES:
            group, digit = group + (digit or 1) * PLACES[mark], 0
        elif mark == "万":
            total, group, digit = total + (group + digit) * GROUPS[mark], 0, 0
        else:
            total, group, digit = (total + group + digit) * GROUPS[mark], 0, 0
    return total + group + digit


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "零"),
        (2, "二"),
        (10, "十"),
        (16, "十六"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (10_000, "一万"),
        (10_010, "一万零一十"),
        (11_000, "一万一千"),
        (100_010, "十万零一十"),
        (100_000_000, "一亿"),
        (100_010_000, "一亿零一万"),
        (10**12 + 10**8, "一万零一亿"),
        (10**16 - 1, "九千九百九十九万九千九百九十九亿九千九百九十九万九千九百九十九"),
    ],
)
def test_numeral(number: int, expected: str) -> None:
    """Gaps read 零 once, and a leading 一十 reads 十."""
    assert wording.numeral(number) == expected


@steady
@given(st.integers(min_value=0, max_value=10**16 - 1))
def test_numeral_is_read_back(number: int) -> None:
    """Whoever reads the numeral finds the number; two 零 never meet, none ends a numeral."""
    numeral = wording.numeral(number)

    assert read(numeral) == number
    assert "零零" not in numeral
    assert number == 0 or not numeral.endswith("零")


def test_numeral_of_less_than_nothing() -> None:
    """A count is never negative."""
    with pytest.raises(ValueError, match="-1"):
        wording.numeral(-1)


@pytest.mark.parametrize(
    ("number", "expected"), [(2, "两项"), (12, "十二项"), (20, "二十项"), (1, "一项"), (0, "零项")]
)
def test_counted(number: int, expected: str) -> None:
    """Only a lone 2 before a measure word reads 两."""
    assert wording.counted(number, "项") == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("46.70", "46.7"),
        ("100", "100"),
        ("1E+3", "1000"),
        ("0.00", "0"),
        ("1234567.5", "1234567.5"),
        ("0.00000012", "0.00000012"),
    ],
)
def test_number(value: str, expected: str) -> None:
    """Arabic digits come without exponent and without trailing zeros."""
    assert wording.number(Decimal(value)) == expected


def test_quantity() -> None:
    """A unit follows its number without a space."""
    assert wording.quantity(Decimal("46.7"), "万元") == "46.7万元"


def test_days_have_no_leading_zeros() -> None:
    """A date of signing reads 2020年12月1日, a date within the year 7月3日."""
    assert wording.day(date(2020, 12, 1)) == "2020年12月1日"
    assert wording.month_day(date(2020, 7, 3)) == "7月3日"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("行政复议工作制度", "《行政复议工作制度》"),
        ("关于印发《条例》的通知", "《关于印发〈条例〉的通知》"),
        ("《条例》实施办法", "《〈条例〉实施办法》"),
        ("《行政复议工作制度》", "《行政复议工作制度》"),
        ("《关于印发《条例》的通知》", "《关于印发〈条例〉的通知》"),
        ("《甲》和《乙》", "《〈甲〉和〈乙〉》"),
    ],
)
def test_work_title(name: str, expected: str) -> None:
    """A title stands in 《》, a title inside it in 〈〉."""
    assert wording.work_title(name) == expected


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([], ""),
        (["甲"], "甲"),
        (["甲", "乙"], "甲和乙"),
        (["甲", "乙", "丙"], "甲、乙和丙"),
        (["《甲》", "《乙》", "《丙》"], "《甲》《乙》《丙》"),
        (["《甲》", "乙"], "《甲》和乙"),
    ],
)
def test_enumeration(items: list[str], expected: str) -> None:
    """Items are parted by 、 and 和; titles in 《》 stand side by side."""
    assert wording.enumeration(items) == expected


@pytest.mark.parametrize(
    ("level", "position", "expected"),
    [(1, 2, "二、"), (2, 12, "\uff08十二\uff09"), (3, 4, "4.")],
)
def test_heading_number(level: int, position: int, expected: str) -> None:
    """Headings are numbered 一、 then (一) in full width, then 1."""
    assert wording.heading_number(level, position) == expected


# Year on year


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("25", "31", "比上年增长24%"),
        ("40", "35", "比上年下降12.5%"),
        ("16", "14", "比上年减少2件"),
        ("19", "38", "比上年增加19件"),
        ("20", "38", "比上年增长90%"),
        ("4.5", "6.25", "比上年增加1.75件"),
        ("78", "49", "比上年下降37.2%"),
        ("7", "7", "与上年持平"),
        ("7.0", "7.00", "与上年持平"),
        ("0", "0", "与上年持平"),
        ("2", "5", "比上年增加3件"),
        ("3", "12", "比上年增加9件"),
        ("2000", "2001", "比上年增长0.1%"),
        ("2001", "2000", "与上年基本持平"),
        ("0", "3", "比上年增加3件"),
        ("2000", "1", "比上年下降99.9%"),
        (None, "3", "上年未发生"),
        ("3", "0", "上年为3件"),
        ("3", None, "上年为3件"),
        (None, None, "上年未发生"),
    ],
)
def test_change(before: str | None, now: str | None, expected: str) -> None:
    """A count changes in per cent, half up to one decimal; a small base is told by difference."""
    assert wording.change(maybe(before), maybe(now), "件") == expected


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("93.64", "95.13", "比上年提高1.49个百分点"),
        ("3.68", "3.9", "比上年提高0.22个百分点"),
        ("98.5", "97.7", "比上年下降0.8个百分点"),
        ("98", "100", "比上年提高2个百分点"),
        ("0", "5", "比上年提高5个百分点"),
        ("5", "0", "比上年下降5个百分点"),
        ("100", "100.00", "与上年持平"),
        ("33.33", "33.37", "与上年基本持平"),
        ("33.33", "33.38", "比上年提高0.05个百分点"),
        (None, "100", "上年未发生"),
        ("95", None, "上年为95%"),
    ],
)
def test_change_of_a_rate(before: str | None, now: str | None, expected: str) -> None:
    """A rate changes in percentage points, not in per cent of a per cent."""
    assert wording.change(maybe(before), maybe(now), "%", in_points=True) == expected


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [("3", "5", "比上年下降2位"), ("5", "3", "比上年上升2位"), ("3", "3", "与上年持平")],
)
def test_change_of_a_rank(before: str, now: str, expected: str) -> None:
    """A rank moves by places, and a greater number is a worse one."""
    said = wording.change(Decimal(before), Decimal(now), "位", in_ranks=True)

    assert said == expected


def maybe(text: str | None) -> Decimal | None:
    """Return the number written, or none."""
    return None if text is None else Decimal(text)


def moved(words: str, verbs: tuple[str, str], unit: str) -> Decimal:
    """Read the change that the words say, as a signed number."""
    found = re.fullmatch(rf"比上年({'|'.join(verbs)})([0-9.]+){unit}", words)
    assert found, words
    assert not found[2].endswith(".0")
    return Decimal(found[2]) * (1 if found[1] == verbs[0] else -1)


amounts = st.decimals(min_value=0, max_value=10**9, places=2)
rates = st.decimals(min_value=0, max_value=100, places=2)


@steady
@given(amounts, amounts)
def test_change_is_read_back(before: Decimal, now: Decimal) -> None:
    """Whoever computes from the words comes back to this year's value, within rounding."""
    words = wording.change(before, now, "件")

    if now == before:
        assert words == "与上年持平"
    elif not now:
        assert words == f"上年为{wording.quantity(before, '件')}"
    elif before < usage().small_base.value:
        assert moved(words, ("增加", "减少"), "件") == now - before
    elif words == "与上年基本持平":
        assert abs(now - before) < before * Decimal("0.0005")
    elif words == "比上年下降99.9%":
        assert Decimal(0) < now < before * Decimal("0.0015")
    else:
        percent = moved(words, ("增长", "下降"), "%")
        assert (percent > 0) == (now > before)
        assert abs(before * (1 + percent / 100) - now) <= before * Decimal("0.0005")


@steady
@given(rates, rates)
def test_change_of_a_rate_is_read_back(before: Decimal, now: Decimal) -> None:
    """The difference in points is that of the printed rates, within rounding, with its sign."""
    words = wording.change(before, now, "%", in_points=True)

    if now == before:
        assert words == "与上年持平"
    elif words == "与上年基本持平":
        assert abs(now - before) < Decimal("0.05")
    else:
        points = moved(words, ("提高", "下降"), "个百分点")
        assert (points > 0) == (now > before)
        assert abs(before + points - now) <= Decimal("0.05")
