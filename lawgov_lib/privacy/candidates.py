"""Where a number of a form may begin: a number before it can be taken for its first digits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

_NO_DIGIT = compiled("[^0-9Xx]")
_BETWEEN_TWO = compiled(r"(?<=[0-9]{11})\.(?=[0-9]{11})")
"""No number that is looked for, and no decimal that people write, is as long on both sides."""


def candidates(
    pattern: re.Pattern[str], text: str, is_meant: Callable[[re.Match[str]], bool]
) -> Iterator[re.Match[str]]:
    """Yield what has a form and is meant; within what is not, the next number may begin.

    Args:
        pattern: The form.
        text: The text.
        is_meant: Tells whether a match is such a number, and not just of its form.
    """
    start = 0
    while match := pattern.search(text, start):
        start = match.start() + 1
        if is_meant(match):
            yield match
            start = match.end()


def parted(text: str) -> str:
    """Return a text as long, in which a dot between two long numbers is no decimal point."""
    return _BETWEEN_TWO.sub(",", text)


def digits_of(number: str) -> str:
    """Return a number without what stands between its digits."""
    return _NO_DIGIT.sub("", number)
