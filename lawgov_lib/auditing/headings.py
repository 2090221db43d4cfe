"""Recognise the headings of a text, and which part and area of a report each speaks of.

A heading is known by its style in the file or by its number; what it speaks of by its likeness to
the headings of the outlines, and by words. Part and area of a heading that is like none stay open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from lawgov_lib.auditing.recognition import words
from lawgov_lib.base.expressions import compiled
from lawgov_lib.document.pieces import TITLE
from lawgov_lib.inputs.areanames import area_names
from lawgov_lib.inputs.outline import load_outlines, load_styles
from lawgov_lib.inputs.outlineentry import every

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lawgov_lib.document.pieces import Piece
    from lawgov_lib.inputs.outlineentry import LegalPart

_NUMBERS = (
    compiled(r"(第?[一二三四五六七八九十]{1,3}(?:[、．.]|部分[、．.： ]?))\s*(.+)", re.DOTALL),
    compiled(r"([（(]?[一二三四五六七八九十]{1,3}[)）][、．.]?)\s*(.+)", re.DOTALL),
    compiled(r"([0-9]{1,2}[.．、])(?![0-9])\s*(.+)", re.DOTALL),
)
"""How headings of level 1, 2 and 3 are numbered; GB/T 9704-2012, 7.3.3."""
_SENTENCE = compiled(r"([^。；！？：\n]+)([。：\n])\s*(.*)", re.DOTALL)
_ATTACHED = compiled(r"附件\s*[：:]\s*1[.．、]")
"""How the list of what is attached begins; GB/T 9704-2012, 7.3.4."""
_ITEM = compiled("[；;，,、]$")
_THIRD = 3
_PART_NUMBER = "部分"
_PART: LegalPart = "achievements"


class Head(NamedTuple):
    """A heading: level 1 to 3, number, words, the mark behind them, and what goes on there."""

    level: int
    number: str
    text: str
    rest: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Meaning:
    """What a heading speaks of: its parts in their order, and the area; blank if unknown."""

    parts: tuple[LegalPart, ...] = ()
    area: str = ""


def heads_of(pieces: Sequence[Piece]) -> list[Head | None]:
    """Return the heading of each piece, None where it is none.

    Styles count as the file ranks them: its highest one is level 1 wherever headings have no
    number of their own. A 1. that no text follows is an item of a list, and so is one of those
    that are attached.
    """
    ranks = sorted({piece.level for piece in pieces if piece.level > 0 and piece.text})
    heads = [_head(piece, ranks) for piece in pieces]
    for at in _attached(pieces):
        heads[at] = None
    heads = _ranked(heads)
    return [
        None if head and head.level == _THIRD and not piece.level and after is None else head
        for piece, head, after in zip(pieces, heads, _followed(pieces, heads), strict=True)
    ]


def _ranked(heads: Sequence[Head | None]) -> list[Head | None]:
    """Return headings with 一、 below 第一部分 where a file has both."""
    numbers = [head.number for head in heads if head and head.level == 1 and head.number]
    parts = [number for number in numbers if _PART_NUMBER in number]
    if not parts or len(parts) == len(numbers):
        return [*heads]
    return [
        head._replace(level=min(head.level + 1, _THIRD))
        if head and head.number and _PART_NUMBER not in head.number
        else head
        for head in heads
    ]


def _attached(pieces: Sequence[Piece]) -> Iterator[int]:
    """Yield the positions of the pieces that go on with the list of what is attached."""
    number = 0
    for at, piece in enumerate(pieces):
        begun, item = _ATTACHED.match(piece.text), _NUMBERS[_THIRD - 1].fullmatch(piece.text)
        if begun:
            number = 1
        elif number and item and int(item[1][:-1]) == number + 1:
            number += 1
            yield at
        else:
            number = 0


def _followed(pieces: Sequence[Piece], heads: Sequence[Head | None]) -> list[Piece | None]:
    """Return of each piece the one after it, None where that is a heading or nothing."""
    following = [None if head else piece for piece, head in zip(pieces, heads, strict=True)]
    return [*following[1:], None][: len(pieces)]


def _head(piece: Piece, ranks: Sequence[int]) -> Head | None:
    text = piece.text.strip()
    if piece.table or not text or piece.level == TITLE:
        return None
    rules = words()["heading"]
    for level, pattern in enumerate(_NUMBERS, start=1):
        found = pattern.fullmatch(text)
        if found:
            return _numbered(level, found[1], found[2], rules, by_style=piece.level > 0)
    if piece.level > 0 and len(text) <= rules["longest"]:
        return Head(min(ranks.index(piece.level) + 1, _THIRD), "", text.replace("\n", ""))
    return None


def _numbered(
    level: int, number: str, text: str, rules: dict[str, int], *, by_style: bool
) -> Head | None:
    """Return a numbered paragraph as a heading, unless it is an item of a list."""
    sentence = _SENTENCE.fullmatch(text)
    if sentence is None:
        is_item = _ITEM.search(text) or len(text) > rules["longest"]
        return None if is_item and not by_style else Head(level, number, text)
    if not sentence[3]:  # one sentence and its mark
        is_short = len(sentence[1]) <= rules["run_in"] and level < _THIRD
        return Head(level, number, text) if is_short or by_style else None
    if level < _THIRD and len(sentence[1]) <= rules["run_in"] and "，" not in sentence[1][-2:]:
        return Head(level, number, sentence[1], sentence[3], sentence[2].strip())
    return None


def meaning_of(text: str, year: int | None = None) -> Meaning:
    """Return what a heading speaks of.

    Args:
        text: Its words, without its number.
        year: The report year, if known; what the next one holds is a plan.
    """
    parts = _parts(text)
    if year and f"{year + 1}年" in text and parts in {(), (_PART,)}:
        parts = ("plans",)
    area = "" if parts and parts != (_PART,) else _area(text)
    if area and not parts:
        parts = (_PART,)
    return Meaning(parts, area)


def _parts(text: str) -> tuple[LegalPart, ...]:
    """Return the parts that a heading names, in the order in which it does."""
    found: dict[LegalPart, int] = {}
    table: dict[LegalPart, list[str]] = words()["parts"]
    for part, told in table.items():
        places = [text.find(word) for word in told if word in text]
        if places:
            found[part] = min(places)
    others = {part: place for part, place in found.items() if part != _PART}
    # 主要负责人履行职责情况 and 存在的不足 have words of part one too.
    return tuple(sorted(others, key=lambda part: others[part])) or tuple(found)


def _area(text: str) -> str:
    """Return the area whose heading in an outline is most like a text, else whose words it has."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  only where there is a heading

    known = _known()
    best = process.extractOne(text, list(known), scorer=fuzz.ratio, score_cutoff=words()["alike"])
    if best:
        return known[best[0]]
    table: dict[str, list[str]] = words()["areas"]
    hits = {
        area: max((len(word), -text.find(word)) for word in told if word in text)
        for area, told in table.items()
        if any(word in text for word in told)
    }
    return max(hits, key=lambda area: hits[area]) if hits else ""


@cache
def _known() -> dict[str, str]:
    """Return the keys of the outlines' areas by heading, a period's before those of a style."""
    areas = {key for key, area in area_names().items() if area.serves == _PART}
    return {
        entry.heading: entry.key
        for outline in (*load_styles(), *load_outlines())
        for entry in every(outline.parts)
        if entry.key in areas
    }


def is_passage_of(part: str, text: str) -> bool:
    """Tell whether a paragraph speaks of a part that has no heading of its own."""
    return bool(_passages()[part].search(text))


@cache
def _passages() -> dict[str, re.Pattern[str]]:
    found: dict[str, str] = words()["passages"]
    return {part: compiled(pattern) for part, pattern in found.items()}


def passage_parts() -> tuple[LegalPart, ...]:
    """Return the parts that paragraphs may be known by."""
    table: dict[LegalPart, str] = words()["passages"]
    return tuple(table)
