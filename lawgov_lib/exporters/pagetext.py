"""The text that stands on the pages of a PDF, read from what the pages draw.

pikepdf opens the file and its streams. The operators that draw text are few, and Typst writes them
in one order; readers of any PDF take five times as long, too long for a look at each build. What
does not follow that order counts as not read, so that it cannot hide a loss.
"""

from __future__ import annotations

import io
import re
from codecs import utf_16_be_decode
from functools import cached_property
from typing import TYPE_CHECKING

import pikepdf

from lawgov_lib.base.expressions import compiled
from lawgov_lib.exporters.readback import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator

_SILENT = compiled(rb"/(?:Artifact|Span<<[^\n]*?/Alt[<(]).*?EMC", re.DOTALL)
"""What is not read out, such as page numbers; and pictures, which say what they show."""
_DRAWN = compiled(
    rb"(?:q ([^\n]*) cm[^\n]*\nBT)?(?:/Span(<<[^\n]*?/ActualText[^\n]*?>>)BDC)?"
    rb" \d Tr/(\w+) ([\d.]+) Tf ([-\d. ]+) Tm(.*?)T[jJ](?=[\s/])",
    re.DOTALL,
)
"""Text: the matrix of its object, what it stands for if it says so, face, size, own matrix, codes.

A code has two bytes, the first of them below 0x28 where a face draws fewer than 10,240 different
characters: no byte of a code stands beside a bracket as the number between two strings does.
"""
_UPRIGHT = b"1 0 0 -1 0 0"
_ASIDE = (1.0, 0.0, 0.0, 1.0, -1.0, -1.0)
"""The matrix before any was set, so that what follows it would not stand on the sheet."""
_KERNED = compiled(rb"\)-?[\d.]+\(|>-?[\d.]+<")
_ESCAPED = compiled(rb"\\([()\\])")
_STRING = compiled(rb"\(((?:[^)]|\)(?![-\d.<(\]]|$))*)\)|<([0-9A-F]*)>")
_CODED = compiled(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
_UNIT = 4
"""How many hexadecimal digits a character of the basic plane has."""
_RIM = 14.0
"""Points at the rim of a sheet that printers leave blank (5 mm)."""
_ASCENT = 0.7
"""How high a character reaches above its line, in units of its size."""


class _Face:
    """A font on the pages: what its codes say, and how wide they are in units of its size."""

    def __init__(self, font: pikepdf.Object) -> None:
        """Read what the codes say."""
        coded = _CODED.findall(font.ToUnicode.read_bytes())
        self.texts = {
            int(code, 16): chr(int(text, 16)) if len(text) == _UNIT else _units(text)
            for code, text in coded
        }
        self._font = font

    def reach(self, codes: str) -> float:
        """Return how far the codes run."""
        return sum(self._widths.get(ord(code), 1.0) for code in codes)

    @cached_property
    def _widths(self) -> dict[int, float]:
        widths, parts = dict[int, float](), iter(list(self._font.DescendantFonts[0].W))
        for first in parts:
            following = next(parts)
            if isinstance(following, pikepdf.Array):
                told = [float(width) for width in list(following)]
            else:
                told = [float(next(parts))] * (int(following) + 1 - int(first))
            widths |= {int(first) + place: width / 1000 for place, width in enumerate(told)}
        return widths


def pdf_text(content: bytes) -> str:
    """Return the text on the pages, without marks, page numbers and repeated heads of tables.

    Args:
        content: A PDF that Typst has written.

    Returns:
        The text in the order in which it is drawn, without white space. What would stand outside a
        sheet, or so near its rim that printers leave it out, is not among it.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf:
        faces = dict[tuple[int, int], _Face]()
        return squeezed("".join(text for page in pdf.pages for text in _drawn(page, faces)))


def _drawn(page: pikepdf.Page, faces: dict[tuple[int, int], _Face]) -> Iterator[str]:
    """Yield the stretches of text that a page draws within its sheet and that are read out."""
    left, bottom, right, top = map(float, page.mediabox)
    names = dict[bytes, _Face]()
    for name, font in page.resources.get("/Font", pikepdf.Dictionary()).items():
        if font.objgen not in faces:
            faces[font.objgen] = _Face(font)
        names[name[1:].encode()] = faces[font.objgen]
    drawn = _SILENT.sub(b"", page.obj.Contents.read_bytes())
    a, b, c, d, e, f = _ASIDE
    for matrix, about, name, size, own, words in _DRAWN.findall(
        _ESCAPED.sub(_octal, _KERNED.sub(b"", drawn))
    ):
        codes, face, em = _codes(words), names[name], float(size)
        if matrix:
            a, b, c, d, e, f = map(float, matrix.split())
        slope, x, y = a, e, f
        if own != _UPRIGHT:
            p, q, _, _, s, t = map(float, own.split())
            slope, x, y = a * p + c * q, a * s + c * t + e, b * s + d * t + f
        room = (right - _RIM - x) / (slope * em)
        is_high = bottom + _RIM <= y <= top - _RIM - _ASCENT * em
        if x >= left + _RIM and is_high and (len(codes) < room or face.reach(codes) < room):
            yield _spoken(about) if about else codes.translate(face.texts)


def _spoken(about: bytes) -> str:
    """Return what a stretch says that it stands for; its strings have been made ready to read."""
    return str(pikepdf.Object.parse(about)["/ActualText"])


def _octal(found: re.Match[bytes]) -> bytes:
    return b"\\%03o" % found[1][0]


def _codes(words: bytes) -> str:
    """Return the codes of the strings that stand side by side."""
    drawn = [
        bytes.fromhex(digits.decode())
        if digits
        else literal
        if b"\\" not in literal
        else _plain(literal)
        for literal, digits in _STRING.findall(words)
    ]
    return utf_16_be_decode(b"".join(drawn))[0]


def _units(digits: bytes) -> str:
    return utf_16_be_decode(bytes.fromhex(digits.decode()))[0]


def _plain(literal: bytes) -> bytes:
    return literal.decode("unicode_escape").encode("latin-1")
