"""Numbers that Word sets by itself: the 一、 that stands on the page and in no text."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled
from lawgov_lib.inputs import wordnumerals
from lawgov_lib.inputs.wordpackage import W

if TYPE_CHECKING:
    import re
    from xml.etree.ElementTree import Element

_PLACE = compiled("%([1-9])")


class Numbers:
    """Counts the numbered paragraphs of a document in reading order."""

    def __init__(self, tree: Element | None) -> None:
        """Read how the lists of a document are numbered; without a part there are none."""
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self.unknown: Counter[str] = Counter()
        """How many numbers were written decimally because their format is not known, by format."""
        if tree is None:
            return
        for each in tree.iter(W + "abstractNum"):
            self._levels[each.get(W + "abstractNumId", "")] = {
                int(level.get(W + "ilvl", "0")): _level(level) for level in each.iter(W + "lvl")
            }
        for each in tree.iter(W + "num"):
            target = each.find(W + "abstractNumId")
            if target is not None:
                self._abstract[each.get(W + "numId", "")] = target.get(W + "val", "")

    def is_bullet(self, number_id: str, level: int) -> bool:
        """Tell whether a level of a list has marks instead of numbers."""
        levels = self._levels.get(self._abstract.get(number_id, ""), {})
        return level in levels and levels[level][0] == "bullet"

    def next(self, number_id: str, level: int) -> str:
        """Return the number that the next paragraph of a list has, blank for a bullet.

        Args:
            number_id: The list.
            level: The level in the list, from 0.
        """
        abstract = self._abstract.get(number_id, "")
        levels = self._levels.get(abstract, {})
        if level not in levels:
            return ""
        counts = self._counts[abstract]
        counts[level] = counts.get(level, levels[level][2] - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]

        def written(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            form, _, start = levels.get(at, ("decimal", "", 1))
            if not wordnumerals.is_known(form):
                self.unknown[form] += 1
            return wordnumerals.written(form, counts.get(at, start))

        form, text, _ = levels[level]
        return "" if form in {"bullet", "none"} else _PLACE.sub(written, text)


def _level(level: Element) -> tuple[str, str, int]:
    """Return form, text and first number of a level."""

    def value(name: str, default: str) -> str:
        found = level.find(W + name)
        return default if found is None else found.get(W + "val", default)

    start = value("start", "1")
    return value("numFmt", "decimal"), value("lvlText", ""), int(start) if start.isdigit() else 1
