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
OPENING = "report = Report.open(year)\nreport.opening()"
END = ("report.closing()", "report.annex()", "report.review()")


def cells_of(folder: Path, *sources: str, hidden: str = "") -> SectionCells:
    """Write a notebook that shows this between the report's begin and its end, and read it.

    Args:
        folder: Where to write it.
        sources: The cells.
        hidden: One more, tagged to be left out.
    """
    cells = [v4.new_code_cell(source) for source in (OPENING, *sources, *END)]
    if hidden:
        cells.append(v4.new_code_cell(hidden, metadata={"tags": ["remove_cell"]}))
    return read(folder, nbformat.writes(v4.new_notebook(cells=cells)))


def read(folder: Path, content: str) -> SectionCells:
    """Write a notebook's file and read which sections it shows."""
    path = folder / "notebooks" / "mine.ipynb"
    path.parent.mkdir()
    path.write_text(content, encoding="utf-8")
    return read_cells(path)


def told(cells: SectionCells) -> list[str]:
    """Return what would be lost of the outline."""
    return [str(problem).partition(" 处理办法")[0] for problem in cells.problems(OUTLINE)]


def test_an_older_notebook_is_told_what_it_would_lose(tmp_path: Path) -> None:
    """Without a cell for the rest, a section that came later is named with its cure."""
    cells = cells_of(tmp_path, 'report.section("functions")', "report.section('capacity')")

    assert told(cells) == ["[E715] notebooks/mine.ipynb: 提纲中的“security”在笔记本中没有单元格"]
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

    said = "[E715] notebooks/mine.ipynb: 提纲中的“capacity”所在的单元格带有不刊出的标签"
    assert told(cells) == [said]


@pytest.mark.parametrize(
    "code",
    [
        "for key in keys:\n    display(report.section(key))",
        "show = report.section",
        "show_all(report)",
        "%matplotlib inline\nreport.section('capacity')",
        "report.section?",
        "rest = report.remaining()",
        "report.remaining();",
        "report.section('capacity')\nreport.section('security')",
        "if is_large:\n    report.section('capacity')",
        "r = report",
        "x = " + "-" * 20_000 + "1",
    ],
)
def test_nothing_is_alleged_of_what_only_a_run_can_tell(tmp_path: Path, code: str) -> None:
    """A loop, the report in other hands, a magic, what ends no cell: all may be shown, or none."""
    cells = cells_of(tmp_path, 'report.section("functions")', code)

    assert told(cells) == []
    assert cells.without_cell(OUTLINE) == ()
    assert not cells.may_lose


def test_a_comment_shows_nothing(tmp_path: Path) -> None:
    """A cell that was commented out shows no section."""
    cells = cells_of(tmp_path, 'report.section("functions")', '# report.section("capacity")')

    assert cells.without_cell(OUTLINE) == ("capacity", "security")


def test_a_cell_that_asks_the_report_takes_nothing_away(tmp_path: Path) -> None:
    """An analyst's own table leaves no doubt of what is shown."""
    cells = cells_of(tmp_path, "report.frame()", "report.remaining()")

    assert cells.without_cell(OUTLINE) == OUTLINE
    assert told(cells) == []


def test_what_remains_is_lost_if_its_cell_is_left_out(tmp_path: Path) -> None:
    """Tagged, it brings back nothing."""
    said = told(cells_of(tmp_path, hidden="report.remaining()"))

    assert [each.split()[0] for each in said] == ["[E715]"] * len(OUTLINE)


@pytest.mark.parametrize(
    "shown",
    [
        ('report.section("capacity")', 'report.section("capacity")', "report.remaining()"),
        ("report.remaining()", 'report.section("capacity")'),
    ],
)
def test_what_would_stand_there_twice_is_told(tmp_path: Path, shown: tuple[str, ...]) -> None:
    """Two cells of one section, or what remains before one that has a cell."""
    said = "[E716] notebooks/mine.ipynb: “capacity”在笔记本中出现了几次"

    assert told(cells_of(tmp_path, *shown)) == [said]


def test_the_other_parts_of_the_report_are_told_too(tmp_path: Path) -> None:
    """Without opening and annex no report can be made, as a run would say at its end."""
    sources = (END[0], END[2], "report.remaining()")
    cells = [v4.new_code_cell(source) for source in sources]

    said = told(read(tmp_path, nbformat.writes(v4.new_notebook(cells=cells))))

    assert [each.split(" ")[0] for each in said] == ["[E713]", "[E715]"]
    assert "“opening”" in said[0]
    assert "“annex”" in said[1]
