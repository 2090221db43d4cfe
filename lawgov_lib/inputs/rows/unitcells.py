"""A value beside the unit that its row names in another column."""

from __future__ import annotations

from typing import Any

_VALUE, _UNIT, _PERCENT = "数值", "单位", "%"


def without_unit(cells: Any) -> Any:  # noqa: ANN401
    """Return the cells of a row, its value without the unit; a percentage brings its own unit.

    Args:
        cells: The cells by header as text; anything else is returned as it is.
    """
    value = cells.get(_VALUE) if isinstance(cells, dict) else None
    if not isinstance(value, str):
        return cells
    unit = cells.get(_UNIT) or (_PERCENT if value.endswith(_PERCENT) else "")
    if not isinstance(unit, str) or not unit or not value.endswith(unit.replace("％", _PERCENT)):
        return cells
    return cells | {_VALUE: value[: -len(unit)].rstrip(), _UNIT: unit}
