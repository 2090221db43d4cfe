"""Every row model of a register is found, whichever module it stands in."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import pytest

from lawgov_lib.inputs import rows
from lawgov_lib.inputs.cells import plain
from lawgov_lib.inputs.columns import Row
from lawgov_lib.inputs.rows.holidays import HolidayRow
from lawgov_lib.inputs.rows.sistercells import SisterCellRow
from lawgov_lib.inputs.rows.sisterfigures import SisterRow


def test_every_model_with_a_register_is_read() -> None:
    """No model is left out, and no two say that they are the same register."""
    modules = [
        import_module(f"{rows.__name__}.{info.name}") for info in iter_modules(rows.__path__)
    ]
    models = {
        model
        for module in modules
        for model in vars(module).values()
        if isinstance(model, type) and issubclass(model, Row) and model.register
    }

    assert set(rows.ROWS.values()) == models


@pytest.mark.parametrize(
    "model", [*rows.ROWS.values(), rows.FigureRow, HolidayRow, SisterRow, SisterCellRow]
)
def test_every_name_means_one_column(model: type[Row]) -> None:
    """No column has another's header, be it as its first name or as a further one."""
    names = [name for column in model.columns() for name in (column.header, *column.also)]

    assert len(set(map(plain, names))) == len(names)
