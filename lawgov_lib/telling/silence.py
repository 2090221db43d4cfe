"""Silence: headings under which nothing is told, whatever the reason."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import Place
from lawgov_lib.document.tree import Heading
from lawgov_lib.inputs.reportfile import Arrangement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lawgov_lib.document.tree import Blocks
    from lawgov_lib.inputs.outline import Outline
    from lawgov_lib.inputs.outlineentry import Spot


def is_silent(key: str, spots: Mapping[str, Spot], told: Mapping[str, Blocks]) -> bool:
    """Tell whether neither the section nor what is told under its heading says anything.

    One with headings below it is never silent: they say more.

    Args:
        key: The section.
        spots: The places of the sections by key.
        told: The blocks by section; a heading in the text says nothing by itself.
    """
    if spots[key].leads:
        return False
    guests = (guest for guest, spot in spots.items() if spot.host == key)
    blocks = (block for each in (key, *guests) for block in told.get(each, ()))
    return all(isinstance(block, Heading) for block in blocks)


def silent_sections(spots: Mapping[str, Spot], told: Mapping[str, Blocks]) -> tuple[str, ...]:
    """Return the sections with a heading of their own and nothing under it, in outline order."""
    return tuple(
        key for key, spot in spots.items() if not spot.host and is_silent(key, spots, told)
    )


def without_silent(outline: Outline, told: Mapping[str, Blocks]) -> Outline:
    """Return the outline without the headings that nothing stands under, of whatever level."""
    while silent := silent_sections(outline.places(), told):
        outline = outline.arranged(Arrangement(drop=silent), _nowhere)
    return outline


def _nowhere(*_: int | str) -> Place:
    return Place("")


def depth_of(key: str, spots: Mapping[str, Spot]) -> int:
    """Return the level of the heading that a section stands under."""
    headings = spots[key].headings or spots[spots[key].host].headings
    return headings[-1].level


def bare_headings(blocks: Blocks) -> Iterator[tuple[int, Heading]]:
    """Yield the headings of a section's text that nothing stands under, each with its position.

    A heading followed by one of a deeper level is not bare: the other says more.
    """
    for position, (block, after) in enumerate(pairwise((*blocks, None))):
        if isinstance(block, Heading) and (
            after is None or (isinstance(after, Heading) and after.level <= block.level)
        ):
            yield position, block
