"""A check tells at once what is wrong, found, to be confirmed and missing; it writes nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import nbformat
import pytest
from nbformat import v4
from wcwidth import wcswidth

from lawgov_lib.base.errors import ParameterError, Place, Problem
from lawgov_lib.base.severity import Severity
from lawgov_lib.base.terminal import WIDTH
from lawgov_lib.checks.choice import Choice
from lawgov_lib.checks.finding import Finding
from lawgov_lib.inputs.answersfile import Answer
from lawgov_lib.report.checklist import Checked, Gap, check, to_json
from lawgov_lib.report.checktext import to_text
from tests.places import DATA, PROJECT, own_notebook
from tests.yearfolder import REPORT

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder

EXAMS = "params/2021/registers/exams.csv"

FAULTY = Checked(
    2021,
    problems=(
        Problem("E402", "缺少文件", Place("params/2021/report.yaml"), "补上该文件。"),
        Problem(
            "E414", "「参考人数」应为整数，现为“十八”", Place(EXAMS, 2, "参考人数"), "改为整数。"
        ),
        Problem("E501", "没有“planz”可供引用", Place("params/2021/text/plans.md", 4)),
        Problem("E423", "与第2行重复", Place(EXAMS, 9), "删去重复的一行。"),
        Problem("E429", "B3:C4是合并单元格", Place(EXAMS, 3, "应考人数"), "取消合并。"),
    ),
)
ANSWERED = Finding(
    "C09", Severity.WARNING, "许可增加较多", section="functions", about="lic_applied"
)
ANSWER = Answer.model_validate(
    {
        "code": "C09",
        "about": "lic_applied",
        "mark": ANSWERED.mark,
        "reason": "工作许可恢复办理",
        "name": "张三",
        "date": "2022-01-10",
    }
)
SOUND = Checked(
    2021,
    problems=(),
    findings=(
        Finding(
            "C05", Severity.WARNING, "只有文字，没有数据", (Place("params/2021/text/plans.md"),)
        ),
        Finding(
            "C06",
            Severity.ERROR,
            "申报数与台账不一致，申报18人，台账合计20人，两处应当相同，否则读者无从判断以哪一处为准",
            (Place(EXAMS, 2), Place("params/2021/figures.csv", 3)),
            "核对后改正其中一处。",
            "capacity",
            about="exam_sat",
        ),
        ANSWERED,
    ),
    unconfirmed=(
        Place("params/2021/report.yaml", None, "agency.name"),
        Place("params/2021/report.yaml", None, "basis"),
        *(Place("params/2021/registers/rules.csv", line) for line in (2, 3, 4, 7)),
    ),
    missing=(
        Gap(
            "plans",
            "四、下一年度主要安排",
            (("plans", "安排"), ("plans_dated", "有时限的安排")),
            is_silent=True,
        ),
        Gap("digital", "（九）数字法治政府", (("systems", "信息系统"),), is_silent=False),
    ),
    answered={ANSWERED: ANSWER},
)


@pytest.mark.parametrize(("name", "checked"), [("faulty", FAULTY), ("sound", SOUND)])
def test_text(name: str, checked: Checked) -> None:
    """What a person reads, to the letter; it fits a terminal of 88 columns."""
    text = to_text(checked)

    assert text + "\n" == (DATA / f"check_{name}.txt").read_text(encoding="utf-8")
    assert max(map(wcswidth, text.splitlines())) <= WIDTH


@pytest.mark.parametrize(("name", "checked"), [("faulty", FAULTY), ("sound", SOUND)])
def test_json(name: str, checked: Checked) -> None:
    """What a program reads, to the letter."""
    assert to_json(checked) + "\n" == (DATA / f"check_{name}.json").read_text(encoding="utf-8")


def test_year_without_faults(folder: YearFolder) -> None:
    """A sound year is told its gaps section by section, those without text too."""
    checked = check(folder.params.parent, 2020)

    gaps = {gap.section: gap for gap in checked.missing}
    assert checked.problems == ()
    assert gaps["plans"].is_silent
    assert gaps["plans"].heading == "四、下一年度法治政府建设的主要安排"
    assert ("plans", "下一年度主要安排") in gaps["plans"].metrics


def test_faults_of_several_files_are_told_at_once(folder: YearFolder) -> None:
    """A fault in one file hides none in another; each has code, line and column."""
    folder.write("report.yaml", REPORT + "yeer: 2020\n")
    folder.register("exams", "年度考试,20,十八,,", "期中考试,20,18,,")
    folder.register("study", "集中学习,2020-02-30,民法典,")
    folder.write("text/plan.txt", "甲")

    checked = check(folder.params.parent, 2020)

    assert checked.exit_code == 4
    assert {f"{problem.code} {problem.place}" for problem in checked.problems} == {
        "E411 params/2020/report.yaml:8",
        "E414 params/2020/registers/exams.csv:2 列「参考人数」",
        "E416 params/2020/registers/study.csv:2 列「日期」",
        "E409 params/2020/text/plan.txt",
    }


def test_faults_of_prose_have_their_own_code(folder: YearFolder) -> None:
    """Where nothing is wrong but references in prose, the exit code says so."""
    folder.write("text/plans.md", "共{{ planz }}。")

    assert check(folder.params.parent, 2020).exit_code == 5


def test_exit_code_follows_the_gravest() -> None:
    """Errors found count, warnings, marks and gaps do not."""
    warned = Checked(2021, (), SOUND.findings[:1], SOUND.unconfirmed, SOUND.missing)
    answered = replace(SOUND, answered=dict.fromkeys(SOUND.findings, ANSWER))

    assert SOUND.exit_code == 9
    assert answered.exit_code == 0
    assert warned.exit_code == 0
    assert FAULTY.exit_code == 4


def test_what_is_to_be_confirmed_is_told(folder: YearFolder) -> None:
    """Facts and rows are told by their lines."""
    folder.write("report.yaml", REPORT + "unconfirmed: [agency.name]\n")
    folder.write(
        "registers/rules.csv", "领域,类别,名称,确认\n制度建设,内部管理制度,财务管理规定,待确认\n"
    )

    checked = check(folder.params.parent, 2020)

    assert "params/2020/report.yaml：第2行\n" in to_text(checked)
    assert "params/2020/registers/rules.csv：第2行\n" in to_text(checked)
    assert json.loads(to_json(checked))["unconfirmed"] == [
        {"file": "params/2020/report.yaml", "line": 2, "column": "agency.name"},
        {"file": "params/2020/registers/rules.csv", "line": 2, "column": None},
    ]


def test_wrong_year(folder: YearFolder) -> None:
    """A year that is none is a wrong parameter, not a faulty input."""
    with pytest.raises(ParameterError):
        check(folder.params.parent, 1)


def test_nothing_is_written(folder: YearFolder) -> None:
    """A check leaves the folder as it was."""
    before = sorted(folder.params.parent.rglob("*"))

    check(folder.params.parent, 2020)

    assert sorted(folder.params.parent.rglob("*")) == before


def notebook_of(folder: YearFolder, *sources: str) -> None:
    """Give the agency a notebook of these cells and the parts of each report."""
    parts = ("opening", "closing", "annex", "review")
    cells = [v4.new_code_cell(each) for each in (*sources, *map("report.{}()".format, parts))]
    nbformat.write(v4.new_notebook(cells=cells), own_notebook(folder.params.parent))


def test_sections_without_a_cell_are_told(folder: YearFolder) -> None:
    """What the notebook shows together is named with its heading; that is no fault."""
    first, second, *rest = folder.report().spots
    cells = [f'report.section("{key}")' for key in rest]
    without = check(folder.params.parent, 2020)
    notebook_of(folder, *cells, "report.remaining()")

    checked = check(folder.params.parent, 2020)

    assert list(checked.remaining) == [first, second]
    assert checked.problems == ()
    assert checked.exit_code == without.exit_code
    assert "笔记本中没有单元格：2节" in to_text(checked)
    assert f"{checked.remaining[second]} {second}" in to_text(checked)
    assert json.loads(to_json(checked))["remaining"] == dict(checked.remaining)


def test_a_notebook_that_would_lose_a_section_is_told(folder: YearFolder) -> None:
    """An older notebook ends the check as it would end the report, with its cure."""
    _, *rest = folder.report().spots
    notebook_of(folder, *(f'report.section("{key}")' for key in rest))

    checked = check(folder.params.parent, 2020)

    assert [problem.code for problem in checked.problems] == ["E715"]
    assert checked.exit_code == 7
    assert "report.remaining()" in "".join(to_text(checked).split())


def test_a_damaged_notebook_is_told(folder: YearFolder) -> None:
    """With what is wrong with the inputs, by the code that making the report would end with."""
    own_notebook(folder.params.parent).write_text('{"cells": []}', encoding="utf-8")

    checked = check(folder.params.parent, 2020)

    assert [problem.code for problem in checked.problems] == ["E607"]
    assert checked.exit_code == 6
    folder.write("text/nowhere.md", "正文。")
    codes = [problem.code for problem in check(folder.params.parent, 2020).problems]
    assert codes == ["E435", "E607"]


def test_a_label_that_no_face_shows_is_a_problem(folder: YearFolder) -> None:
    """What a chart could not show is told with its cell before a report is made."""
    folder.register("funds", "防控,甲\U0001f600,,12.50")

    (problem,) = check(folder.params.parent, folder.year).problems

    assert problem.code == "E446"
    assert str(problem.place).startswith("params/2020/registers/funds.csv:2 列「")
    assert "“\U0001f600”<U+1F600>" in problem.message


def test_a_check_draws_nothing() -> None:
    """A check of a year with charts does not wait for what would draw them."""
    code = (
        "import sys; from pathlib import Path; from lawgov_lib.report.checklist import check;"
        f"check(Path({str(PROJECT)!r}), 2020); print('matplotlib' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)

    assert done.stdout == b"False\n"


LIKE = tuple(
    Finding(
        "C05",
        Severity.WARNING,
        f"第{number}节没有数据",
        (Place(f"params/2021/text/{number}.md", 1),),
        "补填台账。",
        f"section{number}",
    )
    for number in range(1, 6)
)
GRAVE = Finding("C06", Severity.ERROR, "比率不符", hint="改正比率。", section="section1")


def test_findings_of_a_kind_stand_together() -> None:
    """Five warnings of one check take a paragraph with their number; an error keeps its own."""
    text = to_text(Checked(2021, (), (*LIKE, GRAVE)))

    assert "[C06] 错误：比率不符\n        处理办法：改正比率。" in text
    assert "[C05] 警告5项：工作有数据。如：第1节没有数据\n" in text
    assert "params/2021/text/3.md:1等5处" in "".join(text.split())
    assert "补填台账" not in text
    assert "lawgov check 2021 --code C05" in text


@pytest.mark.parametrize(
    ("choice", "shown"),
    [
        (Choice(codes=("C06",)), (GRAVE,)),
        (Choice(levels=(Severity.WARNING,), limit=2), LIKE[:2]),
        (Choice(sections=("section1",)), (LIKE[0], GRAVE)),
        (Choice(codes=("C01",)), ()),
    ],
)
def test_choice_tells_findings_one_by_one(choice: Choice, shown: tuple[Finding, ...]) -> None:
    """With cure and mark each, and nothing but findings; what is left out is counted."""
    checked = Checked(2021, (), (*LIKE, GRAVE), (Place("params/2021/report.yaml"),))

    text = to_text(checked, choice)
    told = json.loads(to_json(checked, choice))["findings"]

    assert [each["message"] for each in told] == [each.message for each in shown]
    assert all(each.message in text and each.mark in text for each in shown)
    assert text.count("答复用") == len(shown)
    assert "待确认" not in text
    assert (f"共6项，以上列出{len(shown)}项。" if shown else "没有符合所选条件") in text
