"""Tell of characters that may stand for others: what an encoding or a lost format left behind.

A question mark between two Chinese characters is what a program writes for a character that its
encoding lacks; several full-width ones may be blanks nobody filled in. A small raised digit is the
mark of a footnote, or a full-sized one whose format was lost. Units such as m² are written so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled

if TYPE_CHECKING:
    import re

_CHINESE = "\u3400-\u9fff"
_SMALL = "\u00b2\u00b3\u00b9\u2070-\u2079\u2080-\u2089"
_LOST = compiled(f"[{_CHINESE}]\\?(?=[{_CHINESE}])|\uff1f{{2,}}")
_RAISED = compiled(f"(?<![A-Za-z{_SMALL}])[{_SMALL}]+")
_EITHER = compiled(f"{_LOST.pattern}|{_RAISED.pattern}")


def may_be_lost(text: str) -> bool:
    """Tell whether a text holds any such character."""
    return _EITHER.search(text) is not None


def doubts(text: str) -> dict[str, str]:
    """Say what is doubtful of a text, by kind."""
    found = {}
    if lost := _LOST.search(text):
        found["丢字"] = f"“{_around(text, lost)}”中的问号像是丢失的字"
    if raised := _RAISED.search(text):
        found["小字"] = f"“{_around(text, raised)}”中有上标或下标，看不出是注记还是数字"
    return found


def _around(text: str, found: re.Match[str]) -> str:
    """Return what is found with a little of what stands around it."""
    return " ".join(text[max(0, found.start() - 8) : found.end() + 8].split())
