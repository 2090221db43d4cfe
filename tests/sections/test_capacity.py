"""Study rules, laws studied, sessions and exams."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lawgov_lib.metric import State

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder


def test_published_laws(published_year: YearFolder) -> None:
    """Ten laws are seven statutes, one regulation and two party rules."""
    said = published_year.statement("laws")

    assert published_year.value("laws") == "10"
    assert said.startswith("组织学习《中华人民共和国科学技术进步法》《中华人民共和国反间谍法》")
    assert said.endswith("，共10部，其中法律7部、行政法规1部、党内法规2部。")


def test_published_exam(published_year: YearFolder) -> None:
    """Both rates of 2020 lack their base, which is said once for both."""
    assert published_year.statement("exam") == (
        "参加学法考试18人，参考率100%，优秀率100%\uff08两项比率为申报数，应考人数未提供\uff09。"
    )


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


def test_laws_of_one_rank(folder: YearFolder) -> None:
    """One rank needs no break-down."""
    folder.register("laws", "民法典,法律")

    assert folder.statement("laws") == "组织学习《民法典》，共1部。"
    assert folder.value("laws_party") == "0"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("考试,20,18,18,9", "参加学法考试18人，参考率90%，优秀率50%。"),
        ("考试,,18,,9", "参加学法考试18人，优秀率50%。"),
        ("考试,,18,,", "参加学法考试18人。"),
        ("考试,18,18,,0", "参加学法考试18人，参考率100%，优秀率0%。"),
        ("考试,20,0,0,0", "参加学法考试0人，参考率0%。"),
        ("考试,0,0,0,0", "参加学法考试0人。"),
        ("考试,20,,,", ""),
    ],
)
def test_exam(folder: YearFolder, row: str, expected: str) -> None:
    """The exam is told with the rates that have a base; over nobody there is no rate."""
    folder.register("exams", row)

    assert folder.statement("exam") == expected


def test_exam_with_one_declared_rate(folder: YearFolder) -> None:
    """Beside a counted rate a declared one is marked by itself."""
    folder.register("exams", "考试,,18,18,9")
    folder.figure("exam_rate", "数值", value="100")

    assert folder.statement("exam") == (
        "参加学法考试18人，参考率100%\uff08申报数\uff09，优秀率50%。"
    )


def test_nothing_kept(folder: YearFolder) -> None:
    """Without registers nothing is said or drawn."""
    assert [folder.statement(name) for name in ("study_rules", "laws", "exam")] == ["", "", ""]
    assert folder.charts("capacity") == [None]


def test_chart_of_the_laws(published_year: YearFolder) -> None:
    """Ranks that were not studied are not drawn."""
    (chart,) = published_year.charts("capacity")

    assert chart is not None
    assert chart.alt == "学习法律法规构成情况。法律7部、行政法规1部、党内法规2部。"
