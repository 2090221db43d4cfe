"""Cut the shipped faces down to a document's characters, for embedding in its HTML."""

from __future__ import annotations

import io
from base64 import b64encode
from functools import cache
from importlib.resources import files

from fontTools import subset
from fontTools.ttLib import TTFont


def font_face(family: str, file: str, characters: str) -> str:
    """Return a CSS ``@font-face`` rule that carries the face in itself.

    Args:
        family: The family's name in CSS.
        file: The face's file name in the package's fonts.
        characters: The characters to keep; those that the face lacks are left out.

    Returns:
        The rule; the same characters give the same text.
    """
    data = b64encode(_subset(file, "".join(sorted(set(characters))))).decode()
    source = f'url("data:font/woff;base64,{data}") format("woff")'
    return f'@font-face{{font-family:"{family}";src:{source}}}'


@cache
def _subset(file: str, characters: str) -> bytes:
    """Cut a face; the pages of one report ask for the same titles and headings."""
    # Without features and boxes to compute, and read lazily, this takes half the time.
    options = subset.Options(layout_features=[])
    path = files("lawgov_lib") / "fonts" / file
    with (
        path.open("rb") as stream,
        TTFont(stream, lazy=True, recalcTimestamp=False, recalcBBoxes=False) as font,
    ):
        subsetter = subset.Subsetter(options)
        subsetter.populate(text=characters)
        subsetter.subset(font)
        font.flavor = "woff"
        target = io.BytesIO()
        font.save(target, reorderTables=False)
    return target.getvalue()
