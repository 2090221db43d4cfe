"""Which sections a notebook shows is known before it is run, and nothing is alleged of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nbformat
import pytest
from nbformat import v4

from lawgov_lib.document.sectioncells import SectionCells, read_cells

if TYPE_CHECKING:
    from pathlib import Path

OUTLINE = ("functions", "capacity", "security")


def cells_of(folder: Path, *sources: str, hidden: str = "") -> SectionCells:
    """Write a notebook of these cells, the last tagged to be left out, and read what it shows."""
    cells = [v4.new_code_cell(source) for source in sources]
    if hidden:
        cells.append(v4.new_code_cell(hidden, metadata={"tags": ["remove_cell"]}))
    nbformat.write(v4.new_notebook(cells=cells), folder / "mine.ipynb")
    return read_cells(folder / "mine.ipynb")


def told(cells: SectionCells) -> list[str]:
    """Return what would be lost of the outline."""
    return [str(problem).partition(" 处理办法")[0] for problem in cells.problems(OUTLINE)]


def test_an_older_notebook_is_told_what_it_would_lose(tmp_path: Path) -> None:
    """Without a cell for the rest, a section that came later is named with its cure."""
    cells = cells_of(tmp_path, 'report.section("functions")', "report.section('capacity')")

    assert told(cells) == ["[E715] mine.ipynb: 提纲中的“security”在笔记本中没有单元格"]
    assert all("report.remaining()" in each.hint for each in cells.problems(OUTLINE))


def test_what_remains_is_shown_together(tmp_path: Path) -> None:
    """With the cell for the rest nothing is lost, and what has no cell of its own is known."""
    cells = cells_of(tmp_path, 'report.section("functions")', "report.remaining()")

    assert told(cells) == []
    assert not cells.may_lose
    assert cells.without_cell(OUTLINE) == ("capacity", "security")


def test_a_section_tagged_to_be_left_out_is_told(tmp_path: Path) -> None:
    """What remains does not bring it back: it was shown, and then left out."""
    cells = cells_of(tmp_path, "report.remaining()", hidden='report.section("capacity")')

    assert told(cells) == ["[E715] mine.ipynb: 提纲中的“capacity”所在的单元格带有不刊出的标签"]


@pytest.mark.parametrize(
    "code",
    [
        "for key in keys:\n    display(report.section(key))",
        "show = report.section",
        "show_all(report)",
        "%matplotlib inline",
    ],
)
def test_nothing_is_alleged_of_what_only_a_run_can_tell(tmp_path: Path, code: str) -> None:
    """A loop, the report in other hands, a magic: such a notebook may show every section."""
    assert told(cells_of(tmp_path, 'report.section("functions")', code)) == []


def test_a_comment_shows_nothing(tmp_path: Path) -> None:
    """A cell that was commented out shows no section."""
    cells = cells_of(tmp_path, 'report.section("functions")', '# report.section("capacity")')

    assert cells.without_cell(OUTLINE) == ("capacity", "security")


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"cells": [1]}', b"\xff"])
def test_what_is_no_notebook_is_the_runs_to_tell(tmp_path: Path, content: bytes) -> None:
    """A file that cannot be read, or none, is no reason to speak of sections."""
    (tmp_path / "mine.ipynb").write_bytes(content)

    assert told(read_cells(tmp_path / "mine.ipynb")) == []
    assert told(read_cells(tmp_path / "none.ipynb")) == []
