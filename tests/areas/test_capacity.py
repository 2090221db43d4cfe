"""Study rules, laws studied, sessions and exams."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lawgov_lib.measuring.metric import State

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder


def test_published_laws(published_year: YearFolder) -> None:
    """Ten laws are seven statutes, one regulation and two party rules."""
    said = published_year.statement("laws")

    assert published_year.value("laws") == "10"
    assert said.startswith("组织学习《中华人民共和国科学技术进步法》《中华人民共和国反间谍法》")
    assert said.endswith("，共10部，其中法律7部、行政法规1部、党内法规2部。")


def test_published_exam(published_year: YearFolder) -> None:
    """Both rates of 2020 lack their base; the note below the text says so, not the sentence."""
    assert published_year.statement("exam") == ("参加学法考试18人，参考率100%，优秀率100%。")


def test_published_study_rules(published_year: YearFolder) -> None:
    """Five rules govern the study of law."""
    said = published_year.statement("study_rules")

    assert said.startswith("建立健全《行政执法人员法律知识学习培训制度》")
    assert said.endswith("《法律顾问制度》等五项学法用法制度。")


def test_published_sessions_of_the_board(published_year: YearFolder) -> None:
    """The register lists no session of the board, which does not mean that there was none."""
    assert published_year.metric("study_board").state is State.MISSING


def test_sessions_of_the_board_are_counted(folder: YearFolder) -> None:
    """Where the register lists them, they are counted."""
    folder.register("study", "领导班子集体学法,2020-03-01,宪法,", "集中学习,2020-03-02,宪法,")

    assert folder.value("study_board") == "1"


def test_sessions_and_trials(folder: YearFolder) -> None:
    """Sessions of the board and trials that staff sat in on are told together."""
    folder.register(
        "study",
        "领导班子集体学法,2020-03-01,宪法,",
        "领导班子集体学法,2020-06-01,民法典,",
        "旁听庭审,2020-09-01,行政诉讼案件庭审,",
    )

    assert folder.statement("study_sessions") == "组织领导班子集体学法2次，旁听庭审1次。"


def test_no_trial(folder: YearFolder) -> None:
    """A register of other sessions says nothing of trials; a declared zero is said."""
    folder.register("study", "领导班子集体学法,2020-03-01,宪法,")

    assert folder.metric("court").state is State.MISSING
    assert folder.statement("study_sessions") == "组织领导班子集体学法1次。"

    folder.figure("court", "零")

    assert folder.statement("study_sessions") == "组织领导班子集体学法1次，全年未组织旁听庭审。"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            ["01,法律顾问,20", "02,公职律师,12", "03,公职律师,3"],
            "聘请法律顾问1人，配备公职律师2人，审查文件、合同等35件。",
        ),
        (["01,法律顾问,"], "聘请法律顾问1人。"),
        (["01,公职律师,0"], "配备公职律师1人。"),
    ],
)
def test_advisers(folder: YearFolder, rows: list[str], expected: str) -> None:
    """Kinds without anybody are not named; a blank leaves out how much was reviewed."""
    folder.register("advisers", *rows)

    assert folder.statement("advisers") == expected


def test_pass_rate(folder: YearFolder) -> None:
    """Passed is taken from those who sat; over nobody there is no rate."""
    folder.register("exams", "春季,20,20,19,", "秋季,20,20,20,")

    assert folder.value("exam_pass") == "97.50"

    folder.register("exams", "春季,20,0,0,")

    assert folder.metric("exam_pass").state is State.ZERO
    assert folder.value("exam_pass") == ""


def test_three_declared_rates(folder: YearFolder) -> None:
    """Declared rates read like counted ones."""
    folder.register("exams", "考试,,18,,")
    folder.figures(
        ("exam_rate", "数值", {"value": "100"}),
        ("exam_pass", "数值", {"value": "100"}),
        ("exam_excellent", "数值", {"value": "50"}),
    )

    assert folder.statement("exam") == ("参加学法考试18人，参考率100%，合格率100%，优秀率50%。")


def test_laws_of_one_rank(folder: YearFolder) -> None:
    """One rank needs no break-down."""
    folder.register("laws", "民法典,法律")

    assert folder.statement("laws") == "组织学习《民法典》1部。"
    assert folder.value("laws_party") == "0"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("考试,20,18,18,9", "参加学法考试18人，参考率90%，合格率100%，优秀率50%。"),
        ("考试,,18,,9", "参加学法考试18人，优秀率50%。"),
        ("考试,,18,,", "参加学法考试18人。"),
        ("考试,18,18,,0", "参加学法考试18人，参考率100%，无优秀等次。"),
        ("考试,20,18,,9", "参加学法考试18人，参考率90%，优秀率50%。"),
        ("考试,20,0,0,0", "全年没有人员参加学法考试，应考的20人均未参考。"),
        ("考试,0,0,0,0", "全年没有人员参加学法考试。"),
        ("考试,20,,,", ""),
    ],
)
def test_exam(folder: YearFolder, row: str, expected: str) -> None:
    """The exam is told with the rates that have a base; over nobody there is no rate."""
    folder.register("exams", row)

    assert folder.statement("exam") == expected


def test_exam_with_one_declared_rate(folder: YearFolder) -> None:
    """A declared rate stands beside a counted one."""
    folder.register("exams", "考试,,18,18,9")
    folder.figure("exam_rate", "数值", value="100")

    assert folder.statement("exam") == ("参加学法考试18人，参考率100%，合格率100%，优秀率50%。")


def test_nothing_kept(folder: YearFolder) -> None:
    """Without registers nothing is said or drawn."""
    names = ("study_rules", "laws", "study_sessions", "exam", "advisers")

    assert [folder.statement(name) for name in names] == [""] * 5
    assert folder.charts("capacity") == [None]


def test_chart_of_the_laws(published_year: YearFolder) -> None:
    """Ranks that were not studied are not drawn; the largest is on top."""
    (chart,) = published_year.charts("capacity")

    assert chart is not None
    assert chart.alt == "学习法律法规构成情况。法律7部、党内法规2部、行政法规1部。"


def test_laws_that_officials_must_know(folder: YearFolder) -> None:
    """How long the list is, is a declared figure."""
    folder.figure("known_laws", "数值", value="42")

    assert folder.statement("known_laws") == "应知应会清单列入法律法规42部。"
