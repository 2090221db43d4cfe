"""How Word writes the numbers of its lists, format by format.

Source: ECMA-376 Part 1, section 17.18.59 (ST_NumberFormat).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.base.wording import numeral

if TYPE_CHECKING:
    from collections.abc import Callable

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_PLAIN, _FULL_WIDTH = "〇一二三四五六七八九", "０１２３４５６７８９"
_TAIWANESE = "○一二三四五六七八九"
_LEGAL = str.maketrans("〇一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_ROMAN = {
    1000: "m", 900: "cm", 500: "d", 400: "cd", 100: "c", 90: "xc",
    50: "l", 40: "xl", 10: "x", 9: "ix", 5: "v", 4: "iv", 1: "i",
}  # fmt: skip
_TENS, _HUNDREDS = 10, 100
_LONGEST = 100
"""A number that takes more characters stands in no list that people read."""


def _of_set(signs: str) -> Callable[[int], str]:
    """Return what writes a number as one sign; beyond the set it is decimal."""
    return lambda number: signs[number - 1] if number <= len(signs) else str(number)


def _by_digits(signs: str) -> Callable[[int], str]:
    """Return what writes each digit by its sign."""
    return lambda number: "".join(signs[int(digit)] for digit in str(number))


def _counted(signs: str) -> Callable[[int], str]:
    """Return what counts with 十 to ninety-nine, and by digits from there."""
    return lambda number: numeral(number) if number < _HUNDREDS else _by_digits(signs)(number)


def _by_thousands(number: int) -> str:
    """Write a number with 百 and 千; unlike in speech, 一 stands before each but a first 十."""
    return numeral(number).replace("〇", "零")


def _legal(number: int) -> str:
    text = numeral(number).translate(_LEGAL)
    return f"壹{text}" if text.startswith("拾") else text


def _japanese(number: int) -> str:
    """Write a number as Japanese does: no 一 before 十, 百 and 千, and nothing for a gap."""
    text = numeral(number).replace("零", "").replace("〇", "")
    for unit in "十百千":
        text = text.replace(f"一{unit}", unit)
    return text


def _letter(number: int) -> str:
    """Write a letter, after z twice, after zz three times."""
    round_, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (round_ + 1) if round_ < _LONGEST else str(number)


def _roman(number: int) -> str:
    if number >= 1000 * _LONGEST:
        return str(number)
    written = ""
    for value, letters in _ROMAN.items():
        written += letters * (number // value)
        number %= value
    return written


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _by_digits(_FULL_WIDTH),
    "decimalFullWidth2": _by_digits(_FULL_WIDTH),
    "decimalEnclosedCircle": _of_set(_CIRCLED),
    "decimalEnclosedCircleChinese": _of_set(_CIRCLED),
    "numberInDash": lambda number: f"- {number} -",
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "chineseCounting": _counted(_PLAIN),
    "taiwaneseCounting": _counted(_TAIWANESE),
    "chineseCountingThousand": _by_thousands,
    "taiwaneseCountingThousand": _by_thousands,
    "chineseLegalSimplified": _legal,
    "japaneseCounting": _japanese,
    "ideographDigital": _by_digits(_PLAIN),
    "japaneseDigitalTenThousand": _by_digits(_PLAIN),
    "taiwaneseDigital": _by_digits(_TAIWANESE),
    "ideographTraditional": _of_set(_STEMS),
    "ideographZodiac": _of_set(_BRANCHES),
}


def is_known(form: str) -> bool:
    """Tell whether it is known how a format writes its numbers."""
    return form in _FORMATS


def written(form: str, number: int) -> str:
    """Write a number; in a format that is not known, and below one, it is decimal."""
    return _FORMATS.get(form, str)(number) if number > 0 else str(number)
