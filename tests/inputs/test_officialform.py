"""The official form is read strictly: what the standard does not know is refused with its cure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lawgov_lib.base.errors import InputError
from lawgov_lib.inputs.opening import DEFAULT_OPENING
from tests.yearfolder import REPORT

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder

FAULTS = {
    "form:\n  number: 某发[2021]3号\n": "应为“某发〔2021〕3号”",
    "form:\n  number: 某发（2021）第03号\n": "应为“某发〔2021〕3号”",
    "form:\n  number: 某发〔2021〕03号\n": "应为“某发〔2021〕3号”",
    "form:\n  number: 第三号\n": "六角括号",
    "form:\n  number: 某发〔2019〕3号\n": "年份与签发日期2021-01-20不符",
    "form:\n  copies: 甲局\n": "印发机关",
    "form:\n  printed_on: 2021-01-21\n": "印发机关",
    "form:\n  printer: 甲室\n  printed_on: 2021-01-19\n": "早于签发日期",
    "form:\n  agencies: [甲局, 乙局]\n": "没有报告机关“某市某局”",
    "form:\n  seal: true\n": "不认识的项",
    "title: 某市某局2019年度法治政府建设年度报告\n": "标题写的是2019年，报告年度是2020年",
    "faces:\n  text: 仿宋\n": "不认识的项",
}


@pytest.mark.parametrize(("said", "expected"), FAULTS.items())
def test_fault(folder: YearFolder, said: str, expected: str) -> None:
    """Each fault is one problem that says what is wrong or how it is written right."""
    folder.write("report.yaml", REPORT + said)

    with pytest.raises(InputError) as error:
        folder.load()

    (problem,) = error.value.problems
    assert expected in problem.message


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("市人民政府", "市人民政府"),
        ("市人民政府：", "市人民政府"),
        ("[市委, 市人民政府]", "市委、市人民政府"),
        ("[市委、市人民政府, 省厅]", "市委、市人民政府，省厅"),
    ],
)
def test_addressees(folder: YearFolder, said: str, expected: str) -> None:
    """Several agencies are listed; the colon is the report's own."""
    folder.write("report.yaml", REPORT + f"addressee: {said}\n")

    assert folder.load().report.addressee == expected


def test_untouched_opening_is_none(folder: YearFolder) -> None:
    """The opening as a new year brings it says nothing of its own; a changed one does."""
    default = DEFAULT_OPENING.replace("\n", "\r\n")
    folder.write("text/opening.md", default)
    assert "opening" not in folder.load().prose

    folder.write("text/opening.md", default.replace("如下", "如次"))
    assert "opening" in folder.load().prose
