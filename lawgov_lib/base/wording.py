"""Say numbers, dates and lists in the Chinese of official documents.

Sources: GB/T 15835-2011 (numerals), GB/T 15834-2011 (punctuation), GB/T 9704-2012 (numbering).
"""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.usage import usage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_DIGITS = "零一二三四五六七八九"
_PLACES = ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十"))
_LONE = {2: "两"}
_NUMBERING = {
    1: "{chinese}、",
    2: "\uff08{chinese}\uff09",
    3: "{arabic}.",
    4: "\uff08{arabic}\uff09",
}
_NONE_BEFORE = "上年未发生"
_ONE_DECIMAL, _TWO_DECIMALS = Decimal("0.1"), Decimal("0.01")
_ALL, _PERCENT, _POINTS = 100, "%", "个百分点"
_RELATIVE = (_PERCENT, _POINTS)
_IN_MARKS = compiled("《(?:[^《》]|《[^《》]*》)*》")


def numeral(number: int) -> str:
    """Write a whole number in Chinese numerals: 16 → 十六, 203 → 二百零三.

    Args:
        number: A whole number from 0.

    Returns:
        The numeral; it begins with 十 where it would begin with 一十.

    Raises:
        ValueError: The number is negative.
    """
    if number < 0:
        msg = f"negative: {number}"
        raise ValueError(msg)
    text = _read(number)
    return text.removeprefix("一") if text.startswith("一十") else text


def _read(number: int) -> str:
    for place, name in _PLACES:
        if number >= place:
            head, rest = divmod(number, place)
            gap = _DIGITS[0] if rest < place // 10 else ""
            return _read(head) + name + (gap + _read(rest) if rest else "")
    return _DIGITS[number]


def counted(number: int, measure: str) -> str:
    """Write a small count with its measure word: 2 项 → 两项, 16 项 → 十六项.

    两 stands for a lone 2 before a measure word, as in speech and in official prose.
    """
    return _LONE.get(number, numeral(number)) + measure


def number(value: Decimal) -> str:
    """Write a number in Arabic digits without an exponent or trailing zeros: 46.70 → 46.7."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def quantity(value: Decimal, unit: str) -> str:
    """Write a number with its unit, unspaced: 46.7万元, 100%, 16项."""
    return number(value) + unit


def change(  # noqa: PLR0913  what both values are
    before: Decimal | None,
    now: Decimal | None,
    unit: str,
    *,
    in_points: bool = False,
    in_ranks: bool = False,
    decimals: int | None = None,
) -> str:
    """Say how a quantity changed against the year before: 比上年增长24%, 比上年增加1次.

    A small base is told as a difference (the limit is data), and so is one of zero; what fell to
    zero is told by what it was before.

    Args:
        before: The value of the year before, not negative; None where nothing occurred.
        now: This year's value, not negative; None where nothing occurred.
        unit: The unit of both.
        in_points: Whether both are rates in per cent, whose difference is in percentage points.
        in_ranks: Whether both are ranks, of which the smaller is the better.
        decimals: With how many decimals both were given, where that is known.

    Returns:
        The change; per cent half up to one decimal, differences half up to two, or exactly where
        the decimals are known.
    """
    if before is None:
        return _NONE_BEFORE
    if now is None:
        return f"上年为{quantity(before, unit)}"
    moved = now - before
    if not moved:
        return "与上年持平"
    if in_points and decimals is not None:
        exact = abs(moved).quantize(Decimal(1).scaleb(-max(decimals, 0)))
        return _told(moved, ("提高", "下降"), _POINTS, exact)
    if in_points:
        return _moved(moved, ("提高", "下降"), _POINTS, _TWO_DECIMALS)
    if in_ranks:
        return _moved(moved, ("下降", "上升"), "位", _TWO_DECIMALS)
    if not now:
        return f"上年为{quantity(before, unit)}"
    if before < usage().small_base.value:
        return _moved(moved, ("增加", "减少"), unit, _TWO_DECIMALS)
    return _moved(moved * 100 / before, ("增长", "下降"), _PERCENT, _ONE_DECIMAL)


def _moved(difference: Decimal, verbs: tuple[str, str], unit: str, decimals: Decimal) -> str:
    rounded = abs(difference).quantize(decimals, ROUND_HALF_UP)
    if not abs(difference).quantize(_ONE_DECIMAL, ROUND_HALF_UP) and unit in _RELATIVE:
        return "与上年基本持平"
    if unit == _PERCENT and difference < 0 and rounded == _ALL:
        rounded = abs(difference).quantize(decimals, ROUND_DOWN)
    return _told(difference, verbs, unit, rounded)


def _told(difference: Decimal, verbs: tuple[str, str], unit: str, rounded: Decimal) -> str:
    return f"比上年{verbs[difference < 0]}{quantity(rounded, unit)}"


def day(when: date) -> str:
    """Write a date in full, without leading zeros (GB/T 9704-2012): 2020年12月1日."""
    return f"{when.year}年{when.month}月{when.day}日"


def month_day(when: date) -> str:
    """Write a date within the reporting year: 7月13日."""
    return f"{when.month}月{when.day}日"


def work_title(name: str) -> str:
    """Put a document's name in 《》, turning marks inside it into 〈〉 (GB/T 15834-2011)."""
    inner = name[1:-1] if _IN_MARKS.fullmatch(name) else name
    return f"《{inner.replace('《', '〈').replace('》', '〉')}》"


def enumeration(items: Sequence[str]) -> str:
    """Join items as a list: 甲、乙和丙; 《》《》 stand side by side without 、 between them.

    Returns:
        The list (GB/T 15834-2011: no 、 between adjacent 《》).
    """
    if all(item.startswith("《") and item.endswith("》") for item in items):
        return "".join(items)
    return "和".join(part for part in ("、".join(items[:-1]), items[-1]) if part)


def recipients(names: Sequence[str]) -> str:
    """List agencies, 甲、乙, or kinds of agencies, each listed by itself, 甲、乙，丙."""
    return ("，" if any("、" in name for name in names) else "、").join(names)


def heading_number(level: int, position: int) -> str:
    """Return the number of a heading by its level, 1 to 4: 一、（一）1.（1） (GB/T 9704-2012)."""
    return _NUMBERING[level].format(chinese=numeral(position), arabic=position)
