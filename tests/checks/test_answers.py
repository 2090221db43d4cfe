"""An answer closes the finding that it names, as long as the finding says what it said then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.answers import answered, unheard
from lawgov_lib.checks.finding import Finding
from lawgov_lib.inputs.answersfile import Answers
from lawgov_lib.report.checklist import check

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder

ANSWER = """\
- code: {code}
  about: {about}
  mark: "{mark}"
  reason: 固定提法
  name: 张三
  date: 2021-01-10
"""


def answer(folder: YearFolder, finding: Finding, **changed: str) -> None:
    """Answer a finding, as it is or with something changed."""
    said = {"code": finding.code, "about": finding.about, "mark": finding.mark, **changed}
    folder.write("answers.yaml", ANSWER.format(**said))


def untraced(folder: YearFolder) -> Finding:
    """Write a numeral that has no source, and return what is found."""
    folder.write("text/plans.md", "检查20次。")
    (finding,) = folder.findings("C22")
    return finding


def test_answer_closes_a_warning(folder: YearFolder) -> None:
    """The finding stays and is shown with its answer."""
    finding = untraced(folder)
    answer(folder, finding)

    report = folder.report()
    review = report.review().section.review

    assert str(report.answered[finding]) == "固定提法（张三，2021年1月10日）"
    assert finding in report.findings
    assert review is not None
    assert {remark.code: remark.answer for remark in review.remarks}["C22"]
    assert finding not in check(folder.params.parent, 2020).open


def test_finding_that_changed_is_open_again(folder: YearFolder) -> None:
    """An answer to other numbers is outdated: both marks are named."""
    finding = untraced(folder)
    answer(folder, finding, mark="00000000")

    report = folder.report()

    assert finding not in report.answered
    (outdated,) = folder.findings("A01")
    assert outdated.severity is Severity.WARNING
    assert "00000000" in outdated.message
    assert finding.mark in outdated.message
    assert str(outdated.places[0]) == "params/2020/answers.yaml:1"


@pytest.mark.parametrize("changed", [{"about": "plans/30"}, {"code": "C99"}])
def test_answer_without_finding_is_told(folder: YearFolder, changed: dict[str, str]) -> None:
    """An answer whose finding is gone is a hint to clear it away."""
    answer(folder, untraced(folder), **changed)

    (idle,) = folder.findings("A02")

    assert idle.severity is Severity.INFO
    assert folder.report().answered == {}


def test_error_that_must_be_mended_stays_open() -> None:
    """An answer closes an error only where the catalogue of the checks says so."""
    said = {"about": "lic", "reason": "已核实", "name": "张三", "date": "2021-01-10"}
    errors = [Finding(code, Severity.ERROR, "有误", about="lic") for code in ("C08", "C12")]
    answers = Answers.model_validate(
        [{"code": each.code, "mark": each.mark, **said} for each in errors]
    )

    closed = answered(errors, answers)

    assert [each.code for each in closed] == ["C12"]
    assert [each.code for each in unheard(errors, answers)] == ["A03"]


def test_answers_are_read_strictly(folder: YearFolder) -> None:
    """A mark without quotes, an unknown name and a day that does not exist are told with lines."""
    folder.write(
        "answers.yaml",
        "- code: C22\n  mark: 12345678\n  reason: 甲\n  name: 乙\n  date: 2021-02-30\n  nmae: 丙\n",
    )

    assert folder.problems() == [
        "E413 params/2020/answers.yaml:2",
        "E416 params/2020/answers.yaml:5",
        "E411 params/2020/answers.yaml:6",
    ]
