"""The reviewer's material leads from a number to its rows, its basis and the years before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lawgov_lib.report.reviewmaterial import LINES_SHOWN, ROWS_SHOWN, TRACED
from tests.places import DEMO
from tests.yearfolder import YearFolder

if TYPE_CHECKING:
    from lawgov_lib.document.dossier import Card, Review

DEMO_PARAMS = DEMO / "params"


def review(folder: YearFolder) -> Review:
    """Return the material of a year."""
    found = folder.report().review().section.review
    assert found is not None
    return found


def card(folder: YearFolder, metric_id: str) -> Card:
    """Return the card of one metric."""
    return next(each for each in review(folder).cards if each.id == metric_id)


def test_metric_leads_to_its_rows(folder: YearFolder) -> None:
    """The rows counted are shown with their lines, under the headers of their file."""
    folder.register(
        "study", "领导班子集体学法,2020-03-02,民法典,", "领导班子集体学法,2020-06-02,宪法,"
    )

    (evidence,) = card(folder, "study_board").evidence

    assert evidence.file == "params/2020/registers/study.csv"
    assert evidence.lines == (2, 3)
    assert evidence.rows[1][1:3] == ("2020-06-02", "宪法")
    assert evidence.count == 2


def test_declared_figure_leads_to_its_line(folder: YearFolder) -> None:
    """A declared figure shows the row of figures.csv and what it rests on."""
    folder.figure("exam_sat", "数值", value="18", evidence="人事科统计表")

    told = card(folder, "exam_sat")

    assert told.declared
    assert told.source == "人事科统计表"
    assert told.evidence[0].file == "params/2020/figures.csv"


def test_many_rows_are_cut(folder: YearFolder) -> None:
    """Of many rows the first are shown and all are counted; of a long file the beginning."""
    rows = [f"领导班子集体学法,2020-03-02,第{number}号,\n" for number in range(LINES_SHOWN + 9)]
    folder.register("study", *(row.strip() for row in rows))

    (evidence,) = card(folder, "study_board").evidence
    (text,) = [each.text for each in review(folder).inputs if each.file.endswith("study.csv")]

    assert len(evidence.rows) == ROWS_SHOWN
    assert evidence.count == len(rows)
    assert text.endswith("\n……（其余10行略）")
    assert text.count("\n") == LINES_SHOWN


def test_years_known_are_a_series(folder: YearFolder) -> None:
    """This year, last year and what was published before stand in order; another unit does not."""
    for year, value, unit in ((2017, 9, "人"), (2018, 3, "次"), (2019, 4, "次")):
        replace(folder, year=year).publish(f"study_board,数值,{value},{unit}")
    folder.register("study", "领导班子集体学法,2020-03-02,民法典,")

    told = card(folder, "study_board")

    assert [(point.year, point.said) for point in told.series] == [
        (2018, "3次"),
        (2019, "4次"),
        (2020, "1次"),
    ]
    assert told.previous == "4次"
    assert told.change == "比上年减少3次"


def test_cited_cells_lead_to_their_rows() -> None:
    """Every cell that the text cites is there with its row."""
    cells = review(YearFolder(DEMO_PARAMS, 2024)).cells

    assert cells
    for name, evidence in cells.items():
        file, line, header = name.rsplit(":", 2)
        assert (evidence.file, evidence.lines) == (file, (int(line),))
        assert header in evidence.headers


def test_what_is_new_is_marked(folder: YearFolder) -> None:
    """A sentence that last year lacked is new; other numbers alone do not make it so."""
    folder.write("text/plans.md", "全年检查20次。继续加强培训。")
    folder = folder.of(2021)
    folder.write("text/plans.md", "全年检查35次。改用线上培训。")

    found = [each for each in review(folder).differences if each.section == "plans"]

    assert [(each.paragraph, each.said, each.kind) for each in found] == [
        (0, "改用线上培训。", "新增"),
        (None, "", "删去"),
    ]
    assert review(folder).against == 2020


def test_nothing_is_new_without_a_last_year(folder: YearFolder) -> None:
    """Where last year cannot be told, no sentence is marked."""
    folder.write("text/plans.md", "改用线上培训。")

    assert review(folder).differences == ()
    assert review(folder).against == 0


def test_share_of_traced_numerals_is_told(folder: YearFolder) -> None:
    """How many numerals have a source is a number of its own, with its base."""
    folder.register("study", "领导班子集体学法,2020-03-02,民法典,")
    folder.write("text/plans.md", "学法{{ study_board }}，检查20次、培训30场，走访8家。")

    told = card(folder, TRACED)

    assert int(told.denominator) - int(told.numerator) == 3
    assert told.said.endswith("%")


def test_inputs_of_a_workbook_are_shown_as_csv() -> None:
    """The year's files are there as text, report.yaml first."""
    files = [each.file for each in review(YearFolder(DEMO_PARAMS, 2024)).inputs]

    assert files[0] == "params/2024/report.yaml"
    assert "params/2024/figures.csv" in files
