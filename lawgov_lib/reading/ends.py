"""The two ends of a stock, of which what came and what went is told behind them.

由42家增加到48家，新设9家、注销3家，增长14.3%: the change is of 42, not of what was added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled
from lawgov_lib.reading.series import alike, cue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawgov_lib.reading.series import Item

ORIGIN = compiled("(?:由|从)[^，。；：、（）0-9]{0,10}$")
"""The words before a number from which another changed."""
_REACHED = compiled("[至到为成](?:了|约|近)?(?:(?:今|本|当)年度?的?)?$")
_SHORT = 6
"""A number behind a stock with no more words than these before it tells what came or went."""


def ends(row: Sequence[Item], told: Sequence[bool], position: int) -> list[Item]:
    """Return what a stock became and what it was, where a change is told behind its moves.

    Args:
        row: The quantities of the sentence.
        told: Of each whether it is told as a change.
        position: The place of the change.

    Returns:
        Both numbers; none where nothing came or went between them and the change.
    """
    at = position - 1
    while at > 0 and not _is_reached(row, at) and (told[at] or len(row[at].near) <= _SHORT):
        at -= 1
    if at < 1 or not _is_reached(row, at):
        return []
    moved = any(_is_move(each) for each in row[at + 1 : position])
    return [row[at], row[at - 1]] if moved else []


def _is_reached(row: Sequence[Item], at: int) -> bool:
    """Tell whether a number is what another right before it became: 由42家增加到48家."""
    found = _REACHED.search(row[at].near) and ORIGIN.search(row[at - 1].near)
    return bool(found) and alike(row[at - 1], row[at])


def _is_move(item: Item) -> bool:
    return any(cue("stock", side).search(item.near) for side in ("plus", "minus"))
