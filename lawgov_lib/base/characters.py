"""Characters that no text of a report may hold, because a reader does not see what they do.

Control characters act on terminals and printers; bidirectional marks show text in another order
than it is stored in (CVE-2021-42574); invisible characters make two names that look the same
differ; noncharacters and lone surrogates are no text at all (Unicode 16, chapter 23). Tab and line
ends are layout and stay. Variation selectors stay too: they choose between forms of one ideograph.
"""

from __future__ import annotations

import re
from functools import cache
from unicodedata import category, east_asian_width

_KINDS = {
    "控制字符": "\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f",
    "改变文字方向的字符": "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069",
    "看不见的字符": (
        "\\u00ad\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200d\\u2028\\u2029"
        "\\u2060-\\u2065\\u206a-\\u206f\\u3164\\ufeff\\uffa0\\ufff0-\\ufffc"
        "\\U0001d173-\\U0001d17a\\U000e0000-\\U000e00ff"
    ),
    "不成文字的编码": "\\ud800-\\udfff\\ufdd0-\\ufdef"
    + "".join(f"\\U{plane:04x}fffe\\U{plane:04x}ffff" for plane in range(17)),
}
_STRANGE = re.compile(f"[{''.join(_KINDS.values())}]")
_KIND = re.compile("|".join(f"([{members}])" for members in _KINDS.values()))
_UNPRINTABLE = re.compile(f"[\\t\\n\\r{''.join(_KINDS.values())}]")

REMEDY = "删去该字符；看不到的，把这段文字重新录入。"
"""What to do about a strange character."""


def is_plain(text: str) -> bool:
    """Tell whether a text holds none of these characters."""
    return _STRANGE.search(text) is None


def strange(text: str) -> tuple[int, str] | None:
    """Find the first of these characters.

    Returns:
        Its position, and what it is, in Chinese with its code point; None where there is none.
    """
    found = _STRANGE.search(text)
    kind = _KIND.match(found[0]) if found else None
    if found is None or kind is None or kind.lastindex is None:
        return None
    name = tuple(_KINDS)[kind.lastindex - 1]
    return found.start(), f"有{name}{_code(found)}"


@cache
def is_wide(character: str) -> bool:
    """Tell whether a character is set in the full width of a Chinese character.

    East Asian Width (UAX #11) leaves quotation marks, dashes and ① ambiguous: those are wide in
    Chinese text. Greek and Cyrillic letters, ambiguous too, are not.
    """
    width = east_asian_width(character)
    return width in {"W", "F", "H"} or (width == "A" and not category(character).startswith("L"))


def visible(text: str) -> str:
    """Write a text on one line so that a terminal shows every character and obeys none."""
    return _UNPRINTABLE.sub(_code, text)


def _code(found: re.Match[str]) -> str:
    return f"<U+{ord(found[0]):04X}>"
