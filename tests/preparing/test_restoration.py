"""A workbook is taken back: its CSV files return, and nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from lawgov_lib import inputs
from lawgov_lib.base.errors import PublishError
from lawgov_lib.preparing.restoration import take_back
from lawgov_lib.preparing.workbook import write

if TYPE_CHECKING:
    from pathlib import Path

BOOK = "registers.xlsx"


def files(root: Path) -> dict[str, bytes]:
    """Return the files of the year, by name."""
    folder = root / "params" / "2020"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_year_is_as_before(root: Path) -> None:
    """Every file returns with its bytes; the workbook is kept aside."""
    before = files(root)
    write(root, 2020)

    restored = take_back(root, 2020)

    after = files(root)
    assert after.pop(f"registers/merged/{BOOK}")
    assert after == before
    assert restored.differing == ()
    assert "已撤回工作簿" in restored.told()


def test_what_was_filled_in_meanwhile_is_told(root: Path) -> None:
    """The table in which the workbook has more than the files is named."""
    write(root, 2020)
    path = root / "params" / "2020" / BOOK
    book = load_workbook(path)
    sheet = book["专项资金台账"]
    sheet.append([cell.value for cell in sheet[2]])
    sheet.cell(sheet.max_row, 2).value = "另一个项目"
    book.save(path)

    restored = take_back(root, 2020)

    assert restored.differing == ("专项资金台账",)
    assert "专项资金台账" in restored.told()


def test_writing_and_taking_back_go_on_and_on(root: Path) -> None:
    """Each workbook is kept under a name of its own."""
    before = list(inputs.load(root / "params", 2020).registers["funds"].rows.records())
    for _ in range(3):
        write(root, 2020)
        take_back(root, 2020)

    kept = sorted(path.name for path in (root / "params/2020/registers/merged").iterdir())
    assert kept == ["registers-2.xlsx", "registers-3.xlsx", "registers.xlsx"]
    after = inputs.load(root / "params", 2020).registers["funds"].rows
    assert list(after.records()) == before


def test_without_a_workbook_there_is_nothing_to_take_back(root: Path) -> None:
    """That is a fault of its own, and nothing changes."""
    before = files(root)

    with pytest.raises(PublishError) as stop:
        take_back(root, 2020)

    assert stop.value.problems[0].code == "E832"
    assert files(root) == before


def test_a_lost_workbook_keeps_no_file_back(root: Path) -> None:
    """What the files had before it is given back, and once there, is not given back again."""
    before = files(root)
    write(root, 2020)
    (root / "params" / "2020" / BOOK).unlink()

    restored = take_back(root, 2020)

    assert files(root) == before
    assert (restored.kept, restored.files != ()) == ("", True)
    assert restored.told().startswith("工作簿已不在原处")
    with pytest.raises(PublishError, match="E832"):
        take_back(root, 2020)


def test_a_file_in_the_way_is_never_overwritten(root: Path) -> None:
    """A table written anew meanwhile stays, and so does the workbook."""
    write(root, 2020)
    (root / "params/2020/registers/funds.csv").write_text("类别,项目,资金\n", encoding="utf-8")
    before = files(root)

    with pytest.raises(PublishError) as stop:
        take_back(root, 2020)

    assert stop.value.problems[0].code == "E833"
    assert files(root) == before


def test_a_move_that_fails_leaves_all_as_it_was(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files that had returned go back again."""
    write(root, 2020)
    before = files(root)
    rename, count = type(root).rename, iter(range(100))

    def failing(path: Path, target: Path) -> Path:
        if next(count) == 3:
            raise PermissionError(13, "")
        return rename(path, target)

    monkeypatch.setattr(type(root), "rename", failing)
    with pytest.raises(PublishError) as stop:
        take_back(root, 2020)

    assert stop.value.problems[0].code == "E801"
    assert files(root) == before
