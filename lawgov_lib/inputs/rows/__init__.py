"""The rows of the registers (台账): one model a register, one field a column.

A field's alias is the column header, its description the hint an analyst sees.
"""

from __future__ import annotations

from lawgov_lib.inputs.columns import Row
from lawgov_lib.inputs.rows import (
    capacity,
    decisions,
    digital,
    disputes,
    documents,
    emergency,
    enforcement,
    functions,
    institutions,
    leadership,
    oversight,
    plans,
    shortcomings,
)
from lawgov_lib.inputs.rows.declared import FigureRow

__all__ = ["ROWS", "FigureRow"]

ROWS: dict[str, type[Row]] = {
    model.register: model
    for module in (
        institutions,
        functions,
        documents,
        decisions,
        enforcement,
        emergency,
        disputes,
        oversight,
        digital,
        capacity,
        leadership,
        shortcomings,
        plans,
    )
    for model in vars(module).values()
    if isinstance(model, type) and issubclass(model, Row) and model.__module__ == module.__name__
}
"""The models by register, in the order of the modules and of the models in them, in which registers
are read and shown."""
