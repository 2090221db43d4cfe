"""Whether a list of parts says itself that nothing of its whole is left over.

One does that names what remains (其余), whose kinds are counted before it (分为三类), or behind
which nothing else is said to be: 此外没有其他, 再无别的渠道.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled
from lawgov_lib.reading.series import cue, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawgov_lib.reading.series import Item

_SPOKEN = "一二三四五六七八九十"
_STOP = compiled("[。！？；\n]")
_GOES_ON = ("除", "此外", "再", "别", "并")
_NOT = compiled("[未不没]有?(?!少|低|高|足)")
_NEAR = 40
_PAIR = 2


def is_said_full(text: str, parts: Sequence[Item]) -> bool:
    """Tell whether the words in or around a list leave nothing over.

    Args:
        text: The normal form of the text.
        parts: The parts in order.
    """
    return (
        names_rest(parts)
        or _are_opposed(parts)
        or _counts(text, parts)
        or _is_closed(text, parts[-1].end)
    )


def names_rest(parts: Sequence[Item]) -> bool:
    """Tell whether one of the parts is what remains: 其余27处."""
    rest = tuple(words("exhaustive")["rest"])
    return len(parts) >= _PAIR and any(each.label.startswith(rest) for each in parts)


def _are_opposed(parts: Sequence[Item]) -> bool:
    """Tell whether one of two parts is what the other is not: 已安装40个, 尚未安装14个."""
    if len(parts) != _PAIR:
        return False
    plain, negated = sorted(
        (each.label for each in parts), key=lambda each: bool(_NOT.search(each))
    )
    found = _NOT.search(negated)
    stem = negated[found.end() : found.end() + _PAIR] if found else ""
    return len(stem) == _PAIR and stem in plain and not _NOT.search(plain)


def _counts(text: str, parts: Sequence[Item]) -> bool:
    """Tell whether the words before a list say how many parts it has: 分为三类."""
    first = parts[0]
    found = list(cue("whole", "kinds").finditer(text, max(first.start - _NEAR, 0), first.start))
    if not found or _STOP.search(text, found[-1].end(), first.start):
        return False
    spoken = (found[-1]["n"] or found[-1]["m"]).replace("两", "二")
    return len(parts) == (_SPOKEN.index(spoken) + 1 if spoken in _SPOKEN else int(spoken))


def _is_closed(text: str, begin: int) -> bool:
    """Tell whether nothing else is said to be, behind a list or in a sentence that goes on so."""
    own, _, after = text[begin : begin + _NEAR].partition("。")
    said = _STOP.split(own, maxsplit=1)[0]
    if cue("whole", "nothing_else").search(said):
        return True
    after = _STOP.split(after, maxsplit=1)[0]
    return after.startswith(_GOES_ON) and bool(cue("whole", "nothing_else").search(after))
