"""Tables to be read: any text stays text, heads and rows are shown whole."""

from __future__ import annotations

import io
import tempfile
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from openpyxl.utils.exceptions import IllegalCharacterError

from lawgov_lib.base.listing import Listing, listings_bytes

if TYPE_CHECKING:
    from pathlib import Path


def test_any_text_comes_back_from_the_workbook_as_it_is() -> None:
    """Signs of markup, blanks at the edges and breaks are text as any other; so are numbers."""
    cells = ("<甲>&乙", " 两头 ", "一\r\n二\n三", "=1+1", "", None, 12, 0.1 + 0.2, -3)
    columns = ("名称", "数")
    listing = Listing("清单", columns, tuple((cell, cell) for cell in cells))

    sheet = load_workbook(io.BytesIO(listings_bytes([listing])))["清单"]

    assert sheet.dimensions == f"A1:B{len(cells) + 1}"
    assert [cell.value for cell in sheet["A"]] == ["名称", *cells[:4], None, None, 12, 0.3, -3]
    assert [cell.value for cell in sheet["B"]][1:] == [cell.value for cell in sheet["A"]][1:]
    assert [cell.data_type for cell in sheet["A"][:5]] == ["s"] * 5


def test_nothing_is_written_down_on_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that is killed leaves no sheet in the temporary folder, for none was there."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))

    data = listings_bytes([Listing("清单", ("名称",), (("甲",),))])

    assert load_workbook(io.BytesIO(data))["清单"]["A2"].value == "甲"


def test_a_character_that_no_workbook_holds_is_refused() -> None:
    """It would make a file that nothing opens."""
    for text in ("甲\x01", "甲\ud800", "甲\uffff"):
        with pytest.raises(IllegalCharacterError):
            listings_bytes([Listing("清单", ("名称",), ((text,),))])


def test_a_row_is_as_high_as_its_longest_text() -> None:
    """A text wider than its column is broken into lines; the last columns go on over the edge."""
    long = "字" * 60
    rows = (("短", ""), (long, ""), ("短", long))
    listing = Listing("清单", ("名称", "来源"), rows, last=1)

    sheet = load_workbook(io.BytesIO(listings_bytes([listing])))["清单"]

    assert [sheet.row_dimensions[row].height for row in (2, 3, 4)] == [None, 45, None]
    assert [sheet[place].alignment.wrap_text for place in ("A3", "B4")] == [True, None]
