"""The fast way of reading rows says what the row models say, of good rows and of bad."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from lawgov_lib.inputs.cells import Line
from lawgov_lib.inputs.header import header_of
from lawgov_lib.inputs.rowreader import RowReader
from lawgov_lib.inputs.rows import ROWS, FigureRow

if TYPE_CHECKING:
    from lawgov_lib.inputs.columns import ColumnSpec, Row

MODELS: dict[str, type[Row]] = {**ROWS, "figures": FigureRow}
CELLS = {
    "text": ["甲", " 甲 ", "rec", "a_1", "010", "", "１８"],
    "count": ["0", "1", "18", "20.0", "1,234", "-1", "1.5", "010", "一", "", "1" * 30],
    "amount": ["0", "0.1", "1，234.5", "100", "-0.1", "1e3", "NaN", ""],
    "money": ["0", "0.1", "1,234.5", "100", "-0.1", "1e3", "NaN", ""],
    "day": ["2020-07-13", "2020/7/13", "44025", "2021-02-28", "2021-02-30", "0", ""],
}


def cells_of(column: ColumnSpec) -> st.SearchStrategy[str]:
    """Draw the text of a cell, good or bad."""
    return st.sampled_from([*column.choices, "无", ""] if column.choices else CELLS[column.kind])


def outcome(read: object, value: object) -> object:
    """Return the values of a row, or what is wrong with it."""
    assert callable(read)
    try:
        return vars(read(value))
    except ValidationError as error:
        return error.errors(include_url=False, include_context=False)


@pytest.mark.parametrize("key", sorted(MODELS))
@settings(database=None, derandomize=True, max_examples=60)
@given(data=st.data())
def test_rows_are_those_of_the_model(key: str, data: st.DataObject) -> None:
    """Row by row the values and the problems are those of the row model alone."""
    model = MODELS[key]
    header = header_of(Line(1, list(model.headers().values())), "甲.csv", model)
    reader = RowReader(model, header, 2020)
    rows = data.draw(st.lists(st.tuples(*map(cells_of, model.columns())), max_size=12))
    for row in rows:
        cells = list(row)

        def alone(cells: list[str]) -> Row:
            return model.model_validate(reader.canonical(cells), context={"year": 2020})

        assert outcome(reader.read, cells) == outcome(alone, cells)
