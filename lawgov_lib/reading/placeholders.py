"""Words that hold the place of a text still to come: they are no content."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from lawgov_lib.base.datafile import load_data
from lawgov_lib.base.expressions import compiled
from lawgov_lib.reading.units import unit_pattern

if TYPE_CHECKING:
    import re

_NAMES = compiled("《[^《》]*》")
_PART = compiled("[^。；！？\n：:，（）()【】]+")
_MORE = "年|月|日|万元|亿元|元|%|％"
_EDGE = ' \t\u3000，。；：、！？“”"（）()【】'


def placeholders(text: str) -> list[str]:
    """Return what holds the place of words or figures still to come, in the order of the text.

    Args:
        text: The text of a block.
    """
    bare = _NAMES.sub(lambda name: "　" * len(name[0]), text)
    found = {(match.start(), match[0].strip()) for match in _anywhere().finditer(bare)}
    spans = [(start, start + len(words)) for start, words in found]
    for part in _PART.finditer(bare):
        words = part[0].strip(_EDGE)
        inside = any(a <= part.start() and part.end() <= b for a, b in spans)
        if words and not inside and _whole().fullmatch(words):
            found.add((part.start(), words))
    return [words for _, words in sorted(found)]


def is_content(text: str) -> bool:
    """Tell whether a text says anything once its placeholders are taken away."""
    bare = _anywhere().sub("", text)
    parts = (part.strip(_EDGE) for part in _PART.findall(bare))
    return any(part and not _whole().fullmatch(part) for part in parts)


@cache
def _anywhere() -> re.Pattern[str]:
    table = load_data("reading/placeholders.yaml")
    patterns = "|".join(table["anywhere"]).replace("UNIT", f"(?:{unit_pattern()}|{_MORE})")
    return compiled(f"(?={table['begins']})(?:{patterns})")


@cache
def _whole() -> re.Pattern[str]:
    return compiled("|".join(load_data("reading/placeholders.yaml")["whole"]))
