"""Numerals of a text, in Arabic digits or in Chinese: what they are worth and how exactly."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled

if TYPE_CHECKING:
    import re

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_PLAIN = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟貮弍萬億", "一二三四五六七八九十百千二二万亿")
_SHORT = {"廿": "二十", "卅": "三十"}
LARGE = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
"""What may stand between a number and its unit, and by how much it multiplies."""
CHINESE = f"[{''.join(_DIGITS)}{''.join(_PLACES)}]+"
"""The pattern of a Chinese numeral."""
ORDINAL = "[一二三四五六七八九十]{1,3}"
"""The pattern of the numeral of an item: 一是, （二）."""
NUMERAL = compiled(rf"[0-9０-９]+(?:[.,．，][0-9０-９]+)*|{CHINESE}")
"""A numeral as a whole: 1,024.5 and 二百零三 are one each."""

ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
"""The pattern of a number in digits: 1,024.5."""
_FORMAL = "[零壹贰叁肆伍陆柒捌玖拾佰仟貮弍萬億万亿]"
_MORE = "[余多来几]"
_SCALE = f"(?:[百千]?{_MORE}?(?:万亿|[万亿])|[百千](?!分))"
_REST = (
    "(?:(?:(?<=亿)[0-9]{8}|(?<=万)[0-9]{4}|(?<=万)[0-9],[0-9]{3}|(?<=千)[0-9]{3}|(?<=百)[0-9]{2}"
    r"|零[0-9]{1,3})(?:\.[0-9]+)?(?!,?[0-9]|年))"
)
"""What follows 万 or 千 without a character of its own place: 5万6789, 3千零20."""
_ONES = "[零〇一二三四五六七八九]"
SPOKEN = (
    f"(?:[数几](?=[十百千万亿]))?(?:{_FORMAL}{{2,}}|[廿卅]{_ONES}?|{CHINESE}(?:点{_ONES}+[万亿]?)?"
    "|几(?=[十百千万亿]))"
)
"""The pattern of a number in Chinese: 二百零三, 数十, 十二点五万, 壹拾贰, 廿三."""
AMOUNT = (
    f"(?:{ARABIC}(?:{_MORE}(?={_SCALE}))?(?:{_SCALE}(?:零?{ARABIC}{_SCALE})*{_REST}?)?{_MORE}?"
    f"|{SPOKEN}(?:{_MORE}[十百千万亿]*)?)"
)
"""The pattern of a number with what makes it larger or vague: 1.5万, 3千5百万, 30多, 十余万."""
_PAIR = compiled("([一二两三四五六七八])([二三四五六七八九])")
_VAGUE = compiled("[余多来几]")
_DIGITS_PART = compiled(f"({ARABIC}){_MORE}?([百千]?){_MORE}?(万亿|[万亿]?)")


@dataclass(frozen=True, slots=True)
class Worth:
    """What a numeral is worth: the interval meant, and the places it was written with.

    ``step`` is the worth of one in the last place written, ``lead`` in the last that is not zero.
    """

    low: Decimal
    high: Decimal
    step: Decimal
    lead: Decimal
    exact: bool = True

    def times(self, factor: Decimal) -> Worth:
        """Return the worth of a numeral that something behind it multiplies."""
        return Worth(
            self.low * factor,
            self.high * factor,
            self.step * factor,
            self.lead * factor,
            self.exact,
        )


class UnreadableError(ValueError):
    """Characters of numbers in a row that is none: 几点几五."""


def value_of(numeral: str) -> Decimal:
    """Read a whole number or decimal, in digits or in Chinese numerals."""
    if numeral[0].isascii():
        return Decimal(numeral.replace(",", ""))
    whole, _, fraction = numeral.partition("点")
    large = fraction[-1:] if fraction[-1:] in LARGE else ""
    value = Decimal(_whole(whole))
    if fraction:
        value += Decimal(f"0.{_in_a_row(fraction.removesuffix(large))}")
    return value * LARGE[large]


@lru_cache(maxsize=4096)
def worth_of(amount: str) -> Worth:
    """Tell what a number is worth, with 万 and 亿, 余 and 多, 数十, 七八 and 十几.

    Args:
        amount: What :data:`AMOUNT` matches.
    """
    if amount[0].isascii():
        return _of_digits(amount)
    words = amount.translate(_PLAIN)
    for short, long in _SHORT.items():
        words = words.replace(short, long)
    number, more, scale = words, "", ""
    found = _VAGUE.search(words.rstrip("几"), 1)
    if found:
        number, more, scale = words[: found.start()], found[0], words[found.end() :]
    factor = Decimal(_whole(scale)) if scale else Decimal(1)
    if number[:1] in {"数", "几"}:
        low, high = _whole(f"二{number[1:]}"), _whole(f"九{number[1:]}")
        lead = low // 2
        return Worth(
            Decimal(low), Decimal(high + lead - 1), Decimal(1), Decimal(lead), exact=False
        ).times(factor)
    if number.endswith("几"):
        low = _whole(number[:-1])
        return Worth(Decimal(low + 1), Decimal(low + 9), Decimal(1), Decimal(1), exact=False)
    pair = _PAIR.search(number)
    if pair and _is_range(number, pair):
        low = _whole(number[: pair.start(2)] + number[pair.end(2) :])
        high = _whole(number[: pair.start(1)] + number[pair.start(2) :])
        return Worth(Decimal(low), Decimal(high), Decimal(1), Decimal(1), exact=False)
    value = value_of(number)
    step = _step_spoken(number)
    worth = Worth(value, value, step, _lead(value, step)).times(factor)
    return more_than(worth) if more else worth


def more_than(worth: Worth) -> Worth:
    """Return what 余 and 多 make of a number: 30多 is 31 to 39, 1.2万余 up to 1.3万."""
    end = worth.high + worth.lead
    return Worth(worth.low, end - 1 if worth.lead > 1 else end, worth.step, worth.lead, exact=False)


def _of_digits(amount: str) -> Worth:
    """Tell what a number is worth that begins with digits: 1.5万, 3千5百万, 30多万, 1万余.

    What stands before 万 is multiplied by it as a whole, what stands before 亿 with its 万.
    """
    whole = open_ = Decimal(0)
    step = lead = Decimal(1)
    for numeral, small, large in _DIGITS_PART.findall(amount):
        value = Decimal(numeral.replace(",", ""))
        place, factor = Decimal(_PLACES.get(small, 1)), Decimal(1)
        open_ += value * place
        for each in large:
            whole, open_, factor = _closed(whole, open_, each), Decimal(0), factor * LARGE[each]
        step = Decimal(1).scaleb(-len(numeral.partition(".")[2]))
        lead = _lead(value, step) * place * factor
        step *= place * factor
    worth = Worth(whole + open_, whole + open_, step, lead)
    return more_than(worth) if _VAGUE.search(amount) else worth


def _closed(whole: Decimal, open_: Decimal, large: str) -> Decimal:
    """Return what all before 万 or 亿 is worth; 亿 multiplies the 万 before it, too: 1万2千亿."""
    if large == "亿" and whole < LARGE["亿"]:
        return (whole + open_) * LARGE[large]
    return whole + open_ * LARGE[large]


def _step_spoken(number: str) -> Decimal:
    whole, _, fraction = number.partition("点")
    large = next((each for each in "亿万" if number.endswith(each)), "")
    if fraction:
        return Decimal(1).scaleb(-len(fraction.removesuffix(large))) * LARGE[large]
    return LARGE[large] if len(whole) > 1 else Decimal(1)


def _lead(value: Decimal, step: Decimal) -> Decimal:
    """Return the worth of one in the last place that is not zero."""
    if not value:
        return step
    exponent = value.normalize().as_tuple().exponent
    return max(Decimal(1).scaleb(int(exponent)), step) if isinstance(exponent, int) else step


def _is_range(number: str, pair: re.Match[str]) -> bool:
    """Tell whether two digits in a row are a range, as in 七八十, and no code, as in 一二三."""
    if "点" in number[: pair.start()]:
        return False
    first, second = _DIGITS[pair[1]], _DIGITS[pair[2]]
    alone = sum(each in _DIGITS for each in number) == 2 or bool(set(number) & _PLACES.keys())  # noqa: PLR2004  the two of the pair
    return alone and (second == first + 1 or (first, second) == (3, 5))


def _whole(numeral: str) -> int:
    """Read a whole number in Chinese; digits without places stand in a row, as in 二〇二四."""
    if not set(numeral) & _PLACES.keys():
        return int(_in_a_row(numeral) or "0")
    for large in "亿万":
        head, found, tail = numeral.rpartition(large)
        if found:
            value = (_whole(head) if head else 1) * _PLACES[large]
            spoken = len(tail) == 1 and head and tail in _DIGITS
            return value + (_DIGITS[tail] * _PLACES[large] // 10 if spoken else _whole(tail))
    total = digit = 0
    last = 1
    for character in numeral:
        if character in _DIGITS:
            digit, last = _DIGITS[character], last if _DIGITS[character] else 10
        elif character in _PLACES:
            total, digit, last = total + (digit or 1) * _PLACES[character], 0, _PLACES[character]
        else:
            raise UnreadableError(numeral)
    return total + digit * max(last // 10, 1)


def _in_a_row(digits: str) -> str:
    if not set(digits) <= _DIGITS.keys():
        raise UnreadableError(digits)
    return "".join(str(_DIGITS[digit]) for digit in digits)
