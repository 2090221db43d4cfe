"""A year folder is read whole or refused whole, each problem with its place and its remedy."""

from __future__ import annotations

import pickle
from datetime import date
from typing import TYPE_CHECKING

import pytest

from lawgov_lib import inputs
from lawgov_lib.base.errors import InputError
from lawgov_lib.inputs.cells import Line
from lawgov_lib.inputs.columns import Row, column
from lawgov_lib.inputs.fields import YearDay
from lawgov_lib.inputs.table import read_table
from tests.inputs.telling import EXAMS, FIGURES, RULE, RULES, check_fault, problems, told
from tests.yearfolder import REPORT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.yearfolder import YearFolder

FAULTS = [
    ("registers/rule.csv", RULES, "E409 {}"),
    ("registers/rules.xlsx", "甲", "E427 {}"),
    ("figure.csv", FIGURES, "E409 {}"),
    ("text/plans.txt", "甲", "E409 {}"),
    ("text/plans.md", b"\xff\xff", "E406 {}:1"),
    # declared figures
    ("figures.csv", FIGURES + "REC,,,数值,1,,,,,,\n", "E419 {}:2 列「编号」"),
    ("figures.csv", FIGURES + "rec,,,有,1,,,,,,\n", "E412 {}:2 列「状态」"),
    ("figures.csv", FIGURES + "rec,,,数值,1/2件,,,,,,\n", "E414 {}:2 列「数值」"),
    ("figures.csv", FIGURES + "rec,,,数值,NaN,,,,,,\n", "E414 {}:2 列「数值」"),
    ("figures.csv", FIGURES + "rec,,,数值,,,,,,,\n", "E417 {}:2"),
    ("figures.csv", FIGURES + "rec,,,零,3,,,,,,\n", "E417 {}:2"),
    ("figures.csv", FIGURES + "rec,,,未提供,3,,,,,,\n", "E417 {}:2"),
    ("figures.csv", FIGURES + "rec,,,无此职责,,,3,,,,\n", "E417 {}:2"),
    ("figures.csv", FIGURES + "staff_cert,,,数值,,9,8,,,,\n", "E417 {}:2"),
    ("figures.csv", FIGURES + "staff_cert,,,数值,80,9,10,,,,\n", "E417 {}:2"),
]


@pytest.mark.parametrize(("file", "content", "expected"), FAULTS)
def test_fault(folder: YearFolder, file: str, content: str | bytes, expected: str) -> None:
    """A fault is named with its code, file, line and column, in Chinese, with what to do."""
    check_fault(folder, file, content, expected)


def test_missing_folder(tmp_path: Path) -> None:
    """A year without a folder is named as such."""
    with pytest.raises(InputError) as error:
        inputs.load(tmp_path / "params", 2019)

    (problem,) = error.value.problems
    assert (problem.code, str(problem.place)) == ("E401", "params/2019")


def test_folder_in_the_place_of_a_file(folder: YearFolder) -> None:
    """What cannot be read as a file is named in Chinese, not in the system's words."""
    (folder.params / "2020" / "registers" / "rules.csv").mkdir(parents=True)

    (problem,) = problems(folder)

    assert (problem.code, problem.message) == ("E403", "文件读不出来")


def test_all_problems_of_all_files_at_once(folder: YearFolder) -> None:
    """One run shows the analyst everything there is to mend."""
    folder.write("report.yaml", REPORT.replace("2021-01-20", "2021-02-30") + "yeer: 1\n")
    folder.write("registers/rules.csv", RULES + "制度,内部管理,甲\n制度建设,内部管理制度\n")
    folder.write("registers/exams.csv", EXAMS + "年度考试,20,十八,,\n")
    folder.write("registers/law.csv", "")
    folder.write("figures.csv", FIGURES + "rec,,,未提供,3,,,,,,\n")
    folder.write("text/plans.md", b"\xff\xfe")

    assert told(folder) == [
        "E416 params/2020/report.yaml:6",
        "E411 params/2020/report.yaml:8",
        "E412 params/2020/registers/rules.csv:2 列「领域」",
        "E412 params/2020/registers/rules.csv:2 列「类别」",
        "E422 params/2020/registers/rules.csv:3",
        "E414 params/2020/registers/exams.csv:2 列「参考人数」",
        "E417 params/2020/figures.csv:2",
        "E406 params/2020/text/plans.md:1",
        "E409 params/2020/registers/law.csv",
    ]


def test_errors_pickle(folder: YearFolder) -> None:
    """An error crosses to another process whole."""
    folder.write("registers/rules.csv", "领域\n")
    with pytest.raises(InputError) as error:
        folder.load()

    again = pickle.loads(pickle.dumps(error.value))  # noqa: S301  our own bytes

    assert type(again) is InputError
    assert again.problems == error.value.problems
    assert str(again) == str(error.value)


def test_error_shows_one_line_a_problem(folder: YearFolder) -> None:
    """A notebook shows the problems, each on its line, and no traceback."""
    folder.write("registers/rules.csv", "领域\n")
    with pytest.raises(InputError) as error:
        folder.load()

    (shown,) = error.value._render_traceback_()

    assert len(shown.splitlines()) == 2
    assert "Traceback" not in shown
    assert shown.splitlines()[0] == (
        "[E421] params/2020/registers/rules.csv:1 列「类别」: 表头缺少「类别」"
        " 处理办法\uff1a表头应为\uff1a领域,类别,名称"
    )


def test_absent_register_has_no_rows(folder: YearFolder) -> None:
    """A register that an agency does not keep needs no file."""
    assert not len(folder.load().registers["rules"].rows)


def test_traces_of_programs_are_no_inputs(folder: YearFolder) -> None:
    """Hidden files and lock files that an editor leaves behind disturb nobody."""
    for name in (".DS_Store", "registers/.DS_Store", "registers/.~lock.rules.csv#", "text/~$甲.md"):
        folder.write(name, "甲")

    assert folder.load().prose == {}


def test_published_year_is_clean(published_year: YearFolder) -> None:
    """The folder of the published report has no problem."""
    year = published_year.load()

    assert year.report.agency.name == "阳江市科学技术局"
    assert len(year.registers["rules"].rows) == 35


def test_blank_prose_is_prose_not_provided(folder: YearFolder) -> None:
    """A prose file that nobody has written yet says nothing."""
    folder.write("text/plans.md", "\ufeff \n　\n")
    folder.write("text/capacity.md", "甲")

    assert list(folder.load().prose) == ["capacity"]


def test_what_is_kept_aside_is_not_read(folder: YearFolder) -> None:
    """Last year's prose and rows already merged lie beside the inputs for people to look at."""
    folder.write("text/reference/plans.md", b"\xff")
    folder.write("registers/merged/rules.csv", "甲")

    assert folder.load().prose == {}


def test_survey_keeps_what_can_be_read(folder: YearFolder) -> None:
    """A check goes on with all that is sound, and knows what is not."""
    folder.write("registers/rules.csv", RULES + RULE + "制度建设,无,乙\n")
    folder.write("registers/exams.csv", EXAMS + "年度考试,,18,,\n")
    folder.write("figures.csv", FIGURES + "rec,,,数值,1,,,件,,,\nlit,,,坏,2,,,件,,,\n")
    folder.write("text/plans.md", b"\xff")
    folder.write("text/capacity.md", "甲")

    survey = folder.survey()

    assert survey.broken == {"rules", "figures", "text/plans"}
    assert [problem.code for problem in survey.problems] == ["E412", "E412", "E406"]
    assert survey.inputs
    assert not len(survey.inputs.registers["rules"].rows)
    assert list(survey.inputs.registers["exams"].rows["sat"]) == [18]
    assert list(survey.inputs.figures) == ["rec"]
    assert list(survey.inputs.prose) == ["capacity"]


def test_survey_without_report_has_no_inputs(folder: YearFolder) -> None:
    """Who reports must be known; the other files are looked at all the same."""
    folder.write("report.yaml", "- 甲\n")
    folder.write("registers/rules.csv", "领域\n")

    survey = folder.survey()

    assert survey.inputs is None
    assert survey.broken == {"report", "rules"}
    assert [problem.code for problem in survey.problems] == ["E413", "E421", "E421"]


def test_survey_of_a_folder_of_another_year(folder: YearFolder) -> None:
    """A report that names another year is read, and the contradiction told."""
    folder.write("report.yaml", REPORT.replace("year: 2020", "year: 2019"))

    survey = folder.survey()

    assert survey.inputs
    assert survey.inputs.report.year == 2019
    assert survey.broken == {"report"}


def test_survey_of_a_sound_year(published_year: YearFolder) -> None:
    """A year without a problem has nothing broken."""
    survey = published_year.survey()

    assert (survey.problems, survey.broken) == ((), frozenset())


def test_days_must_lie_in_the_report_year() -> None:
    """A column of days of the year refuses another year's day; the reader names the year."""

    class EventRow(Row):
        """An event of the year."""

        label = "活动台账"
        key = ("held_on",)
        held_on: YearDay = column("日期", "举办日期")

    lines = [Line(1, ["日期"]), Line(2, ["2021/1/4"]), Line(3, ["2020/1/4"])]

    table = read_table(lines, "活动.csv", EventRow, 2020)

    assert list(table.rows["held_on"]) == [date(2020, 1, 4)]
    assert [str(problem) for problem in table.problems] == [
        "[E418] 活动.csv:2 列「日期」: 「日期」的日期“2021/1/4”不在2020年内 处理办法：核对年份。"
    ]
