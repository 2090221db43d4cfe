"""A workbook of the old format says what one of the new format says."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tests.inputs.telling import told

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder

BOOKS = Path(__file__).parent / "books"


def test_old_workbook_is_read(folder: YearFolder) -> None:
    """Title, header of two rows, total and signature are known as in a workbook of today."""
    folder.write("registers.xls", (BOOKS / "registers.xls").read_bytes())

    registers = folder.load().registers

    assert list(registers["exams"].rows["registered"]) == [67, 26]
    assert list(registers["publicity"].rows["held_on"]) == [date(2020, 12, 4)]
    assert registers["exams"].understood
    assert registers["exams"].understood.aside == ("序号", "备注")


def test_workbook_of_wps(folder: YearFolder) -> None:
    """WPS writes the same format under its own name."""
    folder.write("registers/台账.et", (BOOKS / "registers.xls").read_bytes())

    assert len(folder.load().registers["exams"].rows) == 2


def test_flaws_of_an_old_workbook(folder: YearFolder) -> None:
    """Percent, hidden rows, errors and merged cells are named by their cells."""
    folder.write("registers.xls", (BOOKS / "flaws.xls").read_bytes())

    sheet = "params/2020/registers.xls 工作表「学法考试台账」"
    assert told(folder) == [
        f"E414 {sheet} B2 列「应考人数」",
        f"E429 {sheet} 第3行",
        f"E429 {sheet} B4 列「应考人数」",
        f"E429 {sheet} A5 列「考试名称」",
    ]


def test_damaged_old_workbook(folder: YearFolder) -> None:
    """However it is cut off, it is one problem."""
    content = (BOOKS / "registers.xls").read_bytes()
    for end in (8, 100, 600, 2000, 4000):
        folder.write("registers.xls", content[:end])

        assert told(folder) == ["E427 params/2020/registers.xls"]
