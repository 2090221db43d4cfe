"""Which characters the shipped faces show, one face standing in for another.

No face has every character, so that each part of a report falls back on all of them: what one of
them shows, any part shows. Their characters are kept as a table beside them, read within
milliseconds where the faces take a tenth of a second; a test compares both.
"""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import NamedTuple

from lawgov_lib.base.shipped import FONTS

SHOWN_FILE = FONTS / "shown.txt"
"""A range of code points a line, in hexadecimal."""

_ASCII = bytes(range(128))


class Face(NamedTuple):
    """A shipped face: its file and the name of its family."""

    file: str
    family: str


SANS = Face("NotoSansCJKsc-Medium.otf", "Noto Sans CJK SC")
FALLBACK = (
    SANS,
    Face("ZhuqueFangsong-Regular.ttf", "Zhuque Fangsong (technical preview)"),
    Face("NotoSerifCJKsc-Rare.otf", "Noto Serif CJK SC Rare"),
    Face("NotoSansCJKsc-New.otf", "Noto Sans CJK SC New"),
    Face("NotoSansSymbols2-Marks.ttf", "Noto Sans Symbols2"),
    Face("LXGWWenKaiGBLite-Regular.ttf", "LXGW WenKai GB Lite"),
    Face("WenKai-Rare.ttf", "WenKai Rare"),
)
"""The faces that are asked in turn for what a part's own face lacks; the others add nothing."""


@cache
def shown() -> frozenset[int]:
    """Return the code points that some face shows."""
    ends = (line.split("-") for line in SHOWN_FILE.read_text(encoding="ascii").split())
    return frozenset(
        code
        for first, *last in ends
        for code in range(int(first, 16), int((last or [first])[0], 16) + 1)
    )


@cache
def codes_of(face: Face) -> frozenset[int]:
    """Return the code points that a face has a glyph for, from its file."""
    import uharfbuzz  # noqa: PLC0415  the table spares most reports the faces

    return frozenset(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(FONTS / face.file)).unicodes)


def shared_out(characters: str) -> list[tuple[Face, str]]:
    """Give each character to the first face that shows it.

    Args:
        characters: The characters, in any order.

    Returns:
        The faces of :data:`FALLBACK` that are needed, in that order, each with its characters,
        sorted; what no face shows is left out.
    """
    left, found = {mark for mark in distinct(characters) if ord(mark) in shown()}, []
    for face in FALLBACK:
        mine = {mark for mark in left if ord(mark) in codes_of(face)} if left else set()
        if mine:
            found.append((face, "".join(sorted(mine))))
        left -= mine
    return found


def distinct(text: str) -> set[str]:
    """Return the characters of a long text; of a web page most are ASCII, which bytes tell fast."""
    coded = text.encode("utf-8", "surrogatepass")
    others = coded.translate(None, _ASCII).decode("utf-8", "surrogatepass")
    return {chr(code) for code in _ASCII if code in coded} | {*others}


def table() -> str:
    """Write the table of :data:`SHOWN_FILE` from the faces themselves."""
    codes = sorted(frozenset().union(*map(codes_of, FALLBACK)))
    runs = (
        [code for _, code in run]
        for _, run in groupby(enumerate(codes), lambda numbered: numbered[1] - numbered[0])
    )
    return "".join(
        f"{run[0]:04X}-{run[-1]:04X}\n" if run[1:] else f"{run[0]:04X}\n" for run in runs
    )
