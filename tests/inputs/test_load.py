"""A year folder is read whole or refused whole, each problem with its place and its remedy."""

from __future__ import annotations

import pickle
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lawgov_lib import inputs
from lawgov_lib.errors import InputError
from tests.yearfolder import REPORT

if TYPE_CHECKING:
    from pathlib import Path

    from lawgov_lib.errors import Problem
    from tests.yearfolder import YearFolder

RULES = "领域,类别,名称\n"
EXAMS = "考试名称,应考人数,参考人数,合格人数,优秀人数\n"
STUDY = "类别,日期,主题,参加人员\n"
FIGURES = "编号,名称,领域,状态,数值,分子,分母,单位,截至,依据,说明\n"
PLAIN = {"UTF", "CSV", "YAML"}
FOLDERS = {"registers", "text"}


def problems(folder: YearFolder) -> tuple[Problem, ...]:
    """Return what is wrong with a folder."""
    with pytest.raises(InputError) as error:
        folder.load()
    return error.value.problems


def told(folder: YearFolder) -> list[str]:
    """Return code and place of each problem."""
    return [f"{problem.code} {problem.place}" for problem in problems(folder)]


FAULTS = [
    # report.yaml
    ("report.yaml", REPORT + "note: [甲\n", "E404 {}:9"),
    ("report.yaml", REPORT + "addressee: !!int 甲\n", "E404 {}"),
    ("report.yaml", REPORT + "year: 2020\n", "E405 {}:8"),
    ("report.yaml", REPORT + "yeer: 2020\n", "E411 {}:8"),
    ("report.yaml", REPORT + "addressee: [市政府]\n", "E413 {}:8"),
    ("report.yaml", REPORT + "addressee: 12\n", "E413 {}:8"),
    ("report.yaml", REPORT + "basis: 规定\n", "E413 {}:8"),
    ("report.yaml", REPORT + "basis:\n  - issuer: 市委\n", "E410 {}:9"),
    ("report.yaml", REPORT.replace("year: 2020", "year: 二〇二〇"), "E414 {}:5"),
    ("report.yaml", REPORT.replace("year: 2020", "year: 1999"), "E415 {}:5"),
    ("report.yaml", REPORT.replace("year: 2020", "year: 2019"), "E408 {}"),
    ("report.yaml", REPORT.replace("2021-01-20", "2021-02-30"), "E416 {}:6"),
    ("report.yaml", REPORT.replace("2021-01-20", "2021年1月20日"), "E416 {}:6"),
    ("report.yaml", REPORT.replace("2021-01-20", "20210120"), "E416 {}:6"),
    ("report.yaml", REPORT.replace("2020-12-31", "2021-12-31"), "E417 {}:7"),
    ("report.yaml", REPORT.replace("2020-12-31", "2019-12-31"), "E417 {}:7"),
    ("report.yaml", REPORT.replace("  name: 某市某局\n", "  name: ' '\n"), "E413 {}:2"),
    ("report.yaml", REPORT.replace("  region: 某省某市\n", ""), "E410 {}:1"),
    ("report.yaml", "- 甲\n", "E413 {}"),
    ("report.yaml", "# 空\n", "E413 {}"),
    ("report.yaml", "", "E407 {}"),
    ("report.yaml", REPORT.encode("gbk"), "E406 {}:2"),
    # tables as such
    ("registers/rules.csv", "", "E407 {}"),
    ("registers/rules.csv", "领域,类别\n", "E421 {}:1 列「名称」"),
    ("registers/rules.csv", "领域,类别,名称,备注\n", "E421 {}:1 列「备注」"),
    ("registers/rules.csv", "领域,类别,名称,名称\n", "E421 {}:1 列「名称」"),
    ("registers/rules.csv", RULES + '制度建设,内部管理制度,"甲\n', "E420 {}:2"),
    ("registers/rules.csv", RULES + "制度建设,内部管理制度\n", "E422 {}:2"),
    ("registers/rules.csv", RULES + "制度建设,内部管理制度,甲,乙\n", "E422 {}:2"),
    ("registers/rules.csv", RULES + "制度建设,内部管理制度,\n", "E413 {}:2 列「名称」"),
    ("registers/rules.csv", RULES + "制度建设,内部制度,甲\n", "E412 {}:2 列「类别」"),
    ("registers/rules.csv", RULES + "制度建设,内部管理制度,甲\n" * 2, "E423 {}:3"),
    ("registers/rules.csv", (RULES + "制度建设,内部管理制度,甲").encode("gbk"), "E406 {}:1"),
    ("registers/rule.csv", RULES, "E409 {}"),
    ("registers/rules.xlsx", "甲", "E409 {}"),
    ("figure.csv", FIGURES, "E409 {}"),
    ("text/plans.txt", "甲", "E409 {}"),
    ("text/plans.md", "", "E407 {}"),
    # cells
    ("registers/exams.csv", EXAMS + "年度考试,20,十八,,\n", "E414 {}:2 列「参考人数」"),
    ("registers/exams.csv", EXAMS + "年度考试,20,1.5,,\n", "E414 {}:2 列「参考人数」"),
    ("registers/exams.csv", EXAMS + "年度考试,20,-1,,\n", "E415 {}:2 列「参考人数」"),
    ("registers/exams.csv", EXAMS + "年度考试,18,20,,\n", "E417 {}:2"),
    ("registers/exams.csv", EXAMS + "年度考试,,18,,20\n", "E417 {}:2"),
    ("registers/study.csv", STUDY + "集中学习,2020-02-30,民法典,\n", "E416 {}:2 列「日期」"),
    ("registers/study.csv", STUDY + "集中学习,2020/2/3,民法典,\n", "E416 {}:2 列「日期」"),
    ("registers/study.csv", STUDY + "集中学习,0,民法典,\n", "E416 {}:2 列「日期」"),
    # declared figures
    ("figures.csv", FIGURES + "REC,,,数值,1,,,,,,\n", "E419 {}:2 列「编号」"),
    ("figures.csv", FIGURES + "rec,,,有,1,,,,,,\n", "E412 {}:2 列「状态」"),
    ("figures.csv", FIGURES + "rec,,,数值,1件,,,,,,\n", "E414 {}:2 列「数值」"),
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
    """A fault is named with its code, file, line and column, and with what to do."""
    folder.write(file, content)

    assert told(folder) == [expected.format(f"params/2020/{file}")]
    assert all(problem.hint for problem in problems(folder))


@pytest.mark.parametrize(("file", "content", "expected"), FAULTS)
def test_fault_is_told_in_chinese(
    folder: YearFolder, file: str, content: str | bytes, expected: str
) -> None:
    """Besides the names of files, fields and sections no English word reaches the analyst."""
    folder.write(file, content)
    names = re.compile(r"\S+\.(?:csv|yaml|xlsx|md|txt)|「[^」]*」|“[^”]*”")

    for problem in problems(folder):
        said = names.sub("", problem.message + problem.hint)
        assert set(re.findall(r"[A-Za-z]{2,}", said)) <= PLAIN | FOLDERS, expected
        assert not re.search(r"[\u4e00-\u9fff][:;?!()]", said), said


def test_missing_folder(tmp_path: Path) -> None:
    """A year without a folder is named as such."""
    with pytest.raises(InputError) as error:
        inputs.load(tmp_path / "params", 2019)

    (problem,) = error.value.problems
    assert (problem.code, str(problem.place)) == ("E401", "params/2019")


def test_missing_report(folder: YearFolder) -> None:
    """The one file that every year must have is ``report.yaml``."""
    (folder.params / "2020" / "report.yaml").unlink()

    assert told(folder) == ["E402 params/2020/report.yaml"]


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


def test_lines_are_right_below_a_cell_of_several_lines(folder: YearFolder) -> None:
    """A quoted cell may span lines; the rows below keep the lines an editor shows."""
    folder.write(
        "registers/rules.csv", RULES + '制度建设,内部管理制度,"甲\n乙"\n\n制度建设,无,丙\n'
    )

    assert told(folder) == ["E412 params/2020/registers/rules.csv:5 列「类别」"]


def test_row_begins_where_its_first_line_is(folder: YearFolder) -> None:
    """Rows are known by the line that they begin on; blank lines are no rows."""
    content = RULES + '制度建设,内部管理制度,"甲\r\n乙"\r\n,,\r\n制度建设,内部管理制度,丙\r\n'
    folder.write("registers/rules.csv", content)

    assert list(folder.load().registers["rules"].frame.index) == [2, 5]


def test_byte_order_mark_is_accepted(folder: YearFolder) -> None:
    """Files saved by Excel as CSV UTF-8 begin with a mark; it is no part of the header."""
    folder.write("registers/rules.csv", ("\ufeff" + RULES + "制度建设,内部管理制度,甲\n").encode())
    folder.write("report.yaml", ("\ufeff" + REPORT).encode())

    assert list(folder.load().registers["rules"].frame["title"]) == ["甲"]


def test_columns_may_stand_in_any_order(folder: YearFolder) -> None:
    """A header names its column wherever it stands, and cells lose the blanks around them."""
    folder.write("registers/rules.csv", "名称,类别,领域\n 甲 ,内部管理制度,制度建设\n")

    assert list(folder.load().registers["rules"].frame["title"]) == ["甲"]


def test_absent_register_has_no_rows(folder: YearFolder) -> None:
    """A register that an agency does not keep needs no file."""
    assert folder.load().registers["rules"].frame.empty


def test_traces_of_programs_are_no_inputs(folder: YearFolder) -> None:
    """Hidden files and lock files that an editor leaves behind disturb nobody."""
    for name in (".DS_Store", "registers/.DS_Store", "registers/.~lock.rules.csv#", "text/~$甲.md"):
        folder.write(name, "甲")

    assert folder.load().prose == {}


def test_yaml_words_stay_words(folder: YearFolder) -> None:
    """YAML 1.2 has no ``no`` that means false."""
    folder.write("report.yaml", REPORT + "addressee: no\n")

    assert folder.load().report.addressee == "no"


def test_published_year_is_clean(published_year: YearFolder) -> None:
    """The folder of the published report has no problem."""
    year = published_year.load()

    assert year.report.agency.name == "阳江市科学技术局"
    assert len(year.registers["rules"].frame) == 35


CONTENTS = {
    "report.yaml": REPORT + "basis:\n  - title: 规定\nheadings:\n  plans: 安排\n",
    "registers/study.csv": STUDY + '集中学习,2020-02-03,"民法典",全体\n',
    "figures.csv": FIGURES + "rec,,,数值,1,,,件,2020-12-31,统计,\n",
}


@settings(
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    file=st.sampled_from(sorted(CONTENTS)),
    at=st.floats(min_value=0, max_value=1),
    cut=st.integers(min_value=0, max_value=6),
    put=st.text("\"':-,[]{}&*!|>%@#? \n\t0甲\0\x85\ud7ff", max_size=4),
)
def test_no_damage_breaks_the_reader(
    folder: YearFolder, file: str, at: float, cut: int, put: str
) -> None:
    """However a file is damaged, it is read or refused by an error that says where."""
    content = CONTENTS[file]
    place = int(at * len(content))
    folder.write(file, content[:place] + put + content[place + cut :])

    try:
        folder.load()
    except InputError as error:
        assert all(problem.place and problem.hint for problem in error.problems)  # noqa: PT017
    finally:
        folder.write(file, content)
