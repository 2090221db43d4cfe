"""Numbers of passports and of the permits to travel to and from 港澳台, known by form and name.

They have no check character, so the form alone is never enough: a number counts where the text
calls it one, directly before or behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

PASSPORT = "护照号码"
PERMIT = "通行证号码"
NAMES = "护照|通行证|台胞证|回乡证"
"""A text without one of these names no such number."""
_KINDS = {
    PASSPORT: "护照",
    PERMIT: "(?:往来|来往|赴|港澳|台湾|台胞|大陆|内地)[^，。；0-9]{0,8}通行证|台胞证|回乡证",
}
_GAP = "[ \t\u00ad\u200b-\u200d\u2060\ufeff.-]{0,2}"
_LETTERED = rf"[A-Za-z]{{1,2}}(?:{_GAP}[0-9]){{7,10}}[A-Za-z]?"
"""Of China since 1997, of Hong Kong and Macau, and of most other states."""
_BARE = rf"[0-9](?:{_GAP}[0-9]){{7,9}}"
"""Permits of residents of Taiwan, and passports of some states: eight to ten digits."""
_ALONE, _ENDS = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z]|\.[0-9])"
_LETTERED_ALONE = f"{_ALONE}{_LETTERED}{_ENDS}"
_COUNTED = r"(?!\s{0,2}(?:[万亿千百余多]|[本件个人次项证册份元户批]|[%％]))"
"""No unit follows: 签发护照12345678本 is a count."""
_NUMBER = f"(?:{_LETTERED_ALONE}|{_ALONE}{_BARE}{_ENDS}{_COUNTED})"
_LINK = r"(?:[\s：:（(“\"#*]|[Nn][Oo]\.?|本人|复印件|证件|有效|编号|号码|[的证号码为是系])*"
"""What stands between the name and the number, and calls it nothing else."""
_CALLED = r"(?:[号码：:（(为是#]|[Nn][Oo]\.?)[\s：:（(“\"*]*"
"""How the name must go on where the number is bare."""
_AND = r"\s?[、，,；;/和及与]\s?"
_BEHIND = (
    r"[\s（(“]{0,2}号?[\s（(“]{0,2}(?:中国|普通|因私|因公|公务|外交|外国|香港|澳门)?"
    r"(?:%s)(?![一-鿿]{0,2}(?:机|业务|管理|打印|阅读|申请|窗口))"
)
_NAMED = compiled(NAMES)
_NUMBERS = compiled(f"{_LETTERED_ALONE}|{_ALONE}{_BARE}{_ENDS}")
_PATTERNS = {
    kind: compiled(
        rf"(?:{name}){_LINK}(?P<lettered>{_LETTERED_ALONE}(?:{_AND}{_LETTERED_ALONE})*)"
        rf"|(?:{name})(?:{_LINK}){_CALLED}(?P<called>{_NUMBER}(?:{_AND}{_NUMBER})*)"
        rf"|(?P<before>{_LETTERED_ALONE}){_BEHIND % name}"
    )
    for kind, name in _KINDS.items()
}


def travel_papers(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where a text shows such a number, and of which kind it is.

    Args:
        text: The text, its signs in plain form.
    """
    if not _NAMED.search(text):
        return
    for kind, pattern in _PATTERNS.items():
        for match in pattern.finditer(text):
            start, end = match.span(str(match.lastgroup))
            for number in _NUMBERS.finditer(text, start, end):
                yield *number.span(), kind
