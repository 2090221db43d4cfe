"""Tell the rows of a table that are no data: totals, marks of the end, signatures, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.inputs.cells import plain
from lawgov_lib.inputs.tablewords import (
    is_continued,
    is_end,
    is_labelled,
    is_note,
    is_part,
    is_signature,
    total_in,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawgov_lib.inputs.header import Header

_FEW = 2


def why_left_out(
    cells: Sequence[str],
    header: Header,
    required: Sequence[int],
    *,
    after_end: bool,
    adds_up: bool = True,
) -> str:
    """Say why a row is left out.

    A row in which all required cells of several are filled is data, whatever it begins with.

    Args:
        cells: Its cells.
        header: The header above it.
        required: Where the required columns stand.
        after_end: Whether a row that ends the table stands above it.
        adds_up: Whether the table may have totals and parts of the rows above.

    Returns:
        The reason in Chinese, blank where the row is data.
    """
    filled = [
        at for at, cell in enumerate(cells) if cell.strip() and not _is_number(cell, at, header)
    ]
    if not filled:
        return ""
    first = cells[filled[0]]
    if adds_up and any(total_in(cells[at]) for at in filled):
        return "合计行"
    if adds_up and is_part(first):
        return "分项行，上面一行已经包括"
    if len(filled) == 1 and is_end(first):
        return "空白标记"
    if len(filled) == 1 and is_continued(first):
        return "续表标记"
    whole = len(required) > 1 and all(at < len(cells) and cells[at].strip() for at in required)
    if whole:
        return ""
    others = [cells[at] for at in filled[1:]]
    if is_signature(first) and (
        not others
        or any(is_labelled(cells[at]) for at in filled)
        or len(others) < _FEW
        or any(map(is_signature, others))
    ):
        return "表尾签署"
    if is_note(first) and len(others) < _FEW:
        return "注释"
    if after_end and not others:
        return "注释"
    return ""


def _is_number(cell: str, at: int, header: Header) -> bool:
    """Tell whether a cell only numbers its row."""
    return at in header.numbering and plain(cell).rstrip(".、)").isdigit()
