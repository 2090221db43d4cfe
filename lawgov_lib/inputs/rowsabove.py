"""Tell of rows above a header: who sorts a table together with its header leaves them there.

What stands above a header is title and unit, and is left out; a row there would be lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from lawgov_lib.base.errors import InputError, Place
from lawgov_lib.inputs.tablehead import is_ordinals

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lawgov_lib.inputs.cells import Line
    from lawgov_lib.inputs.header import Header
    from lawgov_lib.inputs.rowreader import RowReader

_FEWEST = 3
"""The cells that a line must have filled to be taken for a row, if the table has as many."""
_SHOWN = 40


def refuse_rows_above(above: Iterable[Line], header: Header, reader: RowReader, file: str) -> None:
    """Refuse a table with rows above its header.

    Args:
        above: The lines above it.
        header: The header.
        reader: What reads the rows below it.
        file: The name to show in messages, relative to the root.

    Raises:
        InputError: There are some; it names the first.
    """
    rows = [line for line in above if _is_row(line, header, reader)]
    if rows:
        first = "，".join(filter(None, map(str.strip, rows[0].cells)))
        said = f"表头之上有{len(rows)}行台账，第一行是“{first[:_SHOWN]}”"
        hint = "把表头移到各行之上（排序时不要选中表头）；不是台账的行，删去。"
        raise InputError.of("E421", said, Place(file, rows[0].number), hint)


def _is_row(line: Line, header: Header, reader: RowReader) -> bool:
    """Tell whether a line fits as a row does, with more than mere words."""
    places = header.positions.values()
    cells = [*line.cells, *[""] * (max(places) + 1 - len(line.cells))]
    filled = sum(bool(cells[at].strip()) for at in places)
    if filled < min(_FEWEST, len(places)) or filled * 2 < len(places) or is_ordinals(cells):
        return False
    try:
        values = vars(reader.read(cells)).values()
    except ValidationError:
        return False
    return any(not isinstance(value, str | None) for value in values)
