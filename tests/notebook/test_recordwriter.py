"""The file of a record is the one that nbformat would write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nbformat
import pytest
from nbformat import v4

from lawgov_lib.notebook.recordwriter import record_bytes

if TYPE_CHECKING:
    from pathlib import Path


def test_a_published_record_is_as_nbformat_writes_it(published: Path) -> None:
    """Line by line, key by key: whoever opens and saves it changes nothing."""
    record = nbformat.read(published / "report.ipynb", as_version=4)

    assert record_bytes(record) == nbformat.writes(record).encode() + b"\n"
    nbformat.validate(record)


@pytest.mark.parametrize(
    "data",
    [
        {"text/plain": "第一行\n第二行\u2028\u0007"},
        {"application/json": {"空": [], "乙": {}, "甲": [1, 2.5, True, None]}},
        {"image/svg+xml": "<svg/>\n"},
    ],
    ids=["lines", "json", "picture"],
)
def test_what_cells_show_is_as_nbformat_writes_it(data: dict[str, object]) -> None:
    """Lines are split in texts and nowhere else; numbers and empty lists look the same."""
    cells = [
        v4.new_markdown_cell("甲\n乙", id="a"),
        v4.new_code_cell("1\n2", id="b", outputs=[v4.new_output("display_data", data)]),
    ]
    record = v4.new_notebook(cells=cells, metadata={"b": 1, "a": 2})

    assert record_bytes(record) == nbformat.writes(record).encode() + b"\n"
