"""What Excel shows of a number or a day in the format of its cell (ECMA-376-1, 18.8.30, 18.8.31).

A reader of the workbook sees the result of the format and nothing else: 0.985 in ``0.0%`` is 98.5%,
467000 in ``0!.0,`` is 46.7, and 18 in ``0"人"`` is 18人, which a column counted in 人 reads as 18.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from lawgov_lib.base.expressions import compiled

GENERAL = "General"
HIDDEN = "\0"
"""Stands for a number whose format shows nothing of it."""

_EXACT = 15
_HIGHEST = 10**15
"""The numbers from here on have more digits than Excel keeps."""
_LEAST = Decimal("1e-9")
"""Less than this is shown with an exponent, as what is left of a difference of equal numbers."""
_CERTAIN = 12
"""The digits to which two numbers agree that are one: what is behind them is noise."""
_CHINESE_DAYS = {
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    **dict.fromkeys((32, 33, 34, 35, 55, 56), "h:mm:ss"),
}
"""Formats of a Chinese Excel, which a file names by their number alone (18.8.30, zh-cn)."""
_TOKEN = compiled(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|[_*].|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]'
    r"|(?P<place>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<other>General|G/通用格式|E[+-]|.)",
    re.DOTALL | re.IGNORECASE,
)
_CONDITION = compiled(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
_WORDS = compiled(r'"[^"]*"|[\\!_*].|\[[^\]]*\]', re.DOTALL)
_OF_A_DAY = compiled("(?<!d)dd?(?!d)")
_DIGITS = compiled(r"[\d.]")
_AS_STORED = {"general", "g/通用格式", "e+", "e-", "/", "@"}
_DASHES = set("-–—－ ")


@dataclass(frozen=True)
class _Section:
    """One section of a format: its places for digits, and the words around and between them."""

    tokens: tuple[tuple[str, str], ...]
    decimals: int
    power: int
    as_stored: bool

    def words(self) -> str:
        return "".join(text for kind, text in self.tokens if kind == "word")


def code_of(number: int, code: str | None) -> str:
    """Return the format behind its number in the file, where only Excel knows it."""
    return _CHINESE_DAYS.get(number, code or GENERAL)


@cache
def is_of_days(code: str) -> bool:
    """Tell whether a format shows days or times."""
    bare = _WORDS.sub("", _split(code)[0]).lower()
    return bool(re.search("[ymdhs]", bare.replace("general", "")))


def exact(value: float) -> Decimal:
    """Return a number in the fifteen digits to which Excel keeps and compares it."""
    return Decimal(str(value)) if isinstance(value, int) else Decimal(f"{value:.{_EXACT}g}")


def number_shown(value: float, code: str = GENERAL) -> str:
    """Write a number as its cell shows it, without grouping; :data:`HIDDEN` where it shows none.

    Args:
        value: The number.
        code: The format of the cell.

    Returns:
        The digits, with the words of the format around them.
    """
    stored = exact(value)
    sections = _sections(code)
    section = _chosen(sections, stored)
    if section is None or section.as_stored:
        return _plain(stored) if not stored or abs(stored) >= _LEAST else f"{value:.6g}".upper()
    scaled = abs(stored).scaleb(section.power)
    rounded = scaled.quantize(Decimal(1).scaleb(-section.decimals), ROUND_HALF_UP)
    text = _filled(section, rounded)
    if not text:
        words = section.words()
        return "0" if not stored and words.strip() and set(words) <= _DASHES else HIDDEN
    return f"-{''.join(_DIGITS.findall(text))}" if stored < 0 and rounded else text


def unshown(value: float, text: str) -> tuple[str, str] | None:
    """Tell what a cell with a number does not show, and what to do about it.

    Args:
        value: The number.
        text: What :func:`number_shown` makes of it.
    """
    if text == HIDDEN:
        message = f"存有{number_shown(value)}，但设置为不显示"
        return message, "把格式改为“常规”，或清除内容。"
    if abs(value) >= _HIGHEST:
        return (
            "是超过15位的数字，Excel只保留前15位，后面的已变为0",
            "把该列设为“文本”格式，从原始资料重新录入完整的编号。",
        )
    return None


def altered(value: float, text: str) -> str:
    """Say that a cell shows another number than it holds: rounded, or of another scale.

    Args:
        value: The number.
        text: What :func:`number_shown` makes of it.

    Returns:
        What to say; blank where both are one number, if only with words or as per cent.
    """
    digits = "".join(_DIGITS.findall(text))
    if not digits.strip("."):
        return ""
    shown, stored = Decimal(digits), abs(exact(value))
    if any(mark in text for mark in "%‰"):
        shown /= 1000 if "‰" in text else 100
    if abs(shown - stored) <= abs(stored).scaleb(-_CERTAIN):
        return ""
    return f"存有{_plain(exact(value))}，显示为{text}，按显示的读取"


def day_shown(value: date | time, code: str = "") -> str:
    """Write a day as its cell shows it: a cell that shows no day has none, only a month.

    Args:
        value: What the cell holds.
        code: The format of the cell; blank where it is not known.
    """
    bare = _WORDS.sub("", _split(code)[0]).lower()
    if isinstance(value, date) and bare and not _OF_A_DAY.search(bare):
        if "y" in bare or "e" in bare:
            return f"{value.year}年{value.month}月" if "m" in bare else f"{value.year}年"
        if "h" not in bare:
            return f"{value.month}月"
        return str(value.time()) if isinstance(value, datetime) else ""
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return str(value)


def text_shown(value: str, code: str) -> str:
    """Write a text as its cell shows it: ``"示科"@`` puts words around it."""
    part = _split(code)[-1]
    bare = _WORDS.sub("", part)
    if "@" not in bare:
        return value
    return "".join(
        value if word == "@" and kind == "word" else word for kind, word in _section(part).tokens
    )


@cache
def _sections(code: str) -> tuple[tuple[str | None, _Section], ...]:
    """Return the sections of a format, each with its condition, if it has one."""
    found = []
    for part in _split(code):
        condition = _CONDITION.search(part)
        found.append((condition[0] if condition else None, _section(part)))
    return tuple(found)


def _split(code: str) -> list[str]:
    parts, start = [], 0
    for found in re.finditer(r'"[^"]*"|[\\!_*].|\[[^\]]*\]|;', code, re.DOTALL):
        if found[0] == ";":
            parts.append(code[start : found.start()])
            start = found.end()
    return [*parts, code[start:]]


def _chosen(sections: tuple[tuple[str | None, _Section], ...], value: Decimal) -> _Section | None:
    if any(condition for condition, _ in sections):
        for condition, section in sections:
            if condition is None or _holds(condition, value):
                return section
        return None
    at = 0 if value > 0 or len(sections) == 1 else 1 if value < 0 else 2
    return sections[at if at < len(sections) else 0][1]


def _holds(condition: str, value: Decimal) -> bool:
    found = _CONDITION.fullmatch(condition)
    if found is None:
        return False
    limit = Decimal(found[2])
    order = (value > limit) - (value < limit)
    return (
        order
        in {"<": {-1}, ">": {1}, "=": {0}, "<=": {-1, 0}, ">=": {0, 1}, "<>": {-1, 1}}[found[1]]
    )


def _section(part: str) -> _Section:
    tokens: list[tuple[str, str]] = []
    decimals = commas = percents = 0
    behind_point = as_stored = False
    for found in _TOKEN.finditer(part):
        kind = found.lastgroup
        if kind == "place":
            decimals += behind_point
            commas = 0
            tokens.append(("place", found[0]))
        elif kind == "comma":
            commas += 1
        elif kind == "point" and not behind_point:
            behind_point = True
            tokens.append(("point", "."))
        elif kind in {"quoted", "escaped", "currency", "other"}:
            word = found[kind]
            percents += kind == "other" and word == "%"
            as_stored |= kind == "other" and word.lower() in _AS_STORED
            tokens.append(("word", word))
    digits = any(kind == "place" for kind, _ in tokens)
    return _Section(tuple(tokens), decimals, 2 * percents - 3 * commas * digits, as_stored)


def _filled(section: _Section, value: Decimal) -> str:
    """Put the digits into their places, with the words before, between and behind them.

    Returns:
        The text; blank where every place is left out, as ``#`` leaves out a zero.
    """
    whole, _, fraction = f"{value:f}".partition(".")
    digits = list(whole.lstrip("0"))
    left = sum(kind == "place" for kind, _ in section.tokens) - section.decimals
    text, places = "", iter(fraction)
    shown = behind = False
    for kind, piece in section.tokens:
        if kind == "word":
            text += piece
        elif kind == "point":
            behind = True
            text += "." if shown else "0."
        elif behind:
            text += next(places)
            shown = True
        else:
            # The first place takes all digits that are too many for the places.
            taken = max(len(digits) - left + 1, 0)
            head, digits, left = digits[:taken], digits[taken:], left - 1
            put = "".join(head) or ("0" if piece == "0" or shown else "")
            shown = shown or bool(put)
            text += put
    text = text.strip()
    return (f"0{text}" if text.startswith(".") else text) if shown else ""


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
