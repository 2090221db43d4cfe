"""Quotation marks: straight ones become those of Chinese text (GB/T 15834-2011) where they pair.

Which straight mark opens and which closes is certain where each two of a kind in a text hold
something between them, touch it, and do not cross a pair of the other kind. An inch or a minute
after a figure, and an apostrophe in a word of letters, is no quotation mark.
"""

from __future__ import annotations

from itertools import pairwise

from lawgov_lib.base.expressions import compiled

_KINDS = {'"': ("“", "”"), "'": ("‘", "’")}
_STRAIGHT = compiled("[\"']")
_APOSTROPHE = compiled("(?<=[A-Za-z0-9])'(?=[A-Za-z])")
_BEFORE_AN_OPENING = compiled(r"[^A-Za-z0-9]?")
_AFTER_AN_OPENING = compiled(r"[^\s，。；：、？！）》”’…]")
_BEFORE_A_CLOSING = compiled(r"[^\s（《“‘]")


def full_width(text: str) -> str:
    """Turn straight quotation marks into “” and ‘’; a kind that is not certain stays as it is."""
    if not _STRAIGHT.search(text):
        return text
    found = {mark: _pairs(text, mark) for mark in _KINDS}
    every = [pair for pairs in found.values() for pair in pairs]
    turned = list(text)
    for mark, pairs in found.items():
        if not any(_cross(one, other) for one in pairs for other in every):
            for start, end in pairs:
                turned[start], turned[end] = _KINDS[mark]
    return "".join(turned)


def nested(text: str) -> str:
    """Write quotation marks within quotation marks as ‘’, those within these as “” again.

    A text whose marks do not pair, as where a quotation is cut, stays as it is.
    """
    depth, turned = 0, []
    for character in text if text.count("“") > 1 else ():
        if character == "“":
            depth += 1
        inner = depth % 2 == 0
        turned.append({"“": "‘", "”": "’"}.get(character, character) if inner else character)
        if character == "”":
            depth -= 1
            if depth < 0:
                return text
    return "".join(turned) if turned and depth == 0 else text


def straight(text: str) -> str:
    """Return the straight quotation marks of a text, each kind once; an apostrophe is none."""
    return "".join(dict.fromkeys(_STRAIGHT.findall(_APOSTROPHE.sub("’", text))))


def _pairs(text: str, mark: str) -> list[tuple[int, int]]:
    """Return the places where each pair of a kind opens and closes; none where one is doubtful."""
    plain = _APOSTROPHE.sub("’", text)
    places = [place for place, character in enumerate(plain) if character == mark]
    pairs = list(pairwise(places))[::2]
    sound = len(places) % 2 == 0 and all(_holds(plain, *pair) for pair in pairs)
    return pairs if sound else []


def _holds(text: str, start: int, end: int) -> bool:
    return (
        end > start + 1
        and _BEFORE_AN_OPENING.fullmatch(text[:start][-1:]) is not None
        and _AFTER_AN_OPENING.match(text, start + 1) is not None
        and _BEFORE_A_CLOSING.match(text, end - 1) is not None
    )


def _cross(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[0] < one[1] < other[1] or other[0] < one[0] < other[1] < one[1]
