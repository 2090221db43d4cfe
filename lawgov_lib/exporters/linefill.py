"""Where a justified line could be stretched too far, for want of a place to break what follows.

Of a line that is stretched by more than a tenth of a square between its characters, readers of the
PDF take the gaps for blanks, and no phrase of it is found. What may do that is a long stretch that
holds together, such as （2024 or 4.62%，: the template measures each that stands near the end of a
line, and ends the line before it unstretched where need be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.document.tree import Runs

MARK = "\ufdd0"
"""A noncharacter, which no text holds: stands before what is told of a stretch, and around it."""
_SQUARES, _INDENT = 28, 2
_LETTER = 0.6
"""The width of a letter or digit in squares."""
_GIVE = 1.7 / 15.8
"""By how much of a square each character may be moved apart: a tenth of its size, more by what it
laps over its square."""
_HALF = 5
"""By as many characters' giving a mark that closes is narrower at the end of a line."""
_DRIFT = 1.5
"""How many squares a line may fall short, which moves all that follows."""
_OPEN, _CLOSE = "（《〈“‘「『【〔", "，。、；：？！）》〉”’」』】〕…"
_TOGETHER = compiled(
    rf"[{_OPEN}]*(?:[!-~]{{2,}}(?:(?<=%)[{_OPEN}]+\S)?|—+)[{_CLOSE}]*"
    rf"|[{_OPEN}]*[^\s{_OPEN}{_CLOSE}][{_CLOSE}]+"
    rf"|[{_OPEN}]+[^\s{_OPEN}{_CLOSE}]"
)
_NARROW = compiled(r"[ -~]")


def marked(runs: Runs) -> list[str]:
    """Mark in the texts of a paragraph's runs what its lines may have to end before.

    Args:
        runs: The paragraph.

    Returns:
        The text of each run; before a stretch that holds together, and that may be the first of
        its line, stands how many characters of the line before it can be moved apart.
    """
    text = "".join(run.text for run in runs)
    found = list(_near_ends(text))
    texts, start = [], 0
    for run in runs:
        end = start + len(run.text)
        marks = [
            (first, f"{MARK}{loose}{MARK}") for first, _, loose in found if start <= first < end
        ]
        marks += [(last, MARK) for _, last, _ in found if start < last <= end]
        said, at = "", start
        for place, mark in sorted(marks):
            said += text[at:place] + mark
            at = place
        texts.append(said + text[at:end])
        start = end
    return texts


def _near_ends(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield where such stretches begin and end, with the count of what can be moved apart."""
    at, begun = float(_INDENT), 0
    for match in _TOGETHER.finditer(text):
        first, last = match.span()
        before, wide = text[begun:first], _width(match[0])
        if "\n" in before:
            at, before = 0.0, before.rpartition("\n")[2]
        at, begun = at + _width(before), last
        lines, room = int(at / _SQUARES), min(at, _SQUARES - wide)
        is_near = int((at + wide + _DRIFT * lines + 0.5) / _SQUARES) > lines
        at += wide
        if is_near:
            line = text[max(0, first - 2 * _SQUARES) : first].rpartition("\n")[2]
            loose = _loose(line, room)
            if wide > loose * _GIVE:
                yield first, last, loose


def _width(text: str) -> float:
    return len(text) - (1 - _LETTER) * len(_NARROW.findall(text))


def _loose(before: str, squares: float) -> int:
    """Count the characters in that many squares before a place that can be moved apart.

    The last one cannot; and of one that closes half a square has to be made up for.
    """
    count = -1 - _HALF * before.endswith(tuple(_CLOSE))
    for mark in reversed(before):
        if squares <= 0:
            break
        is_narrow = _NARROW.match(mark) is not None
        squares -= _LETTER if is_narrow else 1
        count += not is_narrow
    return max(count, 0)
