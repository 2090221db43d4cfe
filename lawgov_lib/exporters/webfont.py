"""Cut the shipped faces down to a document's characters, for embedding in its HTML."""

from __future__ import annotations

import io
from base64 import b64encode
from functools import cache, lru_cache

import uharfbuzz
from fontTools.ttLib import TTFont

from lawgov_lib.base.shipped import FONTS

_KEPT = 32
"""A page has a handful of faces; a process that makes thousands of pages forgets the old ones."""


def font_face(family: str, file: str, characters: str, *, beside: bool = False) -> str:
    """Return a CSS ``@font-face`` rule that carries the face in itself.

    Args:
        family: The family's name in CSS.
        file: The face's file name in the package's fonts.
        characters: The characters to keep; those that the face lacks are left out.
        beside: Whether the family has another face too, which shows all other characters.

    Returns:
        The rule; the same characters give the same text.
    """
    data = b64encode(_subset(file, "".join(sorted(set(characters))))).decode()
    source = f'url("data:font/woff;base64,{data}") format("woff")'
    only = ",".join(f"U+{ord(mark):X}" for mark in characters) if beside else ""
    span = f";unicode-range:{only}" if beside else ""
    return f'@font-face{{font-family:"{family}";src:{source}{span}}}'


@lru_cache(maxsize=_KEPT)
def _subset(file: str, characters: str) -> bytes:
    """Cut a face; the pages of one report ask for the same titles and headings."""
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(map(ord, characters))
    wanted.layout_feature_tag_set.clear()
    cut = uharfbuzz.subset(_face(file), wanted)
    with TTFont(io.BytesIO(cut.blob.data), recalcTimestamp=False, recalcBBoxes=False) as font:
        font.flavor = "woff"
        target = io.BytesIO()
        font.save(target, reorderTables=False)
    return target.getvalue()


@cache
def _face(file: str) -> uharfbuzz.Face:
    """Load a face once a process."""
    return uharfbuzz.Face((FONTS / file).read_bytes())
